import {
  type ActivityEvent,
  type CampaignEvent,
  decodeEvent,
  type LeadEvent,
  type PurchaseTimeframe,
} from '@presales/domain';
import {
  facts,
  type LocalDate,
  type Money,
  type ReadModel,
  type RecordedEvent,
  toMinorUnit,
} from '@presales/kernel';
import { factOf } from '../shared/fact.ts';
import { leadMergeFacts } from '../shared/merges.ts';
import { rateFacts } from '../shared/rates.ts';
import * as table from './tables.ts';

const changed = (
  event: RecordedEvent<LeadEvent>,
  what: table.LeadChange,
  salespersonId: string | undefined = undefined,
): table.ChangeFact => ({
  ...factOf(event),
  lead_id: event.data.leadId,
  what,
  salesperson_id: salespersonId ?? null,
});

const timeframeFact = (
  event: RecordedEvent<LeadEvent>,
  timeframe: PurchaseTimeframe,
  statedOn: LocalDate,
): table.TimeframeFact => ({
  ...factOf(event),
  lead_id: event.data.leadId,
  kind: timeframe.kind,
  days: timeframe.kind === 'days' ? timeframe.days : null,
  due_date: timeframe.kind === 'date' ? timeframe.date : null,
  stated_on: statedOn,
});

const costFact = (
  event: RecordedEvent<CampaignEvent>,
  amount: Money,
  costDate: LocalDate,
): table.LeadCostFact => ({
  ...factOf(event),
  campaign_id: event.data.campaignId,
  amount: toMinorUnit(amount).amount,
  currency: amount.currency,
  cost_date: costDate,
});

/** The facts that leads are counted from (S19 to S34). */
export const leadsModel: ReadModel = {
  name: 'leads',
  version: 1,
  decode: decodeEvent,
  tables: [
    facts<table.CaptureFact, LeadEvent>(table.captured, {
      LeadCaptured: (event) => ({
        ...factOf(event),
        lead_id: event.data.leadId,
        source: event.data.source,
        campaign_id: event.data.campaignId ?? null,
      }),
    }),
    facts<table.ChangeFact, LeadEvent>(table.change, {
      LeadAssigned: (event) => changed(event, 'assigned', event.data.salespersonId),
      LeadReassigned: (event) => changed(event, 'assigned', event.data.to),
      LeadUnassigned: (event) => changed(event, 'unassigned', event.data.salespersonId),
      LeadHandoffAccepted: (event) => changed(event, 'accepted', event.data.salespersonId),
      LeadHandoffRejected: (event) => changed(event, 'rejected', event.data.salespersonId),
      LeadNurturingStarted: (event) => changed(event, 'nurturing'),
      LeadMarketingQualified: (event) => changed(event, 'marketing-qualified'),
      LeadSalesQualified: (event) => changed(event, 'sales-qualified', event.data.salespersonId),
      LeadDisqualified: (event) => changed(event, 'disqualified'),
      LeadReopened: (event) => changed(event, 'reopened'),
      LeadParked: (event) => changed(event, 'parked'),
      LeadResumed: (event) => changed(event, 'resumed'),
      LeadRecycled: (event) => changed(event, 'recycled'),
      LeadConverted: (event) => changed(event, 'converted', event.data.salespersonId),
    }),
    facts<table.ContactFact, ActivityEvent | LeadEvent>(table.contact, {
      LeadFirstResponded: (event) => ({
        ...factOf(event),
        lead_id: event.data.leadId,
        activity_id: event.data.activityId,
      }),
      // What the lead began itself is no answer of ours, and an attempt reached nobody.
      ActivityCompleted: (event) => {
        const { activityId, kind, subject, outcome, direction } = event.data;
        const inbound = direction === 'inbound' || kind === 'inbound-call';
        return subject.leadId === undefined || outcome !== 'reached' || inbound
          ? undefined
          : { ...factOf(event), lead_id: subject.leadId, activity_id: activityId };
      },
    }),
    facts<table.ContactVoidFact, ActivityEvent>(table.contactVoid, {
      ActivityVoided: (event) => ({ ...factOf(event), activity_id: event.data.activityId }),
    }),
    facts<table.TimeframeFact, LeadEvent>(table.timeframe, {
      PurchaseTimeframeStated: (event) =>
        timeframeFact(event, event.data.timeframe, event.data.statedOn),
      LeadAbsorbed: (event) =>
        event.data.purchase &&
        timeframeFact(event, event.data.purchase.timeframe, event.data.purchase.statedOn),
    }),
    facts<table.ScoreFact, LeadEvent>(table.score, {
      LeadScored: (event) => ({
        ...factOf(event),
        lead_id: event.data.leadId,
        model: event.data.model,
        version: event.data.version,
        unit: event.data.unit,
        score: event.data.score,
      }),
    }),
    leadMergeFacts('lead_merge'),
    facts<table.LeadCampaignFact, CampaignEvent>(table.campaign, {
      CampaignPlanned: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        starts_on: event.data.startsOn,
      }),
    }),
    facts<table.LeadCostFact, CampaignEvent>(table.cost, {
      CampaignCostRecorded: (event) => costFact(event, event.data.amount, event.data.costDate),
      CampaignCostCorrected: (event) => costFact(event, event.data.delta, event.data.costDate),
    }),
    rateFacts('lead_rate'),
  ],
};
