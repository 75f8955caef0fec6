import type { Instant, Money } from '@presales/kernel';
import type { ShopOrderEvent } from '../events.ts';
import { paymentExtentOf, standingOf } from '../figures/standing.ts';
import type { KnownShopOrder } from '../state.ts';
import type { SetAsideReason } from '../vocabulary.ts';

/**
 * The payment that an order has just taken in.
 *
 * @throws AmountOutOfRange
 */
export const paid = (
  order: KnownShopOrder,
  paymentId: string,
  amount: Money,
  paidAt: Instant,
): ShopOrderEvent => ({
  type: 'ShopOrderPaid',
  data: {
    shopOrderId: order.received.shopOrderId,
    paymentId,
    amount,
    paidAt,
    extent: paymentExtentOf(order) === 'full' ? 'full' : 'part',
    ...standingOf(order),
  },
});

/** The payment that an order cannot take in. */
export const setAside = (
  { received: { shopOrderId }, paidTotal }: KnownShopOrder,
  paymentId: string,
  amount: Money,
  reason: SetAsideReason,
): ShopOrderEvent => ({
  type: 'ShopOrderPaymentSetAside',
  data: { shopOrderId, paymentId, amount, reason, paidTotal },
});
