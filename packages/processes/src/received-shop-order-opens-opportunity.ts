import { derivedId } from '@presales/kernel';
import { type OpeningSettings, pipelineOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import type { Requests } from './request.ts';

/** The id of the deal that a shop order opens where it names none. */
export const opportunityIdOfOrder = (shopOrderId: string): string =>
  derivedId('opportunity-of-shop-order', shopOrderId);

/**
 * An order of the web shop is a deal like any other (S68, S75). If it names none, a deal is opened
 * and linked to it, so that order, quotation and payment all count as one deal.
 */
export const receivedShopOrderOpensOpportunity = (settings: OpeningSettings): Process =>
  defineProcess({
    name: 'received-shop-order-opens-opportunity',
    sentence: 'A received shop order opens an opportunity.',
    on: {
      ShopOrderReceived: async ({ data, metadata }, lookup): Promise<Requests> => {
        const { shopOrderId, partyId, value } = data;
        const order = await lookup.load('shopOrder', shopOrderId);
        const linked = order.status === 'received' ? order.opportunityId : data.opportunityId;
        const opportunityId = linked ?? opportunityIdOfOrder(shopOrderId);
        const at = metadata.occurredAt;
        const link: Requests =
          linked === undefined
            ? [
                {
                  aggregate: 'shopOrder',
                  command: { type: 'LinkShopOrder', data: { shopOrderId, opportunityId, at } },
                },
              ]
            : [];
        const { status } = await lookup.load('opportunity', opportunityId);
        if (status !== 'absent') return link;
        return [
          {
            aggregate: 'opportunity',
            command: {
              type: 'OpenOpportunity',
              data: {
                opportunityId,
                partyId,
                ownerId: data.ownerId ?? settings.ownerId,
                pipeline: await pipelineOf(settings, lookup),
                origin: { kind: 'shop-order', id: shopOrderId },
                ...(value.net.amount < 0 ? {} : { expectedValue: value.net }),
                zone: settings.zone,
                at,
              },
            },
          },
          ...link,
        ];
      },
    },
  });
