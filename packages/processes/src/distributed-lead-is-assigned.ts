import { defineProcess, type Process } from './process.ts';

/** A distribution only says whose turn it is; the lead itself is then given to them (S33). */
export const distributedLeadIsAssigned = (): Process =>
  defineProcess({
    name: 'distributed-lead-is-assigned',
    sentence: 'A distributed lead is assigned to whoever got it.',
    on: {
      LeadDistributed: async ({ data, metadata }, lookup) => {
        const { distributionId, leadId, salespersonId, rule } = data;
        const distribution = await lookup.load('leadDistribution', distributionId);
        const teamId =
          distribution.status === 'absent' ? undefined : distribution.definition.teamId;
        return [
          {
            aggregate: 'lead',
            command: {
              type: 'AssignLead',
              data: {
                leadId,
                salespersonId,
                ...(teamId === undefined ? {} : { teamId }),
                rule,
                distributionId,
                at: metadata.occurredAt,
              },
            },
          },
        ];
      },
    },
  });
