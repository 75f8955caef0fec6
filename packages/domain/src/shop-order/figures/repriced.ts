import { type KnownShopOrder, withOrdered } from '../state.ts';
import { conceding } from './conceded.ts';
import { paymentExtentOf, standingOf } from './standing.ts';
import { priced } from './value.ts';

/**
 * The order with other lines, and what its refunds take off their price.
 *
 * @throws AmountOutOfRange
 */
export const repriced = (
  order: KnownShopOrder,
  { lines, tax }: Pick<KnownShopOrder, 'lines' | 'tax'>,
): KnownShopOrder => {
  const { net, total } = priced({ lines, tax }, order.total.currency);
  const everOrdered = withOrdered(order.everOrdered, lines);
  return conceding({ ...order, lines, tax, net, total, everOrdered });
};

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
