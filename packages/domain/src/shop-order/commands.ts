import { Id, Instant, message, NonNegativeMoney, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import { PositiveMoney } from '../shared/positive-money.ts';
import { CancellationReason, ShopOrderLine, ShopOrderLines } from './vocabulary.ts';

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
  /** Once for each `refundId`. */
  message('RecordShopOrderRefund', {
    shopOrderId,
    refundId: Id,
    amount: PositiveMoney,
    reason: Text.optional(),
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
]);
export type ShopOrderCommand = z.infer<typeof ShopOrderCommand>;
