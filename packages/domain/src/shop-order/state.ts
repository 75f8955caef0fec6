import { type Instant, type Money, type Of, zero } from '@presales/kernel';
import type { ShopOrderEvent } from './events.ts';
import type { CancellationReason, ShopOrderLine } from './vocabulary.ts';

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

/** The payments that wait for the order. */
export const waitingIn = (state: ShopOrder): WaitingPayments =>
  state.status === 'awaited' ? state.payments : new Map();
