import { type Decision, decisions, type Instant, type Of } from '@presales/kernel';
import type { ActivityKind } from '../shared/activity-kind.ts';
import type { ActivityCommand } from './commands.ts';
import type { ActivityEvent } from './events.ts';
import type { Activity } from './state.ts';
import type { ActivityDirection } from './vocabulary.ts';

/** Why an activity's command is refused. */
export type ActivityRefusal =
  /** Planned before, and differently; or planned, and so to be completed rather than logged. */
  | { readonly code: 'activity/already-planned' }
  | { readonly code: 'activity/not-planned' }
  | { readonly code: 'activity/completed' }
  | { readonly code: 'activity/cancelled' }
  /** Somebody did not come. It is planned anew under another id. */
  | { readonly code: 'activity/no-show' }
  | { readonly code: 'activity/voided' }
  /** Nobody can have missed what is not due yet. */
  | { readonly code: 'activity/not-due'; readonly dueAt: Instant }
  /** Only what was recorded as done can have been recorded by mistake. */
  | { readonly code: 'activity/not-completed' }
  /** An activity of this kind runs the other way. */
  | {
      readonly code: 'activity/wrong-direction';
      readonly kind: ActivityKind;
      readonly direction: ActivityDirection;
    }
  /** Somebody stands twice among performer and participants. */
  | { readonly code: 'activity/participant-twice'; readonly participantId: string }
  /** The setting asks for a follow-up with its date. */
  | { readonly code: 'activity/follow-up-needed' }
  /** What follows is due before it was agreed, or is the activity itself. */
  | { readonly code: 'activity/follow-up-misplaced' };

export type Answer = Decision<ActivityEvent, ActivityRefusal>;
export type Data<Type extends ActivityCommand['type']> = Of<ActivityCommand, Type>['data'];
export const { emit, refuse } = decisions<ActivityEvent, ActivityRefusal>();

/** The refusal of an activity that has come to its end. */
export const over = (state: Exclude<Activity, { status: 'absent' | 'planned' }>): Answer =>
  refuse({ code: `activity/${state.status}` });
