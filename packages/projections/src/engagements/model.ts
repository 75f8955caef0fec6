import { decodeEvent } from '@presales/domain';
import type { ReadModel } from '@presales/kernel';
import { facts } from '../shared/fact.ts';
import { mergedDeals } from '../shared/merges.ts';
import { type EngagementOutcome, engagementTables as table } from './tables.ts';

const came = (
  { engagementId }: { readonly engagementId: string },
  what: EngagementOutcome,
  late = false,
) => ({ engagement_id: engagementId, what, late: late ? 1 : 0 });

const ended = (
  { opportunityId }: { readonly opportunityId: string },
  outcome: 'won' | 'lost' | 'open',
) => ({ opportunity_id: opportunityId, outcome });

/** The facts that presales work is measured by (S41 to S49). */
export const engagementsModel: ReadModel = {
  name: 'engagements',
  version: 1,
  decode: decodeEvent,
  tables: [
    facts(table.request, {
      EngagementRequested: ({ data }) => ({
        engagement_id: data.engagementId,
        opportunity_id: data.opportunityId,
        kind: data.kind,
      }),
    }),
    facts(table.outcome, {
      DemoHeld: ({ data }) => came(data, 'demo-held'),
      DemoFailed: ({ data }) => came(data, 'demo-failed'),
      RfpSubmitted: ({ data }) => came(data, 'rfp-submitted', data.late),
      RfpDeclined: ({ data }) => came(data, 'rfp-declined'),
      PocConcluded: ({ data }) => came(data, `poc-${data.result}`),
    }),
    facts(table.time, {
      EngagementTimeRecorded: ({ data }) => ({
        engagement_id: data.engagementId,
        entry_id: data.entryId,
        minutes: data.minutes,
      }),
      EngagementTimeCorrected: ({ data }) => ({
        engagement_id: data.engagementId,
        entry_id: data.entryId,
        minutes: data.to,
      }),
    }),
    facts(table.deal, {
      OpportunityWon: ({ data }) => ended(data, 'won'),
      OpportunityLost: ({ data }) => ended(data, 'lost'),
      OpportunityReopened: ({ data }) => ended(data, 'open'),
      OpportunityWinReversed: ({ data }) => ended(data, 'lost'),
    }),
    mergedDeals(table.dealMerge),
  ],
};
