import type { Table } from '@presales/kernel';
import { type Fact, factColumns } from '../shared/fact.ts';
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

/** A campaign touched a party: it answered, or became a lead (then with `lead_id`). */
export type TouchFact = Fact & {
  readonly campaign_id: string;
  readonly party_id: string;
  readonly lead_id: string | null;
};

/** The tables of campaign profitability, as a query sees them. */
export interface CampaignRoiTables {
  readonly roi_campaign: CampaignFact;
  readonly roi_budget: BudgetFact;
  readonly roi_cost: CostFact;
  readonly roi_touch: TouchFact;
  readonly roi_party: PartyFact;
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
  columns: { ...factColumns, campaign_id: 'text', party_id: 'text', lead_id: 'text?' },
};
