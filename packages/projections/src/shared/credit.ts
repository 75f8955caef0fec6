import { allocate, type CurrencyCode, money } from '@presales/kernel';
import type { Fact } from './fact.ts';

/** One share of a win's credit, in basis points, filed under the win's position in the log. */
export type CreditFact = Fact & {
  readonly opportunity_id: string;
  readonly salesperson_id: string;
  readonly share: number;
};

/** The shares of every win, by the win's position; in the order of the people's ids. */
export const creditByWin = (
  rows: readonly CreditFact[],
): ReadonlyMap<number, readonly CreditFact[]> => {
  const credits = new Map<number, CreditFact[]>();
  for (const row of rows) {
    const ofWin = credits.get(row.position);
    if (ofWin === undefined) credits.set(row.position, [row]);
    else ofWin.push(row);
  }
  for (const ofWin of credits.values())
    ofWin.sort((left, right) => (left.salesperson_id < right.salesperson_id ? -1 : 1));
  return credits;
};

/** Minor units split by weights, by largest remainder: the parts sum to the whole. */
export const split = (
  amount: number,
  weights: readonly number[],
  currency: CurrencyCode,
): readonly number[] => {
  // Nearly every deal has one holder: the whole is the whole.
  if (weights.length === 1) return [amount];
  return allocate(money(amount, currency), weights).map((part) => part.amount);
};
