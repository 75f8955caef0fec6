import {
  Id,
  Instant,
  Money,
  message,
  NonNegativeMoney,
  Note,
  PositiveDecimal,
  Text,
} from '@presales/kernel';
import { z } from 'zod';
import { DealValue } from '../shared/deal-value.ts';
import { PositiveMoney } from '../shared/positive-money.ts';
import {
  CancellationReason,
  PaymentExtent,
  QuotedPrice,
  ReturnedItems,
  SetAsideReason,
  ShopOrderLine,
  ShopOrderLines,
} from './vocabulary.ts';

const shopOrderId = Id;

/**
 * What the order became part of, if anything. It is repeated so that a reader of the event need not
 * look it up.
 */
const links = {
  opportunityId: Id.optional(),
  /** The quotation it was transferred into: its accepted version is then what was sold (S70). */
  quotationId: Id.optional(),
};

/** Where the order stands after the event. */
const standing = {
  /** What is to be paid for the lines, tax included. */
  total: Money,
  /** All payments, before refunds. */
  paidTotal: NonNegativeMoney,
  refundedTotal: NonNegativeMoney,
  /**
   * What refunds have taken off the price, tax included: for pieces that came back and as a
   * concession. Paying back what had been paid too much takes nothing off, whether a lower price
   * was reported before the refund or after it.
   */
  conceded: NonNegativeMoney,
  outstanding: NonNegativeMoney,
  /** What was paid beyond the price and not yet paid back. */
  overpaid: NonNegativeMoney,
  /** What the order is worth as a deal, net of tax and of what was conceded. */
  value: DealValue,
  ...links,
};

/** All that can have happened to an order of a web shop. */
export const ShopOrderEvent = z.discriminatedUnion('type', [
  message('ShopOrderReceived', {
    shopOrderId,
    partyId: Id,
    /** The shop's own number, where it is not the id. */
    orderNumber: Text.optional(),
    lines: ShopOrderLines,
    tax: NonNegativeMoney.optional(),
    /** The sum of the rounded lines. */
    net: Money,
    total: Money,
    /** What the order is worth as a deal, net of tax. */
    value: DealValue,
    opportunityId: Id.optional(),
    /** Who sells. */
    ownerId: Id.optional(),
  }),
  /** A payment was reported before its order was; it counts once the order is known. */
  message('ShopOrderPrepaid', {
    shopOrderId,
    paymentId: Id,
    amount: PositiveMoney,
    paidAt: Instant,
  }),
  message('ShopOrderPaid', {
    shopOrderId,
    paymentId: Id,
    amount: PositiveMoney,
    /** When the payment and the order were both there. */
    paidAt: Instant,
    /** Whether everything is paid now. */
    extent: PaymentExtent,
    ...standing,
  }),
  /** A payment that does not count towards the order, kept to be paid back. */
  message('ShopOrderPaymentSetAside', {
    shopOrderId,
    paymentId: Id,
    amount: PositiveMoney,
    reason: SetAsideReason,
    /** Unchanged when the currency is not the order's. */
    paidTotal: NonNegativeMoney,
  }),
  message('ShopOrderRefunded', {
    shopOrderId,
    refundId: Id,
    /** In the order's currency. */
    amount: PositiveMoney,
    /** What was paid back, where that was in another currency, and at which rate it counts. */
    paidBack: z
      .strictObject({ amount: PositiveMoney, rate: PositiveDecimal })
      .readonly()
      .optional(),
    reason: Text.optional(),
    /** What came back with it, and takes its cost along. */
    returned: ReturnedItems.optional(),
    /** Whether all that was ever paid is paid back now; the order is then worth nothing. */
    extent: PaymentExtent,
    ...standing,
  }),
  /** The shop's order became another: these lines take the place of all before. */
  message('ShopOrderChanged', {
    shopOrderId,
    changeId: Id,
    lines: ShopOrderLines,
    tax: NonNegativeMoney.optional(),
    net: Money,
    /** Whether what was paid covers the new price; a change may settle an order. */
    extent: z.enum(['none', 'part', 'full']),
    ...standing,
  }),
  /** The customer takes another item in place of one (S72). */
  message('ShopOrderItemSubstituted', {
    shopOrderId,
    original: ShopOrderLine,
    substitute: ShopOrderLine,
    reason: Text.optional(),
    net: Money,
    extent: z.enum(['none', 'part', 'full']),
    ...standing,
  }),
  message('ShopOrderCancelled', {
    shopOrderId,
    reason: CancellationReason,
    note: Note.optional(),
    /** Whether we hold money of the customer's, so that a refund is due. */
    paid: z.boolean(),
    ...links,
  }),
  message('ShopOrderLinked', { shopOrderId, opportunityId: Id }),
  /** From here on the quotation says what is sold (S70, S73). */
  message('ShopOrderTransferred', { shopOrderId, ...links, quotationId: Id }),
  /** The quotation that it went into was accepted, or is no more: the order owes another price. */
  message('ShopOrderRepriced', {
    shopOrderId,
    /** What the quotation says; the order's own lines say it when absent. */
    quoted: QuotedPrice.optional(),
    net: Money,
    extent: z.enum(['none', 'part', 'full']),
    ...standing,
    quotationId: Id,
  }),
]);
export type ShopOrderEvent = z.infer<typeof ShopOrderEvent>;
