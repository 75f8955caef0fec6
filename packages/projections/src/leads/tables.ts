import type { Table } from '@presales/kernel';
import { type Fact, factColumns } from '../shared/fact.ts';
import type { MergeFact } from '../shared/merges.ts';
import type { RateFact } from '../shared/rates.ts';

/** A lead was captured. */
export type CaptureFact = Fact & {
  readonly lead_id: string;
  readonly source: string;
  readonly campaign_id: string | null;
};

/** What can become of a lead, as its column `what` says. */
export type LeadChange =
  | 'assigned'
  | 'unassigned'
  | 'accepted'
  | 'rejected'
  | 'nurturing'
  | 'marketing-qualified'
  | 'sales-qualified'
  | 'disqualified'
  | 'reopened'
  | 'parked'
  | 'resumed'
  | 'recycled'
  | 'converted';

/** Something became of a lead. */
export type ChangeFact = Fact & {
  readonly lead_id: string;
  readonly what: string;
  /** Whom it was given to, or who answered for it; absent where that plays no part. */
  readonly salesperson_id: string | null;
};

/** Somebody of ours reached a lead. */
export type ContactFact = Fact & {
  readonly lead_id: string;
  /** The activity, where it was one. */
  readonly activity_id: string;
};

/** An activity was recorded by mistake. */
export type ContactVoidFact = Fact & { readonly activity_id: string };

/** When a lead says it will buy. */
export type TimeframeFact = Fact & {
  readonly lead_id: string;
  /** `immediate`, `days`, `date` or `none`. */
  readonly kind: string;
  readonly days: number | null;
  readonly due_date: string | null;
  readonly stated_on: string;
};

/** A lead was scored by one version of a model. */
export type ScoreFact = Fact & {
  readonly lead_id: string;
  readonly model: string;
  readonly version: number;
  /** `points`, or `probability` in hundredths of a percent. */
  readonly unit: string;
  readonly score: number;
};

/** A campaign and its first day. */
export type LeadCampaignFact = Fact & {
  readonly campaign_id: string;
  readonly starts_on: string;
};

/** Money spent on a campaign, in minor units, on its own day; negative takes a cost back. */
export type LeadCostFact = Fact & {
  readonly campaign_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly cost_date: string;
};

/** The tables of leads, as a query sees them. */
export interface LeadTables {
  readonly lead_captured: CaptureFact;
  readonly lead_change: ChangeFact;
  readonly lead_contact: ContactFact;
  readonly lead_contact_void: ContactVoidFact;
  readonly lead_timeframe: TimeframeFact;
  readonly lead_score: ScoreFact;
  readonly lead_merge: MergeFact;
  readonly lead_campaign: LeadCampaignFact;
  readonly lead_cost: LeadCostFact;
  readonly lead_rate: RateFact;
}

export const captured: Table<CaptureFact> = {
  name: 'lead_captured',
  key: 'fact',
  columns: { ...factColumns, lead_id: 'text', source: 'text', campaign_id: 'text?' },
};

export const change: Table<ChangeFact> = {
  name: 'lead_change',
  key: 'fact',
  columns: { ...factColumns, lead_id: 'text', what: 'text', salesperson_id: 'text?' },
};

export const contact: Table<ContactFact> = {
  name: 'lead_contact',
  key: 'fact',
  columns: { ...factColumns, lead_id: 'text', activity_id: 'text' },
};

export const contactVoid: Table<ContactVoidFact> = {
  name: 'lead_contact_void',
  key: 'fact',
  columns: { ...factColumns, activity_id: 'text' },
};

export const timeframe: Table<TimeframeFact> = {
  name: 'lead_timeframe',
  key: 'fact',
  columns: {
    ...factColumns,
    lead_id: 'text',
    kind: 'text',
    days: 'integer?',
    due_date: 'text?',
    stated_on: 'text',
  },
};

export const score: Table<ScoreFact> = {
  name: 'lead_score',
  key: 'fact',
  columns: {
    ...factColumns,
    lead_id: 'text',
    model: 'text',
    version: 'integer',
    unit: 'text',
    score: 'integer',
  },
};

export const campaign: Table<LeadCampaignFact> = {
  name: 'lead_campaign',
  key: 'fact',
  columns: { ...factColumns, campaign_id: 'text', starts_on: 'text' },
};

export const cost: Table<LeadCostFact> = {
  name: 'lead_cost',
  key: 'fact',
  columns: {
    ...factColumns,
    campaign_id: 'text',
    amount: 'integer',
    currency: 'text',
    cost_date: 'text',
  },
};
