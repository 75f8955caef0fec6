import {
  type CampaignEvent,
  type CampaignMemberEvent,
  decodeEvent,
  type LeadEvent,
} from '@presales/domain';
import { facts, type Money, type ReadModel, toMinorUnit } from '@presales/kernel';
import { factOf } from '../shared/fact.ts';
import { rateFacts } from '../shared/rates.ts';
import { winFacts } from '../shared/wins.ts';
import * as table from './tables.ts';

const inMinorUnits = (amount: Money) => ({
  amount: toMinorUnit(amount).amount,
  currency: amount.currency,
});

/** The facts that campaign profitability is counted from. */
export const campaignRoiModel: ReadModel = {
  name: 'campaign-roi',
  version: 1,
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
    }),
    facts<table.TouchFact, CampaignMemberEvent | LeadEvent>(table.touch, {
      CampaignResponseRecorded: (event) => ({
        ...factOf(event),
        campaign_id: event.data.campaignId,
        party_id: event.data.partyId,
        lead_id: null,
      }),
      LeadCaptured: (event) =>
        event.data.campaignId === undefined
          ? undefined
          : {
              ...factOf(event),
              campaign_id: event.data.campaignId,
              party_id: event.data.partyId,
              lead_id: event.data.leadId,
            },
    }),
    ...winFacts({ opened: 'roi_opened', outcome: 'roi_outcome', party: 'roi_party' }),
    rateFacts('roi_rate'),
  ],
};
