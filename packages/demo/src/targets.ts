import {
  distributeTarget,
  type TargetCommand,
  type TargetGoal,
  type TargetHolder,
  type TargetMetric,
  type TargetPeriod,
} from '@presales/domain/target';
import { type LocalDate, money, share } from '@presales/kernel';
import { MANAGER, type Salesperson, salespeople, teamOf, teams } from './people.ts';
import { BASE } from './rates.ts';
import type { Script } from './script.ts';
import { at, dayOf, type Moment, morningOf, YEAR, ZONE } from './timeline.ts';

interface Quarter {
  readonly begins: Moment;
  /** Its part of a year's figure, in basis points: the first quarter has to fill the pipeline. */
  readonly weight: number;
  readonly period: TargetPeriod;
}

const quarter = (month: number, end: LocalDate, weight: number): Quarter => ({
  weight,
  begins: morningOf(month, 1),
  period: { start: dayOf(morningOf(month, 1)), end },
});

const first = quarter(1, `${YEAR}-04-01`, 1_300);
const spring = quarter(4, `${YEAR}-07-01`, 3_000);
const summer = quarter(7, `${YEAR}-10-01`, 2_600);
const autumn = quarter(10, `${YEAR + 1}-01-01`, 3_100);
const quarters: readonly Quarter[] = [first, spring, summer, autumn];

const euros = (amount: number): TargetGoal => ({ in: 'money', amount: money(amount * 100, BASE) });
const count = (number: number): TargetGoal => ({ in: 'count', count: number });

/** What would be better still: a fifth more. */
const stretched = (goal: TargetGoal): TargetGoal =>
  goal.in === 'money' ? { in: 'money', amount: share(goal.amount, 12_000) } : goal;

/** Set on the first working day for the whole year; what comes later is a revision with a reason. */
const SET_AT = at(morningOf(1, 3));

/** Whoever is known in January to sell in a quarter. */
const sellingIn = ({ begins }: Quarter): readonly Salesperson[] =>
  salespeople.filter(({ from, until }) => from <= begins && (begins < until || until > SPRING));
const SPRING = morningOf(4, 1);

/**
 * A year's figure for everybody is shared out over the quarters: value and margin, new customers,
 * activities. Teams have the sum of their people's, and leads to look after.
 */
export const tellOfTargets = (script: Script): void => {
  const thread = script.thread();
  const ask = (command: TargetCommand): void => {
    thread.ask(MANAGER, 'target', command);
  };
  const set = (
    holder: TargetHolder,
    metric: TargetMetric,
    period: TargetPeriod,
    goal: TargetGoal,
    stretch?: TargetGoal,
  ): void =>
    ask({
      type: 'SetTarget',
      data: {
        holder,
        metric,
        period,
        goal,
        ...(stretch === undefined ? {} : { stretch }),
        at: SET_AT,
      },
    });
  const periods = quarters.map(({ period }) => period);
  const weights = quarters.map(({ weight }) => weight);
  for (const person of salespeople) {
    const holder: TargetHolder = { kind: 'person', id: person.id };
    const value = distributeTarget(euros(person.quota * 4), periods, weights);
    for (const [index, { period, goal }] of value.entries()) {
      const at = quarters[index];
      if (at === undefined || !sellingIn(at).includes(person)) continue;
      set(holder, { of: 'sales-value' }, period, goal, stretched(goal));
      set(holder, { of: 'margin' }, period, quarterOf(goal));
      set(holder, { of: 'new-customers' }, period, count(6));
      set(holder, { of: 'activities' }, period, count(105));
    }
  }
  for (const { id } of teams) {
    const holder: TargetHolder = { kind: 'team', id };
    for (const at of quarters) {
      const quota = sellingIn(at)
        .filter((person) => teamOf(person, at.begins) === id)
        .reduce((total, person) => total + person.quota * 4, 0);
      const goal: TargetGoal = {
        in: 'money',
        amount: share(money(quota * 100, BASE), at.weight),
      };
      set(holder, { of: 'sales-value' }, at.period, goal);
      set(holder, { of: 'margin' }, at.period, quarterOf(goal));
      set(holder, { of: 'leads' }, at.period, count(330));
      set(holder, { of: 'buyers' }, at.period, count(25));
    }
  }
  revise(ask);
};

/** A quarter of an amount: what is to be left of a sale. */
const quarterOf = (goal: TargetGoal): TargetGoal =>
  goal.in === 'money' ? { in: 'money', amount: share(goal.amount, 2_300) } : goal;

/** People come, move and go: what was set in January is revised, or withdrawn. */
const revise = (ask: (command: TargetCommand) => void): void => {
  ask({
    type: 'ReviseTarget',
    data: {
      holder: { kind: 'team', id: 'north' },
      metric: { of: 'sales-value' },
      period: summer.period,
      goal: euros(185_000),
      stretch: euros(215_000),
      reason: 'Ioana Matei moved to the south, Vlad Dinu leaves in September',
      effectiveFrom: `${YEAR}-08-01`,
      zone: ZONE,
      at: at(morningOf(7, 2)),
    },
  });
  for (const metric of ['sales-value', 'margin', 'new-customers', 'activities'] as const)
    ask({
      type: 'WithdrawTarget',
      data: {
        holder: { kind: 'person', id: 'vlad.dinu' },
        metric: { of: metric },
        period: autumn.period,
        reason: 'Left the house in September',
        at: at(morningOf(9, 2)),
      },
    });
  ask({
    type: 'ReviseTarget',
    data: {
      holder: { kind: 'team', id: 'north' },
      metric: { of: 'sales-value' },
      period: autumn.period,
      goal: euros(190_000),
      reason: 'Ioana Matei and Vlad Dinu are not in the team any more',
      zone: ZONE,
      at: at(morningOf(9, 2)),
    },
  });
  ask({
    type: 'ReviseTarget',
    data: {
      holder: { kind: 'team', id: 'key-accounts' },
      metric: { of: 'sales-value' },
      period: first.period,
      goal: euros(100_000),
      reason: 'Set by mistake as if the teams were complete in January',
      effectiveFrom: `${YEAR}-01-01`,
      approvedBy: 'supervisory.board',
      at: at(morningOf(2, 3)),
    },
  });
};
