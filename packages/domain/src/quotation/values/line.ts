import {
  BasisPoints,
  Id,
  Money,
  NonNegativeMoney,
  Percent,
  PositiveDecimal,
  Text,
} from '@presales/kernel';
import { z } from 'zod';
import { CostSource } from '../../shared/unit-cost.ts';

/** What one piece costs us and how we know. Frozen into the line. */
export const UnitCost = z
  .strictObject({
    amount: NonNegativeMoney,
    source: CostSource,
    /** Units of the price's currency for one unit of the cost's; there exactly when they differ. */
    rate: PositiveDecimal.optional(),
  })
  .readonly();
export type UnitCost = z.infer<typeof UnitCost>;

/** The tax on a line, and whether its price includes it. */
export const LineTax = z.strictObject({ rate: BasisPoints, included: z.boolean() }).readonly();
export type LineTax = z.infer<typeof LineTax>;

/** The kinds of document whose items are copied into quotations. */
export const SourceKind = z.enum(['inquiry', 'shop-order', 'quotation']);
export type SourceKind = z.infer<typeof SourceKind>;

/** The item of another document that a line was copied from: the document flow. */
export const LineReference = z
  .strictObject({ kind: SourceKind, documentId: Id, itemId: Id })
  .readonly();
export type LineReference = z.infer<typeof LineReference>;

/** One offered position. The same product on two lines stays two lines, told apart by `lineId`. */
export const QuotationLine = z
  .strictObject({
    lineId: Id,
    description: Text,
    productId: Id.optional(),
    supplierId: Id.optional(),
    quantity: PositiveDecimal,
    unitPrice: Money,
    /**
     * What one piece is listed at, as priced: what the price is held against by an approval policy.
     * Absent where the line was drawn from no list.
     */
    listPrice: NonNegativeMoney.optional(),
    /** Off the unit price times quantity; none when absent. */
    discount: BasisPoints.optional(),
    /** Absent when unknown: the margin is then unknown too, never the price. */
    unitCost: UnitCost.optional(),
    /** None when absent. */
    tax: LineTax.optional(),
    /** Not in the total until taken. Of a line with alternatives it speaks for all of them. */
    optional: z.literal(true).optional(),
    /** How likely the customer takes it; by default what the document and the customer say. */
    probability: Percent.optional(),
    /** The version of the price list that the price was taken from. */
    priceListId: Id.optional(),
    reference: LineReference.optional(),
    /** The line in whose place it stands (S72). */
    substitutes: Id.optional(),
  })
  .readonly()
  .refine(
    ({ unitPrice, unitCost }) =>
      !unitCost ||
      (unitCost.amount.currency === unitPrice.currency) === (unitCost.rate === undefined),
    {
      error: 'expected a rate for a cost in another currency than the price, and none in the same',
      path: ['unitCost', 'rate'],
    },
  )
  .refine(({ unitPrice, listPrice }) => !listPrice || listPrice.currency === unitPrice.currency, {
    error: 'expected the list price in the currency of the price',
    path: ['listPrice'],
  });
export type QuotationLine = z.infer<typeof QuotationLine>;
