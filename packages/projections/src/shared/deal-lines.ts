import { bounded, type DealValue } from '@presales/domain';
import {
  type ExistingQuotation,
  inBase,
  lastOffer,
  missingRates,
  type PricedLine,
  pricedTerms,
  quotation,
  soldLines,
} from '@presales/domain/quotation';
import {
  type KnownShopOrder,
  orderLineValues,
  type ShopOrder,
  shopOrder,
} from '@presales/domain/shop-order';
import { type Instant, type Whole, wholeMinorUnits, zero } from '@presales/kernel';
import type { SoldAmounts } from './deal-amounts.ts';
import type { DocumentEventFact, PrimaryFact } from './document-facts.ts';
import { byTime } from './fact.ts';
import { folded } from './folded.ts';
import { grouped } from './grouped.ts';
import { type MergeFact, type SurvivorOf, survivorsOf } from './merges.ts';
import type { Sale } from './sales.ts';
import { add, negative } from './whole.ts';

/** A line of a deal: what it is of, and what it is worth. */
export interface DealLine {
  readonly productId: string | undefined;
  readonly amounts: SoldAmounts;
}

/** What the lines of deals are read from. */
export interface DealLineSources {
  readonly table: string;
  readonly events: readonly DocumentEventFact[];
  readonly primaries: readonly PrimaryFact[];
  readonly dealMerges: readonly MergeFact[];
}

/** The lines of deals (B25). */
export interface DealLines {
  /** What an open or lost deal is about: the lines of its primary quotation, else of its orders. */
  readonly ofDeal: (opportunityId: string) => readonly DealLine[];
  /**
   * What each sale of a won deal sold: the lines of its quotation or order. Of a quotation that was
   * taken in parts every sale has what was taken since the one before. A sale by neither is about
   * what the deal is about.
   */
  readonly ofSales: (
    opportunityId: string,
    sales: readonly SaleOfLines[],
  ) => readonly (readonly DealLine[])[];
}

/** A sale, as far as its lines follow from it. */
type SaleOfLines = Pick<Sale, 'quotation_id' | 'shop_order_id' | 'occurred_at'>;

/**
 * Reads the lines of deals. Of an accepted quotation what was taken counts, of another what its last
 * version offers. From the time that an order went into a quotation on, the quotation says what it is
 * about.
 *
 * @throws UnreadableRow
 */
export const dealLines = ({ table, events, primaries, dealMerges }: DealLineSources): DealLines => {
  const inOrder = [...events].sort((left, right) => left.position - right.position);
  const rowsOf = grouped(inOrder, ({ kind, document_id }) => keyOf(kind, document_id));
  const primariesOf = grouped([...primaries].sort(byTime), ({ opportunity_id }) => opportunity_id);
  const quotationLines = once((id: string) =>
    linesOfQuotation(table, rowsOf.get(keyOf('quotation', id)) ?? []),
  );
  const quotationLinesUntil = (id: string, until: Instant): readonly DealLine[] =>
    linesOfQuotation(
      table,
      (rowsOf.get(keyOf('quotation', id)) ?? []).filter(({ occurred_at }) => occurred_at <= until),
    );
  const orderOf = once((id: string) =>
    folded(table, shopOrder, rowsOf.get(keyOf('shop-order', id)) ?? []),
  );
  const orderLines = (id: string): readonly DealLine[] => {
    const order = orderOf(id);
    if (order.status === 'absent' || order.status === 'awaited') return [];
    const quoted = order.quotationId === undefined ? [] : quotationLines(order.quotationId);
    return quoted.length > 0 ? quoted : linesOfOrder(order);
  };
  const ordersOf = grouped(orderIdsIn(inOrder), ordersDealOf(orderOf, survivorsOf(dealMerges)));
  const ofDeal: DealLines['ofDeal'] = (opportunityId) => {
    const primary = primaryIn(primariesOf.get(opportunityId) ?? []);
    if (primary !== undefined) return quotationLines(primary);
    const orders = ordersOf.get(opportunityId) ?? [];
    const standing = orders.filter((id) => orderOf(id).status === 'received');
    // A deal that is lost because its order was cancelled is about what was ordered.
    return (standing.length > 0 ? standing : orders).flatMap(orderLines);
  };
  return {
    ofDeal,
    ofSales: (opportunityId, sales) =>
      sales.map(({ quotation_id: id, shop_order_id, occurred_at }, place) => {
        if (id === null)
          return shop_order_id === null ? ofDeal(opportunityId) : orderLines(shop_order_id);
        const isOfSame = (other: SaleOfLines): boolean => other.quotation_id === id;
        const before = sales.slice(0, place).findLast(isOfSame);
        const isLast = !sales.slice(place + 1).some(isOfSame);
        const now = isLast ? quotationLines(id) : quotationLinesUntil(id, occurred_at);
        return before === undefined
          ? now
          : lessTaken(now, quotationLinesUntil(id, before.occurred_at));
      }),
  };
};

const orderIdsIn = (events: readonly DocumentEventFact[]): readonly string[] => [
  ...new Set(
    events.flatMap(({ kind, document_id }) => (kind === 'shop-order' ? [document_id] : [])),
  ),
];

/** The deal that an order belongs to; empty where it belongs to none. */
const ordersDealOf =
  (orderOf: (id: string) => ShopOrder, survivorOf: SurvivorOf) =>
  (id: string): string => {
    const order = orderOf(id);
    if (order.status === 'absent' || order.status === 'awaited') return '';
    return order.opportunityId === undefined ? '' : survivorOf(order.opportunityId);
  };

/** What was taken since, by product; all of it where nothing was. */
const lessTaken = (now: readonly DealLine[], before: readonly DealLine[]): readonly DealLine[] => {
  const left = new Map<string, DealLine>();
  const count = ({ productId, amounts }: DealLine, isTaken: boolean): void => {
    const key = JSON.stringify([productId ?? null, amounts.currency]);
    const known = left.get(key)?.amounts;
    const sum = (part: 'net' | 'margin' | 'net_of_unknown_cost'): Whole =>
      add(known?.[part] ?? 0, isTaken ? amounts[part] : negative(amounts[part]));
    left.set(key, {
      productId,
      amounts: {
        net: sum('net'),
        margin: sum('margin'),
        net_of_unknown_cost: sum('net_of_unknown_cost'),
        currency: amounts.currency,
      },
    });
  };
  for (const line of now) count(line, true);
  for (const line of before) count(line, false);
  const taken = [...left.values()].filter(({ amounts: { net, margin, net_of_unknown_cost } }) =>
    [net, margin, net_of_unknown_cost].some((amount) => amount !== 0),
  );
  return taken.length === 0 ? now : taken;
};

const keyOf = (kind: string, id: string): string => `${kind} ${id}`;

/** The primary quotation after some facts. */
const primaryIn = (facts: readonly PrimaryFact[]): string | undefined => {
  let primary: string | undefined;
  for (const { selected, quotation_id } of facts) {
    if (selected === 1) primary = quotation_id;
    else if (quotation_id === primary) primary = undefined;
  }
  return primary;
};

const linesOfQuotation = (
  table: string,
  rows: readonly DocumentEventFact[],
): readonly DealLine[] => {
  const state = folded(table, quotation, rows);
  if (state.status === 'absent') return [];
  const { rates } = state.record;
  const worth = (line: PricedLine): DealValue => {
    const value = worthOf(line);
    const isCovered = rates !== undefined && missingRates([value.net.currency], rates).length === 0;
    return isCovered ? inBase([value], rates) : value;
  };
  // A draft may come to more than an amount may be, and can then not be sent: it has no lines to go by.
  return (
    bounded(() => pricedIn(state).map((line) => lineOf(line.line.productId, worth(line)))) ?? []
  );
};

/** The lines that count: those sold, else those of the last version, or else of the draft. */
const pricedIn = (state: ExistingQuotation): readonly PricedLine[] => {
  const sold = soldLines(state);
  if (sold.length > 0) return sold;
  const offer = lastOffer(state);
  if (offer !== undefined) return pricedTerms(offer.terms);
  return state.status === 'draft' ? pricedTerms(state.terms) : [];
};

const worthOf = ({ net, margin }: PricedLine): DealValue => {
  const none = zero(net.currency);
  return margin === undefined
    ? { net, margin: none, netOfUnknownCost: net }
    : { net, margin, netOfUnknownCost: none };
};

const linesOfOrder = (order: KnownShopOrder): readonly DealLine[] =>
  orderLineValues(order).map(({ line, value }) => lineOf(line.productId, value));

const lineOf = (productId: string | undefined, value: DealValue): DealLine => ({
  productId,
  amounts: {
    net: wholeMinorUnits(value.net),
    margin: wholeMinorUnits(value.margin),
    net_of_unknown_cost: wholeMinorUnits(value.netOfUnknownCost),
    currency: value.net.currency,
  },
});

/** A function that computes each answer once. */
const once = <Result>(compute: (id: string) => Result): ((id: string) => Result) => {
  const known = new Map<string, Result>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const result = compute(id);
    known.set(id, result);
    return result;
  };
};
