import type { StoredEvent } from '@presales/kernel';

/**
 * What processes owe that have all settled: a converted lead and a shop order open one deal each, an accepted
 * quotation and a paid order win one, a refund of all of it takes the win back. An order whose money went back
 * before a process had seen it paid was never won.
 */
export const unfollowed = (events: readonly StoredEvent[]): readonly string[] => {
  const opened = countBy(events, 'OpportunityOpened', ({ opportunityId }) => opportunityId);
  const won = countBy(events, 'OpportunityWon', ({ opportunityId }) => opportunityId);
  const reversed = countBy(events, 'OpportunityWinReversed', (data) => data['opportunityId']);
  const dealOfOrder = new Map<unknown, unknown>();
  const dealOfOffer = new Map<unknown, unknown>();
  const refunded = new Set<unknown>();
  for (const { type, data } of events) {
    const { shopOrderId, quotationId, opportunityId } = fields(data);
    if (type === 'ShopOrderRefunded') refunded.add(shopOrderId);
    if (type === 'ShopOrderLinked') dealOfOrder.set(shopOrderId, opportunityId);
    if (type === 'QuotationDrafted') dealOfOffer.set(quotationId, opportunityId);
  }
  return events.flatMap(({ type, data }) => {
    const { opportunityId, shopOrderId, quotationId } = fields(data);
    const order = dealOfOrder.get(shopOrderId);
    switch (type) {
      case 'LeadConverted':
        return once(opened, opportunityId, 'opened');
      case 'ShopOrderReceived':
        return order === undefined
          ? [`${shopOrderId} is linked to no deal`]
          : once(opened, order, 'opened');
      case 'ShopOrderPaid':
        return refunded.has(shopOrderId) && !won.has(order) ? [] : once(won, order, 'won');
      case 'ShopOrderRefunded':
        return won.has(order) ? once(reversed, order, 'taken back') : [];
      case 'QuotationAccepted':
        return once(won, dealOfOffer.get(quotationId), 'won');
      default:
        return [];
    }
  });
};

const fields = (data: object): Readonly<Record<string, unknown>> => ({ ...data });

const countBy = (
  events: readonly StoredEvent[],
  type: string,
  key: (data: Readonly<Record<string, unknown>>) => unknown,
): ReadonlyMap<unknown, number> => {
  const counts = new Map<unknown, number>();
  for (const event of events) {
    if (event.type !== type) continue;
    const found = key(fields(event.data));
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return counts;
};

const once = (
  counts: ReadonlyMap<unknown, number>,
  deal: unknown,
  what: string,
): readonly string[] => {
  const count = counts.get(deal) ?? 0;
  return count === 1 ? [] : [`deal ${String(deal)} was ${what} ${count} times`];
};
