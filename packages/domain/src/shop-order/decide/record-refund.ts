import { compareMoney, type Money, minus, plus, zero } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import { sameMoney } from '../../shared/same-money.ts';
import { balanceOf, notNegative } from '../figures/account.ts';
import { standingOf } from '../figures/standing.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { foreign } from '../rules/currencies.ts';
import type { KnownShopOrder, ShopOrder } from '../state.ts';

/** Records that money was paid back; the same refund reported again changes nothing. */
export const recordRefund = (
  { refundId, amount, reason }: Data<'RecordShopOrderRefund'>,
  state: ShopOrder,
): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  const before = state.refunds.get(refundId);
  if (before !== undefined)
    return sameMoney(before, amount)
      ? emit()
      : refuse({ code: 'shop-order/refund-exists', refundId });
  const refusal = foreign(amount, state.total.currency);
  if (refusal !== undefined) return refusal;
  const decision = bounded(() => refunded(state, refundId, amount, reason));
  return decision ?? refuse({ code: 'shop-order/amount-too-large' });
};

const refunded = (
  state: KnownShopOrder,
  refundId: string,
  amount: Money,
  reason: string | undefined,
): Answer => {
  const { kept, overpaid } = balanceOf(state, state.status === 'cancelled');
  const left = compareMoney(kept, amount);
  if (left < 0) return refuse({ code: 'shop-order/refund-exceeds-paid', refundable: kept });
  const order: KnownShopOrder = {
    ...state,
    refundedTotal: plus(state.refundedTotal, amount),
    // What was paid too much goes back first. A refund of everything takes nothing off the price:
    // the price still stands if the order is paid again.
    conceded:
      left === 0 ? zero(kept.currency) : plus(state.conceded, notNegative(minus(amount, overpaid))),
  };
  return emit({
    type: 'ShopOrderRefunded',
    data: {
      shopOrderId: state.received.shopOrderId,
      refundId,
      amount,
      ...(reason === undefined ? {} : { reason }),
      extent: left === 0 ? 'full' : 'part',
      ...standingOf(order),
    },
  });
};
