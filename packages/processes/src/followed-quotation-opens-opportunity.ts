import { type OpeningSettings, opportunityOf, pipelineOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import type { Requests } from './request.ts';

/**
 * Whoever wants to follow a quotation over time gets a deal for it (S66, S75). If the deal is
 * already open, the quotation is linked to it. What the quotation is worth reaches the deal by the
 * process for sent quotations.
 */
export const followedQuotationOpensOpportunity = (settings: OpeningSettings): Process =>
  defineProcess({
    name: 'followed-quotation-opens-opportunity',
    sentence: 'A followed quotation opens an opportunity.',
    on: {
      QuotationFollowed: async ({ data, metadata }, lookup): Promise<Requests> => {
        const { quotationId, opportunityId, ownerId = settings.ownerId } = data;
        const at = metadata.occurredAt;
        const opportunity = await opportunityOf(opportunityId, lookup);
        const quotation = await lookup.load('quotation', quotationId);
        const party =
          quotation.status === 'absent' ? {} : { partyId: quotation.record.header.partyId };
        const link: Requests = [
          {
            aggregate: 'opportunity',
            command: {
              type: 'LinkQuotation',
              data: { opportunityId: opportunity.id, quotationId, at },
            },
          },
        ];
        if (opportunity.status !== 'absent') return link;
        return [
          {
            aggregate: 'opportunity',
            command: {
              type: 'OpenOpportunity',
              data: {
                opportunityId,
                ...party,
                ownerId,
                pipeline: await pipelineOf(settings, lookup),
                origin: { kind: 'quotation', id: quotationId },
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
