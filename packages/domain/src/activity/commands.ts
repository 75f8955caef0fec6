import { Id, Instant, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import { ActivityKind } from '../shared/activity-kind.ts';
import { ActivityOutcome, ActivitySubject, activityDetails, NoShowBy } from './vocabulary.ts';

const activityId = Id;
const at = Instant;

/** A setting: whether the activity must name what follows it, as may be wanted of a mailing. */
const followUpRequired = z.boolean().optional();

/** What can be asked of an activity. */
export const ActivityCommand = z.discriminatedUnion('type', [
  message('PlanActivity', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    dueAt: Instant,
    followsId: Id.optional(),
    at,
  }),
  message('RescheduleActivity', { activityId, dueAt: Instant, reason: Text.optional(), at }),
  /** Completes a planned activity, which somebody else may have done than it was planned for. */
  message('CompleteActivity', {
    activityId,
    outcome: ActivityOutcome,
    performerId: Id.optional(),
    ...activityDetails,
    followUpRequired,
    at,
  }),
  /** Records an activity as done that nobody had planned. */
  message('LogActivity', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    outcome: ActivityOutcome,
    ...activityDetails,
    followUpRequired,
    at,
  }),
  message('CancelActivity', { activityId, reason: Text, at }),
  message('RecordNoShow', { activityId, by: NoShowBy, note: Note.optional(), at }),
  message('VoidActivity', { activityId, reason: Text, at }),
]);
export type ActivityCommand = z.infer<typeof ActivityCommand>;
