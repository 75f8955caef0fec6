import { compareMoney, type Money, minus, plus } from '@presales/kernel';
import { type DealValue, worthless } from '../../shared/deal-value.ts';
import type { KnownShopOrder, ShopOrder } from '../state.ts';
import { balanceOf } from './account.ts';
import { conceding } from './conceded.ts';
import { withoutReturned } from './returned.ts';
import { lessConceded, netPartOf, priced } from './value.ts';

/**
 * What an order is worth as a deal, net of tax and of what refunds have taken off its price (B29);
 * nothing when it was cancelled or all its payments were refunded; undefined while it is not known.
 * The cost is the one its lines were ordered with (B3).
 *
 * @throws AmountOutOfRange never for a state that commands led to
 */
export const shopOrderValue = (state: ShopOrder): DealValue | undefined =>
  state.status === 'absent' || state.status === 'awaited' ? undefined : dealValueOf(state);

const dealValueOf = (order: KnownShopOrder): DealValue => {
  const { status, total, paidTotal, refundedTotal, conceded } = order;
  const paidBack = paidTotal.amount > 0 && compareMoney(paidTotal, refundedTotal) === 0;
  if (status === 'cancelled' || paidBack) return worthless(total.currency);
  const asked = order.quoted?.value ?? priced(order, total.currency).value;
  const kept = withoutReturned(order, asked);
  const forReturned = minus(asked.net, kept.net);
  return lessConceded(kept, minus(netPartOf(conceded, order), forReturned));
};

/**
 * Where an order stands, as its events carry it.
 *
 * @throws AmountOutOfRange
 */
export const standingOf = (order: KnownShopOrder) => {
  const { total, paidTotal, refundedTotal, conceded } = order;
  const cancelled = order.status === 'cancelled';
  const { outstanding, overpaid } = balanceOf(order, cancelled);
  return {
    total,
    paidTotal,
    refundedTotal,
    conceded,
    outstanding,
    overpaid,
    value: dealValueOf(order),
    ...linksOf(order),
  };
};

/**
 * Whether what was paid and not paid back covers the price of an order that is not cancelled.
 *
 * @throws AmountOutOfRange
 */
export const paymentExtentOf = (order: KnownShopOrder): 'none' | 'part' | 'full' => {
  const { kept, outstanding } = balanceOf(order, false);
  if (kept.amount === 0) return 'none';
  return outstanding.amount === 0 ? 'full' : 'part';
};

/**
 * The order with one more payment.
 *
 * @throws AmountOutOfRange
 */
export const withPayment = (order: KnownShopOrder, amount: Money): KnownShopOrder =>
  conceding({ ...order, paidTotal: plus(order.paidTotal, amount) });

/**
 * What is to be paid back of what the customer paid: all that we hold of a cancelled order, else
 * what was paid too much; nothing where there is nothing. Until a cancelled order's refund is
 * recorded, its win stands.
 *
 * @throws AmountOutOfRange never for a state that commands led to
 */
export const refundDue = (state: ShopOrder): Money | undefined => {
  if (state.status === 'absent' || state.status === 'awaited') return undefined;
  const { overpaid } = balanceOf(state, state.status === 'cancelled');
  return overpaid.amount === 0 ? undefined : overpaid;
};

/** What an order became part of, as its events carry it. */
export const linksOf = ({ opportunityId, quotationId }: KnownShopOrder) => ({
  ...(opportunityId === undefined ? {} : { opportunityId }),
  ...(quotationId === undefined ? {} : { quotationId }),
});
