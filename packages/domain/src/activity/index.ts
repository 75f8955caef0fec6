export {
  type Activity,
  type ActivityAbsence,
  type ActivityCompletion,
  type ActivityPlan,
  activity,
} from './activity.ts';
export { ActivityCommand } from './commands.ts';
export {
  ActivityDirection,
  ActivityEvent,
  ActivityOutcome,
  ActivitySubject,
  CreditRule,
  FollowUp,
  NoShowBy,
} from './events.ts';
export { activityCredits } from './figures/credits.ts';
export { directionOf } from './figures/direction.ts';
export type { ActivityRefusal } from './refusals.ts';
