import { allocate, InvalidInput, plus, WHOLE, zero } from '@presales/kernel';
import type { TargetGoal, TargetPeriod } from '../vocabulary.ts';

/** A period and what is to be reached in it. */
export interface PeriodGoal {
  readonly period: TargetPeriod;
  readonly goal: TargetGoal;
}

/**
 * A goal for a long time as goals for the periods that it is made of: by weights in basis points that
 * total the whole, one for each period, or evenly where there are none. Parts are exact to the minor
 * unit, or to one, by largest remainder, earlier periods first; together they are the whole.
 *
 * @throws InvalidInput for no periods, and for weights that do not fit them or total anything else
 */
export const distributeTarget = (
  goal: TargetGoal,
  periods: readonly TargetPeriod[],
  weights?: readonly number[],
): readonly PeriodGoal[] => {
  if (weights !== undefined && weights.length !== periods.length)
    throw unfit(`expected ${periods.length}, one for each period`);
  if (weights !== undefined && weights.reduce((left, right) => left + right, 0) !== WHOLE)
    throw unfit('expected weights that total exactly 10000 basis points');
  const parts = splitGoal(goal, weights ?? periods.map(() => 1));
  return periods.flatMap((period, index) => {
    const part = parts[index];
    // There is a part for every period; the compiler cannot know.
    return part === undefined ? [] : [{ period, goal: part }];
  });
};

const unfit = (expected: string): InvalidInput =>
  new InvalidInput('weights', [{ path: '', expected }]);

/**
 * A goal split by weights, exact to the minor unit or to one.
 *
 * @throws InvalidInput for weights that are no whole numbers of zero or more, or all zero
 */
export const splitGoal = (goal: TargetGoal, weights: readonly number[]): readonly TargetGoal[] => {
  if (goal.in === 'money') {
    // Adding zero brings an amount in whole euros to cents, so that it can be split into them.
    const { amount } = goal;
    return allocate(plus(zero(amount.currency), amount), weights).map((part) => ({
      in: 'money',
      amount: part,
    }));
  }
  // Counts are split as money is; the currency plays no part in it.
  return allocate({ amount: goal.count, currency: 'EUR', scale: 0 }, weights).map(({ amount }) => ({
    in: 'count',
    count: amount,
  }));
};
