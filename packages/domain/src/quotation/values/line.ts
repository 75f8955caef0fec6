import {
  FineBasisPoints,
  fractionOf,
  Id,
  Money,
  minorUnits,
  NonNegativeMoney,
  Percent,
  PositiveDecimal,
  Text,
  timesFraction,
} from '@presales/kernel';
import { z } from 'zod';
import { CostSource } from '../../shared/unit-cost.ts';
import { LineTaxes } from './tax.ts';

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

/** The kinds of document whose items are copied into quotations. */
export const SourceKind = z.enum(['inquiry', 'shop-order', 'quotation']);
export type SourceKind = z.infer<typeof SourceKind>;

/** The item of another document that a line was copied from: the document flow. */
export const LineReference = z
  .strictObject({ kind: SourceKind, documentId: Id, itemId: Id })
  .readonly();
export type LineReference = z.infer<typeof LineReference>;

/** Whether an amount is no more than a price times a quantity, whichever sign the price has. */
const isWithin = (amount: Money, price: Money, quantity: PositiveDecimal): boolean => {
  const off = minorUnits(amount);
  const line = timesFraction(minorUnits(price), fractionOf(quantity));
  const size = line.numerator < 0n ? -line.numerator : line.numerator;
  return off.numerator * line.denominator <= size * off.denominator;
};

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
    discount: FineBasisPoints.optional(),
    /** The same as an amount off the line as a whole; a line has one or the other. */
    discountAmount: NonNegativeMoney.optional(),
    /** Absent when unknown: the margin is then unknown too, never the price. */
    unitCost: UnitCost.optional(),
    /** None when absent. */
    tax: LineTaxes.optional(),
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
  })
  .refine(
    ({ discount, discountAmount }) => discount === undefined || discountAmount === undefined,
    {
      error: 'expected a discount as a share or as an amount, not both',
      path: ['discountAmount'],
    },
  )
  .refine(
    ({ unitPrice, quantity, discountAmount }) =>
      discountAmount === undefined ||
      (discountAmount.currency === unitPrice.currency &&
        isWithin(discountAmount, unitPrice, quantity)),
    {
      error: 'expected an amount in the currency of the price, no more than the line comes to',
      path: ['discountAmount'],
    },
  );
export type QuotationLine = z.infer<typeof QuotationLine>;
