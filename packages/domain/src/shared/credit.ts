import { allocate, BasisPoints, Id, type Money, WHOLE } from '@presales/kernel';
import { z } from 'zod';

/** A salesperson's part of a deal. */
export const CreditShare = z
  .strictObject({ salespersonId: Id, share: BasisPoints.min(1) })
  .readonly();
export type CreditShare = z.infer<typeof CreditShare>;

const everybodyOnce = (shares: readonly CreditShare[]): boolean =>
  new Set(shares.map(({ salespersonId }) => salespersonId)).size === shares.length;
const once = { error: 'expected every salesperson once' };

/** Who is credited for a deal: distinct people, shares that total exactly the whole (B11). */
export const CreditSplit = z
  .array(CreditShare)
  .min(1)
  .max(50)
  .refine((shares) => shares.reduce((total, { share }) => total + share, 0) === WHOLE, {
    error: 'expected shares that total exactly 10000 basis points',
  })
  .refine(everybodyOnce, once)
  .readonly();
export type CreditSplit = z.infer<typeof CreditSplit>;

/**
 * Who is credited beside the split: distinct people, each with a share of their own that need not
 * total anything and is never added to the deal's value (B11). An empty list ends it.
 */
export const OverlayCredit = z.array(CreditShare).max(50).refine(everybodyOnce, once).readonly();
export type OverlayCredit = z.infer<typeof OverlayCredit>;

/** One person's part of an amount. */
export interface CreditedAmount {
  readonly salespersonId: string;
  readonly amount: Money;
}

/**
 * An amount as a split credits it, in the split's order: by largest remainder, so that the parts sum
 * to the whole to the last unit of its scale (B11).
 */
export const credited = (value: Money, split: CreditSplit): readonly CreditedAmount[] => {
  const parts = allocate(
    value,
    split.map(({ share }) => share),
  );
  return split.flatMap(({ salespersonId }, index) => {
    const amount = parts[index];
    // There is a part for every share; the compiler cannot know.
    return amount === undefined ? [] : [{ salespersonId, amount }];
  });
};
