import { type DealValue, sameValue } from '@presales/domain';
import type { OpportunitySale } from '@presales/domain/opportunity';
import { type BasisPoints, type Instant, WHOLE } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import {
  customerOf,
  latest,
  opportunityOf,
  type StandingOpportunity,
  withMerged,
} from './opportunities.ts';
import { isOfProcess } from './order.ts';
import { defineProcess, type Process } from './process.ts';
import { atPublishedRate } from './published-rates.ts';
import { type LinkedQuotation, quotationLinks, valueIn } from './quotation-links.ts';
import type { Request, Requests } from './request.ts';
import { type LinkedOrder, saleOf, shopOrderLinks, worthOf } from './shop-order-links.ts';
import { takenBackSales } from './taken-back-sales.ts';

/** When an order counts as paid. */
export interface PaymentSettings {
  /** The part of what is due that has to be paid, in basis points; by default the whole. */
  readonly threshold?: BasisPoints;
}

const orders = shopOrderLinks('paid_shop_order_wins_order');
const quotations = quotationLinks('paid_shop_order_wins_quotation');

/**
 * A paid order wins its deal from whatever step the deal stands at (S69, B8), and so does a part
 * payment that reaches the threshold. Shops report things in any order: the deal is won once
 * payment, order and deal are all there. An order that went into a quotation wins the quotation's
 * deal, at the quotation's value once that is accepted. An order that is changed after it won its
 * deal adjusts its sale.
 *
 * If something else has won the deal already, the order adds to the win, a sale of its own day (B26);
 * what was won by hand without a name may be this very sale: the command is refused, and the refusal
 * says so. A lost deal that is opened again is won by what was paid meanwhile. A deal whose win was
 * taken back is won again by what is paid since: by another order, or by the same one that is paid again.
 */
export const paidShopOrderWinsOpportunity = ({
  threshold = WHOLE,
}: PaymentSettings = {}): Process => {
  const { isEnough, mistakes, winIfPaid, winByAll, winFirst } = winning(threshold);
  return defineProcess({
    name: 'paid-shop-order-wins-opportunity',
    sentence: 'A paid shop order wins its opportunity.',
    index: {
      version: 3,
      tables: [orders.projection, quotations.projection, ...mistakes.projections],
    },
    on: {
      ShopOrderPaid: async (event, lookup) => {
        const before = await orders.byId(event.data.shopOrderId, lookup);
        const anew = before === undefined || !isEnough(before);
        return winIfPaid(await orders.after(event, lookup), lookup, { anew });
      },
      // A lower price may settle what was paid before.
      ShopOrderChanged: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      ShopOrderItemSubstituted: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      // So may the price of the quotation that it went into.
      ShopOrderRepriced: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      ShopOrderLinked: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      ShopOrderTransferred: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      QuotationFollowed: async ({ data }, lookup) =>
        winByAll(
          (await orders.ofQuotation(data.quotationId, lookup)).map((order) => ({
            ...order,
            opportunity_id: data.opportunityId,
          })),
          lookup,
        ),
      OpportunityOpened: ({ data }, lookup) => winFirst(data.opportunityId, lookup),
      // What is paid after a win was taken back wins the deal at once.
      OpportunityReopened: async ({ data, metadata }, lookup) =>
        data.previousOutcome === 'won' ||
        data.reversed ||
        (await isAccepted(data.opportunityId, lookup))
          ? []
          : winFirst(data.opportunityId, lookup, metadata.occurredAt),
      // Other orders may have been paid before the deal was won.
      OpportunityWon: async ({ data, metadata }, lookup) =>
        data.quotationId === undefined && data.shopOrderId === undefined
          ? []
          : winByAll(
              (await ordersOf(data.opportunityId, lookup)).filter(
                ({ shop_order_id }) => shop_order_id !== data.shopOrderId,
              ),
              lookup,
              metadata.occurredAt,
            ),
      // An order may have been paid again before its refund took the win, or its sale, back.
      OpportunityWinReversed: async ({ data, metadata }, lookup) =>
        isOfProcess(metadata.actor)
          ? winFirst(data.opportunityId, lookup, metadata.occurredAt)
          : [],
      OpportunityWinAdjusted: async ({ data: { sale, reason }, metadata }, lookup) =>
        isOfProcess(metadata.actor) && reason === 'refund' && sale?.shopOrderId !== undefined
          ? winIfPaid(await orders.byId(sale.shopOrderId, lookup), lookup)
          : [],
    },
  });
};

/** How deals are won by orders that are paid up to a threshold. */
const winning = (threshold: BasisPoints) => {
  /**
   * Whether enough of what is due was paid. An order that costs nothing is never paid, because no
   * money came in.
   */
  const isEnough = ({ kept, due }: Pick<LinkedOrder, 'kept' | 'due'>): boolean =>
    kept > 0 && BigInt(kept) * BigInt(WHOLE) >= BigInt(due) * BigInt(threshold);
  const isPaid = (order: LinkedOrder | undefined): order is LinkedOrder =>
    order !== undefined && order.paid_at !== null && isEnough(order);
  const mistakes = takenBackSales('paid_shop_order_wins', isEnough);

  const winIfPaid = async (
    order: LinkedOrder | undefined,
    lookup: Lookup,
    { from, anew = false }: Circumstances = {},
  ): Promise<Requests> => {
    if (!isPaid(order)) return [];
    const deal = await dealOf(order, lookup);
    if (deal === undefined) return [];
    const { id, record } = deal.opportunity;
    // A win that was a mistake is not made again by what had made it.
    if (!anew && soldBefore(order, deal) === undefined) {
      const ids = await withMerged(id, record, lookup);
      if (await mistakes.includes(order, ids, lookup)) return [];
    }
    return win(order, deal, lookup, from);
  };
  const winByAll = async (
    linked: readonly LinkedOrder[],
    lookup: Lookup,
    from?: Instant,
  ): Promise<Requests> => {
    const requests: Request[] = [];
    for (const order of linked)
      requests.push(...(await winIfPaid(order, lookup, from === undefined ? {} : { from })));
    return requests;
  };
  // What else was paid is added as soon as the deal is won.
  const winFirst = async (
    opportunityId: string,
    lookup: Lookup,
    from?: Instant,
  ): Promise<Requests> => {
    for (const order of await ordersOf(opportunityId, lookup)) {
      if (from !== undefined && order.cancellation !== null) continue;
      const requests = await winIfPaid(order, lookup, from === undefined ? {} : { from });
      if (requests.length > 0) return requests;
    }
    return [];
  };
  return { isEnough, mistakes, winIfPaid, winByAll, winFirst };
};

/** What an order is to win its deal by, beside the order itself. */
interface Circumstances {
  /** The deal is not won before. */
  readonly from?: Instant;
  /** It has just been paid for, and was not before. */
  readonly anew?: boolean;
}

/** The deal that an order belongs to, and the quotation that it went into. */
interface Deal {
  readonly quotation: LinkedQuotation | undefined;
  readonly opportunity: Exclude<StandingOpportunity, { readonly status: 'absent' }>;
}

const dealOf = async (order: LinkedOrder, lookup: Lookup): Promise<Deal | undefined> => {
  const quotation =
    order.quotation_id === null ? undefined : await quotations.byId(order.quotation_id, lookup);
  const wanted = quotation?.opportunity_id ?? order.opportunity_id;
  if (wanted === null) return undefined;
  const opportunity = await opportunityOf(wanted, lookup);
  return opportunity.status === 'absent' ? undefined : { quotation, opportunity };
};

/** What the deal has sold by the order already. */
const soldBefore = (order: LinkedOrder, { opportunity }: Deal): OpportunitySale | undefined =>
  opportunity.status === 'won' ? saleOf(opportunity.sales, order) : undefined;

/** The orders of a deal, of its duplicates and of their quotations, each once, in the order of payment. */
const ordersOf = async (opportunityId: string, lookup: Lookup): Promise<readonly LinkedOrder[]> => {
  const opportunity = await opportunityOf(opportunityId, lookup);
  if (opportunity.status === 'absent') return [];
  const found = new Map<string, LinkedOrder>();
  for (const id of await withMerged(opportunity.id, opportunity.record, lookup)) {
    const linked = [...(await orders.ofOpportunity(id, lookup))];
    for (const { quotation_id } of await quotations.ofOpportunity(id, lookup))
      linked.push(...(await orders.ofQuotation(quotation_id, lookup)));
    for (const order of linked) found.set(order.shop_order_id, order);
  }
  const paidAt = ({ paid_at }: LinkedOrder): string => paid_at ?? '';
  return [...found.values()].sort((one, other) =>
    paidAt(one) < paidAt(other) ? -1 : paidAt(one) > paidAt(other) ? 1 : 0,
  );
};

/** Whether the deal's customer has accepted a quotation of it, which then wins it first. */
const isAccepted = async (opportunityId: string, lookup: Lookup): Promise<boolean> => {
  const { id, ...opportunity } = await opportunityOf(opportunityId, lookup);
  if (opportunity.status === 'absent') return false;
  const { record } = opportunity;
  for (const each of await withMerged(id, record, lookup))
    for (const { value, party_id } of await quotations.ofOpportunity(each, lookup)) {
      const customer = await customerOf(record, party_id, lookup);
      if (value !== null && (record.partyId ?? customer) === customer) return true;
    }
  return false;
};

const win = async (
  order: LinkedOrder,
  deal: Deal,
  lookup: Lookup,
  from?: Instant,
): Promise<Requests> => {
  const { quotation, opportunity } = deal;
  const { record, id } = opportunity;
  if (order.paid_at === null) return [];
  const accepted = quotation?.value ?? null;
  const value =
    worthOf(order, accepted === null ? undefined : valueIn(accepted)) ?? valueIn(order.value);
  const partyId = await customerOf(record, order.party_id, lookup);
  const data = {
    opportunityId: id,
    value,
    shopOrderId: order.shop_order_id,
    ...(accepted === null || quotation === undefined
      ? {}
      : { quotationId: quotation.quotation_id }),
    // A stranger's order wins nothing: the deal says so.
    partyId,
    at: latest(order.paid_at, record.opened.openedAt, from ?? order.paid_at),
  };
  const won: Request = { aggregate: 'opportunity', command: { type: 'WinOpportunity', data } };
  if (opportunity.status === 'won-reversed' && order.cancellation === null)
    return partyId === (record.partyId ?? partyId) ? [reopened(order, data), won] : [won];
  if (opportunity.status !== 'won') return [won];
  const { currency } = opportunity.value.net;
  const { zone } = record.opened;
  const sale = soldBefore(order, deal);
  if (sale !== undefined) {
    const now = soldNow(order, sale, value);
    if (now === undefined) return [];
    const worth = await atPublishedRate(now, currency, { at: order.paid_at, zone }, lookup);
    return restated(id, sale.value, worth, order);
  }
  // What is paid for an order that was cancelled before goes back.
  if (order.cancelled_at !== null) return [];
  // It may be this very sale: the deal refuses it, and somebody can look.
  if (await mayBeSold(opportunity.sales, order, lookup)) return [won];
  const further = await atPublishedRate(value, currency, { at: data.at, zone }, lookup);
  return [
    {
      aggregate: 'opportunity',
      command: { type: 'ExtendWin', data: { ...data, value: further } },
    },
  ];
};

/** What was taken back was not lost: the customer pays for it, or for something else, after all. */
const reopened = (
  { shop_order_id }: LinkedOrder,
  { opportunityId, at }: { readonly opportunityId: string; readonly at: Instant },
): Request => ({
  aggregate: 'opportunity',
  command: {
    type: 'ReopenOpportunity',
    data: { opportunityId, reason: `shop order ${shop_order_id} was paid`, at },
  },
});

/**
 * Whether a sale of a deal may be an order's under another name: somebody made it by hand, a
 * quotation was drawn from the order, or another order went into the same quotation.
 */
const mayBeSold = async (
  sales: readonly OpportunitySale[],
  { shop_order_id, quotation_id }: LinkedOrder,
  lookup: Lookup,
): Promise<boolean> => {
  for (const { quotationId, shopOrderId } of sales) {
    if (quotationId === undefined && shopOrderId === undefined) return true;
    if (quotationId !== undefined) {
      const quotation = await lookup.load('quotation', quotationId);
      if (quotation.status !== 'absent' && quotation.record.header.shopOrderId === shop_order_id)
        return true;
    }
    if (shopOrderId !== undefined && quotation_id !== null) {
      const other = await orders.byId(shopOrderId, lookup);
      if (other?.quotation_id === quotation_id) return true;
    }
  }
  return false;
};

/**
 * What an order's sale is to be worth. What went into a quotation sold what that says, unless all of
 * it was paid back meanwhile.
 */
const soldNow = (
  order: LinkedOrder,
  sale: OpportunitySale,
  value: DealValue,
): DealValue | undefined => {
  if (order.quotation_id === null) return valueIn(order.value);
  return sale.value.net.amount === 0 ? value : undefined;
};

const restated = (
  opportunityId: string,
  sold: DealValue,
  value: DealValue,
  { shop_order_id: shopOrderId, paid_at: at }: LinkedOrder,
): Requests => {
  if (at === null || sameValue(sold, value)) return [];
  const what = sold.net.amount === 0 ? 'paid' : 'changed';
  const note = `shop order ${shopOrderId} was ${what} after the deal was won`;
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'AdjustWin',
        data: { opportunityId, value, shopOrderId, reason: 'error', note, at },
      },
    },
  ];
};
