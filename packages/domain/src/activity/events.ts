import { Id, Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { ActivityKind } from '../shared/activity-kind.ts';

const activityId = Id;

/** Whom and what an activity is about. */
export const ActivitySubject = z
  .strictObject({ partyId: Id.optional(), leadId: Id.optional(), opportunityId: Id.optional() })
  .readonly();
export type ActivitySubject = z.infer<typeof ActivitySubject>;

/** Whether the customer was reached: an unanswered call is an attempt, not a contact (decision 10). */
export const ActivityOutcome = z.enum(['reached', 'attempted']);
export type ActivityOutcome = z.infer<typeof ActivityOutcome>;

/** All that can have happened to an activity. */
export const ActivityEvent = z.discriminatedUnion('type', [
  message('ActivityPlanned', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    dueAt: Instant,
  }),
  /** Done: counted for whoever performed it, whoever owns the deal today. */
  message('ActivityCompleted', {
    activityId,
    kind: ActivityKind,
    performerId: Id,
    subject: ActivitySubject,
    outcome: ActivityOutcome,
  }),
  message('ActivityCancelled', { activityId, reason: Text }),
]);
export type ActivityEvent = z.infer<typeof ActivityEvent>;
