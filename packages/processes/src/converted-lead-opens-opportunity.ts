import { type OpeningSettings, pipelineOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';

/**
 * Sales goes on where marketing ended (S39): the deal belongs to whoever sells to the lead. A lead
 * that came back from a lost deal opens a deal that is linked to the lost one (B13). If somebody
 * has opened the deal by hand, the command is refused, and the refusal says so.
 */
export const convertedLeadOpensOpportunity = (settings: OpeningSettings): Process =>
  defineProcess({
    name: 'converted-lead-opens-opportunity',
    sentence: 'A converted lead opens an opportunity.',
    on: {
      LeadConverted: async ({ data, metadata }, lookup) => {
        const { leadId, opportunityId, partyId, salespersonId } = data;
        const lead = await lookup.load('lead', leadId);
        const record = lead.status === 'absent' ? undefined : lead.record;
        const former = record?.captured.recycledFrom;
        return [
          {
            aggregate: 'opportunity',
            command: {
              type: 'OpenOpportunity',
              data: {
                opportunityId,
                partyId,
                ownerId: salespersonId ?? record?.assignment?.salespersonId ?? settings.ownerId,
                pipeline: await pipelineOf(settings, lookup),
                origin:
                  former === undefined
                    ? { kind: 'lead', id: leadId }
                    : { kind: 'recycled', id: former },
                zone: settings.zone,
                at: metadata.occurredAt,
              },
            },
          },
        ];
      },
    },
  });
