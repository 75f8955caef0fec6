import { endOfDay, majorUnits, parsePeriod } from '@presales/kernel';
import type { FunnelGrouping } from '@presales/projections';
import { perPiece } from '../src/shared/figures.ts';
import { funnelOf } from './ask.ts';
import { deal, joined, left, pipelineDefined, rate, team, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const utc = { zone: 'UTC', fiscalYearStart: 1 };
const a = deal('a');
const b = deal('b');
const c = deal('c');

describe('a funnel as of a date', () => {
  const history = [
    pipelineDefined(),
    a.opened({ at: day('2026-01-05') }),
    a.lost(noon('2026-01-20')),
    a.reopened(noon('2026-02-03'), 'offer'),
    a.won(noon('2026-02-10'), worth('1000')),
    a.reversed(noon('2026-03-01')),
  ];
  const outcomesAt = async (asOf: string) => (await funnelOf(history, { asOf })).outcomes;

  it('tells what had become of a deal by then, step by step (S35)', async () => {
    const nothing = { created: 1, open: 0, onHold: 0, won: 0, lost: 0, reversed: 0 };
    expect(await outcomesAt(noon('2026-01-20'))).toEqual({ ...nothing, open: 1 });
    expect(await outcomesAt(endOfDay('2026-01-20', 'UTC'))).toEqual({ ...nothing, lost: 1 });
    expect(await outcomesAt(endOfDay('2026-02-03', 'UTC'))).toEqual({ ...nothing, open: 1 });
    expect(await outcomesAt(endOfDay('2026-02-10', 'UTC'))).toEqual({ ...nothing, won: 1 });
    expect(await outcomesAt(endOfDay('2026-03-01', 'UTC'))).toEqual({
      ...nothing,
      lost: 1,
      reversed: 1,
    });
  });

  it('does not yet know what is to happen at that very instant', async () => {
    expect(await outcomesAt(day('2026-01-05'))).toMatchObject({ created: 0 });
    expect(await outcomesAt('2026-01-05T00:00:00.001Z')).toMatchObject({ created: 1 });
  });

  it('counts neither value nor cycle of a win that was taken back', async () => {
    const report = await funnelOf(history);
    expect(report.wonValue.amount).toBe(0);
    expect(report).not.toHaveProperty('averageWon');
    expect(report).not.toHaveProperty('medianWon');
    expect(report.cycle.won).toEqual({ count: 0 });
    expect(report.cycle.lost).toEqual({ count: 1, meanDays: '55.00', medianDays: 55 });
  });

  it('measures the cycle of a reopened deal from its first opening to its final closing', async () => {
    const { cycle } = await funnelOf(history, { asOf: endOfDay('2026-02-10', 'UTC') });
    expect(cycle).toEqual({
      won: { count: 1, meanDays: '36.00', medianDays: 36 },
      lost: { count: 0 },
    });
  });
});

describe('a funnel as it was known', () => {
  const history: readonly Happening[] = [
    pipelineDefined(),
    a.opened({ at: day('2026-01-05') }),
    { ...a.won(noon('2026-01-20'), worth('1000')), recordedAt: noon('2026-02-02') },
  ];

  it('leaves out a win that was recorded later, though it happened before', async () => {
    const asOf = endOfDay('2026-01-31', 'UTC');
    expect((await funnelOf(history, { asOf, knownAt: asOf })).outcomes.won).toBe(0);
    expect((await funnelOf(history, { asOf })).outcomes.won).toBe(1);
  });

  it('knows what was recorded at that very instant, or at that position', async () => {
    expect((await funnelOf(history, { knownAt: noon('2026-02-02') })).outcomes.won).toBe(1);
    expect((await funnelOf(history, { knownAt: 2n })).outcomes.won).toBe(1);
    expect((await funnelOf(history, { knownAt: 1n })).outcomes.won).toBe(0);
  });

  it('repeats its question beside the answer', async () => {
    const period = parsePeriod('2026', utc);
    expect(
      await funnelOf(history, {
        asOf: day('2026-03-01'),
        knownAt: 1n,
        period,
        pipelineId: 'direct',
        enteredStep: 'call',
        groupBy: 'team',
      }),
    ).toMatchObject({
      position: 2n,
      asOf: day('2026-03-01'),
      knownAt: 1n,
      calendar: utc,
      currency: 'EUR',
      mode: 'reached',
      basis: 'cohort',
      period,
      pipelineId: 'direct',
      enteredStep: 'call',
      groupBy: 'team',
    });
  });

  it('refuses times that are no instants, for they would compare as text', async () => {
    await expect(funnelOf(history, { asOf: '2026-01-31' })).rejects.toThrow('asOf');
    await expect(funnelOf(history, { knownAt: '2026-01-31' })).rejects.toThrow('knownAt');
  });

  it('puts a backdated move where it belongs', async () => {
    const { steps } = await funnelOf([
      pipelineDefined(),
      a.opened({ at: day('2026-01-05') }),
      a.entered('offer', day('2026-01-20')),
      { ...a.entered('visit', day('2026-01-10')), recordedAt: day('2026-02-01') },
    ]);
    expect(steps.map(({ openNow }) => openNow)).toEqual([0, 0, 1]);
    expect(steps[2]?.conversionFromPrevious).toEqual({ count: 1, of: 1, percent: '100.00' });
  });
});

describe('the values of a funnel', () => {
  const history = [
    pipelineDefined(),
    a.opened({ at: day('2026-01-05'), expected: '900' }),
    a.won(day('2026-02-01'), worth('100.01', { margin: '30' })),
    b.opened({ at: day('2026-01-05') }),
    b.won(day('2026-02-02'), worth('200.02')),
    c.opened({ at: day('2026-01-06'), expected: '250' }),
    c.revalued('300', day('2026-01-07')),
    c.lost(day('2026-02-03')),
  ];

  it('are sums, and averages rounded half up to the minor unit', async () => {
    const report = await funnelOf(history);
    expect(majorUnits(report.wonValue)).toBe('300.03');
    expect(majorUnits(report.wonMargin)).toBe('30.00');
    expect(majorUnits(report.wonOfUnknownCost)).toBe('200.02');
    expect(report.unknownCostShare).toBe('66.67');
    expect(report.averageWon).toEqual({ amount: 15_002, currency: 'EUR', scale: 2 });
    expect(report.medianWon).toEqual({ amount: 15_002, currency: 'EUR', scale: 2 });
  });

  it('give win rates by count, closed and created, and by value', async () => {
    const open = deal('open').opened({ at: day('2026-01-08') });
    const { winRate } = await funnelOf([...history, open]);
    expect(winRate.closed).toEqual({ count: 2, of: 3, percent: '66.67' });
    expect(winRate.created).toEqual({ count: 2, of: 4, percent: '50.00' });
    expect(winRate.closedByValue).toMatchObject({
      value: { amount: 30_003 },
      of: { amount: 60_003 },
      percent: '50.00',
    });
  });

  it('weigh open deals by the chance of their step, rounded once', async () => {
    const report = await funnelOf([
      pipelineDefined(),
      a.opened({ at: day('2026-01-05'), expected: '0.05' }),
      b.opened({ at: day('2026-01-05'), expected: '0.05' }),
      c.opened({ at: day('2026-01-05'), expected: '100', step: 'visit' }),
      deal('d').opened({ at: day('2026-01-05') }),
      deal('e').opened({ at: day('2026-01-05'), expected: '7', version: 2 }),
    ]);
    expect(report.openPipeline).toEqual({
      count: 5,
      expected: { amount: 10_710, currency: 'EUR', scale: 2 },
      weighted: { amount: 4_001, currency: 'EUR', scale: 2 },
      withoutValue: 1,
      slipped: 0,
      slips: 0,
      withoutProbability: 1,
    });
    expect(report.steps[0]).toMatchObject({
      openNow: 4,
      openValue: { amount: 710 },
      weightedValue: { amount: 1 },
    });
    expect(report.steps[1]).toMatchObject({ openNow: 1, weightedValue: { amount: 4_000 } });
  });

  it('are converted at the rate of their own day, never at a later one', async () => {
    const inDollars = [
      pipelineDefined(),
      rate('USD', 'EUR', '0.9', '2026-01-01'),
      rate('USD', 'EUR', '0.8', '2026-02-01'),
      rate('USD', 'EUR', '0.5', '2026-02-02'),
      a.opened({ at: day('2026-01-05'), expected: '10', currency: 'USD' }),
      b.opened({ at: day('2026-01-05'), expected: '10', currency: 'USD' }),
      b.won(noon('2026-02-01'), worth('100', { margin: '50', currency: 'USD' })),
    ];
    const report = await funnelOf(inDollars);
    expect(majorUnits(report.wonValue)).toBe('80.00');
    expect(majorUnits(report.wonMargin)).toBe('40.00');
    expect(majorUnits(report.openPipeline.expected)).toBe('9.00');
    expect(majorUnits((await funnelOf(inDollars, { currency: 'USD' })).wonValue)).toBe('100.00');
  });

  it('take the rate that was known then, or the corrected one', async () => {
    const corrected = [
      pipelineDefined(),
      rate('USD', 'EUR', '0.9', '2026-01-01'),
      a.opened({ at: day('2026-01-05') }),
      a.won(day('2026-01-06'), worth('100', { currency: 'USD' })),
      rate('USD', 'EUR', '0.8', '2026-01-01', day('2026-03-01')),
    ];
    const valueAt = async (knownAt: string) =>
      majorUnits((await funnelOf(corrected, { knownAt })).wonValue);
    expect(await valueAt(day('2026-02-01'))).toBe('90.00');
    expect(await valueAt(day('2026-03-01'))).toBe('80.00');
  });

  it('cannot be told without a rate: the error names the pair and the day', async () => {
    const unrated = [
      pipelineDefined(),
      rate('EUR', 'USD', '1.1', '2026-01-01'),
      rate('USD', 'EUR', '0.9', '2026-02-02'),
      a.opened({ at: day('2026-01-05') }),
      a.won(noon('2026-02-01'), worth('100', { currency: 'USD' })),
    ];
    await expect(funnelOf(unrated)).rejects.toMatchObject({
      code: 'exchange-rate/missing',
      from: 'USD',
      to: 'EUR',
      date: '2026-02-01',
    });
  });
});

describe('the time in a step', () => {
  it('adds up all visits that are over, and leaves out deals that still stand there', async () => {
    const { steps } = await funnelOf([
      pipelineDefined(),
      a.opened({ at: day('2026-01-01') }),
      a.entered('visit', day('2026-01-04')),
      a.entered('call', day('2026-01-10')),
      a.lost(day('2026-01-12')),
      a.reopened(day('2026-01-20'), 'visit'),
      b.opened({ at: day('2026-01-01') }),
      b.entered('visit', noon('2026-01-03')),
      b.lost(day('2026-01-04')),
    ]);
    expect(steps[0]?.days).toEqual({ count: 2, meanDays: '3.50', medianDays: 3.5, unfinished: 0 });
    expect(steps[1]?.days).toEqual({ count: 1, meanDays: '1.00', medianDays: 1, unfinished: 1 });
    expect(steps[2]?.days).toEqual({ count: 0, unfinished: 0 });
  });
});

describe('a funnel of a period', () => {
  const january = parsePeriod('2026-01', utc);
  const history = [
    pipelineDefined(),
    a.opened({ at: day('2025-12-31') }),
    a.won(day('2026-01-31'), worth('1')),
    b.opened({ at: day('2026-01-01') }),
    b.won(day('2026-02-01'), worth('2')),
    c.opened({ at: day('2026-02-01') }),
    c.won(day('2026-02-02'), worth('4')),
  ];

  it('follows, by cohort, the deals opened in it, whenever they close', async () => {
    const report = await funnelOf(history, { period: january });
    expect(report.outcomes).toMatchObject({ created: 1, won: 1 });
    expect(majorUnits(report.wonValue)).toBe('2.00');
    expect(report.steps[0]?.reached).toBe(1);
  });

  it('counts, by period, what happened in it, whenever the deals were opened', async () => {
    const report = await funnelOf(history, { period: january, basis: 'period' });
    expect(report.outcomes).toMatchObject({ created: 1, won: 1 });
    expect(majorUnits(report.wonValue)).toBe('1.00');
    expect(report.winRate.created).toEqual({ count: 1, of: 1, percent: '100.00' });
  });

  it('has its days in the zone of the business', async () => {
    const calendar = { zone: 'America/New_York', fiscalYearStart: 1 };
    const report = await funnelOf(history, { period: january, calendar });
    expect(majorUnits(report.wonValue)).toBe('4.00');
  });
});

describe('a funnel of several pipelines', () => {
  const history = [
    pipelineDefined(),
    a.opened({ at: day('2026-01-05') }),
    b.opened({ at: day('2026-01-05'), pipelineId: 'partner' }),
  ];

  it('keeps the steps of each apart', async () => {
    const { steps } = await funnelOf(history);
    expect(steps.map(({ pipelineId, name, reached }) => [pipelineId, name, reached])).toEqual([
      ['direct', 'Phone call', 1],
      ['direct', 'Visit', 0],
      ['direct', 'Offer', 0],
      ['partner', 'call', 1],
      ['partner', 'visit', 0],
      ['partner', 'offer', 0],
    ]);
  });

  it('is of one where one is asked for', async () => {
    const report = await funnelOf(history, { pipelineId: 'partner' });
    expect(report.outcomes.created).toBe(1);
    expect(report.steps).toHaveLength(3);
  });

  it('refuses a pipeline or a step that there is not', async () => {
    await expect(funnelOf(history, { pipelineId: 'none' })).rejects.toMatchObject({
      code: 'funnel/unknown-pipeline',
    });
    await expect(funnelOf(history, { enteredStep: 'won' })).rejects.toThrow(
      'no step won; there are call, visit, offer',
    );
  });

  it('shows steps that only an older version has after those of the latest', async () => {
    const latest: Happening = {
      type: 'PipelineDefined',
      data: {
        pipelineId: 'direct',
        version: 2,
        name: 'Direct sales',
        steps: [
          { step: 'demo', name: 'Demo', probability: 50 },
          { step: 'call', name: 'Call', probability: 10 },
        ],
      },
      at: day('2026-01-06'),
    };
    const { steps } = await funnelOf([...history, latest], { pipelineId: 'direct' });
    expect(steps.map(({ step, name }) => [step, name])).toEqual([
      ['demo', 'Demo'],
      ['call', 'Call'],
      ['visit', 'Visit'],
      ['offer', 'Offer'],
    ]);
  });
});

describe('the groups of a funnel', () => {
  const figures = async (
    history: readonly Happening[],
    parameters: Parameters<typeof funnelOf>[1],
  ) =>
    ((await funnelOf([pipelineDefined(), ...history], parameters)).groups ?? []).map(
      ({ name, figures: { outcomes, wonValue } }) => [
        name,
        outcomes.open,
        outcomes.won,
        majorUnits(wonValue),
      ],
    );

  it('put a closed deal with the team its owner was in that day, an open one with today’s', async () => {
    const moved = [
      team('north', 'North'),
      team('south', 'South'),
      joined('anna', 'north', '2026-01-01'),
      left('anna', 'north', '2026-02-01'),
      joined('anna', 'south', '2026-02-01'),
      a.opened({ at: day('2026-01-05') }),
      a.won(noon('2026-01-31'), worth('1')),
      b.opened({ at: day('2026-01-05') }),
      b.won(day('2026-02-01'), worth('2')),
      c.opened({ at: day('2026-01-05') }),
      deal('d').opened({ at: day('2026-01-05'), ownerId: 'ben' }),
    ];
    expect(await figures(moved, { groupBy: 'team' })).toEqual([
      ['South', 1, 1, '2.00'],
      ['North', 0, 1, '1.00'],
      ['none', 1, 0, '0.00'],
    ]);
    expect(await figures(moved, { groupBy: 'team', asOf: day('2026-02-01') })).toEqual([
      ['North', 2, 1, '1.00'],
      ['none', 1, 0, '0.00'],
    ]);
  });

  it('leave a closed deal with the owner it had at its closing', async () => {
    const handed = [
      a.opened({ at: day('2026-01-05') }),
      a.handedTo('ben', day('2026-01-06')),
      a.lost(day('2026-01-07')),
      a.handedTo('cleo', day('2026-01-08')),
      b.opened({ at: day('2026-01-05') }),
      b.handedTo('dora', day('2026-01-08')),
    ];
    expect((await figures(handed, { groupBy: 'person' })).map(([name]) => name)).toEqual([
      'ben',
      'dora',
    ]);
  });

  it('credit people by their shares, to the cent', async () => {
    const shared = [
      a.opened({ at: day('2026-01-05') }),
      a.won(day('2026-01-31'), worth('100.01'), [
        { salespersonId: 'anna', share: 5_000 },
        { salespersonId: 'ben', share: 5_000 },
      ]),
    ];
    // The deal is Anna's, count and value; the credit is shared, and stands beside.
    expect(await figures(shared, { groupBy: 'person' })).toEqual([
      ['anna', 0, 1, '100.01'],
      ['ben', 0, 0, '0.00'],
    ]);
    const { groups = [] } = await funnelOf(shared, { groupBy: 'person' });
    expect(groups.map(({ credited }) => credited)).toMatchObject([
      { won: 1, value: { amount: 50_01 } },
      { won: 1, value: { amount: 50_00 } },
    ]);
  });

  it('count a deal that two of a team share once, and give a team what its members had', async () => {
    const shared = [
      team('north', 'North'),
      joined('anna', 'north', '2026-01-01'),
      joined('ben', 'north', '2026-01-01'),
      left('ben', 'north', '2026-02-01'),
      a.opened({ at: day('2026-01-05'), ownerId: 'cleo' }),
      a.won(day('2026-01-31'), worth('100.01'), [
        { salespersonId: 'anna', share: 5_000 },
        { salespersonId: 'ben', share: 5_000 },
      ]),
      b.opened({ at: day('2026-01-05'), ownerId: 'anna' }),
      b.won(day('2026-02-01'), worth('10'), [
        { salespersonId: 'anna', share: 1 },
        { salespersonId: 'ben', share: 9_999 },
      ]),
    ];
    const { groups = [] } = await funnelOf(shared, { groupBy: 'team' });
    expect(
      groups.map(({ name, figures, credited }) => [
        name,
        figures.outcomes.won,
        majorUnits(figures.wonValue),
        credited?.won,
        credited && majorUnits(credited.value),
      ]),
    ).toEqual([
      ['none', 1, '100.01', 1, '10.00'],
      ['North', 1, '10.00', 2, '100.01'],
    ]);
  });

  it('show whoever is credited, even with a win that brought nothing', async () => {
    const given = [
      a.opened({ at: day('2026-01-05') }),
      a.won(day('2026-01-31'), worth('0'), [{ salespersonId: 'ben', share: 10_000 }]),
    ];
    expect(await figures(given, { groupBy: 'person' })).toEqual([
      ['anna', 0, 1, '0.00'],
      ['ben', 0, 0, '0.00'],
    ]);
  });

  it('follow products, and the fiscal periods of opening and closing', async () => {
    const calendar = { zone: 'UTC', fiscalYearStart: 4 };
    const history = [
      a.opened({ at: day('2026-01-05'), productId: 'pump' }),
      a.won(day('2026-04-01'), worth('1')),
      b.opened({ at: day('2025-12-05'), productId: 'pump' }),
      b.won(day('2026-01-02'), worth('2')),
      c.opened({ at: day('2026-01-05') }),
    ];
    expect(await figures(history, { calendar, groupBy: 'product' })).toEqual([
      ['pump', 0, 2, '3.00'],
      ['none', 1, 0, '0.00'],
    ]);
    const labels = async (groupBy: FunnelGrouping) =>
      (await figures(history, { calendar, groupBy })).map(([name, open, won]) => [name, open, won]);
    expect(await labels('opened-month')).toEqual([
      ['2025-12', 0, 1],
      ['2026-01', 1, 1],
    ]);
    expect(await labels('opened-quarter')).toEqual([
      ['2026-Q3', 0, 1],
      ['2026-Q4', 1, 1],
    ]);
    expect(await labels('opened-year')).toEqual([['2026', 1, 2]]);
    const closed = async (groupBy: FunnelGrouping) =>
      (await figures(history, { calendar, groupBy })).map(([name]) => name);
    expect(await closed('closed-month')).toEqual(['2026-01', '2026-04', 'open']);
    expect(await closed('closed-quarter')).toEqual(['2026-Q4', '2027-Q1', 'open']);
    expect(await closed('closed-year')).toEqual(['2026', '2027', 'open']);
    expect(await closed('closed-half')).toEqual(['2026-H2', '2027-H1', 'open']);
    expect((await labels('opened-half')).map(([name]) => name)).toEqual(['2026-H2']);
    // Weeks know no fiscal year.
    expect((await labels('opened-week')).map(([name]) => name)).toEqual(['2025-W49', '2026-W02']);
    expect(await closed('closed-week')).toEqual(['2026-W01', '2026-W14', 'open']);
  });

  it('leave out, on the period basis, whoever had nothing in it', async () => {
    const history = [
      a.opened({ at: day('2025-01-05'), productId: 'old' }),
      a.won(day('2025-01-06'), worth('1')),
      b.opened({ at: day('2026-01-05'), productId: 'new' }),
    ];
    const period = parsePeriod('2026', utc);
    expect(await figures(history, { basis: 'period', period, groupBy: 'product' })).toEqual([
      ['new', 1, 0, '0.00'],
    ]);
  });
});

describe('average values (S36)', () => {
  // Source: frappe/crm's dashboard fixtures: 21 open deals of 1,875,000, 8 won of 1,300,000.
  const at = day('2026-01-05');
  const history: readonly Happening[] = [
    pipelineDefined(),
    ...Array.from({ length: 21 }, (_, index) =>
      deal(`open-${index}`).opened({ at, expected: index === 0 ? '875000' : '50000' }),
    ),
    ...Array.from({ length: 8 }, (_, index) => [
      deal(`won-${index}`).opened({ at }),
      deal(`won-${index}`).won(noon('2026-01-10'), worth(index === 0 ? '250000' : '150000')),
    ]).flat(),
  ];

  it('are 162,500 of the won deals, 89,285.71 of the open, 109,482.76 of both', async () => {
    const { averageWon, openPipeline, wonValue, outcomes } = await funnelOf(history);
    expect(averageWon && majorUnits(averageWon)).toBe('162500.00');
    const average = (amount: number, of: number) =>
      majorUnits(perPiece(amount, of, 'EUR') ?? { amount: 0, currency: 'EUR', scale: 2 });
    const amount = Number(openPipeline.expected.amount);
    expect(average(amount, openPipeline.count)).toBe('89285.71');
    expect(average(amount + Number(wonValue.amount), openPipeline.count + outcomes.won)).toBe(
      '109482.76',
    );
  });
});
