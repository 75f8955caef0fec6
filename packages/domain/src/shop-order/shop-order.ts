import { type Aggregate, aggregate, type Instant, type Money, type Of } from '@presales/kernel';
import { ShopOrderCommand } from './commands.ts';
import { cancel, link, transfer } from './decide/cancel.ts';
import { changeOrder, substitute } from './decide/change.ts';
import { known, receive, waitingIn } from './decide/receive.ts';
import { recordPayment, recordRefund } from './decide/record-payment.ts';
import { type CancellationReason, ShopOrderEvent, type ShopOrderLine } from './events.ts';
import type { Answer, ShopOrderRefusal } from './refusals.ts';

/** The order as it was first received. */
export type ReceivedShopOrder = Of<ShopOrderEvent, 'ShopOrderReceived'>['data'];

/** Payments whose order is not known yet, under their ids. */
export type WaitingPayments = ReadonlyMap<
  string,
  { readonly amount: Money; readonly paidAt: Instant }
>;

/** What a shop order is. An order that was cancelled still takes refunds. */
export type ShopOrder =
  | { readonly status: 'absent' }
  /** Payments were reported and the order was not yet. */
  | { readonly status: 'awaited'; readonly payments: WaitingPayments }
  | KnownShopOrder;

/** An order whose contents are known. */
export interface KnownShopOrder {
  readonly status: 'received' | 'cancelled';
  readonly received: ReceivedShopOrder;
  /** As they are now: changed, substituted. */
  readonly lines: readonly ShopOrderLine[];
  readonly tax: Money | undefined;
  readonly net: Money;
  readonly total: Money;
  readonly paidTotal: Money;
  readonly refundedTotal: Money;
  readonly conceded: Money;
  /** Amounts under their ids, those set aside included. */
  readonly payments: ReadonlyMap<string, Money>;
  readonly refunds: ReadonlyMap<string, Money>;
  readonly changes: ReadonlySet<string>;
  /** The line that took the place of each that was substituted. */
  readonly substitutes: ReadonlyMap<string, string>;
  readonly opportunityId: string | undefined;
  readonly quotationId: string | undefined;
  readonly cancellation: CancellationReason | undefined;
}

const evolve = (state: ShopOrder, event: ShopOrderEvent): ShopOrder => {
  if (event.type === 'ShopOrderReceived') return known(event.data);
  if (event.type === 'ShopOrderPrepaid') {
    if (state.status !== 'absent' && state.status !== 'awaited') return state;
    const { paymentId, amount, paidAt } = event.data;
    const payments = new Map(waitingIn(state)).set(paymentId, { amount, paidAt });
    return { status: 'awaited', payments };
  }
  if (state.status === 'absent' || state.status === 'awaited') return state;
  switch (event.type) {
    case 'ShopOrderPaid':
    case 'ShopOrderPaymentSetAside': {
      const { paymentId, amount, paidTotal } = event.data;
      return { ...state, paidTotal, payments: new Map(state.payments).set(paymentId, amount) };
    }
    case 'ShopOrderRefunded': {
      const { refundId, amount, refundedTotal, conceded } = event.data;
      const refunds = new Map(state.refunds).set(refundId, amount);
      return { ...state, refundedTotal, conceded, refunds };
    }
    case 'ShopOrderChanged': {
      const { changeId, lines, tax, net, total, conceded } = event.data;
      const changes = new Set(state.changes).add(changeId);
      return { ...state, lines, tax, net, total, conceded, changes };
    }
    case 'ShopOrderItemSubstituted': {
      const { original, substitute, net, total, conceded } = event.data;
      return {
        ...state,
        lines: state.lines.map((line) => (line.lineId === original.lineId ? substitute : line)),
        net,
        total,
        conceded,
        substitutes: new Map(state.substitutes).set(original.lineId, substitute.lineId),
      };
    }
    case 'ShopOrderCancelled':
      return { ...state, status: 'cancelled', cancellation: event.data.reason };
    case 'ShopOrderLinked':
      return { ...state, opportunityId: event.data.opportunityId };
    case 'ShopOrderTransferred':
      return { ...state, quotationId: event.data.quotationId };
  }
};

const decide = (command: ShopOrderCommand, state: ShopOrder): Answer => {
  switch (command.type) {
    case 'ReceiveShopOrder':
      return receive(command.data, state);
    case 'RecordShopOrderPayment':
      return recordPayment(command.data, state);
    case 'RecordShopOrderRefund':
      return recordRefund(command.data, state);
    case 'ChangeShopOrder':
      return changeOrder(command.data, state);
    case 'SubstituteShopOrderItem':
      return substitute(command.data, state);
    case 'CancelShopOrder':
      return cancel(command.data, state);
    case 'LinkShopOrder':
      return link(command.data, state);
    case 'TransferShopOrder':
      return transfer(command.data, state);
  }
};

/** An order of a web shop, as its reports tell it (S68 to S73). */
export const shopOrder: Aggregate<ShopOrderCommand, ShopOrder, ShopOrderEvent, ShopOrderRefusal> =
  aggregate({
    category: 'shopOrder',
    commands: ShopOrderCommand,
    events: ShopOrderEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.shopOrderId,
  });
