import { type Decimal, type Instant, type Money, type Of, zero } from '@presales/kernel';
import { compareQuantities } from '../shared/quantities.ts';
import type { ShopOrderEvent } from './events.ts';
import type {
  CancellationReason,
  QuotedPrice,
  ReturnedItems,
  ShopOrderLine,
} from './vocabulary.ts';

/** The order as it was first received. */
export type ReceivedShopOrder = Of<ShopOrderEvent, 'ShopOrderReceived'>['data'];

/** Payments whose order is not known yet, under their ids. */
export type WaitingPayments = ReadonlyMap<
  string,
  { readonly amount: Money; readonly paidAt: Instant }
>;

/** A refund for pieces that came back. */
export interface ReturnRefund {
  readonly amount: Money;
  readonly items: ReturnedItems;
}

/** A line that the order has, or had before it was changed. */
export interface OrderedLine {
  /** As it was last. */
  readonly line: ShopOrderLine;
  /** The largest quantity that was ever ordered of it. */
  readonly most: Decimal;
}

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
  /** The refunds up to the last one that paid everything back: they count no more. */
  readonly cleared: Money;
  /** Those for pieces that came back, since everything was paid back. */
  readonly returns: readonly ReturnRefund[];
  /** Every line that it ever had, by its id. */
  readonly everOrdered: ReadonlyMap<string, OrderedLine>;
  /** Amounts under their ids, those set aside included. */
  readonly payments: ReadonlyMap<string, Money>;
  readonly refunds: ReadonlyMap<string, Money>;
  readonly changes: ReadonlySet<string>;
  /** The line that took the place of each that was substituted. */
  readonly substitutes: ReadonlyMap<string, string>;
  readonly opportunityId: string | undefined;
  readonly quotationId: string | undefined;
  /** What the quotation says that it owes; undefined while its own lines say it. */
  readonly quoted: QuotedPrice | undefined;
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
    cleared: nothing,
    returns: [],
    everOrdered: withOrdered(new Map(), lines),
    payments: new Map(),
    refunds: new Map(),
    changes: new Set(),
    substitutes: new Map(),
    opportunityId,
    quotationId: undefined,
    quoted: undefined,
    cancellation: undefined,
  };
};

/** The lines that the order ever had, with these as they are now. */
export const withOrdered = (
  before: KnownShopOrder['everOrdered'],
  lines: readonly ShopOrderLine[],
): KnownShopOrder['everOrdered'] => {
  const ordered = new Map(before);
  for (const line of lines) {
    const most = before.get(line.lineId)?.most ?? line.quantity;
    const larger = compareQuantities(line.quantity, most) > 0 ? line.quantity : most;
    ordered.set(line.lineId, { line, most: larger });
  }
  return ordered;
};

/** The payments that wait for the order. */
export const waitingIn = (state: ShopOrder): WaitingPayments =>
  state.status === 'awaited' ? state.payments : new Map();
