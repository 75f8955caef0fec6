import { funnelOf, leadsOf, roiOf, targetsOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, party, partyMerged, partyUnmerged, pipelineDefined, worth } from './deals.ts';
import { anna, countTarget } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const a = deal('a');
const b = deal('b');
const spring = campaign('spring');

describe('two deals that turn out to be one (B15)', () => {
  const history: readonly Happening[] = [
    pipelineDefined(),
    a.opened({ at: day('2026-01-05'), expected: '100' }),
    b.opened({ at: day('2026-01-06'), expected: '100' }),
    { ...b.mergedInto('a', noon('2026-02-01')), recordedAt: noon('2026-02-01') },
  ];

  it('count once, and the duplicate is not lost', async () => {
    const { outcomes, openPipeline } = await funnelOf(history);
    expect(outcomes).toMatchObject({ created: 1, open: 1, lost: 0 });
    expect(openPipeline.expected.amount).toBe(100_00);
  });

  it('count once on every day as known now, and twice as known before the merge', async () => {
    const asOf = day('2026-01-20');
    expect((await funnelOf(history, { asOf })).outcomes.open).toBe(1);
    expect((await funnelOf(history, { asOf, knownAt: asOf })).outcomes.open).toBe(2);
  });

  it('sell what the survivor sold', async () => {
    const { sales } = await targetsOf(
      [
        ...history.slice(0, 3),
        b.won(noon('2026-01-20'), worth('100')),
        a.won(noon('2026-01-21'), worth('100')),
        b.mergedInto('a', noon('2026-02-01')),
      ],
      { currency: 'EUR' },
    );
    expect(sales?.total).toMatchObject({ won: 1, value: { amount: 100_00 } });
  });
});

describe('two deals that were merged by mistake', () => {
  const won = [
    pipelineDefined(),
    a.opened({ at: day('2026-01-05'), partyId: 'acme' }),
    b.opened({ at: day('2026-01-06'), partyId: 'globex' }),
    b.won(noon('2026-01-20'), worth('100')),
  ];
  const merged = { ...b.mergedInto('a', noon('2026-02-01')), recordedAt: noon('2026-02-01') };
  const unmerged = { ...b.unmergedFrom('a', noon('2026-03-01')), recordedAt: noon('2026-03-01') };
  const history: readonly Happening[] = [...won, merged, unmerged];
  const between = noon('2026-02-15');

  it('are two on every day in the funnel, and one as known between', async () => {
    expect((await funnelOf(history)).outcomes).toMatchObject({ created: 2, open: 1, won: 1 });
    expect((await funnelOf(history, { knownAt: between })).outcomes).toMatchObject({
      created: 1,
      won: 0,
    });
  });

  it('sell again what each sold, in targets and campaigns', async () => {
    const { sales } = await targetsOf(history, { currency: 'EUR' });
    expect(sales?.total).toMatchObject({ won: 1, value: { amount: 100_00 } });
    const roi = await roiOf(history);
    expect(roi.unattributed.revenue).toMatchObject({ amount: 100_00 });
    const known = await roiOf(history, { knownAt: between });
    expect(known.unattributed.revenue).toMatchObject({ amount: 0 });
  });

  it('are one again when they are merged once more', async () =>
    expect(
      (await funnelOf([...history, b.mergedInto('a', noon('2026-04-01'))])).outcomes,
    ).toMatchObject({ created: 1 }));
});

describe('two parties that turn out to be one', () => {
  const won = (id: string, partyId: string, on: string): readonly Happening[] => [
    deal(id).opened({ at: day('2026-03-01'), partyId }),
    deal(id).won(noon(on), worth('100')),
  ];
  const newCustomers = countTarget(5, { of: 'new-customers' }, { holder: anna });
  const history: readonly Happening[] = [
    newCustomers,
    party('acme'),
    party('acme-ltd'),
    party('acme-old'),
    ...won('a', 'acme', '2026-03-05'),
    ...won('b', 'acme-ltd', '2026-03-06'),
    partyMerged('acme-ltd', 'acme', noon('2026-04-02')),
  ];
  const reached = async (history: readonly Happening[], knownAt?: string) =>
    (await targetsOf(history, knownAt === undefined ? {} : { knownAt })).targets[0]?.actual;

  it('are one new customer (S17)', async () => {
    expect(await reached(history)).toEqual({ in: 'count', count: 1 });
    expect(await reached(history, noon('2026-04-01'))).toEqual({ in: 'count', count: 2 });
  });

  it('are no new customer where one of them bought before, through any number of merges', async () => {
    const chain = [
      ...history,
      party('oldest', true),
      partyMerged('oldest', 'acme-old', noon('2026-04-03')),
      partyMerged('acme-old', 'acme', noon('2026-04-04')),
    ];
    expect(await reached(chain)).toEqual({ in: 'count', count: 0 });
  });

  it('share their touches: a campaign that met the one is credited with the other’s deal', async () => {
    const report = await roiOf([
      spring.planned(),
      spring.answeredBy('acme-ltd', noon('2026-02-20')),
      ...won('a', 'acme', '2026-03-05'),
      partyMerged('acme-ltd', 'acme', noon('2026-04-02')),
    ]);
    expect(report.total.wonDeals).toBe('1');
    expect(report.unattributed.wonDeals).toBe('0');
  });

  it('are two again once that was a mistake, and were one as was known in between', async () => {
    const apart = [...history, partyUnmerged('acme-ltd', 'acme', noon('2026-04-10'))];
    expect(await reached(apart)).toEqual({ in: 'count', count: 2 });
    expect(await reached(apart, noon('2026-04-05'))).toEqual({ in: 'count', count: 1 });
    expect(await reached(apart, noon('2026-04-01'))).toEqual({ in: 'count', count: 2 });
    const again = [...apart, partyMerged('acme-ltd', 'acme', noon('2026-04-12'))];
    expect(await reached(again)).toEqual({ in: 'count', count: 1 });
  });

  it('take their touches back when they are two again', async () => {
    const report = await roiOf([
      spring.planned(),
      spring.answeredBy('acme-ltd', noon('2026-02-20')),
      ...won('a', 'acme', '2026-03-05'),
      partyMerged('acme-ltd', 'acme', noon('2026-04-02')),
      partyUnmerged('acme-ltd', 'acme', noon('2026-04-03')),
    ]);
    expect(report.total.wonDeals).toBe('0');
    expect(report.unattributed.wonDeals).toBe('1');
  });

  it('go round in no circle, whatever a log says', async () => {
    const circle = [...history, partyMerged('acme', 'acme-ltd', noon('2026-04-05'))];
    expect(await reached(circle)).toBeDefined();
  });
});

describe('two leads that turn out to be one', () => {
  const history: readonly Happening[] = [
    countTarget(5, { of: 'leads' }, { holder: anna }),
    spring.planned(),
    spring.captured('acme', noon('2026-03-02'), 'lead-1'),
    spring.captured('acme', noon('2026-03-03'), 'lead-2'),
    assigned('lead-1', 'anna', '2026-03-04'),
    assigned('lead-2', 'anna', '2026-03-05'),
    {
      type: 'LeadMergedInto',
      data: { leadId: 'lead-2', survivorId: 'lead-1' },
      at: noon('2026-03-10'),
    },
  ];

  it('count once for the campaign and for whoever got them', async () => {
    expect((await roiOf(history)).total.leads).toBe(1);
    expect((await targetsOf(history)).targets[0]?.actual).toEqual({ in: 'count', count: 1 });
    const before = { knownAt: noon('2026-03-09') };
    expect((await roiOf(history, before)).total.leads).toBe(2);
    expect((await targetsOf(history, before)).targets[0]?.actual).toEqual({
      in: 'count',
      count: 2,
    });
  });
});

describe('two leads that were one by mistake', () => {
  it('count twice again, and once as was known in between', async () => {
    const history: readonly Happening[] = [
      countTarget(5, { of: 'leads' }, { holder: anna }),
      spring.planned(),
      spring.captured('acme', noon('2026-03-02'), 'lead-1'),
      spring.captured('acme', noon('2026-03-03'), 'lead-2'),
      assigned('lead-1', 'anna', '2026-03-04'),
      assigned('lead-2', 'anna', '2026-03-05'),
      {
        type: 'LeadMergedInto',
        data: { leadId: 'lead-2', survivorId: 'lead-1' },
        at: noon('2026-03-10'),
      },
      {
        type: 'LeadUnmerged',
        data: { leadId: 'lead-2', survivorId: 'lead-1', reason: 'two people' },
        at: noon('2026-03-12'),
      },
    ];
    const asKnown = async (knownAt?: string) => {
      const asked = knownAt === undefined ? {} : { knownAt };
      const actual = (await targetsOf(history, asked)).targets[0]?.actual;
      return [
        (await roiOf(history, asked)).total.leads,
        (await leadsOf(history, asked)).total.leads,
        actual,
      ];
    };
    expect(await asKnown()).toEqual([2, 2, { in: 'count', count: 2 }]);
    expect(await asKnown(noon('2026-03-11'))).toEqual([1, 1, { in: 'count', count: 1 }]);
    expect(await asKnown(noon('2026-03-09'))).toEqual([2, 2, { in: 'count', count: 2 }]);
  });
});

describe('a duplicate of a lead that was converted', () => {
  it('counts as the one that was converted, captured when the first of them was', async () => {
    const { total } = await leadsOf([
      spring.captured('acme', noon('2026-03-02'), 'lead-2'),
      spring.captured('acme', noon('2026-03-03'), 'lead-1'),
      assigned('lead-1', 'anna', '2026-03-04'),
      {
        type: 'LeadConverted',
        data: { leadId: 'lead-1', opportunityId: 'o', partyId: 'acme', salespersonId: 'anna' },
        at: noon('2026-03-05'),
      },
      {
        type: 'LeadAbsorbed',
        data: { leadId: 'lead-1', mergedId: 'lead-2', consent: 'most-restrictive' },
        at: noon('2026-03-10'),
      },
      {
        type: 'LeadMergedInto',
        data: { leadId: 'lead-2', survivorId: 'lead-1' },
        at: noon('2026-03-10'),
      },
    ]);
    expect(total).toMatchObject({ leads: 1, converted: 1, conversion: { of: 1 } });
  });
});

describe('leads as a target', () => {
  const goal = countTarget(5, { of: 'leads' }, { holder: anna });
  const count = async (...history: readonly Happening[]) =>
    (await targetsOf([goal, ...history])).targets[0]?.actual;

  it('count for whoever got them first, in the period (S33)', async () => {
    expect(
      await count(
        assigned('1', 'anna', '2026-03-31'),
        assigned('2', 'anna', '2026-04-01'),
        assigned('3', 'anna', '2026-02-28'),
        assigned('4', 'ben', '2026-03-05'),
        assigned('4', 'anna', '2026-03-06'),
      ),
    ).toEqual({ in: 'count', count: 1 });
  });
});

function assigned(leadId: string, salespersonId: string, on: string): Happening {
  return { type: 'LeadAssigned', data: { leadId, salespersonId }, at: noon(on) };
}
