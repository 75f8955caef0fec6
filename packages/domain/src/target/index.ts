export { TargetCommand } from './commands.ts';
export { distributeTarget, type PeriodGoal } from './distribution.ts';
export { TargetEvent, TargetGoal, TargetHolder, TargetMetric, TargetPeriod } from './events.ts';
export type { Aim, DatedAim, PeriodAims } from './goals.ts';
export { type DayBasis, type ProRata, type ProRataOptions, proRata } from './pro-rata.ts';
export { type Target, type TargetRefusal, target, targetIdOf } from './target.ts';
export { type TargetFigure, varianceOf } from './variance.ts';
