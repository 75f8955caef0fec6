import { endOfDay, majorUnits, parsePeriod } from '@presales/kernel';
import type { Quantity, TargetParameters } from '@presales/projections';
import { targetsOf } from './ask.ts';
import { deal, joined, left, party, rate, team, worth } from './deals.ts';
import { anna, april, ben, countTarget, did, march, moneyTarget, north, revised } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const half = (...people: readonly string[]) =>
  people.map((salespersonId) => ({ salespersonId, share: 5_000 }));
const whole = (salespersonId: string) => [{ salespersonId, share: 10_000 }];

/** A deal of a party, won on a day by one person or shared. */
const sale = (
  id: string,
  on: string,
  net: string,
  {
    by = whole('anna'),
    partyId,
    margin,
    currency,
  }: {
    readonly by?: ReturnType<typeof whole>;
    readonly partyId?: string;
    readonly margin?: string;
    readonly currency?: string;
  } = {},
): readonly Happening[] => [
  deal(id).opened({ at: day('2026-01-02'), ...(partyId === undefined ? {} : { partyId }) }),
  deal(id).won(
    noon(on),
    worth(net, {
      ...(margin === undefined ? {} : { margin }),
      ...(currency === undefined ? {} : { currency }),
    }),
    by,
  ),
];

const text = (quantity: Quantity): string | number =>
  quantity.in === 'money' ? majorUnits(quantity.amount) : quantity.count;

/** The one target of a history. */
const targetOf = async (
  history: readonly Happening[],
  parameters: Partial<TargetParameters> = {},
) => {
  const [line, ...others] = (await targetsOf(history, parameters)).targets;
  expect(others).toEqual([]);
  if (line === undefined) throw new Error('expected one target');
  return { ...line, goal: text(line.goal), actual: text(line.actual), gap: text(line.gap) };
};

describe('a sales target', () => {
  it('is reached by the share of a deal, not by the whole of it', async () => {
    // Source: ERPNext's test after #4046: an order of 20 split in halves against a target of 50 is
    // an achievement of 10 and a variance of -40.
    expect(
      await targetOf([
        moneyTarget('50'),
        ...sale('d', '2026-03-10', '20', { by: half('anna', 'ben') }),
      ]),
    ).toMatchObject({ goal: '50.00', actual: '10.00', gap: '40.00', attainment: '20.00' });
  });

  it('is wholly missing where nothing was sold', async () => {
    expect(await targetOf([moneyTarget('50')])).toMatchObject({
      holder: anna,
      name: 'anna',
      metric: { of: 'sales-value' },
      period: march,
      actual: '0.00',
      gap: '50.00',
      attainment: '0.00',
    });
  });

  it('of nothing has no attainment and no pace', async () => {
    const line = await targetOf([moneyTarget('0'), ...sale('d', '2026-03-10', '20')], {
      asOf: day('2026-04-01'),
    });
    expect(line).toMatchObject({ actual: '20.00', gap: '-20.00' });
    expect(line).not.toHaveProperty('attainment');
    expect(line).not.toHaveProperty('pace');
  });

  it('counts the wins of its days: the first one, not the one after the last', async () => {
    const history = [
      moneyTarget('10'),
      ...sale('before', '2026-02-28', '1'),
      ...sale('first', '2026-03-01', '2'),
      ...sale('last', '2026-03-31', '4'),
      ...sale('after', '2026-04-01', '8'),
    ];
    expect((await targetOf(history)).actual).toBe('6.00');
  });

  it('has its days in the zone of the business', async () => {
    const lateInBucharest = [
      moneyTarget('10'),
      deal('d').opened({ at: day('2026-01-02') }),
      deal('d').won('2026-02-28T22:30:00.000Z', worth('2')),
    ];
    expect((await targetOf(lateInBucharest)).actual).toBe('0.00');
    const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 1 };
    expect((await targetOf(lateInBucharest, { calendar })).actual).toBe('2.00');
  });

  it('is paced by the days gone of its period', async () => {
    const history = [moneyTarget('310'), ...sale('d', '2026-03-01', '100')];
    expect((await targetOf(history, { asOf: endOfDay('2026-03-10', 'UTC') })).pace).toBe('100.00');
    expect((await targetOf(history, { asOf: endOfDay('2026-03-20', 'UTC') })).pace).toBe('50.00');
    expect((await targetOf(history, { asOf: day('2026-06-01') })).pace).toBe('32.26');
    expect(await targetOf(history, { asOf: noon('2026-03-01') })).not.toHaveProperty('pace');
    expect(await targetOf(history, { asOf: day('2026-02-01') })).not.toHaveProperty('pace');
    expect(await targetOf(history)).not.toHaveProperty('pace');
  });

  it('is the goal as last revised by then', async () => {
    const history = [moneyTarget('50'), revised('50', '60', noon('2026-03-15'))];
    expect((await targetOf(history, { asOf: noon('2026-03-15') })).goal).toBe('50.00');
    expect((await targetOf(history, { asOf: endOfDay('2026-03-15', 'UTC') })).goal).toBe('60.00');
  });

  it('is reached in the currency of its goal, at the rate of the day of the win', async () => {
    const history = [
      rate('USD', 'EUR', '0.8', '2026-03-10'),
      rate('USD', 'EUR', '0.1', '2026-03-11'),
      moneyTarget('100'),
      ...sale('d', '2026-03-10', '100', { currency: 'USD' }),
    ];
    expect((await targetOf(history)).actual).toBe('80.00');
    await expect(targetOf(history.slice(2))).rejects.toMatchObject({
      code: 'exchange-rate/missing',
      from: 'USD',
      to: 'EUR',
      date: '2026-03-10',
    });
  });

  it('goes by what was known', async () => {
    const [opened, won] = sale('d', '2026-03-10', '20');
    if (opened === undefined || won === undefined) throw new Error('expected a sale');
    const history: readonly Happening[] = [
      moneyTarget('50'),
      opened,
      { ...won, recordedAt: noon('2026-04-02') },
    ];
    expect((await targetOf(history, { knownAt: day('2026-04-01') })).actual).toBe('0.00');
    expect((await targetOf(history, { knownAt: noon('2026-04-02') })).actual).toBe('20.00');
  });
});

describe('a margin target', () => {
  it('is reached by margin, and says how much of the value has none known', async () => {
    expect(
      await targetOf([
        moneyTarget('50', { metric: { of: 'margin' } }),
        ...sale('a', '2026-03-10', '60', { margin: '20' }),
        ...sale('b', '2026-03-11', '20'),
      ]),
    ).toMatchObject({ actual: '20.00', unknownCostShare: '25.00' });
  });
});

describe('a win that is taken back', () => {
  const history = [
    moneyTarget('50', { period: march }),
    moneyTarget('50', { period: april }),
    ...sale('d', '2026-03-10', '20'),
    deal('d').reversed(noon('2026-04-05')),
  ];
  const actuals = async (parameters: Partial<TargetParameters>) =>
    (await targetsOf(history, parameters)).targets.map(({ actual }) => text(actual));

  it('is missing in the period of the win, restated', async () => {
    expect(await actuals({})).toEqual(['0.00', '0.00']);
    expect(await actuals({ reversals: 'win-period' })).toEqual(['0.00', '0.00']);
  });

  it('or in the period in which it was taken back', async () => {
    expect(await actuals({ reversals: 'reversal-period' })).toEqual(['20.00', '-20.00']);
  });

  it('stands in what was first reported', async () => {
    expect(await actuals({ knownAt: day('2026-04-01') })).toEqual(['20.00', '0.00']);
  });

  it('is undone by a reopening as well, and counts anew when won again', async () => {
    const again = [
      ...history.slice(0, 4),
      deal('d').reopened(noon('2026-04-05'), 'offer', 'won'),
      deal('d').won(noon('2026-04-06'), worth('30')),
    ];
    const figures = async (reversals: 'win-period' | 'reversal-period') =>
      (await targetsOf(again, { reversals })).targets.map(({ actual }) => text(actual));
    expect(await figures('win-period')).toEqual(['0.00', '30.00']);
    expect(await figures('reversal-period')).toEqual(['20.00', '10.00']);
  });
});

describe('a target of new customers', () => {
  const newCustomers = { of: 'new-customers' } as const;
  const actual = async (
    history: readonly Happening[],
    parameters: Partial<TargetParameters> = {},
  ) => (await targetsOf(history, parameters)).targets.map((line) => text(line.actual));

  it('counts parties at their first win ever, not those that were customers before', async () => {
    expect(
      await actual([
        party('old', true),
        party('new'),
        countTarget(5, newCustomers),
        countTarget(5, newCustomers, { period: april }),
        ...sale('a', '2026-03-10', '1', { partyId: 'old' }),
        ...sale('b', '2026-03-10', '1', { partyId: 'new' }),
        ...sale('c', '2026-03-11', '1', { partyId: 'new' }),
        ...sale('d', '2026-04-11', '1', { partyId: 'new' }),
        ...sale('e', '2026-04-12', '1', { partyId: 'unregistered' }),
        ...sale('f', '2026-04-12', '1'),
      ]),
    ).toEqual([1, 1]);
  });

  it('needs no exchange rate', async () => {
    expect(
      await actual([
        countTarget(5, newCustomers),
        ...sale('a', '2026-03-10', '1', { partyId: 'p', currency: 'USD' }),
      ]),
    ).toEqual([1]);
  });

  it('moves to the next win when the first is taken back', async () => {
    const history = [
      countTarget(5, newCustomers),
      countTarget(5, newCustomers, { period: april }),
      ...sale('a', '2026-03-10', '1', { partyId: 'p' }),
      deal('a').reversed(noon('2026-04-05')),
      ...sale('b', '2026-04-10', '1', { partyId: 'p' }),
    ];
    expect(await actual(history)).toEqual([0, 1]);
    expect(await actual(history, { reversals: 'reversal-period' })).toEqual([1, 0]);
    expect(
      await actual(history, { reversals: 'reversal-period', asOf: day('2026-04-06') }),
    ).toEqual([1, -1]);
  });

  it('is not lost while another win stands', async () => {
    const history = [
      countTarget(5, newCustomers),
      countTarget(5, newCustomers, { period: april, holder: ben }),
      ...sale('a', '2026-03-10', '1', { partyId: 'p' }),
      ...sale('b', '2026-03-12', '1', { partyId: 'p', by: whole('ben') }),
      deal('a').reversed(noon('2026-04-05')),
    ];
    expect(await actual(history, { reversals: 'reversal-period' })).toEqual([1, 0]);
  });

  it('takes the customer back from whoever was credited with it', async () => {
    const history = [
      countTarget(5, newCustomers, { period: april }),
      countTarget(5, newCustomers, { period: april, holder: ben }),
      ...sale('a', '2026-03-10', '1', { partyId: 'p' }),
      ...sale('b', '2026-03-12', '1', { partyId: 'p', by: whole('ben') }),
      deal('a').reversed(noon('2026-04-05')),
      deal('b').reversed(noon('2026-04-06')),
    ];
    expect(await actual(history, { reversals: 'reversal-period' })).toEqual([-1, 0]);
  });
});

describe('a target of buyers', () => {
  it('counts distinct parties with a win in the period', async () => {
    const history = [
      party('old', true),
      countTarget(5, { of: 'buyers' }),
      ...sale('a', '2026-03-10', '1', { partyId: 'old' }),
      ...sale('b', '2026-03-11', '1', { partyId: 'old' }),
      ...sale('c', '2026-03-12', '1', { partyId: 'other' }),
      ...sale('d', '2026-04-12', '1', { partyId: 'late' }),
      deal('c').reversed(noon('2026-03-20')),
    ];
    expect((await targetOf(history)).actual).toBe(1);
    expect((await targetOf(history, { reversals: 'reversal-period' })).actual).toBe(1);
  });
});

describe('a target of activities', () => {
  const history = [
    did('anna', noon('2026-02-28')),
    did('anna', noon('2026-03-01')),
    did('anna', noon('2026-03-31'), { kind: 'outbound-call' }),
    did('anna', noon('2026-03-10'), { kind: 'outbound-call', outcome: 'attempted' }),
    did('anna', noon('2026-04-01')),
    did('ben', noon('2026-03-10')),
  ];

  it('counts what its holder did and reached somebody by, and attempts apart', async () => {
    expect(await targetOf([countTarget(4, { of: 'activities' }), ...history])).toMatchObject({
      actual: 2,
      attempts: 1,
      gap: 2,
      attainment: '50.00',
    });
  });

  it('may be of one kind', async () => {
    const visits = { of: 'activities', kind: 'visit' } as const;
    expect(await targetOf([countTarget(4, visits), ...history])).toMatchObject({
      metric: visits,
      actual: 1,
      attempts: 0,
    });
  });
});

describe('a target of calls', () => {
  it('counts calls out and in together, beside the targets of each', async () => {
    const { targets } = await targetsOf([
      countTarget(10, { of: 'calls' }),
      countTarget(8, { of: 'activities', kind: 'outbound-call' }),
      countTarget(2, { of: 'activities', kind: 'inbound-call' }),
      countTarget(20, { of: 'activities' }),
      did('anna', noon('2026-03-02'), { kind: 'outbound-call' }),
      did('anna', noon('2026-03-03'), { kind: 'outbound-call' }),
      did('anna', noon('2026-03-03'), { kind: 'inbound-call' }),
      did('anna', noon('2026-03-04'), { kind: 'inbound-call', outcome: 'attempted' }),
      did('anna', noon('2026-03-05'), { kind: 'visit' }),
      did('ben', noon('2026-03-05'), { kind: 'inbound-call' }),
    ]);
    expect(
      targets.map(({ metric, actual, attempts, attainment }) => [
        metric.of === 'activities' ? (metric.kind ?? 'all') : metric.of,
        text(actual),
        attempts,
        attainment,
      ]),
    ).toEqual([
      ['all', 4, 1, '20.00'],
      ['inbound-call', 1, 1, '50.00'],
      ['outbound-call', 2, 0, '25.00'],
      ['calls', 3, 1, '30.00'],
    ]);
  });

  it('of a team counts those of its members, a shared call once', async () => {
    const line = await targetOf([
      team('north', 'North'),
      joined('anna', 'north', '2026-01-01'),
      joined('ben', 'north', '2026-01-01'),
      countTarget(4, { of: 'calls' }, { holder: north }),
      did('anna', noon('2026-03-02'), {
        kind: 'inbound-call',
        participants: ['ben'],
        credit: 'shared',
      }),
      did('ben', noon('2026-03-03'), { kind: 'outbound-call' }),
    ]);
    expect(line).toMatchObject({ actual: 2, attainment: '50.00' });
  });
});

describe('targets of one metric whose periods overlap', () => {
  const year = { start: '2026-01-01', end: '2027-01-01' };
  const quarter = { start: '2026-01-01', end: '2026-04-01' };
  const history = [
    moneyTarget('1000', { period: year }),
    moneyTarget('200', { period: quarter }),
    moneyTarget('100', { period: march }),
    ...sale('january', '2026-01-10', '40'),
    ...sale('march', '2026-03-10', '60'),
    ...sale('april', '2026-04-10', '25'),
  ];
  const lines = async (parameters: Partial<TargetParameters> = {}) =>
    (await targetsOf(history, parameters)).targets.map(({ period, actual, attainment }) => [
      `${period.start}..${period.end}`,
      text(actual),
      attainment,
    ]);

  it('stand side by side, a win counting in each that has its day', async () => {
    expect(await lines()).toEqual([
      ['2026-01-01..2026-04-01', '100.00', '50.00'],
      ['2026-01-01..2027-01-01', '125.00', '12.50'],
      ['2026-03-01..2026-04-01', '60.00', '60.00'],
    ]);
  });

  it('are shown where they lie within the period that is asked for', async () => {
    const calendar = { zone: 'UTC', fiscalYearStart: 1 };
    const period = parsePeriod('2026-Q1', calendar);
    expect((await lines({ period })).map(([days]) => days)).toEqual([
      '2026-01-01..2026-04-01',
      '2026-03-01..2026-04-01',
    ]);
  });

  it('are revised and withdrawn each by itself', async () => {
    const { targets } = await targetsOf([
      ...history,
      revised('100', '120', noon('2026-03-15')),
      {
        type: 'TargetWithdrawn',
        data: { holder: anna, metric: { of: 'sales-value' }, period: quarter, reason: 'twice' },
        at: noon('2026-03-16'),
      },
    ]);
    expect(targets.map(({ goal }) => text(goal))).toEqual(['1000.00', '120.00']);
  });
});

describe('a team target', () => {
  const members = [
    team('north', 'North'),
    joined('anna', 'north', '2026-01-01'),
    joined('ben', 'north', '2026-03-15'),
    joined('cleo', 'south', '2026-01-01'),
  ];

  it('is reached by what its members won while they were members', async () => {
    expect(
      await targetOf([
        ...members,
        moneyTarget('100', { holder: north }),
        ...sale('a', '2026-03-14', '1', { by: whole('ben') }),
        ...sale('b', '2026-03-15', '2', { by: whole('ben') }),
        ...sale('c', '2026-03-15', '4', { by: whole('cleo') }),
        ...sale('d', '2026-03-15', '8'),
      ]),
    ).toMatchObject({ holder: north, name: 'North', actual: '10.00' });
  });

  it('has a deal shared by two members once, and a stranger’s share not at all', async () => {
    expect(
      await targetOf([
        ...members,
        moneyTarget('100', { holder: north }),
        ...sale('a', '2026-03-20', '10.01', { by: half('anna', 'ben') }),
        ...sale('b', '2026-03-20', '20', { by: half('anna', 'cleo') }),
      ]),
    ).toMatchObject({ actual: '20.01' });
    const counts = [
      countTarget(9, { of: 'new-customers' }, { holder: north }),
      countTarget(9, { of: 'buyers' }, { holder: north }),
    ];
    const { targets } = await targetsOf([
      ...members,
      ...counts,
      ...sale('a', '2026-03-20', '10', { by: half('anna', 'ben'), partyId: 'p' }),
    ]);
    expect(targets.map(({ actual }) => text(actual))).toEqual([1, 1]);
  });

  it('loses a win taken back though its winner has left since', async () => {
    const history = [
      ...members,
      left('anna', 'north', '2026-04-01'),
      moneyTarget('100', { holder: north, period: april }),
      ...sale('a', '2026-03-20', '10'),
      deal('a').reversed(noon('2026-04-05')),
    ];
    expect(await targetOf(history, { reversals: 'reversal-period' })).toMatchObject({
      actual: '-10.00',
    });
  });

  it('counts the activities of those who were members on the day', async () => {
    expect(
      await targetOf([
        ...members,
        countTarget(9, { of: 'activities' }, { holder: north }),
        did('anna', noon('2026-03-02')),
        did('ben', noon('2026-03-14')),
        did('ben', noon('2026-03-15'), { outcome: 'attempted' }),
      ]),
    ).toMatchObject({ actual: 1, attempts: 1 });
  });

  it('has beside it the sum of its members’ own targets for the same', async () => {
    const { targets } = await targetsOf([
      ...members,
      moneyTarget('100', { holder: north }),
      moneyTarget('30'),
      moneyTarget('20', { holder: ben }),
      moneyTarget('70', { holder: { kind: 'person', id: 'cleo' } }),
      moneyTarget('5', { metric: { of: 'margin' } }),
      moneyTarget('7', { period: april }),
      moneyTarget('9', { holder: { kind: 'person', id: 'dora' }, currency: 'USD' }),
      joined('dora', 'north', '2026-01-01'),
      ...sale('a', '2026-03-14', '1', { by: whole('ben') }),
      ...sale('b', '2026-03-14', '8'),
    ]);
    const line = targets.find(({ holder }) => holder.kind === 'team');
    expect(line && text(line.actual)).toBe('8.00');
    expect(line?.sumOfMembers).toEqual({
      members: 2,
      goal: { in: 'money', amount: { amount: 5_000, currency: 'EUR', scale: 2 } },
      actual: { in: 'money', amount: { amount: 900, currency: 'EUR', scale: 2 } },
    });
    expect(targets.filter(({ sumOfMembers }) => sumOfMembers !== undefined)).toHaveLength(1);
  });

  it('sums what its members are to do, without those who left before or joined after', async () => {
    const activities = { of: 'activities' } as const;
    const { targets } = await targetsOf([
      ...members,
      joined('dora', 'north', '2026-01-01'),
      left('dora', 'north', '2026-03-01'),
      joined('emil', 'north', '2026-04-01'),
      countTarget(10, activities, { holder: north }),
      ...['anna', 'ben', 'dora', 'emil'].map((id) =>
        countTarget(3, activities, { holder: { kind: 'person', id } }),
      ),
      countTarget(4, { of: 'activities', kind: 'demo' }),
      did('anna', noon('2026-03-02')),
    ]);
    expect(targets.find(({ holder }) => holder.kind === 'team')?.sumOfMembers).toEqual({
      members: 2,
      goal: { in: 'count', count: 6 },
      actual: { in: 'count', count: 1 },
    });
  });
});

describe('the targets of a report', () => {
  const history = [
    moneyTarget('1', { period: april }),
    moneyTarget('2', { holder: ben }),
    moneyTarget('3'),
    moneyTarget('4', { period: { start: '2026-01-01', end: '2027-01-01' } }),
  ];
  const goals = async (parameters: Partial<TargetParameters>) =>
    (await targetsOf(history, parameters)).targets.map(({ goal }) => text(goal));

  it('stand by period, then holder', async () => {
    expect(await goals({})).toEqual(['4.00', '3.00', '2.00', '1.00']);
  });

  it('are those of a period, within it, or of one holder', async () => {
    const calendar = { zone: 'UTC', fiscalYearStart: 1 };
    expect(await goals({ period: parsePeriod('2026-Q1', calendar) })).toEqual(['3.00', '2.00']);
    expect(await goals({ period: parsePeriod('2026-Q2', calendar) })).toEqual(['1.00']);
    expect(await goals({ holder: ben })).toEqual(['2.00']);
    expect(await goals({ holder: { kind: 'team', id: 'ben' } })).toEqual([]);
  });
});

describe('the sales listing', () => {
  const history = [
    team('north', 'North'),
    joined('anna', 'north', '2026-01-01'),
    joined('ben', 'north', '2026-01-01'),
    joined('ben', 'south', '2026-02-01'),
    ...sale('a', '2026-03-10', '10.01', {
      by: half('anna', 'ben'),
      partyId: 'p',
      margin: '4',
    }),
    ...sale('b', '2026-03-11', '30', { by: whole('ben'), partyId: 'p' }),
    ...sale('c', '2026-03-12', '1', { by: half('cleo', 'anna') }),
    ...sale('d', '2026-04-12', '100'),
    did('anna', noon('2026-03-31')),
    did('cleo', noon('2026-03-01'), { outcome: 'attempted' }),
    did('cleo', noon('2026-04-01')),
  ];
  const listing = async (parameters: Partial<TargetParameters> = {}) => {
    const { sales } = await targetsOf(history, {
      currency: 'EUR',
      period: { ...march, label: 'March' },
      ...parameters,
    });
    if (sales === undefined) throw new Error('expected a listing');
    return sales;
  };

  it('shows what everybody sold and did, targets or not', async () => {
    const { persons, total, unknownCostShare } = await listing();
    expect(
      persons.map((line) => [
        line.name,
        line.won,
        majorUnits(line.value),
        majorUnits(line.margin),
        majorUnits(line.valueOfUnknownCost),
        line.newCustomers,
        line.buyers,
        line.activities,
        line.attempts,
      ]),
    ).toEqual([
      ['ben', 2, '35.00', '2.00', '30.00', 1, 1, 0, 0],
      ['anna', 2, '5.51', '2.00', '0.50', 1, 1, 1, 0],
      ['cleo', 1, '0.50', '0.00', '0.50', 0, 0, 0, 1],
    ]);
    expect(total).toMatchObject({ won: 3, value: { amount: 4_101 }, margin: { amount: 400 } });
    expect(unknownCostShare).toBe('75.59');
  });

  it('lists everybody under the team joined last, and a shared deal once a team', async () => {
    const { teams } = await listing();
    expect(teams.map(({ name, won, value }) => [name, won, majorUnits(value)])).toEqual([
      ['south', 2, '35.00'],
      ['North', 2, '5.51'],
      ['none', 1, '0.50'],
    ]);
  });

  it('counts a deal and a customer once for a team that two of its members shared', async () => {
    const { sales } = await targetsOf(
      [
        joined('anna', 'north', '2026-01-01'),
        joined('ben', 'north', '2026-01-01'),
        ...sale('a', '2026-03-10', '10.01', { by: half('anna', 'ben'), partyId: 'p' }),
      ],
      { currency: 'EUR' },
    );
    expect(sales?.teams).toMatchObject([
      { name: 'north', won: 1, newCustomers: 1, buyers: 1, value: { amount: 1_001 } },
    ]);
  });

  it('is of one holder where one is asked for', async () => {
    const { persons, teams } = await listing({ holder: { kind: 'team', id: 'north' } });
    expect(persons).toEqual([]);
    expect(teams.map(({ name }) => name)).toEqual(['North']);
  });

  it('is of all time without a period, and absent without a currency', async () => {
    const { sales } = await targetsOf(history, { currency: 'EUR' });
    expect(sales?.total.won).toBe(4);
    expect(sales?.persons.find(({ name }) => name === 'cleo')?.activities).toBe(1);
    expect(await targetsOf(history)).not.toHaveProperty('sales');
  });
});

describe('a target that changes', () => {
  const goalOf = (amount: number) => ({
    in: 'money' as const,
    amount: { amount, currency: 'EUR', scale: 2 },
  });
  const about = { holder: anna, metric: { of: 'sales-value' as const }, period: march };
  const fromMid: Happening = {
    type: 'TargetRevised',
    data: {
      ...about,
      from: goalOf(100_00),
      to: goalOf(80_00),
      reason: 'territory changed',
      effectiveFrom: '2026-03-15',
    },
    at: day('2026-03-10'),
  };
  const goals = async (history: readonly Happening[], parameters: Partial<TargetParameters> = {}) =>
    (await targetsOf(history, parameters)).targets.map(({ goal }) => text(goal));

  it('holds from its day on, for a report that reaches that day (S15)', async () => {
    const history = [moneyTarget('100'), fromMid];
    expect(await goals(history)).toEqual(['80.00']);
    expect(await goals(history, { asOf: endOfDay('2026-03-15', 'UTC') })).toEqual(['80.00']);
    expect(await goals(history, { asOf: endOfDay('2026-03-14', 'UTC') })).toEqual(['100.00']);
  });

  it('is none once it is withdrawn, and one again when set again', async () => {
    const withdrawn: Happening = {
      type: 'TargetWithdrawn',
      data: { ...about, reason: 'left the company' },
      at: day('2026-03-20'),
    };
    const history = [moneyTarget('100'), withdrawn];
    expect(await goals(history)).toEqual([]);
    expect(await goals(history, { asOf: day('2026-03-20') })).toEqual(['100.00']);
    expect(await goals([...history, moneyTarget('50', { at: day('2026-03-21') })])).toEqual([
      '50.00',
    ]);
  });

  it('shows its stretch beside it, and how far that is reached', async () => {
    const stretched: Happening = {
      type: 'TargetSet',
      data: { ...about, goal: goalOf(100_00), stretch: goalOf(125_00) },
      at: day('2026-01-01'),
    };
    const line = await targetOf([stretched, ...sale('s', '2026-03-05', '50')]);
    expect(line).toMatchObject({
      attainment: '50.00',
      stretch: goalOf(125_00),
      stretchAttainment: '40.00',
    });
    expect(await targetOf([moneyTarget('100')])).not.toHaveProperty('stretch');
  });
});
