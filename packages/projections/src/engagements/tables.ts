import type { RowOf, TablesOf } from '@presales/kernel';
import { factTable } from '../shared/fact.ts';
import { mergeTable } from '../shared/merges.ts';

/** The facts that presales work is measured by. */
export const engagementTables = {
  /** Presales work was asked for. */
  request: factTable('engagement_request', {
    engagement_id: 'text',
    /** What it is for, as `subjectKey` writes it: a deal, a lead or an inquiry. */
    subject: 'text',
    kind: 'text',
  }),
  /** Something came of presales work. */
  outcome: factTable('engagement_outcome', {
    engagement_id: 'text',
    /** An `EngagementOutcome`. */
    what: 'text',
    /** 1 for a request for proposal that was answered after its due time. */
    late: 'integer',
  }),
  /** Time was spent; an entry that was corrected stands at its last minutes. */
  time: factTable('engagement_time', {
    engagement_id: 'text',
    entry_id: 'text',
    minutes: 'integer',
  }),
  /** A deal was won, lost, reopened or its win reversed. */
  deal: factTable('engagement_deal', {
    opportunity_id: 'text',
    /** `won`, `lost` or `open`. */
    outcome: 'text',
  }),
  /** A lead, an inquiry or a quotation led to a quotation or a deal. */
  link: factTable('engagement_link', {
    /** What led there, as `subjectKey` writes it. */
    subject: 'text',
    /** What it led to, in the same way. */
    led_to: 'text',
  }),
  dealMerge: mergeTable('engagement_deal_merge'),
  leadMerge: mergeTable('engagement_lead_merge'),
} as const;

/** What presales work can be for, and what leads from there to a deal. */
export type SubjectKind = 'deal' | 'lead' | 'inquiry' | 'quotation';

/** A subject as one column holds it. */
export const subjectKey = (kind: SubjectKind, id: string): string => `${kind}:${id}`;

/** How a piece of presales work went, as the column `what` says. */
export type EngagementOutcome =
  | 'demo-held'
  | 'demo-failed'
  | 'rfp-submitted'
  | 'rfp-declined'
  | 'poc-met'
  | 'poc-not-met'
  | 'poc-inconclusive';

/** The tables of presales work, as a query sees them. */
export type EngagementTables = TablesOf<typeof engagementTables>;

/** Something led to a quotation or to a deal. */
export type LinkFact = RowOf<typeof engagementTables.link>;

/** Time was spent; an entry that was corrected stands at its last minutes. */
export type TimeFact = RowOf<typeof engagementTables.time>;
