import type { Instant } from '@presales/kernel';
import { same } from '../../shared/same.ts';
import type { Activity, ActivityCompletion } from '../activity.ts';
import { directionOf } from '../figures/direction.ts';
import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';

/** A planned activity was done, by whom it was planned for or by somebody else. */
export const complete = (
  { at, followUpRequired, performerId, outcome, ...details }: Data<'CompleteActivity'>,
  state: Activity,
): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'activity/not-planned' });
    case 'planned': {
      const { kind, subject, performerId: planned } = state.plan;
      const done = { kind, performerId: performerId ?? planned, subject, outcome, ...details };
      return fault(done, at, followUpRequired) ?? emit({ type: 'ActivityCompleted', data: done });
    }
    case 'completed': {
      const { kind, subject, performerId: performed } = state.completion;
      const done = { kind, performerId: performerId ?? performed, subject, outcome, ...details };
      return same(state.completion, done) ? emit() : over(state);
    }
    default:
      return over(state);
  }
};

/** Something was done that nobody had planned. */
export const log = (
  { at, followUpRequired, ...done }: Data<'LogActivity'>,
  state: Activity,
): Answer => {
  switch (state.status) {
    case 'absent':
      return fault(done, at, followUpRequired) ?? emit({ type: 'ActivityCompleted', data: done });
    case 'planned':
      return refuse({ code: 'activity/already-planned' });
    case 'completed':
      return same(state.completion, done) ? emit() : over(state);
    default:
      return over(state);
  }
};

/** It was recorded as done by mistake. The record stays, and counts no more. */
export const voidIt = ({ activityId, reason }: Data<'VoidActivity'>, state: Activity): Answer => {
  switch (state.status) {
    case 'absent':
    case 'planned':
      return refuse({ code: 'activity/not-completed' });
    case 'completed':
      return emit({ type: 'ActivityVoided', data: { activityId, reason } });
    case 'voided':
      return state.reason === reason ? emit() : over(state);
    default:
      return over(state);
  }
};

/** What contradicts itself in the record of an activity, if anything does. */
const fault = (
  done: ActivityCompletion,
  at: Instant,
  followUpRequired = false,
): Answer | undefined => {
  const { activityId, kind, direction, performerId, participants = [], followUp } = done;
  const natural = directionOf(kind);
  if (direction !== undefined && natural !== undefined && direction !== natural)
    return refuse({ code: 'activity/wrong-direction', kind, direction });
  const twice = participants.find(
    (participant, index) =>
      participant === performerId || participants.indexOf(participant) !== index,
  );
  if (twice !== undefined)
    return refuse({ code: 'activity/participant-twice', participantId: twice });
  if (followUp === undefined)
    return followUpRequired ? refuse({ code: 'activity/follow-up-needed' }) : undefined;
  return followUp.dueAt < at || followUp.activityId === activityId
    ? refuse({ code: 'activity/follow-up-misplaced' })
    : undefined;
};
