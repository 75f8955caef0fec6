export { TargetCommand } from './commands.ts';
export { TargetEvent, TargetGoal, TargetHolder, TargetMetric, TargetPeriod } from './events.ts';
export {
  type PeriodGoal,
  type Target,
  type TargetRefusal,
  target,
  targetIdOf,
} from './target.ts';
