import { decodeEvent, type EngagementEvent, type OpportunityEvent } from '@presales/domain';
import { facts, type ReadModel, type RecordedEvent } from '@presales/kernel';
import { factOf } from '../shared/fact.ts';
import { dealMergeFacts } from '../shared/merges.ts';
import * as table from './tables.ts';

const came = (
  event: RecordedEvent<EngagementEvent>,
  what: table.EngagementOutcome,
  late = false,
): table.EngagementOutcomeFact => ({
  ...factOf(event),
  engagement_id: event.data.engagementId,
  what,
  late: late ? 1 : 0,
});

const spent = (
  event: RecordedEvent<EngagementEvent>,
  entryId: string,
  minutes: number,
): table.TimeFact => ({
  ...factOf(event),
  engagement_id: event.data.engagementId,
  entry_id: entryId,
  minutes,
});

const ended = (
  event: RecordedEvent<OpportunityEvent>,
  outcome: 'won' | 'lost' | 'open',
): table.DealOutcomeFact => ({
  ...factOf(event),
  opportunity_id: event.data.opportunityId,
  outcome,
});

/** The facts that presales work is measured by (S41 to S49). */
export const engagementsModel: ReadModel = {
  name: 'engagements',
  version: 1,
  decode: decodeEvent,
  tables: [
    facts<table.RequestFact, EngagementEvent>(table.request, {
      EngagementRequested: (event) => ({
        ...factOf(event),
        engagement_id: event.data.engagementId,
        opportunity_id: event.data.opportunityId,
        kind: event.data.kind,
      }),
    }),
    facts<table.EngagementOutcomeFact, EngagementEvent>(table.outcome, {
      DemoHeld: (event) => came(event, 'demo-held'),
      DemoFailed: (event) => came(event, 'demo-failed'),
      RfpSubmitted: (event) => came(event, 'rfp-submitted', event.data.late),
      RfpDeclined: (event) => came(event, 'rfp-declined'),
      PocConcluded: (event) => came(event, `poc-${event.data.result}`),
    }),
    facts<table.TimeFact, EngagementEvent>(table.time, {
      EngagementTimeRecorded: (event) => spent(event, event.data.entryId, event.data.minutes),
      EngagementTimeCorrected: (event) => spent(event, event.data.entryId, event.data.to),
    }),
    facts<table.DealOutcomeFact, OpportunityEvent>(table.deal, {
      OpportunityWon: (event) => ended(event, 'won'),
      OpportunityLost: (event) => ended(event, 'lost'),
      OpportunityReopened: (event) => ended(event, 'open'),
      OpportunityWinReversed: (event) => ended(event, 'lost'),
    }),
    dealMergeFacts('engagement_deal_merge'),
  ],
};
