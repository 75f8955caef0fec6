import type { DealValue } from '@presales/domain';
import type { CurrencyCode, Instant, LocalDate, MoneyFigure, Period } from '@presales/kernel';
import type { Answer, Ratio } from '../shared/answer.ts';
import type { Converted } from '../shared/conversion.ts';
import type { DaysOnHold, FunnelBasis, FunnelGrouping, FunnelMode } from './parameters.ts';

/** Days spent in something, as calendar days between local dates. */
export interface Days {
  /** How many finished ones the figures stand on. */
  readonly count: number;
  /** With two decimals; absent when there are none. */
  readonly meanDays?: string;
  readonly medianDays?: number;
}

/** The time deals spent in a step, all their visits together. */
export interface StepDays extends Days {
  /** Deals standing in the step now: their visit is not over, and not in the figures. */
  readonly unfinished: number;
}

/** One step of a funnel. */
export interface FunnelStep {
  readonly pipelineId: string;
  readonly step: string;
  readonly name: string;
  /** Deals counted at this step, each once, by the report's mode and basis. */
  readonly reached: number;
  /**
   * Of the deals counted at the step before this one in their own version of the pipeline, those that
   * came to this one after it; deals whose version has no such step are in neither number. On the
   * `period` basis the ratio of the two counts, which may exceed 100 %. Absent at the first step. With
   * `withinDays`, only who came within so many days.
   */
  readonly conversionFromPrevious?: Ratio;
  /** The same from the first step of their version. */
  readonly conversionFromFirst?: Ratio;
  /** Deals standing here, open, as of the report's `asOf`. */
  readonly openNow: number;
  /** What the open deals here may be worth. */
  readonly openValue: MoneyFigure;
  /** The same times the probability of this step in each deal's pipeline version. */
  readonly weightedValue: MoneyFigure;
  readonly days: StepDays;
}

/** What became of the deals. */
export interface FunnelOutcomes {
  /** Deals opened; on the `period` basis those opened in the period. */
  readonly created: number;
  /** Deals open as of the report's `asOf`. */
  readonly open: number;
  /** Of the open, those at rest. */
  readonly onHold: number;
  readonly won: number;
  /** Lost deals, those with a reversed win included. */
  readonly lost: number;
  /** Of the lost, those whose win was taken back. */
  readonly reversed: number;
}

/** A share of value. */
export interface ValueRatio {
  readonly value: MoneyFigure;
  readonly of: MoneyFigure;
  readonly percent?: string;
}

/** Won deals among others, on both bases (B18), by count and by value. */
export interface WinRates {
  /** Won of won and lost. */
  readonly closed: Ratio;
  /** Won (with `withinDays`, within so many days) of all deals opened (in the period). */
  readonly created: Ratio;
  /** Won value of won value and what lost deals were expected to be worth. */
  readonly closedByValue: ValueRatio;
  /** Won value of the created deals, of that and what the others of them are expected to be worth. */
  readonly createdByValue: ValueRatio;
}

/** The value of one forecast category: its own, and with that of all surer ones. */
export interface ForecastLine {
  readonly own: MoneyFigure;
  readonly cumulative: MoneyFigure;
}

/**
 * What may still be sold, by how sure it is. What is won already is in every cumulative figure, and
 * in no category's own one (Salesforce, cumulative forecast rollups).
 */
export interface Forecast {
  /** What is won. */
  readonly closed: MoneyFigure;
  readonly commit: ForecastLine;
  readonly bestCase: ForecastLine;
  readonly pipeline: ForecastLine;
  /** Open deals that nobody counts on: in no cumulative figure. */
  readonly omitted: MoneyFigure;
}

/** The open deals together. */
export interface OpenPipeline {
  readonly count: number;
  readonly expected: MoneyFigure;
  /** Expected value times probability, rounded once. */
  readonly weighted: MoneyFigure;
  /** Open deals that nobody has put a value on: they weigh nothing. */
  readonly withoutValue: number;
  /** Open deals whose pipeline version was never defined: their value weighs nothing. */
  readonly withoutProbability: number;
  /** Open deals whose expected closing went to a later day, and how often altogether. */
  readonly slipped: number;
  readonly slips: number;
  /**
   * Open deals that were expected to close on a day before the day of the report. Absent without
   * `asOf`, because a report that counts everything stands on no day.
   */
  readonly pastDue?: number;
}

/**
 * Why somebody should look at a deal. Of an open one: its day is past; it counts as sure and is not
 * won; it has stood at its step, days on hold left out, for longer than the step's `maxDays`; or the
 * quotation that its value followed was declined, expired or withdrawn, and nothing was said since (B27).
 * Of any: an order of it was cancelled, and we hold money that is to be paid back (B29); or it is worth
 * more than the report was told to believe (B45).
 */
export type ReviewReason =
  | 'past-due'
  | 'certain'
  | 'stale'
  | 'quotation-over'
  | 'refund-due'
  | 'implausible';

/** A deal that somebody should look at: what is expected of it cannot be, or its win will not stay. */
export interface DealToReview {
  readonly opportunityId: string;
  readonly ownerId: string;
  readonly step: string;
  readonly reasons: readonly ReviewReason[];
  readonly expectedCloseOn?: LocalDate;
  readonly slips: number;
  /** Absent where nobody has put a value on it. */
  readonly expected?: MoneyFigure;
  /** What a won deal brought in all. */
  readonly brought?: MoneyFigure;
}

/**
 * Why no won deal has sold what was accepted (B26): the quotation is followed as none; its deal is open;
 * lost, wins that were taken back included; won by something else, as another customer's deal may be; or
 * not in the funnel, because it was merged into another one or not opened by then.
 */
export type WhyUncounted =
  | 'no-deal'
  | 'deal-open'
  | 'deal-lost'
  | 'deal-won-otherwise'
  | 'deal-missing';

/** What a customer accepted and no won deal has sold, in the currency that it was accepted in. */
export interface UncountedSale {
  readonly quotationId: string;
  readonly partyId?: string;
  /** The deal that it is followed as, where it is. */
  readonly opportunityId?: string;
  readonly why: WhyUncounted;
  readonly value: DealValue;
  /** When what is accepted came to that. */
  readonly acceptedAt: Instant;
}

/** Lost deals by the reason given. */
export interface LossLine {
  readonly reason: string;
  /** The reason is why a win was taken back, not why a deal was lost. */
  readonly reversed: boolean;
  readonly deals: number;
  /** What they were expected to be worth. */
  readonly value: MoneyFigure;
}

/** The deals that a competitor was known to be after. */
export interface CompetitorLine {
  readonly competitor: string;
  readonly open: number;
  readonly won: number;
  readonly lost: number;
  /** Of the lost, those that went to this competitor. */
  readonly lostTo: number;
  /** Won of won and lost, against this competitor. */
  readonly winRate: Ratio;
}

/** How fast a pipeline earns. */
export interface Velocity {
  /** Won value that the open deals bring a day, rounded half away from zero once. */
  readonly perDay: MoneyFigure;
  /** Open deals as of `asOf`. */
  readonly opportunities: number;
  readonly averageDeal: MoneyFigure;
  /** Of closed deals, by count. */
  readonly winRate: Ratio;
  /** Mean days from opening to win. */
  readonly cycleDays: string;
}

/** The figures of a funnel, or of one group of it. */
export interface FunnelFigures {
  readonly steps: readonly FunnelStep[];
  readonly outcomes: FunnelOutcomes;
  readonly wonValue: MoneyFigure;
  /** Margin of the won deals over the part whose cost is known. */
  readonly wonMargin: MoneyFigure;
  /** Won value whose cost is unknown: no margin is known of it. */
  readonly wonOfUnknownCost: MoneyFigure;
  /** The same in percent of the won value. */
  readonly unknownCostShare?: string;
  /** Won value per won deal, rounded half away from zero to the minor unit. */
  readonly averageWon?: MoneyFigure;
  readonly medianWon?: MoneyFigure;
  readonly winRate: WinRates;
  /** From the day a deal was first opened to the day of its final closing. */
  readonly cycle: { readonly won: Days; readonly lost: Days };
  readonly openPipeline: OpenPipeline;
  readonly forecast: Forecast;
}

/**
 * What people are credited with of what was won, by the shares of the credit (B23): their sales, as
 * target tracking lists them.
 */
export interface SalesCredit {
  /** Won deals with a share of the credit. */
  readonly won: number;
  readonly value: MoneyFigure;
  readonly margin: MoneyFigure;
  /** How much of the value has no known cost: its margin is not known. */
  readonly valueOfUnknownCost: MoneyFigure;
}

/**
 * The figures of one group. Those of a person or team are of the deals that they own: all counts,
 * values, rates and averages. What they are credited with stands beside them.
 * Those of a product are of the deals that have it on a line, each once, at what the product is of
 * their value (B25).
 */
export interface FunnelGroup {
  /**
   * A team, salesperson or product id, or a period's label; empty for deals of no team or product,
   * `open` for open deals when grouped by their closing.
   */
  readonly key: string;
  /** What people call it. */
  readonly name: string;
  readonly figures: FunnelFigures;
  /** Of a person or team, whoever owns the deals; absent where there is no credit. */
  readonly credited?: SalesCredit;
}

/** A funnel, with everything that decided its figures. */
export interface FunnelReport extends Answer, Converted, FunnelFigures {
  readonly currency: CurrencyCode;
  readonly mode: FunnelMode;
  readonly basis: FunnelBasis;
  readonly pipelineId?: string;
  readonly period?: Period;
  readonly enteredStep?: string;
  readonly groupBy?: FunnelGrouping;
  readonly daysOnHold: DaysOnHold;
  readonly withinDays?: number;
  /** Beyond what a deal's value is to be reviewed. */
  readonly implausibleAbove?: MoneyFigure;
  /**
   * Open deals × average won deal × win rate / days of a won deal's cycle. Absent where the deals
   * are of several pipelines, and where nothing was won or all on the day of its opening.
   */
  readonly velocity?: Velocity;
  /** By number of deals, then reason (S37). */
  readonly losses: readonly LossLine[];
  /** By deals lost to them, then name (S37). */
  readonly competitors: readonly CompetitorLine[];
  /** The earliest expected closing first. */
  readonly toReview: readonly DealToReview[];
  /**
   * What customers accepted and no won deal has sold, of whatever period and pipeline, the earliest
   * first (B26); absent where there is nothing of the kind.
   */
  readonly uncounted?: readonly UncountedSale[];
  /** Absent when nothing was asked to be grouped by. */
  readonly groups?: readonly FunnelGroup[];
}
