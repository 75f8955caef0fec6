import type { FromDay } from '../shared/dated.ts';
import type { TargetGoal, TargetPeriod } from './vocabulary.ts';

/** A goal, and what would be better still. */
export interface Aim {
  readonly goal: TargetGoal;
  readonly stretch: TargetGoal | undefined;
}

/** What is aimed at from a day on, until the next. */
export interface DatedAim extends Aim, FromDay {}

/** What is aimed at in a period: as it was set, and from which day on otherwise. */
export interface PeriodAims {
  readonly period: TargetPeriod;
  readonly set: Aim;
  /** By day, the earliest first. */
  readonly revisions: readonly DatedAim[];
}

/**
 * What the targets of one holder for one metric are: aims for each period. Periods may overlap, as a
 * year does with its quarters (B42).
 */
export type Target =
  | { readonly status: 'absent' }
  | { readonly status: 'set'; readonly aims: readonly PeriodAims[] };

/** The aims of all periods that have any. */
export const aimsOf = (state: Target): readonly PeriodAims[] =>
  state.status === 'set' ? state.aims : [];
