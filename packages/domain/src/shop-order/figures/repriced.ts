import type { Money } from '@presales/kernel';
import type { KnownShopOrder } from '../state.ts';
import { smaller } from './account.ts';
import { paymentExtentOf, standingOf } from './standing.ts';
import { priced } from './value.ts';

/**
 * The order with another price; what was conceded is never more than the price.
 *
 * @throws AmountOutOfRange
 */
export const repriced = (
  order: KnownShopOrder,
  { lines, tax }: Pick<KnownShopOrder, 'lines' | 'tax'>,
): KnownShopOrder => {
  const { net, total } = priced({ lines, tax }, order.total.currency);
  return { ...order, lines, tax, net, total, conceded: conceivable(order.conceded, total) };
};

const conceivable = (conceded: Money, total: Money): Money =>
  total.amount <= 0 ? { ...total, amount: 0 } : smaller(conceded, total);

/**
 * What an order with another price comes to, as its events carry it.
 *
 * @throws AmountOutOfRange
 */
export const reckoned = (order: KnownShopOrder) => ({
  net: order.net,
  extent: paymentExtentOf(order),
  ...standingOf(order),
});
