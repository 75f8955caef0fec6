import type { Instant, LocalDate, Money } from '@presales/kernel';
import type { Valuation } from '../shared/valuation.ts';
import type { Arrivals } from './arrivals.ts';
import type { KnownDeal } from './deal.ts';
import type { DaysOnHold, FunnelBasis } from './parameters.ts';
import type { Pipelines } from './pipelines.ts';

/** A deal with the steps that the report's mode counts it at. */
export interface CountedDeal {
  readonly deal: KnownDeal;
  readonly arrivals: Arrivals;
}

/** What the figures of all groups of one report have in common. */
export interface FunnelContext extends Valuation {
  readonly basis: FunnelBasis;
  readonly inPeriod: (at: Instant) => boolean;
  readonly pipelines: Pipelines;
  readonly daysOnHold: DaysOnHold;
  /** Within how many days a conversion counts; without it, whenever it comes. */
  readonly withinDays: number | undefined;
  /** Beyond what a deal's value is to be reviewed; without it, every value is plausible. */
  readonly implausibleAbove: Money | undefined;
  /** The day that the report stands on; absent without `asOf`. */
  readonly today: LocalDate | undefined;
}

/** Whether a date counts as such: on the `cohort` basis only a deal's opening is held to the period. */
export const counts = ({ basis, inPeriod }: FunnelContext, at: Instant): boolean =>
  basis === 'cohort' || inPeriod(at);
