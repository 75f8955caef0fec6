import type { Table } from '@presales/kernel';
import { type Fact, factColumns } from '../shared/fact.ts';
import type { MergeFact } from '../shared/merges.ts';

/** Presales work was asked for, for a deal. */
export type RequestFact = Fact & {
  readonly engagement_id: string;
  readonly opportunity_id: string;
  readonly kind: string;
};

/** How a piece of presales work went, as its column `what` says. */
export type EngagementOutcome =
  | 'demo-held'
  | 'demo-failed'
  | 'rfp-submitted'
  | 'rfp-declined'
  | 'poc-met'
  | 'poc-not-met'
  | 'poc-inconclusive';

/** Something came of presales work. */
export type EngagementOutcomeFact = Fact & {
  readonly engagement_id: string;
  readonly what: string;
  /** 1 for a request for proposal that was answered after its due time. */
  readonly late: number;
};

/** Time spent; an entry that was corrected stands at its last minutes. */
export type TimeFact = Fact & {
  readonly engagement_id: string;
  readonly entry_id: string;
  readonly minutes: number;
};

/** A deal was won, lost, reopened or its win reversed. */
export type DealOutcomeFact = Fact & { readonly opportunity_id: string; readonly outcome: string };

/** The tables of presales work, as a query sees them. */
export interface EngagementTables {
  readonly engagement_request: RequestFact;
  readonly engagement_outcome: EngagementOutcomeFact;
  readonly engagement_time: TimeFact;
  readonly engagement_deal: DealOutcomeFact;
  readonly engagement_deal_merge: MergeFact;
}

export const request: Table<RequestFact> = {
  name: 'engagement_request',
  key: 'fact',
  columns: { ...factColumns, engagement_id: 'text', opportunity_id: 'text', kind: 'text' },
};

export const outcome: Table<EngagementOutcomeFact> = {
  name: 'engagement_outcome',
  key: 'fact',
  columns: { ...factColumns, engagement_id: 'text', what: 'text', late: 'integer' },
};

export const time: Table<TimeFact> = {
  name: 'engagement_time',
  key: 'fact',
  columns: { ...factColumns, engagement_id: 'text', entry_id: 'text', minutes: 'integer' },
};

export const deal: Table<DealOutcomeFact> = {
  name: 'engagement_deal',
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', outcome: 'text' },
};
