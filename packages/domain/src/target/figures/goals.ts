import type { LocalDate } from '@presales/kernel';
import { inEffect } from '../../shared/dated.ts';
import { sameMoney } from '../../shared/same-money.ts';
import type { Aim, PeriodAims } from '../state.ts';
import type { TargetGoal, TargetMetric, TargetPeriod } from '../vocabulary.ts';

/** The aim that holds on a day of the period. */
export const aimOn = ({ set, revisions }: PeriodAims, day: LocalDate): Aim =>
  inEffect(revisions, day) ?? set;

/** The aim that the period ends with. */
export const lastAim = ({ set, revisions }: PeriodAims): Aim => revisions.at(-1) ?? set;

/** What a metric is counted in. */
export const unitOf = ({ of }: TargetMetric): TargetGoal['in'] =>
  of === 'sales-value' || of === 'margin' ? 'money' : 'count';

/** Whether two periods are the same days. */
export const samePeriod = (left: TargetPeriod, right: TargetPeriod): boolean =>
  left.start === right.start && left.end === right.end;

/** Whether two aims have the same goal and the same stretch. */
export const sameAim = (left: Aim, right: Aim): boolean =>
  sameGoal(left.goal, right.goal) &&
  (left.stretch === undefined || right.stretch === undefined
    ? left.stretch === right.stretch
    : sameGoal(left.stretch, right.stretch));

const sameGoal = (left: TargetGoal, right: TargetGoal): boolean =>
  left.in === 'count'
    ? right.in === 'count' && left.count === right.count
    : right.in === 'money' && sameMoney(left.amount, right.amount);
