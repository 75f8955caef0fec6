export {
  type Activity,
  type ActivityAbsence,
  type ActivityCompletion,
  type ActivityPlan,
  activity,
} from './activity.ts';
export { ActivityCommand } from './commands.ts';
export { activityCredits } from './credit.ts';
export { directionOf } from './direction.ts';
export {
  ActivityDirection,
  ActivityEvent,
  ActivityOutcome,
  ActivitySubject,
  CreditRule,
  FollowUp,
  NoShowBy,
} from './events.ts';
export type { ActivityRefusal } from './refusals.ts';
