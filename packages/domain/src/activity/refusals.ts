import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { ActivityKind } from '../shared/activity-kind.ts';
import type { CommandData } from '../shared/command-data.ts';
import type { ActivityCommand } from './commands.ts';
import type { ActivityEvent } from './events.ts';
import type { Activity } from './state.ts';
import type { ActivityDirection } from './vocabulary.ts';

/** Why an activity's command is refused. */
export type ActivityRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'activity/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** It was planned before, and differently; or it was planned and has to be completed, not logged. */
  | { readonly code: 'activity/already-planned' }
  | { readonly code: 'activity/not-planned' }
  | { readonly code: 'activity/completed' }
  | { readonly code: 'activity/cancelled' }
  /** Somebody did not come. A new appointment is planned under an id of its own. */
  | { readonly code: 'activity/no-show' }
  | { readonly code: 'activity/voided' }
  /** Nobody can have missed an appointment that is not due yet. */
  | { readonly code: 'activity/not-due'; readonly dueAt: Instant }
  /** Only what was recorded as done can have been recorded by mistake. */
  | { readonly code: 'activity/not-completed' }
  /** Activities of this kind always have the other direction. */
  | {
      readonly code: 'activity/wrong-direction';
      readonly kind: ActivityKind;
      readonly direction: ActivityDirection;
    }
  /** Somebody is named twice as performer or participant. */
  | { readonly code: 'activity/participant-twice'; readonly participantId: string }
  /** The setting asks for a follow-up with its date. */
  | { readonly code: 'activity/follow-up-needed' }
  /** What follows is due before it was agreed, or is the activity itself. */
  | { readonly code: 'activity/follow-up-misplaced' };

/** What an activity answers to a command. */
export type Answer = Decision<ActivityEvent, ActivityRefusal>;
/** What a command of a type carries. */
export type Data<Type extends ActivityCommand['type']> = CommandData<ActivityCommand, Type>;
type Answers = Decisions<ActivityEvent, ActivityRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;

/** The refusal of an activity that has come to its end. */
export const over = (state: Exclude<Activity, { status: 'absent' | 'planned' }>): Answer =>
  refuse({ code: `activity/${state.status}` });
