import { compareMoney } from '@presales/kernel';
import { unitOf } from '../figures/goals.ts';
import type { TargetRefusal } from '../refusals.ts';
import type { Aim } from '../state.ts';
import type { TargetMetric } from '../vocabulary.ts';

/** Why a goal and its stretch do not fit a metric. */
export const misfitOf = (
  metric: TargetMetric,
  { goal, stretch }: Aim,
): TargetRefusal | undefined => {
  const expected = unitOf(metric);
  if (goal.in !== expected || (stretch !== undefined && stretch.in !== expected))
    return { code: 'target/unit-unfit', expected };
  if (goal.in === 'count' && stretch?.in === 'count' && stretch.count < goal.count)
    return { code: 'target/stretch-below-goal' };
  if (goal.in === 'money' && stretch?.in === 'money') {
    const { currency } = stretch.amount;
    if (currency !== goal.amount.currency) return { code: 'target/other-currency', currency };
    if (compareMoney(stretch.amount, goal.amount) < 0) return { code: 'target/stretch-below-goal' };
  }
  return undefined;
};
