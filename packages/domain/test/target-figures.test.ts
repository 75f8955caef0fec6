import { credited } from '@presales/domain';
import {
  distributeTarget,
  proRata,
  type TargetFigure,
  type TargetGoal,
  varianceOf,
} from '@presales/domain/target';
import { InvalidInput, money } from '@presales/kernel';
import fc from 'fast-check';

const euros = (cents: number): TargetGoal => ({ in: 'money', amount: money(cents, 'EUR') });
const count = (count: number): TargetGoal => ({ in: 'count', count });
const whole = (goal: TargetGoal): number => (goal.in === 'money' ? goal.amount.amount : goal.count);

const quarters = [
  { start: '2026-01-01', end: '2026-04-01' },
  { start: '2026-04-01', end: '2026-07-01' },
  { start: '2026-07-01', end: '2026-10-01' },
  { start: '2026-10-01', end: '2027-01-01' },
];
const [first] = quarters;
const months = Array.from({ length: 12 }, (_, month) => ({
  start: `2026-${String(month + 1).padStart(2, '0')}-01`,
  end: month === 11 ? '2027-01-01' : `2026-${String(month + 2).padStart(2, '0')}-01`,
}));

describe('a yearly target is distributed over its periods (S15)', () => {
  it('by weights that total 100 %', () =>
    expect(distributeTarget(euros(1_000_00), quarters, [2_000, 2_500, 1_500, 4_000])).toEqual([
      { period: quarters[0], goal: euros(200_00) },
      { period: quarters[1], goal: euros(250_00) },
      { period: quarters[2], goal: euros(150_00) },
      { period: quarters[3], goal: euros(400_00) },
    ]));

  it('evenly where there are no weights, the cents left over going to the earlier periods', () =>
    expect(
      distributeTarget(euros(1_00), months.slice(0, 3)).map(({ goal }) => whole(goal)),
    ).toEqual([34, 33, 33]));

  it('by largest remainder: 10 customers at 33.33, 33.33 and 33.34 % are 3, 3 and 4', () =>
    expect(
      distributeTarget(count(10), months.slice(0, 3), [3_333, 3_333, 3_334]).map(
        ({ goal }) => goal,
      ),
    ).toEqual([count(3), count(3), count(4)]));

  it('to the cent, though the year is in whole euros', () =>
    expect(
      distributeTarget({ in: 'money', amount: { amount: 1, currency: 'EUR', scale: 0 } }, quarters),
    ).toEqual(quarters.map((period) => ({ period, goal: euros(25) }))));

  it('to the yen, which has no smaller unit', () =>
    expect(
      distributeTarget({ in: 'money', amount: money(10, 'JPY') }, quarters).map(({ goal }) =>
        whole(goal),
      ),
    ).toEqual([3, 3, 2, 2]));

  it.each([
    ['a weight too few', [5_000, 5_000], 'weights: expected 4, one for each period'],
    [
      'a weight too many',
      [2_000, 2_000, 2_000, 2_000, 2_000],
      'weights: expected 4, one for each period',
    ],
    [
      '99.99 %',
      [2_500, 2_500, 2_500, 2_499],
      'weights: expected weights that total exactly 10000 basis points',
    ],
    [
      '100.01 %',
      [2_500, 2_500, 2_500, 2_501],
      'weights: expected weights that total exactly 10000 basis points',
    ],
  ])('not by %s', (_, weights, message) => {
    const distribute = () => distributeTarget(euros(100), quarters, weights);
    expect(distribute).toThrow(InvalidInput);
    expect(distribute).toThrow(message);
  });

  it('not over no periods', () =>
    expect(() => distributeTarget(euros(100), [])).toThrow('weights: expected one above zero'));

  it('without a cent lost, whatever the amount and the weights', () =>
    fc.assert(
      fc.property(
        fc.nat(999_999_999_999_999),
        fc.array(fc.nat(2_500), { minLength: 3, maxLength: 3 }),
        (amount, weights) => {
          const rest = 10_000 - weights.reduce((left, right) => left + right, 0);
          const goals = distributeTarget(euros(amount), quarters, [...weights, rest]);
          expect(goals.reduce((sum, { goal }) => sum + BigInt(whole(goal)), 0n)).toBe(
            BigInt(amount),
          );
        },
      ),
    ));
});

describe('who is there for a part of a period has a part of its target,', () => {
  const period = first ?? { start: '', end: '' };
  const present = (start: string, end = '2027-01-01') => ({ start, end });

  it('by calendar days: 45 of 90 from 15 February', () =>
    expect(
      proRata(euros(900_00), period, present('2026-02-15'), { basis: 'calendar-days' }),
    ).toEqual({ goal: euros(450_00), basis: 'calendar-days', days: 45, of: 90 }));

  it('by working days: 32 of 64 from 16 February', () =>
    // January to March 2026 have 22, 20 and 22 days from Monday to Friday; 16 February is a Monday.
    expect(
      proRata(euros(640_00), period, present('2026-02-16'), { basis: 'working-days' }),
    ).toEqual({ goal: euros(320_00), basis: 'working-days', days: 32, of: 64 }));

  it('by working days less holidays, those at weekends and outside left out', () =>
    expect(
      proRata(count(61), period, present('2026-02-16'), {
        basis: 'working-days',
        // A Thursday, a Saturday, two Mondays of March, the first day after, and the one before.
        holidays: [
          '2026-01-01',
          '2026-01-24',
          '2026-03-02',
          '2026-03-09',
          '2026-04-01',
          '2025-12-31',
        ],
      }),
    ).toEqual({ goal: count(30), basis: 'working-days', days: 30, of: 61 }));

  it('counts a holiday on the first and on the last day of the period', () =>
    expect(
      proRata(count(62), period, period, {
        basis: 'working-days',
        holidays: ['2026-01-01', '2026-03-31'],
      }),
    ).toEqual({ goal: count(62), basis: 'working-days', days: 62, of: 62 }));

  it.each([
    ['the whole period', present('2025-01-01'), 90],
    ['exactly the period', period, 90],
    ['its first day', present('2026-01-01', '2026-01-02'), 1],
    ['its last day', present('2026-03-31'), 1],
    ['until its midst', present('2025-01-01', '2026-02-15'), 45],
    ['after it', present('2026-04-01'), 0],
    ['before it', present('2025-01-01', '2026-01-01'), 0],
  ])('present for %s', (_, days, expected) =>
    expect(proRata(count(90), period, days, { basis: 'calendar-days' })).toEqual({
      goal: count(expected),
      basis: 'calendar-days',
      days: expected,
      of: 90,
    }),
  );

  it.each([
    ['2026-11-16', 1],
    ['2026-11-17', 1],
    ['2026-11-18', 1],
    ['2026-11-19', 1],
    ['2026-11-20', 1],
    ['2026-11-21', 0],
    ['2026-11-22', 0],
    ['0000-01-01', 0],
    ['0000-01-02', 0],
    ['0000-01-03', 1],
  ])('from Monday to Friday: %s counts %d', (day, expected) => {
    const year = { start: day < '0001' ? '0000-01-01' : '2026-11-16', end: '2026-12-01' };
    const end = `${day.slice(0, 8)}${String(Number(day.slice(8)) + 1).padStart(2, '0')}`;
    const { days } = proRata(count(0), year, { start: day, end }, { basis: 'working-days' });
    expect(days).toBe(expected);
  });

  it('rounded half up to the cent', () =>
    expect(
      proRata(
        euros(1),
        { start: '2026-01-01', end: '2026-01-03' },
        { start: '2026-01-02', end: '2026-01-03' },
        { basis: 'calendar-days' },
      ).goal,
    ).toEqual(euros(1)));

  it('of no period without a working day', () =>
    expect(() =>
      proRata(
        count(1),
        { start: '2026-11-21', end: '2026-11-23' },
        { start: '2026-11-21', end: '2026-11-22' },
        { basis: 'working-days' },
      ),
    ).toThrow('period: expected a working day in it'));
});

describe('the variance of a target (metrics, section 4)', () => {
  const half = (cents: number) => {
    const [part] = credited(money(cents, 'EUR'), [
      { salespersonId: 'anna', share: 5_000 },
      { salespersonId: 'ben', share: 5_000 },
    ]);
    return part?.amount ?? money(0, 'EUR');
  };

  it('an order of 20 split 50/50 against a target of 50: achieved 10, variance -40 (ERPNext, R:ERP-TGT; S54)', () => {
    const achieved: TargetFigure = { in: 'money', amount: half(20_00) };
    expect(achieved).toEqual(euros(10_00));
    expect(varianceOf(euros(50_00), achieved)).toEqual(euros(-40_00));
  });

  it('5 at 100 % and 10 at 50 % are 10, not 15 (ERPNext issue 4046)', () =>
    expect(money(5_00 + half(10_00).amount, 'EUR')).toEqual(money(10_00, 'EUR')));

  it('without any sale it is the whole target, short (ERPNext PR 40429)', () =>
    expect(varianceOf(euros(50_00), euros(0))).toEqual(euros(-50_00)));

  it('of a count is a number (S55)', () => {
    expect(varianceOf(count(40), count(43))).toEqual(count(3));
    expect(varianceOf(count(40), count(0))).toEqual({ in: 'count', count: -40 });
  });

  it('is not between money and a number', () => {
    expect(() => varianceOf(euros(50), count(50))).toThrow(
      'achieved: in: expected money, as the goal is in',
    );
    expect(() => varianceOf(count(50), euros(50))).toThrow(
      'achieved: in: expected count, as the goal is in',
    );
  });
});
