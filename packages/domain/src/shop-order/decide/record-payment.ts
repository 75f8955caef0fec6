import type { Money } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import { sameMoney } from '../../shared/same-money.ts';
import { withPayment } from '../figures/standing.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { foreign } from '../rules/currencies.ts';
import { paid, setAside } from '../rules/payments.ts';
import type { ShopOrder } from '../state.ts';

/** Records a payment; the same one reported again changes nothing. */
export const recordPayment = (
  { shopOrderId, paymentId, amount, at }: Data<'RecordShopOrderPayment'>,
  state: ShopOrder,
): Answer => {
  const before = paymentIn(state, paymentId);
  if (before !== undefined)
    return sameMoney(before, amount)
      ? emit()
      : refuse({ code: 'shop-order/payment-exists', paymentId });
  if (state.status === 'absent' || state.status === 'awaited')
    return emit({ type: 'ShopOrderPrepaid', data: { shopOrderId, paymentId, amount, paidAt: at } });
  const refusal = foreign(amount, state.total.currency);
  if (refusal !== undefined) return refusal;
  const event = bounded(() => {
    const order = withPayment(state, amount);
    return state.status === 'cancelled'
      ? setAside(order, paymentId, amount, 'cancelled')
      : paid(order, paymentId, amount, at);
  });
  return event === undefined ? refuse({ code: 'shop-order/amount-too-large' }) : emit(event);
};

const paymentIn = (state: ShopOrder, paymentId: string): Money | undefined => {
  if (state.status === 'absent') return undefined;
  return state.status === 'awaited'
    ? state.payments.get(paymentId)?.amount
    : state.payments.get(paymentId);
};
