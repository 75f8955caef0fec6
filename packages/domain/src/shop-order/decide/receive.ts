import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import type { ShopOrderEvent } from '../events.ts';
import { withPayment } from '../figures/standing.ts';
import { priced } from '../figures/value.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { foreignWithin } from '../rules/currencies.ts';
import { paid, setAside } from '../rules/payments.ts';
import type { ReceivedShopOrder, ShopOrder, WaitingPayments } from '../state.ts';
import { known, waitingIn } from '../state.ts';

/** Takes in an order, with the payments that came before it. */
export const receive = ({ at, ...order }: Data<'ReceiveShopOrder'>, state: ShopOrder): Answer => {
  if (state.status === 'received' || state.status === 'cancelled') {
    const { net: _, total: __, value: ___, ...before } = state.received;
    return same(before, order) ? emit() : refuse({ code: 'shop-order/already-received' });
  }
  // The schema asks for one line at least.
  const currency = order.lines[0]?.unitPrice.currency ?? '';
  const refusal = foreignWithin(order, currency);
  if (refusal !== undefined) return refusal;
  const events = bounded(() => {
    const received: ReceivedShopOrder = { ...order, ...priced(order, currency) };
    return [
      { type: 'ShopOrderReceived', data: received } as const,
      ...arrived(received, waitingIn(state), at),
    ];
  });
  return events === undefined ? refuse({ code: 'shop-order/amount-too-large' }) : emit(...events);
};

/** What becomes of payments that waited for their order. */
const arrived = (
  received: ReceivedShopOrder,
  waiting: WaitingPayments,
  at: string,
): readonly ShopOrderEvent[] => {
  let order = known(received);
  const { currency } = order.total;
  return [...waiting].map(([paymentId, { amount, paidAt }]) => {
    if (amount.currency !== currency) return setAside(order, paymentId, amount, 'currency');
    order = withPayment(order, amount);
    return paid(order, paymentId, amount, paidAt > at ? paidAt : at);
  });
};
