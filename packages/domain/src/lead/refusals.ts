import { type Decision, decisions, type LocalDate, type Of } from '@presales/kernel';
import type { LeadCommand } from './commands.ts';
import type { LeadEvent } from './events.ts';
import type { Lead } from './lead.ts';

/** Why a lead's command is refused. */
export type LeadRefusal =
  /** Captured before, and differently. */
  | { readonly code: 'lead/already-captured' }
  | { readonly code: 'lead/not-captured' }
  /** Who is on a bought list is approached on a ground that has to be named (S22). */
  | { readonly code: 'lead/consent-basis-needed'; readonly listId: string }
  /** A lead that comes back from a lost deal has no other source. */
  | { readonly code: 'lead/not-from-a-lost-deal'; readonly recycledFrom: string }
  /** The lead is another customer already. */
  | { readonly code: 'lead/linked-to-other-customer'; readonly customerId: string }
  /** Known under this id, and differently. */
  | { readonly code: 'lead/interest-differs'; readonly interestId: string }
  | { readonly code: 'lead/touch-differs'; readonly touchId: string }
  /** A stream stays short. */
  | { readonly code: 'lead/too-many'; readonly limit: number }
  /** Something else was said on a later day. */
  | { readonly code: 'lead/timeframe-outdated'; readonly statedOn: LocalDate }
  /** The model has seen no won lead, or no lost one. */
  | { readonly code: 'lead/model-untrained'; readonly model: string; readonly version: number }
  /** Nobody is assigned, and somebody has to be. */
  | { readonly code: 'lead/unassigned' }
  /** Taking a lead from somebody, or moving it to another team, needs a reason. */
  | { readonly code: 'lead/reason-needed'; readonly salespersonId: string }
  /** Nobody sells to themselves: owner and lead have one e-mail address. */
  | { readonly code: 'lead/owner-is-the-lead'; readonly salespersonId: string }
  | { readonly code: 'lead/assigned-to-another'; readonly salespersonId: string }
  /** What was accepted is not given back but reassigned. */
  | { readonly code: 'lead/handoff-accepted'; readonly salespersonId: string }
  /** Sales owns the lead, which therefore has an owner and is no longer nurtured (S32). */
  | { readonly code: 'lead/sales-qualified' }
  | { readonly code: 'lead/already-responded'; readonly activityId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'lead/note-needed' }
  /** A lead is parked until a day to come. */
  | { readonly code: 'lead/parked-until-past'; readonly until: LocalDate }
  /** Set aside: it is resumed first. */
  | { readonly code: 'lead/parked'; readonly until: LocalDate }
  /** A lead is not merged with itself, nor with what it has absorbed. */
  | { readonly code: 'lead/merge-cycle'; readonly survivorId: string }
  | { readonly code: 'lead/merged'; readonly survivorId: string }
  | { readonly code: 'lead/already-converted'; readonly opportunityId: string }
  | { readonly code: 'lead/closed'; readonly status: 'disqualified' | 'converted' };

export type Answer = Decision<LeadEvent, LeadRefusal>;
export type Data<Type extends LeadCommand['type']> = Of<LeadCommand, Type>['data'];
export const { emit, refuse } = decisions<LeadEvent, LeadRefusal>();

/** The refusal of a lead that is not open. */
export const notOpen = (state: Exclude<Lead, { status: 'open' }>): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'lead/not-captured' });
    case 'parked':
      return refuse({ code: 'lead/parked', until: state.parking.until });
    case 'merged':
      return refuse({ code: 'lead/merged', survivorId: state.survivorId });
    default:
      return refuse({ code: 'lead/closed', status: state.status });
  }
};
