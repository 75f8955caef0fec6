import type { Instant } from '@presales/kernel';
import { directionOf } from '../figures/direction.ts';
import { type Answer, refuse } from '../refusals.ts';
import type { ActivityCompletion } from '../state.ts';

/** What contradicts itself in the record of an activity, if anything does. */
export const fault = (
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
