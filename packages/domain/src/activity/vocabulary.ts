import { Id, Instant, Note } from '@presales/kernel';
import { z } from 'zod';
import { ActivityKind } from '../shared/activity-kind.ts';

/** Whom and what an activity is about. */
export const ActivitySubject = z
  .strictObject({
    partyId: Id.optional(),
    leadId: Id.optional(),
    opportunityId: Id.optional(),
    inquiryId: Id.optional(),
    /** The campaign that the activity was done for: a stand, a mailing, a round of calls. */
    campaignId: Id.optional(),
  })
  .readonly();
export type ActivitySubject = z.infer<typeof ActivitySubject>;

/** Whether the customer was reached: an unanswered call is an attempt, not a contact (B10). */
export const ActivityOutcome = z.enum(['reached', 'attempted']);
export type ActivityOutcome = z.infer<typeof ActivityOutcome>;

/** Who approached whom. For calls the kind says so. */
export const ActivityDirection = z.enum(['inbound', 'outbound']);
export type ActivityDirection = z.infer<typeof ActivityDirection>;

/** Who missed an appointment. */
export const NoShowBy = z.enum(['customer', 'us']);
export type NoShowBy = z.infer<typeof NoShowBy>;

/**
 * How an activity of several people counts: once for `each` of them, or once in all, `shared` by
 * them in equal parts.
 */
export const CreditRule = z.enum(['each', 'shared']);
export type CreditRule = z.infer<typeof CreditRule>;

/** The activity that is to follow another one, and when. */
export const FollowUp = z
  .strictObject({
    activityId: Id,
    kind: ActivityKind,
    dueAt: Instant,
    /** Who is to do it; by default whoever performed the first one. */
    performerId: Id.optional(),
  })
  .readonly();
export type FollowUp = z.infer<typeof FollowUp>;

/** What may be known of an activity that was done. */
export const activityDetails = {
  direction: ActivityDirection.optional(),
  /** In whole minutes, up to a week. */
  durationMinutes: z.int().min(0).max(10_080).optional(),
  /** Our people who took part beside the performer. */
  participants: z.array(Id).min(1).max(50).readonly().optional(),
  /** How it counts for performer and participants: by default for each of them. */
  credit: CreditRule.optional(),
  followUp: FollowUp.optional(),
  note: Note.optional(),
};
