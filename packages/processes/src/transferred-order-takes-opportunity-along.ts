import { defineProcess, type Process } from './process.ts';
import type { Request } from './request.ts';

/**
 * An order that is copied into a quotation to be changed and sent stays one deal (S70, S73): the
 * quotation is followed as the order's deal, so that nothing counts twice.
 */
export const transferredOrderTakesOpportunityAlong = (): Process =>
  defineProcess({
    name: 'transferred-order-takes-opportunity-along',
    sentence: 'A shop order that is transferred into a quotation takes its opportunity along.',
    on: {
      ShopOrderTransferred: ({ data: { quotationId, opportunityId }, metadata }) =>
        opportunityId === undefined
          ? []
          : [follow(quotationId, opportunityId, metadata.occurredAt)],
      ShopOrderLinked: async ({ data: { shopOrderId, opportunityId }, metadata }, lookup) => {
        const order = await lookup.load('shopOrder', shopOrderId);
        const known = order.status === 'received' || order.status === 'cancelled';
        return known && order.quotationId !== undefined
          ? [follow(order.quotationId, opportunityId, metadata.occurredAt)]
          : [];
      },
    },
  });

const follow = (quotationId: string, opportunityId: string, at: string): Request => ({
  aggregate: 'quotation',
  command: { type: 'FollowQuotation', data: { quotationId, opportunityId, at } },
});
