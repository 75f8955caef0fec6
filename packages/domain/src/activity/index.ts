export { activity } from './activity.ts';
export { ActivityCommand } from './commands.ts';
export { ActivityEvent } from './events.ts';
export { activityCredits } from './figures/credits.ts';
export { directionOf } from './figures/direction.ts';
export type { ActivityRefusal } from './refusals.ts';
export type { Activity, ActivityAbsence, ActivityCompletion, ActivityPlan } from './state.ts';
export {
  ActivityDirection,
  ActivityOutcome,
  ActivitySubject,
  CreditRule,
  FollowUp,
  NoShowBy,
} from './vocabulary.ts';
