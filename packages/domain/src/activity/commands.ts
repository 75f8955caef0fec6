import { Id, Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { ActivityKind } from '../shared/activity-kind.ts';
import { ActivityOutcome, ActivitySubject } from './events.ts';

const activityId = Id;
const at = Instant;

/** What can be asked of an activity. */
export const ActivityCommand = z.discriminatedUnion('type', [
  message('PlanActivity', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    dueAt: Instant,
    at,
  }),
  /** Completes a planned activity; whoever really did it may differ from whom it was planned for. */
  message('CompleteActivity', {
    activityId,
    outcome: ActivityOutcome,
    performerId: Id.optional(),
    at,
  }),
  /** Records an activity that nobody had planned, as done. */
  message('LogActivity', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    outcome: ActivityOutcome,
    at,
  }),
  message('CancelActivity', { activityId, reason: Text, at }),
]);
export type ActivityCommand = z.infer<typeof ActivityCommand>;
