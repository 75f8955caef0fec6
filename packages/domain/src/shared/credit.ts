import { BasisPoints, Id, WHOLE } from '@presales/kernel';
import { z } from 'zod';

/** A salesperson's part of a deal. */
export const CreditShare = z
  .strictObject({ salespersonId: Id, share: BasisPoints.min(1) })
  .readonly();
export type CreditShare = z.infer<typeof CreditShare>;

/** Who is credited for a deal: distinct people, shares that total exactly the whole (decision 11). */
export const CreditSplit = z
  .array(CreditShare)
  .min(1)
  .max(50)
  .refine((shares) => shares.reduce((total, { share }) => total + share, 0) === WHOLE, {
    error: 'expected shares that total exactly 10000 basis points',
  })
  .refine(
    (shares) => new Set(shares.map(({ salespersonId }) => salespersonId)).size === shares.length,
    {
      error: 'expected every salesperson once',
    },
  )
  .readonly();
export type CreditSplit = z.infer<typeof CreditSplit>;
