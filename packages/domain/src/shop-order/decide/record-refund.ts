import { compareMoney, convert, type Money, plus } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import { compareQuantities } from '../../shared/quantities.ts';
import { sameMoney } from '../../shared/same-money.ts';
import { balanceOf } from '../figures/account.ts';
import { conceding } from '../figures/conceded.ts';
import { impliedReturn, returnable, withReturn } from '../figures/returned.ts';
import { standingOf } from '../figures/standing.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { KnownShopOrder, ShopOrder } from '../state.ts';
import type { ReturnedItems } from '../vocabulary.ts';

type Refund = Data<'RecordShopOrderRefund'>;

/** Records that money was paid back; the same refund reported again changes nothing. */
export const recordRefund = (refund: Refund, state: ShopOrder): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  const decision = bounded(() => recorded(refund, state));
  return decision ?? refuse({ code: 'shop-order/amount-too-large' });
};

const recorded = (refund: Refund, state: KnownShopOrder): Answer => {
  const { refundId } = refund;
  const amount = counting(refund, state);
  if ('outcome' in amount) return amount;
  const before = state.refunds.get(refundId);
  if (before !== undefined)
    return sameMoney(before, amount)
      ? emit()
      : refuse({ code: 'shop-order/refund-exists', refundId });
  return unreturnable(refund, state) ?? refunded(refund, state, amount);
};

/** The refund in the currency of the order, or why it cannot be counted there. */
const counting = ({ amount, rate }: Refund, { total }: KnownShopOrder): Money | Answer => {
  const { currency } = total;
  if (amount.currency === currency)
    return rate === undefined ? amount : refuse({ code: 'shop-order/rate-not-needed', currency });
  if (rate === undefined)
    return refuse({
      code: 'shop-order/foreign-currency',
      currency: amount.currency,
      expected: currency,
    });
  const converted = convert(amount, rate, currency);
  return converted.amount === 0 ? refuse({ code: 'shop-order/amount-too-small' }) : converted;
};

/** Why what is said to have come back cannot have. */
const unreturnable = (
  { returned = [] }: Pick<Refund, 'returned'>,
  state: KnownShopOrder,
): Answer | undefined => {
  for (const { lineId, quantity } of returned) {
    const ordered = state.everOrdered.get(lineId)?.most;
    if (ordered === undefined) return refuse({ code: 'shop-order/unknown-line', lineId });
    if (compareQuantities(quantity, returnable(state, lineId)) > 0)
      return refuse({ code: 'shop-order/more-than-ordered', lineId, ordered });
  }
  return undefined;
};

const refunded = (
  { refundId, amount: given, rate, reason, returned: named }: Refund,
  state: KnownShopOrder,
  amount: Money,
): Answer => {
  const { kept } = balanceOf(state, state.status === 'cancelled');
  const left = compareMoney(kept, amount);
  if (left < 0) return refuse({ code: 'shop-order/refund-exceeds-paid', refundable: kept });
  const returned: ReturnedItems | undefined =
    named ?? (reason === 'returned' ? impliedReturn(state, amount) : undefined);
  // A refund of everything takes nothing off the price: it still stands if the order is paid again.
  const order = conceding({
    ...state,
    refundedTotal: plus(state.refundedTotal, amount),
    returns: withReturn(state.returns, amount, returned),
  });
  return emit({
    type: 'ShopOrderRefunded',
    data: {
      shopOrderId: state.received.shopOrderId,
      refundId,
      amount,
      ...(rate === undefined ? {} : { paidBack: { amount: given, rate } }),
      ...(reason === undefined ? {} : { reason }),
      ...(returned === undefined ? {} : { returned }),
      extent: left === 0 ? 'full' : 'part',
      ...standingOf(order),
    },
  });
};
