import type { Instant } from '@presales/kernel';
import { firstTwice } from '../../shared/first-twice.ts';
import { directionOf } from '../figures/direction.ts';
import { type Answer, refuse } from '../refusals.ts';
import type { ActivityCompletion } from '../state.ts';

/** The refusal of a record that contradicts itself; undefined where it does not. */
export const contradiction = (
  done: ActivityCompletion,
  at: Instant,
  followUpRequired = false,
): Answer | undefined => {
  const { activityId, kind, direction, performerId, participants = [], followUp } = done;
  const natural = directionOf(kind);
  if (direction !== undefined && natural !== undefined && direction !== natural)
    return refuse({ code: 'activity/wrong-direction', kind, direction });
  const twice = firstTwice([performerId, ...participants]);
  if (twice !== undefined)
    return refuse({ code: 'activity/participant-twice', participantId: twice });
  if (followUp === undefined)
    return followUpRequired ? refuse({ code: 'activity/follow-up-needed' }) : undefined;
  return followUp.dueAt < at || followUp.activityId === activityId
    ? refuse({ code: 'activity/follow-up-misplaced' })
    : undefined;
};
