import type { Table } from '@presales/kernel';
import type { CreditFact } from '../shared/credit.ts';
import { type Fact, factColumns } from '../shared/fact.ts';
import type { MembershipFact, TeamFact } from '../shared/memberships.ts';
import type { MergeFact } from '../shared/merges.ts';
import type { RateFact } from '../shared/rates.ts';
import type { OpenedFact, OutcomeFact, PartyFact } from '../shared/wins.ts';

/**
 * A goal was set, revised or withdrawn. `goal` and `stretch` are minor units of `currency`, or numbers
 * without one; a goal that is withdrawn has neither.
 */
export type GoalFact = Fact & {
  readonly holder_kind: string;
  readonly holder_id: string;
  readonly metric: string;
  readonly activity_kind: string | null;
  readonly period_start: string;
  readonly period_end: string;
  readonly goal: number | null;
  readonly stretch: number | null;
  readonly currency: string | null;
  /** The first day that it holds on; before it, what held before. Absent: from the start. */
  readonly effective_from: string | null;
};

/** One person's part in a completed activity. `outcome` is `reached` or `attempted`. */
export type ActivityFact = Fact & {
  readonly activity_id: string;
  readonly performer_id: string;
  /** In basis points of one activity. */
  readonly share: number;
  readonly kind: string;
  readonly outcome: string;
};

/** A completed activity was recorded by mistake. */
export type VoidFact = Fact & { readonly activity_id: string };

/** Somebody got a lead that was nobody's. */
export type AssignmentFact = Fact & { readonly lead_id: string; readonly salesperson_id: string };

/** The tables of target tracking, as a query sees them. */
export interface TargetTables {
  readonly target_goal: GoalFact;
  readonly target_activity: ActivityFact;
  readonly target_activity_void: VoidFact;
  readonly target_assignment: AssignmentFact;
  readonly target_lead_merge: MergeFact;
  readonly target_opened: OpenedFact;
  readonly target_outcome: OutcomeFact;
  readonly target_credit: CreditFact;
  readonly target_overlay: CreditFact;
  readonly target_party: PartyFact;
  readonly target_party_merge: MergeFact;
  readonly target_deal_merge: MergeFact;
  readonly target_membership: MembershipFact;
  readonly target_team: TeamFact;
  readonly target_rate: RateFact;
}

export const goal: Table<GoalFact> = {
  name: 'target_goal',
  key: 'fact',
  columns: {
    ...factColumns,
    holder_kind: 'text',
    holder_id: 'text',
    metric: 'text',
    activity_kind: 'text?',
    period_start: 'text',
    period_end: 'text',
    goal: 'integer?',
    stretch: 'integer?',
    currency: 'text?',
    effective_from: 'text?',
  },
};

export const activity: Table<ActivityFact> = {
  name: 'target_activity',
  key: 'fact',
  columns: {
    ...factColumns,
    activity_id: 'text',
    performer_id: 'text',
    share: 'integer',
    kind: 'text',
    outcome: 'text',
  },
};

export const activityVoid: Table<VoidFact> = {
  name: 'target_activity_void',
  key: 'fact',
  columns: { ...factColumns, activity_id: 'text' },
};

export const assignment: Table<AssignmentFact> = {
  name: 'target_assignment',
  key: 'fact',
  columns: { ...factColumns, lead_id: 'text', salesperson_id: 'text' },
};
