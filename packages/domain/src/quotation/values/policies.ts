import { BasisPoints, Money, NonNegativeMoney } from '@presales/kernel';
import { z } from 'zod';
import { DealValue } from '../../shared/deal-value.ts';
import { FrozenRates } from '../../shared/frozen-rates.ts';

/**
 * What a draft may be without being approved. A rule that is absent asks for nothing. Currencies are
 * judged one by one; only `maxTotal` looks across them, through named rates.
 */
export const ApprovalPolicy = z
  .strictObject({
    /** The most that may come off any one line's list price by its price and its own discount. */
    maxLineDiscount: BasisPoints.optional(),
    /** The most that may come off a currency's list prices by prices and discounts together. */
    maxAverageDiscount: BasisPoints.optional(),
    /**
     * The least margin on price, in basis points; below zero, a loss that is borne. Lines of unknown
     * cost need approval by their own rule, as nobody can tell their margin.
     */
    minMargin: z.int().min(-1_000_000).max(10_000).optional(),
    /** The most that the whole may come to, net of tax. */
    maxTotal: NonNegativeMoney.optional(),
  })
  .readonly();
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

/**
 * A policy that an application holds against every quotation, whatever policy a command names, with
 * the rates at which the whole is counted in the currency of its largest total.
 */
export const StandingPolicy = z
  .strictObject({ policy: ApprovalPolicy, rates: FrozenRates.optional() })
  .readonly();
export type StandingPolicy = z.infer<typeof StandingPolicy>;

/** The rule of a policy that a draft goes beyond. */
export const ApprovalRule = z.enum([
  'line-discount',
  'average-discount',
  'margin',
  'unknown-cost',
  'total',
]);
export type ApprovalRule = z.infer<typeof ApprovalRule>;

/** What a policy looks at, as it stood when it was measured. */
export const Measured = z
  .strictObject({
    /** The largest part that comes off the list price of any one line, rounded up. */
    lineDiscount: BasisPoints,
    linesOfUnknownCost: z.int().min(0),
    currencies: z
      .array(
        z
          .strictObject({
            /**
             * What the lines that cost the customer something would come to at their list prices
             * without discounts.
             */
            list: Money,
            /** What all lines come to, so that a line that takes off counts as a discount too. */
            offered: Money,
            value: DealValue,
          })
          .readonly(),
      )
      .min(1)
      .max(50)
      .readonly(),
    /** The whole in the currency of the policy's `maxTotal`; absent where it sets none. */
    total: Money.optional(),
  })
  .readonly();
export type Measured = z.infer<typeof Measured>;

/** What an acceptance may do beyond the last version at its quantities. */
export const AcceptancePolicy = z
  .strictObject({
    /** Whether a version that a later one superseded may still be taken. */
    olderVersions: z.boolean(),
    /** Whether more may be taken of a line than was quoted. */
    moreThanQuoted: z.boolean(),
  })
  .readonly();
export type AcceptancePolicy = z.infer<typeof AcceptancePolicy>;
