import { parseMoney } from '@presales/kernel';
import { roiOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, rate, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const spring = campaign('spring');
const autumn = campaign('autumn');
const summer = campaign('summer');

describe('a campaign’s objectives (S52)', () => {
  const acme = deal('of-acme');
  const globex = deal('of-globex');
  const history: readonly Happening[] = [
    spring.planned(),
    spring.aims({ of: 'leads', target: 8 }),
    spring.aims({ of: 'customers', target: 2 }),
    spring.aims({ of: 'opportunities', target: 4 }),
    spring.aims({ of: 'opportunity-value', target: parseMoney('1000', 'EUR') }),
    spring.aims({ of: 'opportunity-margin', target: parseMoney('200', 'EUR') }),
    spring.captured('acme', noon('2026-02-01')),
    spring.captured('globex', noon('2026-02-02')),
    acme.opened({ at: noon('2026-03-01'), partyId: 'acme', expected: '500' }),
    acme.won(noon('2026-03-10'), worth('400', { margin: '90' })),
    globex.opened({ at: noon('2026-03-01'), partyId: 'globex', expected: '100' }),
    globex.expectedMargin('200', '30', noon('2026-03-05')),
    deal('of-nobody').opened({ at: noon('2026-03-01'), partyId: 'else', expected: '999' }),
  ];
  const objectives = async (history: readonly Happening[], parameters = {}) =>
    (await roiOf(history, parameters)).campaigns[0]?.objectives;

  it('are reached by what the campaign brought: leads, customers, opportunities, their value and margin', async () => {
    const euros = (amount: number) => ({ amount, currency: 'EUR', scale: 2 });
    expect(await objectives(history)).toEqual([
      { of: 'leads', target: '8', actual: '2', percent: '25.00' },
      { of: 'customers', target: '2', actual: '1', percent: '50.00', ofThemNew: 1 },
      { of: 'opportunities', target: '4', actual: '2', percent: '50.00' },
      { of: 'opportunity-value', target: euros(1_000_00), actual: euros(600_00), percent: '60.00' },
      { of: 'opportunity-margin', target: euros(200_00), actual: euros(120_00), percent: '60.00' },
    ]);
  });

  it('count a shared opportunity by its share', async () => {
    const shared = [...history, autumn.planned(), autumn.answeredBy('acme', noon('2026-02-03'))];
    const linear = await roiOf(shared, { attribution: 'linear' });
    const ofSpring = linear.campaigns.find(({ campaignId }) => campaignId === 'spring');
    expect(ofSpring?.objectives?.[2]).toMatchObject({ of: 'opportunities', actual: '1.5' });
  });

  it('hold in their last version', async () => {
    const revised = [...history, spring.aims({ of: 'leads', target: 4 }, 2)];
    expect((await objectives(revised))?.find(({ of }) => of === 'leads')).toMatchObject({
      target: '4',
      percent: '50.00',
    });
  });

  it('are valued in the currency of the report, and counted over the whole life only', async () => {
    const inDollars = [...history, rate('EUR', 'USD', '2', '2025-01-01')];
    expect((await objectives(inDollars, { currency: 'USD' }))?.[3]).toMatchObject({
      target: { amount: 2_000_00, currency: 'USD' },
      actual: { amount: 1_200_00, currency: 'USD' },
      percent: '60.00',
    });
    const period = { start: '2026-03-01', end: '2026-04-01', label: 'March' };
    expect(await objectives(history, { period })).toBeUndefined();
    expect(await objectives(history, { by: 'channel' })).toBeUndefined();
  });
});

describe('campaigns taken together', () => {
  const history: readonly Happening[] = [
    summer.planned('2026-01-01', { channel: 'social-media' }),
    spring.planned('2026-01-01', { channel: 'social-media', parentId: 'autumn' }),
    autumn.planned('2026-01-01', { channel: 'trade-fair' }),
    spring.spent('100', '2026-01-10'),
    summer.spent('20', '2026-01-10'),
    autumn.spent('400', '2026-01-10'),
    spring.captured('a', noon('2026-02-01')),
    summer.captured('b', noon('2026-02-01')),
    summer.captured('c', noon('2026-02-01')),
    autumn.captured('d', noon('2026-02-01')),
  ];
  const lines = async (by: 'family' | 'channel', history: readonly Happening[]) =>
    Object.fromEntries(
      (await roiOf(history, { by })).campaigns.map(({ campaignId, ...line }) => [
        campaignId,
        [line.name, line.actualCost.amount, line.leads, line.costPerLead?.amount],
      ]),
    );

  it('by channel show what a lead of each source costs (S24)', async () => {
    expect(await lines('channel', history)).toEqual({
      'social-media': ['social-media', 120_00, 3, 40_00],
      'trade-fair': ['trade-fair', 400_00, 1, 400_00],
    });
  });

  it('by family count once in the campaign that is part of no other', async () => {
    expect(await lines('family', history)).toEqual({
      autumn: ['The autumn campaign', 500_00, 2, 250_00],
      summer: ['The summer campaign', 20_00, 2, 10_00],
    });
    const { total } = await roiOf(history, { by: 'family' });
    expect(total).toEqual((await roiOf(history)).total);
  });

  it('by family follow a campaign that leaves or changes its family', async () => {
    const left = [...history, spring.madePartOf(undefined, day('2026-05-01'))];
    expect(Object.keys(await lines('family', left)).sort()).toEqual(['autumn', 'spring', 'summer']);
    const moved = [...left, spring.madePartOf('summer', day('2026-06-01'))];
    expect((await lines('family', moved))['summer']).toEqual([
      'The summer campaign',
      120_00,
      3,
      40_00,
    ]);
  });
});

describe('a cost that was corrected', () => {
  it('counts with its correction, on the day of the cost (S51)', async () => {
    const history = [
      spring.planned(),
      spring.spent('100', '2026-01-31'),
      spring.corrected('-40', '2026-01-31', day('2026-03-01')),
    ];
    const cost = async (parameters = {}) =>
      (await roiOf(history, parameters)).total.actualCost.amount;
    expect(await cost()).toBe(60_00);
    const january = { start: '2026-01-01', end: '2026-02-01', label: 'January' };
    expect(await cost({ period: january })).toBe(60_00);
    expect(await cost({ knownAt: day('2026-02-28') })).toBe(100_00);
  });
});

describe('a touch that is no answer', () => {
  const won = [
    deal('a').opened({ at: noon('2026-03-01'), partyId: 'acme' }),
    deal('a').won(noon('2026-03-10'), worth('100', { margin: '40' })),
  ];

  it('earns credit and counts as neither answer nor lead', async () => {
    const { total } = await roiOf([
      spring.planned(),
      spring.met('acme', noon('2026-02-01')),
      ...won,
    ]);
    expect(total).toMatchObject({ wonDeals: '1', responses: 0, leads: 0 });
  });

  it('of a lead is one of the lead’s party', async () => {
    const { campaigns } = await roiOf([
      spring.planned(),
      autumn.planned(),
      spring.captured('acme', noon('2026-02-01'), 'lead-1'),
      autumn.reachedLead('lead-1', noon('2026-02-05')),
      autumn.reachedLead('unheard-of', noon('2026-02-06')),
      ...won,
    ]);
    expect(campaigns.find(({ campaignId }) => campaignId === 'autumn')?.wonDeals).toBe('1');
  });
});
