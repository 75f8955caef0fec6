import { Id, Instant, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import { ActivityKind } from '../shared/activity-kind.ts';
import { ActivityOutcome, ActivitySubject, activityDetails, NoShowBy } from './vocabulary.ts';

const activityId = Id;

/** All that can have happened to an activity. */
export const ActivityEvent = z.discriminatedUnion('type', [
  message('ActivityPlanned', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    dueAt: Instant,
    /** The activity that this one follows up. */
    followsId: Id.optional(),
  }),
  message('ActivityRescheduled', {
    activityId,
    from: Instant,
    to: Instant,
    reason: Text.optional(),
  }),
  /** It was done. It counts for whoever performed it, whoever owns the deal today. */
  message('ActivityCompleted', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    outcome: ActivityOutcome,
    ...activityDetails,
  }),
  message('ActivityCancelled', { activityId, reason: Text }),
  /** Somebody did not come to the appointment. It counts as nothing done. */
  message('ActivityNoShow', { activityId, by: NoShowBy, note: Note.optional() }),
  /** It was recorded as done by mistake: it no longer counts, as if it had never been. */
  message('ActivityVoided', { activityId, reason: Text }),
]);
export type ActivityEvent = z.infer<typeof ActivityEvent>;
