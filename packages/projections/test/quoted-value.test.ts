import { parseMoney } from '@presales/kernel';
import { funnelOf, roiOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, party, pipelineDefined, rate, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const a = deal('a');
const fair = campaign('fair');
const rates = [
  rate('USD', 'EUR', '0.9', '2026-03-01'),
  rate('USD', 'EUR', '0.5', '2026-04-01'),
  rate('EUR', 'USD', '2', '2026-03-01'),
];
const inBoth: readonly Happening[] = [
  pipelineDefined(),
  ...rates,
  party('acme'),
  a.opened({ at: day('2026-03-01'), partyId: 'acme', expected: '10' }),
  a.offered(noon('2026-03-10'), worth('100', { margin: '40' }), [
    worth('50', { margin: '20', currency: 'USD' }),
  ]),
];

describe('a deal of a quotation in several currencies (B27)', () => {
  it('is worth all of them, at the rates of the day that it was said', async () => {
    const { openPipeline, forecast } = await funnelOf(inBoth);
    expect(openPipeline).toMatchObject({
      expected: { amount: 145_00 },
      weighted: { amount: 14_50 },
      withoutValue: 0,
    });
    expect(forecast.pipeline.own.amount).toBe(145_00);
    const inDollars = await funnelOf(inBoth, { currency: 'USD' });
    expect(inDollars.openPipeline.expected.amount).toBe(250_00);
  });

  it('is lost at as much', async () => {
    const { losses, winRate } = await funnelOf([...inBoth, a.lost(noon('2026-04-10'))]);
    expect(losses).toMatchObject([{ value: { amount: 145_00 } }]);
    expect(winRate.closedByValue.of.amount).toBe(145_00);
  });

  it('cannot be valued without the rate of one of them', async () =>
    expect(funnelOf(inBoth, { currency: 'RON' })).rejects.toMatchObject({
      code: 'exchange-rate/missing',
    }));

  it('counts for a campaign’s objective with all of them', async () => {
    const { campaigns } = await roiOf([
      fair.planned(),
      fair.aims({ of: 'opportunity-value', target: parseMoney('100', 'EUR') }),
      fair.aims({ of: 'opportunity-margin', target: parseMoney('10', 'EUR') }),
      fair.captured('acme', noon('2026-02-20')),
      ...inBoth,
    ]);
    expect(campaigns[0]?.objectives).toMatchObject([
      { actual: { amount: 145_00 } },
      { actual: { amount: 58_00 } },
    ]);
  });
});

describe('a deal whose quotation is over (B27)', () => {
  it.each(['declined', 'expired', 'withdrawn'] as const)(
    'is worth what was said by hand and has to be looked at: %s',
    async (reason) => {
      const report = await funnelOf([...inBoth, a.released(noon('2026-04-10'), reason, '10')]);
      expect(report.openPipeline).toMatchObject({ expected: { amount: 10_00 }, withoutValue: 0 });
      expect(report.toReview).toMatchObject([
        { opportunityId: 'a', reasons: ['quotation-over'], expected: { amount: 10_00 } },
      ]);
    },
  );

  it('has lost what was offered, when it is lost', async () => {
    const declined = [...inBoth, a.released(noon('2026-04-10'), 'declined', '10')];
    const { losses } = await funnelOf([...declined, a.lost(noon('2026-04-11'))]);
    expect(losses).toMatchObject([{ value: { amount: 145_00 } }]);
    const said = [...declined, a.revalued('70', noon('2026-04-11')), a.lost(noon('2026-04-12'))];
    expect((await funnelOf(said)).losses).toMatchObject([{ value: { amount: 70_00 } }]);
  });

  it('has no value where nobody said one by hand', async () => {
    const over = [...inBoth, a.released(noon('2026-04-10'), 'expired')];
    const report = await funnelOf(over);
    expect(report.openPipeline).toMatchObject({ expected: { amount: 0 }, withoutValue: 1 });
    expect(report.toReview[0]).not.toHaveProperty('expected');
  });

  it('need not be looked at any more once somebody says what it is worth', async () => {
    const said = [
      ...inBoth,
      a.released(noon('2026-04-10'), 'expired'),
      a.revalued('70', noon('2026-04-11')),
    ];
    const report = await funnelOf(said);
    expect(report.openPipeline.expected.amount).toBe(70_00);
    expect(report.toReview).toEqual([]);
  });

  it('was worth as much as it said before it was over', async () => {
    const over = [...inBoth, a.released(noon('2026-04-10'), 'expired')];
    const report = await funnelOf(over, { asOf: noon('2026-04-10') });
    expect(report.openPipeline.expected.amount).toBe(145_00);
    expect(report.toReview).toEqual([]);
  });

  it.each(['unlinked', 'replaced'] as const)(
    'by somebody’s own hand is known: %s',
    async (reason) =>
      expect(
        (await funnelOf([...inBoth, a.released(noon('2026-04-10'), reason, '10')])).toReview,
      ).toEqual([]),
  );
});
