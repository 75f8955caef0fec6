import {
  Id,
  Instant,
  message,
  NonNegativeMoney,
  Note,
  PositiveDecimal,
  Text,
} from '@presales/kernel';
import { z } from 'zod';
import { PositiveMoney } from '../shared/positive-money.ts';
import {
  CancellationReason,
  QuotedPrice,
  ReturnedItems,
  ShopOrderLine,
  ShopOrderLines,
} from './vocabulary.ts';

const shopOrderId = Id;

const at = Instant;

/** What can be asked of a shop order; shops report things late, twice and in any order. */
export const ShopOrderCommand = z.discriminatedUnion('type', [
  message('ReceiveShopOrder', {
    shopOrderId,
    partyId: Id,
    orderNumber: Text.optional(),
    lines: ShopOrderLines,
    tax: NonNegativeMoney.optional(),
    opportunityId: Id.optional(),
    ownerId: Id.optional(),
    at,
  }),
  /** Once for each `paymentId`, also before the order is received. */
  message('RecordShopOrderPayment', { shopOrderId, paymentId: Id, amount: PositiveMoney, at }),
  /**
   * Once for each `refundId`. What came back with it takes its cost along: it is named, or, with the
   * reason `returned`, follows from an amount that is whole pieces of one line only.
   */
  message('RecordShopOrderRefund', {
    shopOrderId,
    refundId: Id,
    amount: PositiveMoney,
    /** Units of the order's currency for one of the refund's; there exactly when they differ. */
    rate: PositiveDecimal.optional(),
    reason: Text.optional(),
    returned: ReturnedItems.optional(),
    at,
  }),
  /** Once for each `changeId`; the lines and the tax are the whole order as it is now. */
  message('ChangeShopOrder', {
    shopOrderId,
    changeId: Id,
    lines: ShopOrderLines,
    tax: NonNegativeMoney.optional(),
    at,
  }),
  message('SubstituteShopOrderItem', {
    shopOrderId,
    /** The line that is replaced. */
    lineId: Id,
    substitute: ShopOrderLine,
    reason: Text.optional(),
    at,
  }),
  message('CancelShopOrder', {
    shopOrderId,
    reason: CancellationReason,
    note: Note.optional(),
    at,
  }),
  message('LinkShopOrder', { shopOrderId, opportunityId: Id, at }),
  message('TransferShopOrder', { shopOrderId, quotationId: Id, at }),
  /**
   * A transferred order owes what its quotation says once that is accepted; without a price, its own
   * lines say it again, because the acceptance was taken back.
   */
  message('RepriceShopOrder', {
    shopOrderId,
    quotationId: Id,
    quoted: QuotedPrice.optional(),
    at,
  }),
]);
export type ShopOrderCommand = z.infer<typeof ShopOrderCommand>;
