import type { RowOf, TablesOf } from '@presales/kernel';
import { contactTable } from '../shared/contacts.ts';
import { factTable } from '../shared/fact.ts';
import { mergeTable } from '../shared/merges.ts';
import { rateTable } from '../shared/rates.ts';
import { opportunityTable, partyTable, winTable } from '../shared/win-facts.ts';

/** The facts that campaign profitability is counted from. */
export const campaignRoiTables = {
  /** A campaign was planned. */
  campaign: factTable('roi_campaign', {
    campaign_id: 'text',
    name: 'text',
    channel: 'text',
    starts_on: 'text',
  }),
  /** What a campaign's budget is from now on. */
  budget: factTable('roi_budget', {
    campaign_id: 'text',
    /** In minor units. */
    amount: 'integer',
    currency: 'text',
  }),
  /** Money was spent on a campaign, or a cost was corrected. */
  cost: factTable('roi_cost', {
    campaign_id: 'text',
    /** In minor units; negative takes a cost back. */
    amount: 'integer',
    currency: 'text',
    /** The day that it counts on. */
    cost_date: 'text',
  }),
  /** A campaign touched a party. */
  touch: factTable('roi_touch', {
    campaign_id: 'text',
    /** `answer`: the party answered; `capture`: it became a lead; `touch`: it was reached otherwise. */
    kind: 'text',
    /** Absent from the later touches of a lead, which name the lead alone. */
    party_id: 'text?',
    lead_id: 'text?',
  }),
  /** Which party a lead is. */
  lead: factTable('roi_lead', { lead_id: 'text', party_id: 'text' }),
  /** Which customer a lead turned out to be. */
  leadCustomer: factTable('roi_lead_customer', { lead_id: 'text', customer_id: 'text' }),
  leadMerge: mergeTable('roi_lead_merge'),
  /** Which campaign another one is part of from now on. */
  parent: factTable('roi_parent', {
    campaign_id: 'text',
    /** Absent where it is part of none. */
    parent_id: 'text?',
  }),
  /** What a campaign is to reach. */
  objective: factTable('roi_objective', {
    campaign_id: 'text',
    metric: 'text',
    /** In minor units of `currency`, or a number without one. */
    target: 'integer',
    currency: 'text?',
  }),
  /** What a deal may be worth: as many facts of one event as there are currencies. */
  expected: factTable('roi_expected', {
    opportunity_id: 'text',
    /** In minor units, as the margin is; absent, as the currency, where nobody knows any more. */
    amount: 'integer?',
    /** Where somebody said it. */
    margin: 'integer?',
    currency: 'text?',
  }),
  opened: opportunityTable('roi_opened'),
  outcome: winTable('roi_outcome'),
  party: partyTable('roi_party'),
  contact: contactTable('roi_contact'),
  partyMerge: mergeTable('roi_party_merge'),
  dealMerge: mergeTable('roi_deal_merge'),
  rate: rateTable('roi_rate'),
} as const;

/** The tables of campaign profitability, as a query sees them. */
export type CampaignRoiTables = TablesOf<typeof campaignRoiTables>;

/** A campaign was planned. */
export type CampaignFact = RowOf<typeof campaignRoiTables.campaign>;

/** What a campaign's budget is from now on. */
export type BudgetFact = RowOf<typeof campaignRoiTables.budget>;

/** Money was spent on a campaign, or a cost was corrected. */
export type CostFact = RowOf<typeof campaignRoiTables.cost>;

/** A campaign touched a party. */
export type TouchFact = RowOf<typeof campaignRoiTables.touch>;

/** Which party a lead is. */
export type LeadFact = RowOf<typeof campaignRoiTables.lead>;

/** Which customer a lead turned out to be. */
export type LeadCustomerFact = RowOf<typeof campaignRoiTables.leadCustomer>;

/** Which campaign another one is part of from now on. */
export type ParentFact = RowOf<typeof campaignRoiTables.parent>;

/** What a campaign is to reach. */
export type ObjectiveFact = RowOf<typeof campaignRoiTables.objective>;

/** What a deal may be worth. */
export type ExpectedFact = RowOf<typeof campaignRoiTables.expected>;
