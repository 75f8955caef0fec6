import { BasisPoints, Id, Money, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';
import { DealValue } from '../shared/deal-value.ts';
import { UnitCost } from '../shared/unit-cost.ts';

/** One ordered position; the same product on two lines stays two lines, told apart by `lineId`. */
export const ShopOrderLine = z
  .strictObject({
    lineId: Id,
    description: Text,
    productId: Id.optional(),
    supplierId: Id.optional(),
    quantity: PositiveDecimal,
    /** Net of tax. */
    unitPrice: Money,
    /** Off the unit price times quantity; none when absent. */
    discount: BasisPoints.optional(),
    /** Absent when unknown: the margin is then unknown too, never the price. */
    unitCost: UnitCost.optional(),
  })
  .readonly()
  .refine(
    ({ unitPrice, unitCost }) => !unitCost || unitCost.amount.currency === unitPrice.currency,
    {
      error: 'expected the cost in the currency of the price',
      path: ['unitCost', 'amount', 'currency'],
    },
  );
export type ShopOrderLine = z.infer<typeof ShopOrderLine>;

/** An order's lines, at most 200 of them; a `lineId` stands once. */
export const ShopOrderLines = z
  .array(ShopOrderLine)
  .min(1)
  .max(200)
  .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, {
    error: 'expected every lineId once',
  })
  .readonly();
export type ShopOrderLines = z.infer<typeof ShopOrderLines>;

/** Why an order is cancelled. `other` needs a note. */
export const CancellationReason = z.enum([
  'customer-request',
  'out-of-stock',
  'payment-failed',
  'fraud',
  'duplicate',
  'other',
]);
export type CancellationReason = z.infer<typeof CancellationReason>;

/** Whether an amount is a part or the whole of what was to be paid, or of what was paid. */
export const PaymentExtent = z.enum(['part', 'full']);
export type PaymentExtent = z.infer<typeof PaymentExtent>;

/** Why a payment does not count towards its order: it is to be paid back. */
export const SetAsideReason = z.enum(['currency', 'cancelled']);
export type SetAsideReason = z.infer<typeof SetAsideReason>;

/** Pieces of a line that came back. */
export const ReturnedItem = z.strictObject({ lineId: Id, quantity: PositiveDecimal }).readonly();
export type ReturnedItem = z.infer<typeof ReturnedItem>;

/** What came back with a refund, at most 200 lines; a `lineId` stands once. */
export const ReturnedItems = z
  .array(ReturnedItem)
  .min(1)
  .max(200)
  .refine((items) => new Set(items.map(({ lineId }) => lineId)).size === items.length, {
    error: 'expected every lineId once',
  })
  .readonly();
export type ReturnedItems = z.infer<typeof ReturnedItems>;

/** What an accepted quotation says that the order it came of owes, and is worth. */
export const QuotedPrice = z
  .strictObject({
    /** What is to be paid, tax and rounding included. */
    total: Money,
    /** What was accepted, as a deal. */
    value: DealValue,
  })
  .readonly()
  .refine(({ total, value }) => total.currency === value.net.currency, {
    error: 'expected total and value in one currency',
    path: ['value'],
  });
export type QuotedPrice = z.infer<typeof QuotedPrice>;
