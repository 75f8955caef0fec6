import { InvalidInput, type Money, minus } from '@presales/kernel';
import type { TargetGoal } from '../vocabulary.ts';

/** A figure that is compared with a goal: money or a number, positive or negative. */
export type TargetFigure =
  | { readonly in: 'money'; readonly amount: Money }
  | { readonly in: 'count'; readonly count: number };

/**
 * What was achieved beyond a goal: negative while it is not reached, and the whole goal when nothing
 * was achieved at all (metrics, section 4).
 *
 * @throws InvalidInput for money beside a number
 * @throws CurrencyMismatch, AmountOutOfRange
 */
export const varianceOf = (goal: TargetGoal, achieved: TargetFigure): TargetFigure => {
  if (goal.in === 'money' && achieved.in === 'money')
    return { in: 'money', amount: minus(achieved.amount, goal.amount) };
  if (goal.in === 'count' && achieved.in === 'count')
    return { in: 'count', count: achieved.count - goal.count };
  throw new InvalidInput('achieved', [
    { path: 'in', expected: `expected ${goal.in}, as the goal is in` },
  ]);
};
