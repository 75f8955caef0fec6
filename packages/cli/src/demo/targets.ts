import type { TargetGoal, TargetHolder, TargetMetric, TargetPeriod } from '@presales/domain';
import { type LocalDate, money } from '@presales/kernel';
import { MANAGER, salespeople, teamOf, teams } from './people.ts';
import { BASE } from './rates.ts';
import type { Script } from './script.ts';
import { at, dayOf, type Moment, morningOf, YEAR } from './timeline.ts';

interface Quarter {
  readonly begins: Moment;
  /** Quotas are for an average quarter: the first has to fill the pipeline. In percent. */
  readonly weight: number;
  readonly period: TargetPeriod;
}

const quarter = (month: number, end: LocalDate, weight: number): Quarter => ({
  weight,
  begins: morningOf(month, 1),
  period: { start: dayOf(morningOf(month, 1)), end },
});

const quarters: readonly Quarter[] = [
  quarter(1, `${YEAR}-04-01`, 45),
  quarter(4, `${YEAR}-07-01`, 105),
  quarter(7, `${YEAR}-10-01`, 95),
  quarter(10, `${YEAR + 1}-01-01`, 110),
];

const euros = (amount: number): TargetGoal => ({
  in: 'money',
  amount: money(amount * 100, BASE),
});
const count = (number: number): TargetGoal => ({ in: 'count', count: number });

/** Set on the first working day for the whole year; what comes later is a revision with a reason. */
const SET_AT = at(morningOf(1, 3));

/** Every salesperson has four targets a quarter, every team two. One is revised in summer. */
export const tellOfTargets = (script: Script): void => {
  const thread = script.thread();
  const set = (
    holder: TargetHolder,
    metric: TargetMetric,
    { period }: Quarter,
    goal: TargetGoal,
  ): void =>
    thread.ask(MANAGER, 'target', {
      type: 'SetTarget',
      data: { holder, metric, period, goal, at: SET_AT },
    });
  const setMoney = (holder: TargetHolder, quarter: Quarter, quota: number): void => {
    const value = (quota * quarter.weight) / 100;
    set(holder, { of: 'sales-value' }, quarter, euros(value));
    set(holder, { of: 'margin' }, quarter, euros(value / 4));
  };
  for (const at of quarters) {
    const selling = salespeople.filter(({ from, until }) => from <= at.begins && at.begins < until);
    for (const { id, quota } of selling) {
      const holder: TargetHolder = { kind: 'person', id };
      setMoney(holder, at, quota);
      set(holder, { of: 'new-customers' }, at, count(6));
      set(holder, { of: 'activities' }, at, count(90));
    }
    for (const { id } of teams) {
      const quota = selling
        .filter((person) => teamOf(person, at.begins) === id)
        .reduce((total, person) => total + person.quota, 0);
      const holder: TargetHolder = { kind: 'team', id };
      setMoney(holder, at, quota);
    }
  }
  const summer = quarters[2];
  if (summer === undefined) return;
  thread.ask(MANAGER, 'target', {
    type: 'ReviseTarget',
    data: {
      holder: { kind: 'team', id: 'north' },
      metric: { of: 'sales-value' },
      period: summer.period,
      goal: euros(300_000),
      reason: 'Ioana Matei moved to the south, Vlad Dinu leaves in September',
      at: at(morningOf(7, 2)),
    },
  });
};
