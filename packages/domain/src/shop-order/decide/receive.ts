import { zero } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import type { ShopOrderEvent } from '../events.ts';
import { withPayment } from '../figures/standing.ts';
import { priced } from '../figures/value.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { foreignWithin } from '../rules/currencies.ts';
import type {
  KnownShopOrder,
  ReceivedShopOrder,
  ShopOrder,
  WaitingPayments,
} from '../shop-order.ts';
import { paid, setAside } from './record-payment.ts';

/** Takes in an order, with the payments that came before it. */
export const receive = ({ at, ...order }: Data<'ReceiveShopOrder'>, state: ShopOrder): Answer => {
  if (state.status === 'received' || state.status === 'cancelled') {
    const { net: _, total: __, value: ___, ...before } = state.received;
    return same(before, order) ? emit() : refuse({ code: 'shop-order/already-received' });
  }
  // A list of lines has a first.
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

/** The payments that wait for the order. */
export const waitingIn = (state: ShopOrder): WaitingPayments =>
  state.status === 'awaited' ? state.payments : new Map();

/** The order as it is once it is received; payments that waited for it follow as events. */
export const known = (received: ReceivedShopOrder): KnownShopOrder => {
  const { lines, tax, net, total, opportunityId } = received;
  const nothing = zero(total.currency);
  return {
    status: 'received',
    received,
    lines,
    tax,
    net,
    total,
    paidTotal: nothing,
    refundedTotal: nothing,
    conceded: nothing,
    payments: new Map(),
    refunds: new Map(),
    changes: new Set(),
    substitutes: new Map(),
    opportunityId,
    quotationId: undefined,
    cancellation: undefined,
  };
};
