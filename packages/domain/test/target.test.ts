import {
  type TargetCommand,
  type TargetEvent,
  type TargetGoal,
  type TargetMetric,
  target,
  targetIdOf,
} from '@presales/domain';
import { money } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(target);

const at = '2026-03-02T09:00:00.000Z';
const holder = { kind: 'person', id: 'anna' } as const;
const metric = { of: 'sales-value' } as const;
const firstQuarter = { start: '2026-01-01', end: '2026-04-01' };
const secondQuarter = { start: '2026-04-01', end: '2026-07-01' };
const euros = (amount: number): TargetGoal => ({ in: 'money', amount: money(amount, 'EUR') });
const count = (count: number): TargetGoal => ({ in: 'count', count });

const set = (goal: TargetGoal, period = firstQuarter): TargetCommand => ({
  type: 'SetTarget',
  data: { holder, metric, period, goal, at },
});
const wasSet = (goal: TargetGoal, period = firstQuarter): TargetEvent => ({
  type: 'TargetSet',
  data: { holder, metric, period, goal },
});
const revise = (goal: TargetGoal, period = firstQuarter): TargetCommand => ({
  type: 'ReviseTarget',
  data: { holder, metric, period, goal, reason: 'new hire', at },
});
const wasRevised = (from: TargetGoal, to: TargetGoal, period = firstQuarter): TargetEvent => ({
  type: 'TargetRevised',
  data: { holder, metric, period, from, to, reason: 'new hire' },
});

describe('a target', () => {
  it('is set for a period', () =>
    given()
      .when(set(euros(100)))
      .emits(wasSet(euros(100))));

  it('is set once', () =>
    given(wasSet(euros(100)))
      .when(set(euros(100)))
      .changesNothing());

  it('takes 1 EUR for 1.00 EUR', () =>
    given(wasSet(euros(1_00)))
      .when(set({ in: 'money', amount: { amount: 1, currency: 'EUR', scale: 0 } }))
      .changesNothing());

  it('is set for the period that follows', () =>
    given(wasSet(euros(100)))
      .when(set(euros(200), secondQuarter))
      .emits(wasSet(euros(200), secondQuarter)));

  it('is set for the period before', () =>
    given(wasSet(euros(200), secondQuarter))
      .when(set(euros(100)))
      .emits(wasSet(euros(100))));

  it.each([
    ['the same period', firstQuarter],
    ['a period whose first day is the last of it', { start: '2026-03-31', end: '2026-06-01' }],
    ['a period that ends within it', { start: '2025-12-01', end: '2026-01-02' }],
    ['a period within it', { start: '2026-02-01', end: '2026-03-01' }],
    ['a period around it', { start: '2025-01-01', end: '2027-01-01' }],
    ['a period that begins with it', { start: '2026-01-01', end: '2026-02-01' }],
    ['a period that ends with it', { start: '2026-03-01', end: '2026-04-01' }],
  ])('is not set twice: refuses %s', (_, period) =>
    given(wasSet(euros(100)))
      .when(set(euros(200), period))
      .refuses({ code: 'target/overlaps', period: firstQuarter }),
  );

  it('does not take an overlapping period for the same because the goal is', () =>
    given(wasSet(euros(100)))
      .when(set(euros(100), { start: '2026-01-01', end: '2026-02-01' }))
      .refuses({ code: 'target/overlaps', period: firstQuarter }));

  it('does not take another currency for the same', () =>
    given(wasSet(euros(100)))
      .when(set({ in: 'money', amount: money(100, 'USD') }))
      .refuses({ code: 'target/overlaps', period: firstQuarter }));

  it.each<readonly [TargetMetric, TargetGoal, 'money' | 'count']>([
    [{ of: 'sales-value' }, count(5), 'money'],
    [{ of: 'margin' }, count(5), 'money'],
    [{ of: 'new-customers' }, euros(5), 'count'],
    [{ of: 'buyers' }, euros(5), 'count'],
    [{ of: 'activities', kind: 'visit' }, euros(5), 'count'],
  ])('for $of is not counted in the wrong unit', (metric, goal, expected) => {
    const command = { holder, metric, period: firstQuarter, goal, at };
    given().when({ type: 'SetTarget', data: command }).refuses({
      code: 'target/unit-unfit',
      expected,
    });
    given()
      .when({ type: 'ReviseTarget', data: { ...command, reason: 'new hire' } })
      .refuses({ code: 'target/unit-unfit', expected });
  });

  it.each<readonly [TargetMetric, TargetGoal]>([
    [{ of: 'margin' }, euros(5)],
    [{ of: 'new-customers' }, count(5)],
    [{ of: 'buyers' }, count(0)],
    [{ of: 'activities' }, count(5)],
  ])('for $of is counted in its own unit (S54, S55)', (metric, goal) =>
    given()
      .when({ type: 'SetTarget', data: { holder, metric, period: firstQuarter, goal, at } })
      .emits({ type: 'TargetSet', data: { holder, metric, period: firstQuarter, goal } }),
  );

  it('of a count is set once, too', () => {
    const visits = { holder, metric: { of: 'activities' }, period: firstQuarter } as const;
    given({ type: 'TargetSet', data: { ...visits, goal: count(5) } })
      .when({ type: 'SetTarget', data: { ...visits, goal: count(5), at } })
      .changesNothing();
    given({ type: 'TargetSet', data: { ...visits, goal: count(5) } })
      .when({ type: 'SetTarget', data: { ...visits, goal: count(6), at } })
      .refuses({ code: 'target/overlaps', period: firstQuarter });
  });
});

describe('the revision of a target', () => {
  it('says from what to what', () =>
    given(wasSet(euros(100)))
      .when(revise(euros(200)))
      .emits(wasRevised(euros(100), euros(200))));

  it('goes on from the last one', () =>
    given(wasSet(euros(100)), wasRevised(euros(100), euros(200)))
      .when(revise(euros(300)))
      .emits(wasRevised(euros(200), euros(300))));

  it('changes nothing when the goal is the same', () =>
    given(wasSet(euros(100)), wasRevised(euros(100), euros(200)))
      .when(revise(euros(200)))
      .changesNothing());

  it('leaves other periods as they are', () =>
    given(wasSet(euros(100)), wasSet(euros(200), secondQuarter), wasRevised(euros(100), euros(150)))
      .when(set(euros(200), secondQuarter))
      .changesNothing());

  it.each([
    secondQuarter,
    { start: '2026-01-01', end: '2026-03-31' },
    { start: '2026-01-02', end: '2026-04-01' },
  ])('is of exactly a period that was set, not $start to $end', (period) =>
    given(wasSet(euros(100)))
      .when(revise(euros(200), period))
      .refuses({ code: 'target/unknown-period', period }),
  );

  it('is of nothing when nothing was set', () =>
    given()
      .when(revise(euros(200)))
      .refuses({ code: 'target/unknown-period', period: firstQuarter }));
});

it.each<readonly [string, Parameters<typeof targetIdOf>]>([
  ['person/anna/sales-value', [holder, metric]],
  ['team/north/margin', [{ kind: 'team', id: 'north' }, { of: 'margin' }]],
  ['person/anna/activities', [holder, { of: 'activities' }]],
  ['person/anna/activities/visit', [holder, { of: 'activities', kind: 'visit' }]],
])("a target's stream is named after holder and metric: %s", (id, [holder, metric]) => {
  expect(targetIdOf(holder, metric)).toBe(id);
  expect(
    target.identify({
      type: 'SetTarget',
      data: { holder, metric, period: firstQuarter, goal: count(1), at },
    }),
  ).toBe(id);
});
