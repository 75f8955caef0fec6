import type { Table } from '@presales/kernel';
import { type Fact, factColumns } from '../shared/fact.ts';
import type { MergeFact } from '../shared/merges.ts';
import type { RateFact } from '../shared/rates.ts';
import type { OpenedFact, OutcomeFact, PartyFact } from '../shared/wins.ts';

/** A campaign was planned. */
export type CampaignFact = Fact & {
  readonly campaign_id: string;
  readonly name: string;
  readonly channel: string;
  readonly starts_on: string;
};

/** A campaign's budget, in minor units, from now on. */
export type BudgetFact = Fact & {
  readonly campaign_id: string;
  readonly amount: number;
  readonly currency: string;
};

/** Money spent on a campaign, in minor units, on its own day; negative takes a cost back. */
export type CostFact = Fact & {
  readonly campaign_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly cost_date: string;
};

/**
 * A campaign touched a party: it answered (`answer`), became a lead (`capture`) or was reached in
 * another way (`touch`). A lead's later touches name the lead alone.
 */
export type TouchFact = Fact & {
  readonly campaign_id: string;
  readonly kind: string;
  readonly party_id: string | null;
  readonly lead_id: string | null;
};

/** Who a lead is. */
export type LeadFact = Fact & { readonly lead_id: string; readonly party_id: string };

/** The campaign that another one is part of, or of none, from now on. */
export type ParentFact = Fact & {
  readonly campaign_id: string;
  readonly parent_id: string | null;
};

/** What a campaign is to reach; minor units of `currency`, or a number without one. */
export type ObjectiveFact = Fact & {
  readonly campaign_id: string;
  readonly metric: string;
  readonly target: number;
  readonly currency: string | null;
};

/** What a deal may be worth, and what of it may be margin, where somebody said so; minor units. */
export type ExpectedFact = Fact & {
  readonly opportunity_id: string;
  readonly amount: number;
  readonly margin: number | null;
  readonly currency: string;
};

/** The tables of campaign profitability, as a query sees them. */
export interface CampaignRoiTables {
  readonly roi_campaign: CampaignFact;
  readonly roi_budget: BudgetFact;
  readonly roi_cost: CostFact;
  readonly roi_touch: TouchFact;
  readonly roi_lead: LeadFact;
  readonly roi_lead_merge: MergeFact;
  readonly roi_parent: ParentFact;
  readonly roi_objective: ObjectiveFact;
  readonly roi_expected: ExpectedFact;
  readonly roi_party: PartyFact;
  readonly roi_party_merge: MergeFact;
  readonly roi_deal_merge: MergeFact;
  readonly roi_opened: OpenedFact;
  readonly roi_outcome: OutcomeFact;
  readonly roi_rate: RateFact;
}

export const campaign: Table<CampaignFact> = {
  name: 'roi_campaign',
  key: 'fact',
  columns: {
    ...factColumns,
    campaign_id: 'text',
    name: 'text',
    channel: 'text',
    starts_on: 'text',
  },
};

export const budget: Table<BudgetFact> = {
  name: 'roi_budget',
  key: 'fact',
  columns: { ...factColumns, campaign_id: 'text', amount: 'integer', currency: 'text' },
};

export const cost: Table<CostFact> = {
  name: 'roi_cost',
  key: 'fact',
  columns: {
    ...factColumns,
    campaign_id: 'text',
    amount: 'integer',
    currency: 'text',
    cost_date: 'text',
  },
};

export const touch: Table<TouchFact> = {
  name: 'roi_touch',
  key: 'fact',
  columns: {
    ...factColumns,
    campaign_id: 'text',
    kind: 'text',
    party_id: 'text?',
    lead_id: 'text?',
  },
};

export const lead: Table<LeadFact> = {
  name: 'roi_lead',
  key: 'fact',
  columns: { ...factColumns, lead_id: 'text', party_id: 'text' },
};

export const parent: Table<ParentFact> = {
  name: 'roi_parent',
  key: 'fact',
  columns: { ...factColumns, campaign_id: 'text', parent_id: 'text?' },
};

export const objective: Table<ObjectiveFact> = {
  name: 'roi_objective',
  key: 'fact',
  columns: {
    ...factColumns,
    campaign_id: 'text',
    metric: 'text',
    target: 'integer',
    currency: 'text?',
  },
};

export const expected: Table<ExpectedFact> = {
  name: 'roi_expected',
  key: 'fact',
  columns: {
    ...factColumns,
    opportunity_id: 'text',
    amount: 'integer',
    margin: 'integer?',
    currency: 'text',
  },
};
