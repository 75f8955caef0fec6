import { customerOf, type OpeningSettings, opportunityOf, pipelineOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import { acceptancesIn, quotationLinks } from './quotation-links.ts';
import type { Requests } from './request.ts';

const quotations = quotationLinks('followed_quotation_opens_quotation');

/**
 * Whoever wants to follow a quotation over time gets a deal for it (S66, S75). If the deal is
 * already open, the quotation is linked to it. What the quotation is worth reaches the deal by the
 * process for sent quotations. One that was accepted before somebody followed it was a deal from
 * its acceptance on, so that the sale counts on its day (B26).
 */
export const followedQuotationOpensOpportunity = (settings: OpeningSettings): Process =>
  defineProcess({
    name: 'followed-quotation-opens-opportunity',
    sentence: 'A followed quotation opens an opportunity.',
    index: { version: 1, tables: [quotations.projection] },
    on: {
      QuotationFollowed: async ({ data, metadata }, lookup): Promise<Requests> => {
        const { quotationId, opportunityId, ownerId = settings.ownerId } = data;
        const opportunity = await opportunityOf(opportunityId, lookup);
        const linked = await quotations.byId(quotationId, lookup);
        const link = (partyId: string | undefined, at: string): Requests => [
          {
            aggregate: 'opportunity',
            command: {
              type: 'LinkQuotation',
              data: {
                opportunityId: opportunity.id,
                quotationId,
                ...(partyId === undefined ? {} : { partyId }),
                at,
              },
            },
          },
        ];
        if (opportunity.status === 'open')
          return link(
            linked && (await customerOf(opportunity.record, linked.party_id, lookup)),
            metadata.occurredAt,
          );
        // What is sold by it is added to a deal that is won, whether it is linked or not.
        if (opportunity.status !== 'absent') return [];
        const [accepted] = linked === undefined ? [] : acceptancesIn(linked);
        const at =
          accepted !== undefined && accepted.at < metadata.occurredAt
            ? accepted.at
            : metadata.occurredAt;
        return [
          {
            aggregate: 'opportunity',
            command: {
              type: 'OpenOpportunity',
              data: {
                opportunityId,
                ...(linked === undefined ? {} : { partyId: linked.party_id }),
                ownerId,
                pipeline: await pipelineOf(settings, lookup),
                origin: { kind: 'quotation', id: quotationId },
                zone: settings.zone,
                at,
              },
            },
          },
          ...link(linked?.party_id, at),
        ];
      },
    },
  });
