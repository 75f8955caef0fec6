export {
  type Activity,
  type ActivityCompletion,
  type ActivityPlan,
  type ActivityRefusal,
  activity,
} from './activity.ts';
export { ActivityCommand } from './commands.ts';
export { ActivityEvent, ActivityOutcome, ActivitySubject } from './events.ts';
