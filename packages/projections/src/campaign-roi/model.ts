import {
  type CampaignEvent,
  type CampaignMemberEvent,
  type CampaignObjective,
  decodeEvent,
  type LeadEvent,
  type OpportunityEvent,
} from '@presales/domain';
import { facts, type Money, type ReadModel, toMinorUnit } from '@presales/kernel';
import { factOf } from '../shared/fact.ts';
import { leadMergeFacts } from '../shared/merges.ts';
import { rateFacts } from '../shared/rates.ts';
import { winFacts } from '../shared/wins.ts';
import * as table from './tables.ts';

const inMinorUnits = (amount: Money) => ({
  amount: toMinorUnit(amount).amount,
  currency: amount.currency,
});

const objectiveOf = (
  objective: CampaignObjective,
): Pick<table.ObjectiveFact, 'metric' | 'target' | 'currency'> => {
  switch (objective.of) {
    case 'opportunity-value':
    case 'opportunity-margin': {
      const { amount, currency } = inMinorUnits(objective.target);
      return { metric: objective.of, target: amount, currency };
    }
    default:
      return { metric: objective.of, target: objective.target, currency: null };
  }
};

/** The facts that campaign profitability is counted from. */
export const campaignRoiModel: ReadModel = {
  name: 'campaign-roi',
  version: 2,
  decode: decodeEvent,
  tables: [
    facts<table.CampaignFact, CampaignEvent>(table.campaign, {
      CampaignPlanned: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        name: event.data.name,
        channel: event.data.channel,
        starts_on: event.data.startsOn,
      }),
    }),
    facts<table.BudgetFact, CampaignEvent>(table.budget, {
      CampaignBudgeted: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        ...inMinorUnits(event.data.budget),
      }),
      CampaignBudgetRevised: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        ...inMinorUnits(event.data.to),
      }),
    }),
    facts<table.CostFact, CampaignEvent>(table.cost, {
      CampaignCostRecorded: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        ...inMinorUnits(event.data.amount),
        cost_date: event.data.costDate,
      }),
      CampaignCostCorrected: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        ...inMinorUnits(event.data.delta),
        cost_date: event.data.costDate,
      }),
    }),
    facts<table.ParentFact, CampaignEvent>(table.parent, {
      CampaignPlanned: (event) =>
        event.data.parentId === undefined
          ? undefined
          : {
              ...factOf(event),
              campaign_id: event.data.campaignId,
              parent_id: event.data.parentId,
            },
      CampaignParentChanged: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        parent_id: event.data.to ?? null,
      }),
    }),
    facts<table.ObjectiveFact, CampaignEvent>(table.objective, {
      CampaignObjectiveSet: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        ...objectiveOf(event.data.objective),
      }),
    }),
    facts<table.TouchFact, CampaignMemberEvent | LeadEvent>(table.touch, {
      CampaignResponseRecorded: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        kind: 'answer',
        party_id: event.data.partyId,
        lead_id: null,
      }),
      CampaignTouchRecorded: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        kind: 'touch',
        party_id: event.data.partyId,
        lead_id: event.data.leadId ?? null,
      }),
      LeadTouched: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        kind: 'touch',
        party_id: null,
        lead_id: event.data.leadId,
      }),
      LeadCaptured: (event) =>
        event.data.campaignId === undefined
          ? undefined
          : {
              ...factOf(event),
              campaign_id: event.data.campaignId,
              kind: 'capture',
              party_id: event.data.partyId,
              lead_id: event.data.leadId,
            },
    }),
    facts<table.LeadFact, LeadEvent>(table.lead, {
      LeadCaptured: (event) => ({
        ...factOf(event),
        lead_id: event.data.leadId,
        party_id: event.data.partyId,
      }),
    }),
    leadMergeFacts('roi_lead_merge'),
    facts<table.ExpectedFact, OpportunityEvent>(table.expected, {
      OpportunityOpened: (event) =>
        event.data.expectedValue === undefined
          ? undefined
          : {
              ...factOf(event),
              opportunity_id: event.data.opportunityId,
              ...inMinorUnits(event.data.expectedValue),
              margin: null,
            },
      OpportunityValueRevised: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        ...inMinorUnits(event.data.expectedValue),
        margin: event.data.margin === undefined ? null : toMinorUnit(event.data.margin).amount,
      }),
    }),
    ...winFacts({
      opened: 'roi_opened',
      outcome: 'roi_outcome',
      party: 'roi_party',
      partyMerge: 'roi_party_merge',
      dealMerge: 'roi_deal_merge',
    }),
    rateFacts('roi_rate'),
  ],
};
