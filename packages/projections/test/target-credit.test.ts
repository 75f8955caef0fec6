import { endOfDay, majorUnits } from '@presales/kernel';
import type { TargetParameters } from '@presales/projections';
import { targetsOf } from './ask.ts';
import { deal, joined, rate, team, worth } from './deals.ts';
import { april, ben, countTarget, did, march, neverDid, north } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const activities = { of: 'activities' } as const;
const counts = async (history: readonly Happening[], parameters: Partial<TargetParameters> = {}) =>
  (await targetsOf(history, parameters)).targets.map(({ actual }) =>
    actual.in === 'count' ? actual.count : actual.amount,
  );

describe('an activity of several people', () => {
  const targets = [countTarget(2, activities), countTarget(2, activities, { holder: ben })];

  it('counts for each of them, performer and participants (S55)', async () => {
    const history = [...targets, did('anna', noon('2026-03-02'), { participants: ['ben'] })];
    expect(await counts(history)).toEqual([1, 1]);
  });

  it('counts as one in all where its rule is to be shared, in exact decimals (S55)', async () => {
    const shared = { credit: 'shared' } as const;
    const history = [
      ...targets,
      did('anna', noon('2026-03-02'), { participants: ['ben'], ...shared }),
      did('ben', noon('2026-03-03'), { participants: ['anna', 'cleo'], ...shared }),
    ];
    const lines = (await targetsOf(history, { asOf: endOfDay('2026-03-31', 'UTC') })).targets;
    // A third of the second: the odd basis point is the performer's.
    expect(lines.map(({ actual }) => actual)).toEqual([
      { in: 'count', count: 0.8333 },
      { in: 'count', count: 0.8334 },
    ]);
    expect(lines.map(({ gap }) => gap)).toEqual([
      { in: 'count', count: 1.1667 },
      { in: 'count', count: 1.1666 },
    ]);
    expect(lines.map(({ attainment, pace }) => [attainment, pace])).toEqual([
      ['41.67', '41.67'],
      ['41.67', '41.67'],
    ]);
  });

  it('is an attempt of each where nobody was reached, not in the actual (B10)', async () => {
    const history = [
      countTarget(2, activities, { holder: ben }),
      did('anna', noon('2026-03-02'), {
        participants: ['ben'],
        credit: 'shared',
        outcome: 'attempted',
      }),
    ];
    const [line] = (await targetsOf(history, { currency: 'EUR' })).targets;
    expect(line).toMatchObject({ actual: { count: 0 }, attempts: 0.5 });
    const { sales } = await targetsOf(history, { currency: 'EUR' });
    expect(sales?.persons).toMatchObject([
      { name: 'anna', activities: 0, attempts: 0.5 },
      { name: 'ben', activities: 0, attempts: 0.5 },
    ]);
  });

  it('counts for a team by what its members had of it', async () => {
    const history = [
      team('north', 'North'),
      joined('anna', 'north', '2026-01-01'),
      joined('ben', 'north', '2026-01-01'),
      countTarget(4, activities, { holder: north }),
      countTarget(1, activities),
      did('anna', noon('2026-03-02'), { participants: ['ben'] }),
      did('anna', noon('2026-03-03'), { participants: ['cleo'], credit: 'shared' }),
    ];
    const line = (await targetsOf(history)).targets.find(({ holder }) => holder.kind === 'team');
    expect(line).toMatchObject({
      goal: { in: 'count', count: 4 },
      actual: { in: 'count', count: 2.5 },
      attainment: '62.50',
      sumOfMembers: {
        members: 1,
        goal: { in: 'count', count: 1 },
        actual: { in: 'count', count: 1.5 },
      },
    });
  });
});

describe('an activity recorded by mistake', () => {
  const history = [
    countTarget(2, activities),
    did('anna', noon('2026-03-02'), { activityId: 'call', participants: ['ben'] }),
    did('anna', noon('2026-03-03')),
    neverDid('call', noon('2026-03-20')),
  ];

  it('counts no more once it is voided, for none of those who took part', async () => {
    expect(await counts(history)).toEqual([1]);
    const { sales } = await targetsOf(history, { currency: 'EUR' });
    expect(sales?.persons.map(({ name, activities }) => [name, activities])).toEqual([['anna', 1]]);
  });

  it('still counted as it stood, and as it was known, before that', async () => {
    expect(await counts(history, { asOf: noon('2026-03-20') })).toEqual([2]);
    expect(await counts(history, { knownAt: day('2026-03-20') })).toEqual([2]);
    expect(await counts(history, { knownAt: noon('2026-03-20') })).toEqual([1]);
  });
});

describe('overlay credit', () => {
  const whole = [{ salespersonId: 'anna', share: 10_000 }];
  const presales = [
    { salespersonId: 'eva', share: 10_000 },
    { salespersonId: 'finn', share: 3_333 },
  ];
  const history = [
    deal('a').opened({ at: day('2026-01-02') }),
    deal('a').won(
      noon('2026-03-10'),
      worth('100.01', { margin: '40' }),
      whole,
      undefined,
      presales,
    ),
    deal('b').opened({ at: day('2026-01-02') }),
    deal('b').won(noon('2026-04-10'), worth('50', { margin: '5' }), whole, undefined, [
      { salespersonId: 'finn', share: 10_000 },
    ]),
  ];
  const overlay = async (
    parameters: Partial<TargetParameters> = {},
    more: readonly Happening[] = [],
  ) =>
    (
      await targetsOf([...history, ...more], { currency: 'EUR', ...parameters })
    ).sales?.overlay?.map(({ salespersonId, won, value, margin }) => [
      salespersonId,
      won,
      majorUnits(value),
      majorUnits(margin),
    ]);

  it('is shown beside the sales, and added to none of them (S54, B11)', async () => {
    expect(await overlay()).toEqual([
      ['eva', 1, '100.01', '40.00'],
      ['finn', 2, '83.33', '18.33'],
    ]);
    const { sales } = await targetsOf(history, { currency: 'EUR' });
    expect(sales?.total).toMatchObject({ won: 2, value: { amount: 150_01 } });
    expect(sales?.persons.map(({ name }) => name)).toEqual(['anna']);
  });

  it('is of the period of the win, and of whom was asked for', async () => {
    const period = { ...march, label: 'March' };
    expect(await overlay({ period })).toEqual([
      ['eva', 1, '100.01', '40.00'],
      ['finn', 1, '33.33', '13.33'],
    ]);
    expect(await overlay({ holder: { kind: 'person', id: 'finn' } })).toEqual([
      ['finn', 2, '83.33', '18.33'],
    ]);
    expect(await overlay({ holder: { kind: 'team', id: 'finn' } })).toBeUndefined();
  });

  it('is at the rate of the day of the win (B7)', async () => {
    const inDollars = [
      rate('EUR', 'USD', '2', '2026-01-01'),
      rate('EUR', 'USD', '3', '2026-04-01'),
    ];
    expect(await overlay({ currency: 'USD' }, inDollars)).toEqual([
      ['finn', 2, '216.67', '41.66'],
      ['eva', 1, '200.02', '80.00'],
    ]);
  });

  it('goes with the win: adjusted as it is, missing when it is taken back', async () => {
    const refunded = [
      deal('a').adjusted(worth('10', { margin: '4' }), noon('2026-04-15')),
      deal('b').reversed(noon('2026-04-20')),
    ];
    expect(await overlay({}, refunded)).toEqual([
      ['eva', 1, '10.00', '4.00'],
      ['finn', 1, '3.33', '1.33'],
    ]);
    const period = { ...april, label: 'April' };
    expect(await overlay({ period, reversals: 'reversal-period' }, refunded)).toEqual([
      ['finn', 0, '-30.00', '-12.00'],
      ['eva', 0, '-90.01', '-36.00'],
    ]);
  });

  it('has the value of what a deal sells later, which is no further won deal (B26)', async () => {
    const more = deal('a').extended(
      noon('2026-03-12'),
      { added: worth('20', { margin: '6' }), value: worth('120.01', { margin: '46' }) },
      'q2',
      whole,
      [{ salespersonId: 'finn', share: 10_000 }],
    );
    expect(await overlay({}, [more])).toEqual([
      ['finn', 2, '103.33', '24.33'],
      ['eva', 1, '100.01', '40.00'],
    ]);
  });

  it.each([
    ['6887.69', 5_000, '3443.84'],
    ['6887.71', 5_000, '3443.86'],
    ['0.01', 5_000, '0.00'],
    ['0.03', 5_000, '0.02'],
    ['-0.03', 5_000, '-0.02'],
    ['-0.05', 5_000, '-0.02'],
    ['0.50', 100, '0.00'],
  ])('of %s by %i basis points is %s: half-even, as all money is', async (net, share, part) => {
    const [line] =
      (
        await targetsOf(
          [
            deal('c').opened({ at: day('2026-01-02') }),
            deal('c').won(noon('2026-03-10'), worth(net), whole, undefined, [
              { salespersonId: 'eva', share },
            ]),
          ],
          { currency: 'EUR' },
        )
      ).sales?.overlay ?? [];
    expect(line && majorUnits(line.value)).toBe(part);
  });

  it('is absent where nobody has any', async () => {
    const period = { start: '2026-05-01', end: '2026-06-01', label: 'May' };
    const { sales } = await targetsOf(history, { currency: 'EUR', period });
    expect(sales).not.toHaveProperty('overlay');
  });
});
