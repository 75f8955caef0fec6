import { decodeEvent } from '@presales/domain';
import type { CampaignObjective } from '@presales/domain/campaign';
import { type Money, type ReadModel, toMinorUnit } from '@presales/kernel';
import { linkedContacts } from '../shared/contacts.ts';
import { facts } from '../shared/fact.ts';
import { mergedDeals, mergedLeads, mergedParties } from '../shared/merges.ts';
import { publishedRates } from '../shared/rates.ts';
import { openedOpportunities, registeredParties, winOutcomes } from '../shared/win-facts.ts';
import { type ExpectedFact, type ObjectiveFact, campaignRoiTables as table } from './tables.ts';

const inMinorUnits = (amount: Money) => ({
  amount: toMinorUnit(amount).amount,
  currency: amount.currency,
});

const expectedOf = (
  opportunityId: string,
  value: Money,
  margin: Money | undefined,
): Pick<ExpectedFact, 'opportunity_id' | 'amount' | 'currency' | 'margin'> => ({
  opportunity_id: opportunityId,
  ...inMinorUnits(value),
  margin: margin === undefined ? null : toMinorUnit(margin).amount,
});

const objectiveOf = (
  objective: CampaignObjective,
): Pick<ObjectiveFact, 'metric' | 'target' | 'currency'> => {
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

const isCustomer = (leadId: string, customerId: string | undefined) =>
  customerId === undefined ? undefined : { lead_id: leadId, customer_id: customerId };

/** The facts that campaign profitability is counted from. */
export const campaignRoiModel: ReadModel = {
  name: 'campaign-roi',
  version: 7,
  decode: decodeEvent,
  tables: [
    facts(table.campaign, {
      CampaignPlanned: ({ data }) => ({
        campaign_id: data.campaignId,
        name: data.name,
        channel: data.channel,
        starts_on: data.startsOn,
      }),
    }),
    facts(table.budget, {
      CampaignBudgeted: ({ data }) => ({
        campaign_id: data.campaignId,
        ...inMinorUnits(data.budget),
      }),
      CampaignBudgetRevised: ({ data }) => ({
        campaign_id: data.campaignId,
        ...inMinorUnits(data.to),
      }),
    }),
    facts(table.cost, {
      CampaignCostRecorded: ({ data }) => ({
        campaign_id: data.campaignId,
        ...inMinorUnits(data.amount),
        cost_date: data.costDate,
      }),
      CampaignCostCorrected: ({ data }) => ({
        campaign_id: data.campaignId,
        ...inMinorUnits(data.delta),
        cost_date: data.costDate,
      }),
    }),
    facts(table.parent, {
      CampaignPlanned: ({ data }) =>
        data.parentId === undefined
          ? undefined
          : {
              campaign_id: data.campaignId,
              parent_id: data.parentId,
            },
      CampaignParentChanged: ({ data }) => ({
        campaign_id: data.campaignId,
        parent_id: data.to ?? null,
      }),
    }),
    facts(table.objective, {
      CampaignObjectiveSet: ({ data }) => ({
        campaign_id: data.campaignId,
        ...objectiveOf(data.objective),
      }),
    }),
    facts(table.touch, {
      CampaignResponseRecorded: ({ data }) => ({
        campaign_id: data.campaignId,
        kind: 'answer',
        party_id: data.partyId,
        lead_id: null,
      }),
      CampaignTouchRecorded: ({ data }) => ({
        campaign_id: data.campaignId,
        kind: 'touch',
        party_id: data.partyId,
        lead_id: data.leadId ?? null,
      }),
      LeadTouched: ({ data }) => ({
        campaign_id: data.campaignId,
        kind: 'touch',
        party_id: null,
        lead_id: data.leadId,
      }),
      LeadInterestRecorded: ({ data }) =>
        data.campaignId === undefined
          ? undefined
          : {
              campaign_id: data.campaignId,
              kind: 'touch',
              party_id: null,
              lead_id: data.leadId,
            },
      LeadCaptured: ({ data }) =>
        data.campaignId === undefined
          ? undefined
          : {
              campaign_id: data.campaignId,
              kind: 'capture',
              party_id: data.partyId,
              lead_id: data.leadId,
            },
    }),
    facts(table.lead, {
      LeadCaptured: ({ data }) => ({
        lead_id: data.leadId,
        party_id: data.partyId,
      }),
    }),
    facts(table.leadCustomer, {
      LeadCaptured: ({ data }) => isCustomer(data.leadId, data.existingCustomerId),
      LeadLinkedToCustomer: ({ data }) => isCustomer(data.leadId, data.customerId),
      LeadAbsorbed: ({ data }) => isCustomer(data.leadId, data.existingCustomerId),
    }),
    mergedLeads(table.leadMerge),
    facts(table.expected, {
      OpportunityOpened: ({ data }) =>
        data.expectedValue && expectedOf(data.opportunityId, data.expectedValue, undefined),
      OpportunityValueRevised: ({ data }) => [
        expectedOf(data.opportunityId, data.expectedValue, data.margin),
        ...(data.others ?? []).map(({ net, margin }) =>
          expectedOf(data.opportunityId, net, margin),
        ),
      ],
      // Nothing is expected any more where nobody ever said anything by hand.
      PrimaryQuotationReleased: ({ data }) =>
        data.expectedValue === undefined
          ? { opportunity_id: data.opportunityId, amount: null, currency: null, margin: null }
          : expectedOf(data.opportunityId, data.expectedValue, data.margin),
    }),
    openedOpportunities(table.opened),
    winOutcomes(table.outcome),
    registeredParties(table.party),
    linkedContacts(table.contact),
    mergedParties(table.partyMerge),
    mergedDeals(table.dealMerge),
    publishedRates(table.rate),
  ],
};
