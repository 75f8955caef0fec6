import type { RowOf, TablesOf } from '@presales/kernel';
import { factTable } from '../shared/fact.ts';
import { mergeTable } from '../shared/merges.ts';
import { rateTable } from '../shared/rates.ts';

/** The facts that leads are counted from. */
export const leadTables = {
  /** A lead was captured. */
  captured: factTable('lead_captured', {
    lead_id: 'text',
    source: 'text',
    source_detail: 'text?',
    campaign_id: 'text?',
  }),
  /** Something became of a lead. */
  change: factTable('lead_change', {
    lead_id: 'text',
    /** A `LeadChange`. */
    what: 'text',
    /** Whom it was given to, or who answered for it; absent where that plays no part. */
    salesperson_id: 'text?',
  }),
  /** Somebody of ours reached a lead. */
  contact: factTable('lead_contact', { lead_id: 'text', activity_id: 'text' }),
  /** An activity was recorded by mistake. */
  contactVoid: factTable('lead_contact_void', { activity_id: 'text' }),
  /** When a lead says it will buy; or it took in a duplicate that said so perhaps, or let one go. */
  timeframe: factTable('lead_timeframe', {
    lead_id: 'text',
    /** A `TimeframeChange`. */
    what: 'text',
    /** Which duplicate it took in or let go; absent where it says so itself. */
    other_id: 'text?',
    /** `immediate`, `days`, `date` or `none`; absent where nothing new was said. */
    kind: 'text?',
    days: 'integer?',
    due_date: 'text?',
    stated_on: 'text?',
  }),
  /** A lead was scored by one version of a model. */
  score: factTable('lead_score', {
    lead_id: 'text',
    model: 'text',
    version: 'integer',
    /** `points`, or `probability` in hundredths of a percent. */
    unit: 'text',
    score: 'integer',
  }),
  merge: mergeTable('lead_merge'),
  /** A campaign was planned. */
  campaign: factTable('lead_campaign', {
    campaign_id: 'text',
    /** Its first day. */
    starts_on: 'text',
  }),
  /** Money was spent on a campaign, or a cost was corrected. */
  cost: factTable('lead_cost', {
    campaign_id: 'text',
    /** In minor units; negative takes a cost back. */
    amount: 'integer',
    currency: 'text',
    /** The day that it counts on. */
    cost_date: 'text',
  }),
  rate: rateTable('lead_rate'),
} as const;

/** What can become of a lead, as the column `what` says. */
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

/** How it may change when a lead will buy, as the column `what` says. */
export type TimeframeChange = 'stated' | 'absorbed' | 'released';

/** The tables of leads, as a query sees them. */
export type LeadTables = TablesOf<typeof leadTables>;

/** A lead was captured. */
export type CaptureFact = RowOf<typeof leadTables.captured>;

/** Something became of a lead. */
export type ChangeFact = RowOf<typeof leadTables.change>;

/** Somebody of ours reached a lead. */
export type ContactFact = RowOf<typeof leadTables.contact>;

/** When a lead says it will buy, or what a merge and its end changed about that. */
export type TimeframeFact = RowOf<typeof leadTables.timeframe>;

/** A lead was scored by one version of a model. */
export type ScoreFact = RowOf<typeof leadTables.score>;
