import { compareMoney, type Money, minus, plus, zero } from '@presales/kernel';
import type { KnownShopOrder } from '../state.ts';
import { notNegative, smaller } from './account.ts';
import { returnedStanding, returnedTotal } from './returned.ts';

/**
 * What refunds have taken off an order's price, tax included: what was paid back for pieces that
 * still stand in its lines, and of the other refunds what goes beyond what was paid too much. It
 * follows from the facts alone, not from the order in which they were reported (B29). Refunds up to
 * one that paid everything back count no more, because the price stands again if the order is paid
 * again; and a cancelled order has no price that anything could be taken off.
 *
 * @throws AmountOutOfRange
 */
export const concededOf = (order: KnownShopOrder): Money => {
  const { status, total, paidTotal, refundedTotal, cleared, conceded } = order;
  if (status === 'cancelled') return conceded;
  if (compareMoney(paidTotal, refundedTotal) === 0) return zero(total.currency);
  const ofReturns = returnedTotal(order);
  const standing = returnedStanding(order);
  const others = minus(minus(refundedTotal, cleared), ofReturns);
  const takenOut = minus(ofReturns, standing);
  const tooMuch = notNegative(minus(minus(minus(paidTotal, cleared), total), takenOut));
  return smaller(plus(standing, notNegative(minus(others, tooMuch))), notNegative(total));
};

/** The order with what its refunds take off as it stands. @throws AmountOutOfRange */
export const conceding = (order: KnownShopOrder): KnownShopOrder => ({
  ...order,
  conceded: concededOf(order),
});
