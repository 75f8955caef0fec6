import type { Instant, Of } from '@presales/kernel';
import type { ActivityEvent } from './events.ts';

/** What is to be done. */
export type ActivityPlan = Of<ActivityEvent, 'ActivityPlanned'>['data'];

/** What was done. */
export type ActivityCompletion = Of<ActivityEvent, 'ActivityCompleted'>['data'];

/** Who did not come. */
export type ActivityAbsence = Of<ActivityEvent, 'ActivityNoShow'>['data'];

/**
 * What an activity is. One that was cancelled, missed or voided stays so; a completed one can only
 * be voided.
 */
export type Activity =
  | { readonly status: 'absent' }
  /** `dueAt` is the date as it stands, `plan.dueAt` the first one. */
  | { readonly status: 'planned'; readonly plan: ActivityPlan; readonly dueAt: Instant }
  | { readonly status: 'completed'; readonly completion: ActivityCompletion }
  | { readonly status: 'cancelled'; readonly reason: string }
  | { readonly status: 'no-show'; readonly noShow: ActivityAbsence }
  | { readonly status: 'voided'; readonly reason: string };
