import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { EngagementCommand } from './commands.ts';
import type { EngagementEvent } from './events.ts';
import type { Engagement } from './state.ts';
import type { EngagementKind } from './vocabulary.ts';

/** Why an engagement's command is refused. */
export type EngagementRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'engagement/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** It is for one deal, one lead or one inquiry: none is named, or more than one. */
  | { readonly code: 'engagement/one-subject-needed' }
  | { readonly code: 'engagement/not-requested' }
  /** It was requested before, and differently. */
  | { readonly code: 'engagement/already-requested' }
  /** No specialist has taken it on. */
  | { readonly code: 'engagement/not-accepted' }
  /** Another specialist has taken it on. */
  | { readonly code: 'engagement/already-accepted'; readonly specialistId: string }
  | {
      readonly code: 'engagement/closed';
      readonly status: 'completed' | 'declined' | 'cancelled';
    }
  /** The engagement is work of another kind. */
  | {
      readonly code: 'engagement/other-kind';
      readonly kind: EngagementKind;
      readonly expected: EngagementKind;
    }
  /** Another finding, delivery, feedback or entry has this id. */
  | { readonly code: 'engagement/id-exists'; readonly id: string }
  | { readonly code: 'engagement/unknown-entry'; readonly entryId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'engagement/note-needed' }
  | { readonly code: 'engagement/no-demo-scheduled' }
  | { readonly code: 'engagement/no-rfp' }
  /** It was received before, and differently. */
  | { readonly code: 'engagement/rfp-exists' }
  | { readonly code: 'engagement/unknown-question'; readonly questionId: string }
  | { readonly code: 'engagement/no-poc' }
  /** It was started before, with other criteria. */
  | { readonly code: 'engagement/poc-exists' }
  /** Exactly the criteria that were agreed on need a result. */
  | { readonly code: 'engagement/criteria-differ'; readonly criterionIds: readonly string[] };

/** What an engagement answers to a command. */
export type Answer = Decision<EngagementEvent, EngagementRefusal>;
/** What a command of a type carries. */
export type Data<Type extends EngagementCommand['type']> = CommandData<EngagementCommand, Type>;
type Answers = Decisions<EngagementEvent, EngagementRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;

/** The refusal of an engagement that was never requested, or is over. */
export const notOpen = (
  state: Exclude<Engagement, { status: 'requested' } | { status: 'accepted' }>,
): Answer =>
  state.status === 'absent'
    ? refuse({ code: 'engagement/not-requested' })
    : refuse({ code: 'engagement/closed', status: state.status });
