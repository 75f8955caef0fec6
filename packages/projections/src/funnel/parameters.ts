import type { CurrencyCode, Decimal, Period } from '@presales/kernel';
import type { QueryParameters } from '../shared/answer.ts';
import type { ConversionParameters } from '../shared/conversion.ts';

/**
 * How a deal is counted at the steps of its pipeline (B17), once a step in every mode.
 *
 * - `reached`: it entered the step, in any order;
 * - `strict`: it entered this step and all before it, in order; a skipped step ends its way;
 * - `imputed`: it entered the step, or skipped it: a deal counts as having passed every step before
 *   the furthest it entered, and a won deal all steps. A lost deal counts only where it was.
 */
export type FunnelMode = 'reached' | 'strict' | 'imputed';

/**
 * Which deals and events a funnel is about.
 *
 * - `cohort`: the deals opened in the period, and whatever became of them up to `asOf`;
 * - `period`: the openings, first entries and closings dated in the period, whenever the deal began.
 */
export type FunnelBasis = 'cohort' | 'period';

/** Whether the days that a deal was on hold are days in its step. */
export type DaysOnHold = 'counted' | 'left-out';

/** What a funnel's deals are grouped by. */
export type FunnelGrouping =
  | 'team'
  | 'person'
  | 'product'
  | 'opened-week'
  | 'opened-month'
  | 'opened-quarter'
  | 'opened-half'
  | 'opened-year'
  | 'closed-week'
  | 'closed-month'
  | 'closed-quarter'
  | 'closed-half'
  | 'closed-year';

/** What a funnel is asked with. */
export interface FunnelParameters extends QueryParameters, ConversionParameters {
  /** Amounts are reported in this currency, converted at the rate of each amount's own day. */
  readonly currency: CurrencyCode;
  /** By default all pipelines, each with its own steps. */
  readonly pipelineId?: string;
  /** By default `reached`. */
  readonly mode?: FunnelMode;
  /** By default `cohort`. */
  readonly basis?: FunnelBasis;
  /** By default all time. */
  readonly period?: Period;
  readonly groupBy?: FunnelGrouping;
  /** By default `counted`. */
  readonly daysOnHold?: DaysOnHold;
  /**
   * Within how many calendar days a conversion counts: from one step to another, and from the opening
   * to the win in the win rate of created deals. By default however long it takes.
   */
  readonly withinDays?: number;
  /** Only deals that ever entered this step. */
  readonly enteredStep?: string;
  /**
   * In units of the currency: a deal worth more than that, or less than the same below zero, is to be
   * reviewed, because it was probably mistyped (B45). It counts all the same. By default every value is
   * plausible.
   */
  readonly implausibleAbove?: Decimal;
}
