import {
  type TargetCommand,
  type TargetEvent,
  type TargetGoal,
  type TargetMetric,
  target,
  targetIdOf,
} from '@presales/domain/target';
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
  data: { holder, metric, period, from, to, reason: 'new hire', effectiveFrom: '2026-03-02' },
});
/** As revisions were written before they had a day of their own. */
const wasRevisedOfOld = (from: TargetGoal, to: TargetGoal): TargetEvent => ({
  type: 'TargetRevised',
  data: { holder, metric, period: firstQuarter, from, to, reason: 'new hire' },
});
const reviseFrom = (
  goal: TargetGoal,
  effectiveFrom: string,
  more: { readonly approvedBy?: string; readonly zone?: string; readonly at?: string } = {},
): TargetCommand => ({
  type: 'ReviseTarget',
  data: {
    holder,
    metric,
    period: firstQuarter,
    goal,
    reason: 'new hire',
    effectiveFrom,
    at,
    ...more,
  },
});
const wasRevisedFrom = (
  from: TargetGoal,
  to: TargetGoal,
  effectiveFrom: string,
  more: { readonly approvedBy?: string; readonly stretch?: TargetGoal } = {},
): TargetEvent => ({
  type: 'TargetRevised',
  data: {
    holder,
    metric,
    period: firstQuarter,
    from,
    to,
    reason: 'new hire',
    effectiveFrom,
    ...more,
  },
});
const stretched = (goal: TargetGoal, stretch: TargetGoal, at: string): TargetCommand => ({
  type: 'SetTarget',
  data: { holder, metric, period: firstQuarter, goal, stretch, at },
});
const withdraw: TargetCommand = {
  type: 'WithdrawTarget',
  data: { holder, metric, period: firstQuarter, reason: 'left sales', approvedBy: 'carol', at },
};
const wasWithdrawn: TargetEvent = {
  type: 'TargetWithdrawn',
  data: { holder, metric, period: firstQuarter, reason: 'left sales', approvedBy: 'carol' },
};

describe('a target', () => {
  it('is set for a period, by person and metric (S15, S54)', () =>
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

  it('is not set twice for the same days: the goal is revised, or withdrawn first', () =>
    given(wasSet(euros(100)))
      .when(set(euros(200)))
      .refuses({ code: 'target/already-set', period: firstQuarter }));

  it.each([
    ['a period whose first day is the last of it', { start: '2026-03-31', end: '2026-06-01' }],
    ['a period that ends within it', { start: '2025-12-01', end: '2026-01-02' }],
    ['a period within it', { start: '2026-02-01', end: '2026-03-01' }],
    ['a period around it', { start: '2025-01-01', end: '2027-01-01' }],
    ['a period that begins with it', { start: '2026-01-01', end: '2026-02-01' }],
    ['a period that ends with it', { start: '2026-03-01', end: '2026-04-01' }],
  ])('stands beside the target of %s, whatever its goal', (_, period) => {
    for (const goal of [euros(100), euros(200)])
      given(wasSet(euros(100)))
        .when(set(goal, period))
        .emits(wasSet(goal, period));
  });

  it('for a year, its quarters and its months is set, revised and withdrawn each by itself', () => {
    const year = { start: '2026-01-01', end: '2027-01-01' };
    const january = { start: '2026-01-01', end: '2026-02-01' };
    const all = [wasSet(euros(400), year), wasSet(euros(100)), wasSet(euros(30), january)];
    given(...all)
      .when(set(euros(400), year))
      .changesNothing();
    given(...all)
      .when(set(euros(41), january))
      .refuses({ code: 'target/already-set', period: january });
    given(...all)
      .when({
        type: 'WithdrawTarget',
        data: { holder, metric, period: firstQuarter, reason: 'the year says enough', at },
      })
      .emits({
        type: 'TargetWithdrawn',
        data: { holder, metric, period: firstQuarter, reason: 'the year says enough' },
      });
  });

  it('does not take another currency for the same', () =>
    given(wasSet(euros(100)))
      .when(set({ in: 'money', amount: money(100, 'USD') }))
      .refuses({ code: 'target/already-set', period: firstQuarter }));

  it.each<readonly [TargetMetric, TargetGoal, 'money' | 'count']>([
    [{ of: 'sales-value' }, count(5), 'money'],
    [{ of: 'margin' }, count(5), 'money'],
    [{ of: 'new-customers' }, euros(5), 'count'],
    [{ of: 'buyers' }, euros(5), 'count'],
    [{ of: 'leads' }, euros(5), 'count'],
    [{ of: 'activities', kind: 'visit' }, euros(5), 'count'],
    [{ of: 'calls' }, euros(5), 'count'],
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
    [{ of: 'leads' }, count(5)],
    [{ of: 'activities' }, count(5)],
    [{ of: 'calls' }, count(5)],
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
      .refuses({ code: 'target/already-set', period: firstQuarter });
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

  it('is what the target is from then on: set as it was, it would be another', () => {
    given(wasSet(euros(100)), wasRevised(euros(100), euros(200)))
      .when(set(euros(200)))
      .changesNothing();
    given(wasSet(euros(100)), wasRevised(euros(100), euros(200)))
      .when(set(euros(100)))
      .refuses({ code: 'target/already-set', period: firstQuarter });
  });

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

describe('a revision takes effect', () => {
  it('on the day it is asked for, told in the zone that it names', () =>
    given(wasSet(euros(100)))
      .when({
        type: 'ReviseTarget',
        data: {
          holder,
          metric,
          period: firstQuarter,
          goal: euros(200),
          reason: 'new hire',
          zone: 'Europe/Bucharest',
          at: '2026-03-02T22:30:00.000Z',
        },
      })
      .emits(wasRevisedFrom(euros(100), euros(200), '2026-03-03')));

  it.each([
    ['the first day of a period that is to come', '2025-12-31T12:00:00.000Z', '2026-01-01'],
    ['today on the first day of the period', '2026-01-01T12:00:00.000Z', '2026-01-01'],
    ['today on the last day of the period', '2026-03-31T12:00:00.000Z', '2026-03-31'],
  ])('on %s', (_, at, effectiveFrom) =>
    given(wasSet(euros(100)))
      .when({
        type: 'ReviseTarget',
        data: { holder, metric, period: firstQuarter, goal: euros(200), reason: 'new hire', at },
      })
      .emits(wasRevisedFrom(euros(100), euros(200), effectiveFrom)),
  );

  it('on a day to come', () =>
    given(wasSet(euros(100)))
      .when(reviseFrom(euros(200), '2026-03-03'))
      .emits(wasRevisedFrom(euros(100), euros(200), '2026-03-03')));

  it('on the same day', () =>
    given(wasSet(euros(100)))
      .when(reviseFrom(euros(200), '2026-03-02'))
      .emits(wasRevisedFrom(euros(100), euros(200), '2026-03-02')));

  it('on a day that is over only when somebody approved it', () => {
    given(wasSet(euros(100)))
      .when(reviseFrom(euros(200), '2026-03-01'))
      .refuses({ code: 'target/approval-needed', effectiveFrom: '2026-03-01' });
    given(wasSet(euros(100)))
      .when(reviseFrom(euros(200), '2026-03-01', { approvedBy: 'carol' }))
      .emits(wasRevisedFrom(euros(100), euros(200), '2026-03-01', { approvedBy: 'carol' }));
  });

  it('not after its period is over, unless somebody approved it', () => {
    const late = '2026-04-01T00:00:00.000Z';
    const lateRevision = {
      holder,
      metric,
      period: firstQuarter,
      goal: euros(200),
      reason: 'new hire',
      at: late,
    };
    given(wasSet(euros(100)))
      .when({ type: 'ReviseTarget', data: lateRevision })
      .refuses({ code: 'target/approval-needed', effectiveFrom: '2026-03-31' });
    given(wasSet(euros(100)))
      .when({ type: 'ReviseTarget', data: { ...lateRevision, approvedBy: 'carol' } })
      .emits(wasRevisedFrom(euros(100), euros(200), '2026-03-31', { approvedBy: 'carol' }));
  });

  it.each(['2025-12-31', '2026-04-01'])('on a day of its period, not on %s', (effectiveFrom) =>
    given(wasSet(euros(100)))
      .when(reviseFrom(euros(200), effectiveFrom, { approvedBy: 'carol' }))
      .refuses({ code: 'target/outside-period', period: firstQuarter }),
  );

  it.each(['2026-01-01', '2026-03-31'])('on any day of its period: %s', (effectiveFrom) =>
    given(wasSet(euros(100)))
      .when(reviseFrom(euros(200), effectiveFrom, { approvedBy: 'carol' }))
      .emits(wasRevisedFrom(euros(100), euros(200), effectiveFrom, { approvedBy: 'carol' })),
  );

  it('starting from the goal that held on its day, whatever comes later', () => {
    const history = [wasSet(euros(100)), wasRevisedFrom(euros(100), euros(300), '2026-03-20')];
    given(...history)
      .when(reviseFrom(euros(200), '2026-03-10'))
      .emits(wasRevisedFrom(euros(100), euros(200), '2026-03-10'));
    given(...history, wasRevisedFrom(euros(100), euros(200), '2026-03-10'))
      .when(reviseFrom(euros(400), '2026-03-20'))
      .emits(wasRevisedFrom(euros(300), euros(400), '2026-03-20'));
    given(...history, wasRevisedFrom(euros(100), euros(200), '2026-03-10'))
      .when(reviseFrom(euros(150), '2026-03-19'))
      .emits(wasRevisedFrom(euros(200), euros(150), '2026-03-19'));
  });

  it('in place of an earlier one of the same day', () =>
    given(
      wasSet(euros(100)),
      wasRevisedFrom(euros(100), euros(200), '2026-03-10'),
      wasRevisedFrom(euros(200), euros(250), '2026-03-10'),
    ).is({
      status: 'set',
      aims: [
        {
          period: firstQuarter,
          set: { goal: euros(100), stretch: undefined },
          revisions: [{ effectiveFrom: '2026-03-10', goal: euros(250), stretch: undefined }],
        },
      ],
    }));

  it('in place of the goal before, where it was written without a day', () => {
    given(wasSet(euros(100)), wasRevisedOfOld(euros(100), euros(200)))
      .when(reviseFrom(euros(300), '2026-01-01', { approvedBy: 'carol' }))
      .emits(wasRevisedFrom(euros(200), euros(300), '2026-01-01', { approvedBy: 'carol' }));
    given(
      wasSet(euros(100)),
      wasRevisedFrom(euros(100), euros(200), '2026-03-10'),
      wasRevisedOfOld(euros(200), euros(300)),
    )
      .when(reviseFrom(euros(400), '2026-03-10'))
      .emits(wasRevisedFrom(euros(300), euros(400), '2026-03-10'));
  });
});

describe('the stretch of a target', () => {
  it('is set with the goal', () =>
    given()
      .when(stretched(euros(100), euros(120), at))
      .emits({
        type: 'TargetSet',
        data: { holder, metric, period: firstQuarter, goal: euros(100), stretch: euros(120) },
      }));

  const set120: TargetEvent = {
    type: 'TargetSet',
    data: { holder, metric, period: firstQuarter, goal: euros(100), stretch: euros(120) },
  };

  it('is set once', () =>
    given(set120)
      .when(stretched(euros(100), euros(120), at))
      .changesNothing());

  it('makes another target of it', () => {
    given(set120)
      .when(set(euros(100)))
      .refuses({ code: 'target/already-set', period: firstQuarter });
    given(set120)
      .when(stretched(euros(100), euros(121), at))
      .refuses({ code: 'target/already-set', period: firstQuarter });
    given(wasSet(euros(100)))
      .when(stretched(euros(100), euros(120), at))
      .refuses({ code: 'target/already-set', period: firstQuarter });
  });

  it('ends with a revision that has none', () =>
    given(set120)
      .when(reviseFrom(euros(100), '2026-03-02'))
      .emits(wasRevisedFrom(euros(100), euros(100), '2026-03-02')));

  it('is revised alone', () =>
    given(set120)
      .when({
        type: 'ReviseTarget',
        data: {
          holder,
          metric,
          period: firstQuarter,
          goal: euros(100),
          stretch: euros(150),
          reason: 'new hire',
          at,
        },
      })
      .emits(wasRevisedFrom(euros(100), euros(100), '2026-03-02', { stretch: euros(150) })));

  it('may be the goal itself, and is no less', () => {
    given()
      .when(stretched(euros(100), euros(100), at))
      .emits({
        type: 'TargetSet',
        data: { holder, metric, period: firstQuarter, goal: euros(100), stretch: euros(100) },
      });
    given()
      .when(stretched(euros(100), euros(99), at))
      .refuses({ code: 'target/stretch-below-goal' });
    const visits = { holder, metric: { of: 'activities' }, period: firstQuarter } as const;
    given()
      .when({ type: 'SetTarget', data: { ...visits, goal: count(5), stretch: count(5), at } })
      .emits({ type: 'TargetSet', data: { ...visits, goal: count(5), stretch: count(5) } });
    given()
      .when({ type: 'SetTarget', data: { ...visits, goal: count(5), stretch: count(4), at } })
      .refuses({ code: 'target/stretch-below-goal' });
  });

  it('is in the unit and currency of the goal', () => {
    given()
      .when(stretched(euros(100), count(120), at))
      .refuses({ code: 'target/unit-unfit', expected: 'money' });
    given()
      .when(stretched(euros(100), { in: 'money', amount: money(120, 'USD') }, at))
      .refuses({ code: 'target/other-currency', currency: 'USD' });
  });
});

describe('a target that is withdrawn', () => {
  it('says why, and who approved it', () =>
    given(wasSet(euros(100)))
      .when(withdraw)
      .emits(wasWithdrawn));

  it('was set before', () =>
    given(wasSet(euros(100), secondQuarter))
      .when(withdraw)
      .refuses({ code: 'target/unknown-period', period: firstQuarter }));

  it('leaves its days to another, and other periods as they are', () => {
    const history = [wasSet(euros(100)), wasSet(euros(200), secondQuarter), wasWithdrawn];
    given(...history)
      .when(set(euros(300)))
      .emits(wasSet(euros(300)));
    given(...history)
      .when(set(euros(200), secondQuarter))
      .changesNothing();
    given(...history)
      .when(withdraw)
      .refuses({ code: 'target/unknown-period', period: firstQuarter });
  });
});

it.each<readonly [string, Parameters<typeof targetIdOf>]>([
  ['person/anna/sales-value', [holder, metric]],
  ['team/north/margin', [{ kind: 'team', id: 'north' }, { of: 'margin' }]],
  ['person/anna/activities', [holder, { of: 'activities' }]],
  ['person/anna/leads', [holder, { of: 'leads' }]],
  ['person/anna/calls', [holder, { of: 'calls' }]],
  [
    'person/anna/margin/group:laptops',
    [holder, { of: 'margin', goods: { kind: 'group', id: 'laptops' } }],
  ],
  [
    'person/anna/sales-value/product:a%2Fb%3Ac',
    [holder, { of: 'sales-value', goods: { kind: 'product', id: 'a/b:c' } }],
  ],
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
