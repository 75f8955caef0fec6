import type { ShopOrderEvent } from './events.ts';
import { withReturn } from './figures/returned.ts';
import { known, type ShopOrder, waitingIn, withOrdered } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: ShopOrder, event: ShopOrderEvent): ShopOrder => {
  if (event.type === 'ShopOrderReceived') return known(event.data);
  if (event.type === 'ShopOrderPrepaid') {
    if (state.status !== 'absent' && state.status !== 'awaited') return state;
    const { paymentId, amount, paidAt } = event.data;
    const payments = new Map(waitingIn(state)).set(paymentId, { amount, paidAt });
    return { status: 'awaited', payments };
  }
  if (state.status === 'absent' || state.status === 'awaited') return state;
  switch (event.type) {
    case 'ShopOrderPaid': {
      const { paymentId, amount, paidTotal, conceded } = event.data;
      const payments = new Map(state.payments).set(paymentId, amount);
      return { ...state, paidTotal, conceded, payments };
    }
    case 'ShopOrderPaymentSetAside': {
      const { paymentId, amount, paidTotal } = event.data;
      return { ...state, paidTotal, payments: new Map(state.payments).set(paymentId, amount) };
    }
    case 'ShopOrderRefunded': {
      const { refundId, amount, refundedTotal, conceded, returned, extent } = event.data;
      const refunds = new Map(state.refunds).set(refundId, amount);
      const counting =
        extent === 'full'
          ? { cleared: refundedTotal, returns: [] }
          : { returns: withReturn(state.returns, amount, returned) };
      return { ...state, refundedTotal, conceded, refunds, ...counting };
    }
    case 'ShopOrderChanged': {
      const { changeId, lines, tax, net, total, conceded } = event.data;
      const changes = new Set(state.changes).add(changeId);
      const everOrdered = withOrdered(state.everOrdered, lines);
      return { ...state, lines, tax, net, total, conceded, changes, everOrdered };
    }
    case 'ShopOrderItemSubstituted': {
      const { original, substitute, net, total, conceded } = event.data;
      return {
        ...state,
        lines: state.lines.map((line) => (line.lineId === original.lineId ? substitute : line)),
        net,
        total,
        conceded,
        everOrdered: withOrdered(state.everOrdered, [substitute]),
        substitutes: new Map(state.substitutes).set(original.lineId, substitute.lineId),
      };
    }
    case 'ShopOrderCancelled':
      return { ...state, status: 'cancelled', cancellation: event.data.reason };
    case 'ShopOrderLinked':
      return { ...state, opportunityId: event.data.opportunityId };
    case 'ShopOrderTransferred':
      return { ...state, quotationId: event.data.quotationId };
    case 'ShopOrderRepriced': {
      const { quoted, net, total, conceded } = event.data;
      return { ...state, quoted, net, total, conceded };
    }
  }
};
