import type { CreditShare } from '../../shared/credit.ts';

/** Whether the same people have the same shares, in whatever order. */
export const sameShares = (left: readonly CreditShare[], right: readonly CreditShare[]): boolean =>
  left.length === right.length &&
  left.every(({ salespersonId, share }) =>
    right.some((other) => other.salespersonId === salespersonId && other.share === share),
  );
