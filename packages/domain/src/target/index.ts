export { TargetCommand } from './commands.ts';
export { TargetEvent, TargetGoal, TargetHolder, TargetMetric, TargetPeriod } from './events.ts';
export { distributeTarget, type PeriodGoal } from './figures/distribution.ts';
export type { Aim, DatedAim, PeriodAims } from './figures/goals.ts';
export { type DayBasis, type ProRata, type ProRataOptions, proRata } from './figures/pro-rata.ts';
export { type TargetFigure, varianceOf } from './figures/variance.ts';
export { type Target, type TargetRefusal, target, targetIdOf } from './target.ts';
