import {
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type LocalDate,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { LeadCommand } from './commands.ts';
import type { LeadEvent } from './events.ts';
import type { Lead } from './state.ts';
import type { MergedLead } from './vocabulary.ts';

/** Why a lead's command is refused. */
export type LeadRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'lead/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** Captured before, and differently. */
  | { readonly code: 'lead/already-captured' }
  | { readonly code: 'lead/not-captured' }
  /** It is neither a standard source nor one that the business has registered; is it misspelt? */
  | { readonly code: 'lead/unknown-source'; readonly source: string }
  /** A lead from a bought list needs a named ground on which it may be approached (S22). */
  | { readonly code: 'lead/consent-basis-needed'; readonly listId: string }
  /** Only a lead with the source `lost-opportunity` comes back from a lost deal. */
  | { readonly code: 'lead/not-from-a-lost-deal'; readonly recycledFrom: string }
  /** The lead is another customer already. */
  | { readonly code: 'lead/linked-to-other-customer'; readonly customerId: string }
  /** Another sign of interest has this id. */
  | { readonly code: 'lead/interest-differs'; readonly interestId: string }
  /** Another touch has this id. */
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
  /** A lead that was taken over is not given back: it is reassigned. */
  | { readonly code: 'lead/handoff-accepted'; readonly salespersonId: string }
  /** Sales owns the lead, which therefore has an owner and is no longer nurtured (S32). */
  | { readonly code: 'lead/sales-qualified' }
  | { readonly code: 'lead/already-responded'; readonly activityId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'lead/note-needed' }
  /** A lead is set aside until a day in the future. */
  | { readonly code: 'lead/parked-until-past'; readonly until: LocalDate }
  /** The lead is set aside, and has to be resumed first. */
  | { readonly code: 'lead/parked'; readonly until: LocalDate }
  /**
   * The other lead cannot be the duplicate: there is none, it has become an opportunity, or it was merged
   * into another one. Where it has become an opportunity it is the survivor.
   */
  | {
      readonly code: 'lead/not-to-be-merged';
      readonly mergedId: string;
      readonly status: MergedLead['status'];
    }
  /** It came with another duplicate, and goes back with that one. */
  | {
      readonly code: 'lead/absorbed-with-another';
      readonly mergedId: string;
      readonly absorbedWith: string;
    }
  /** A lead is not merged with itself, nor with what it has absorbed. */
  | { readonly code: 'lead/merge-cycle'; readonly survivorId: string }
  /** There is no such survivor, or it has not absorbed this one: nothing is merged by half. */
  | { readonly code: 'lead/not-absorbed'; readonly survivorId: string }
  | { readonly code: 'lead/merged'; readonly survivorId: string }
  | { readonly code: 'lead/already-converted'; readonly opportunityId: string }
  | { readonly code: 'lead/closed'; readonly status: 'disqualified' | 'converted' };

/** What a lead answers to a command. */
export type Answer = Decision<LeadEvent, LeadRefusal>;

/** What a command of a type carries. */
export type Data<Type extends LeadCommand['type']> = CommandData<LeadCommand, Type>;

type Answers = Decisions<LeadEvent, LeadRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;

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
