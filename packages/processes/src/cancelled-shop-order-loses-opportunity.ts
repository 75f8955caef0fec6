import type { StandingQuotation } from '@presales/domain/opportunity';
import { lastOffer } from '@presales/domain/quotation';
import type { Lookup } from './lookup.ts';
import { latest, opportunityOf, withMerged } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import type { Requests } from './request.ts';
import { type LinkedOrder, shopOrderLinks } from './shop-order-links.ts';

const orders = shopOrderLinks('cancelled_shop_order_loses_order');

/**
 * An order that is cancelled before anything was paid, or whose money has all been paid back since,
 * loses its deal. If the order went into a quotation, or the deal has another order, what becomes
 * of the deal is left to that one. A deal with a quotation that the customer may still accept is
 * not lost: it refuses, and says why.
 */
export const cancelledShopOrderLosesOpportunity = (): Process =>
  defineProcess({
    name: 'cancelled-shop-order-loses-opportunity',
    sentence: 'A shop order that is cancelled unpaid loses its opportunity.',
    index: { version: 2, tables: [orders.projection] },
    on: {
      ShopOrderCancelled: async (event, lookup) =>
        loseBy(await orders.after(event, lookup), lookup),
      // What was paid is paid back after the order was cancelled.
      ShopOrderRefunded: async (event, lookup) => loseBy(await orders.after(event, lookup), lookup),
      ShopOrderLinked: async (event, lookup) => loseBy(await orders.after(event, lookup), lookup),
      OpportunityOpened: async ({ data }, lookup) => {
        const requests: Requests[number][] = [];
        for (const order of await orders.ofOpportunity(data.opportunityId, lookup))
          requests.push(...(await loseBy(order, lookup)));
        return requests;
      },
    },
  });

const loseBy = async (order: LinkedOrder | undefined, lookup: Lookup): Promise<Requests> => {
  if (order === undefined || order.cancelled_at === null) return [];
  if (order.opportunity_id === null || order.quotation_id !== null) return [];
  const opportunity = await opportunityOf(order.opportunity_id, lookup);
  if (opportunity.status !== 'open') return [];
  const { record, id } = opportunity;
  const ids = await withMerged(id, record, lookup);
  if (await isOrderedOtherwise(ids, order, lookup)) return [];
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'LoseOpportunity',
        data: {
          opportunityId: id,
          reason: 'cancelled',
          note: `shop order ${order.shop_order_id}: ${order.cancellation}`,
          standingQuotations: await standing(ids, lookup),
          at: latest(order.cancelled_at, record.opened.openedAt),
        },
      },
    },
  ];
};

/** Whether another order of the deal, or of one that was merged into it, is still to be delivered. */
const isOrderedOtherwise = async (
  opportunityIds: readonly string[],
  { shop_order_id }: LinkedOrder,
  lookup: Lookup,
): Promise<boolean> => {
  for (const id of opportunityIds)
    for (const other of await orders.ofOpportunity(id, lookup))
      if (other.shop_order_id !== shop_order_id && other.cancellation === null) return true;
  return false;
};

/** The quotations of some deals that the customer may still accept, or has ordered by. */
const standing = async (
  opportunityIds: readonly string[],
  lookup: Lookup,
): Promise<readonly StandingQuotation[]> => {
  const found: StandingQuotation[] = [];
  for (const opportunityId of opportunityIds) {
    const opportunity = await lookup.load('opportunity', opportunityId);
    if (opportunity.status === 'absent') continue;
    for (const quotationId of opportunity.record.quotations) {
      const quotation = await lookup.load('quotation', quotationId);
      const { status } = quotation;
      // While the next version is being written, the one that was sent last still stands.
      if ((status === 'sent' || status === 'draft') && lastOffer(quotation)?.expired === false)
        found.push({ quotationId, status: 'live' });
      if (status === 'accepted' || status === 'partly-accepted')
        found.push({ quotationId, status: 'ordered' });
    }
  }
  return found;
};
