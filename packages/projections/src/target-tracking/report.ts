import type { TargetGoods } from '@presales/domain/target';
import type { CurrencyCode, LocalDate, MoneyFigure, Period } from '@presales/kernel';
import type { Answer } from '../shared/answer.ts';
import type { Converted } from '../shared/conversion.ts';
import type { Holder } from './holder.ts';
import type { ReversalTreatment } from './parameters.ts';

/** What is measured: `goods` narrows sales to a product or a group, `kind` activities to one kind. */
export type Metric =
  | { readonly of: 'sales-value'; readonly goods?: TargetGoods }
  | { readonly of: 'margin'; readonly goods?: TargetGoods }
  | { readonly of: 'new-customers' }
  | { readonly of: 'buyers' }
  | { readonly of: 'leads' }
  | { readonly of: 'activities'; readonly kind?: string }
  /** Calls out and in together. */
  | { readonly of: 'calls' };

/** Money for value and margin; a number for the rest, of activities with up to four decimals. */
export type Quantity =
  | { readonly in: 'money'; readonly amount: MoneyFigure }
  | { readonly in: 'count'; readonly count: number };

/** Goals and actuals of the members' own targets, added up. */
export interface SumOfMembers {
  /** Members with a target of their own for the metric and period. */
  readonly members: number;
  readonly goal: Quantity;
  readonly actual: Quantity;
}

/** One target and how far it is reached. */
export interface TargetLine {
  readonly holder: Holder;
  /** The team's name; a person's id. */
  readonly name: string;
  readonly metric: Metric;
  readonly period: { readonly start: LocalDate; readonly end: LocalDate };
  readonly goal: Quantity;
  readonly actual: Quantity;
  /** Actual in percent of the goal, two decimals; absent for a goal of zero. */
  readonly attainment?: string;
  /** Goal less actual: what is still missing; negative when exceeded. */
  readonly gap: Quantity;
  /** What would be better still; absent when nothing is. */
  readonly stretch?: Quantity;
  /** Actual in percent of that, two decimals. */
  readonly stretchAttainment?: string;
  /**
   * Actual in percent of the part of the goal that is due by `asOf`, by days gone of the period;
   * absent without `asOf`, before the period's first day is over and for a goal of zero.
   */
  readonly pace?: string;
  /** For activities: those that reached nobody; not in the actual (B10). */
  readonly attempts?: number;
  /** For margin: the share of the credited value whose cost, hence margin, is unknown. */
  readonly unknownCostShare?: string;
  /** For a team: beside its own figure, the members' own targets (B12). */
  readonly sumOfMembers?: SumOfMembers;
}

/** What a person or team sold, with or without a target. */
export interface SalesLine {
  readonly holder: Holder;
  readonly name: string;
  /** Won deals with a share of the credit. */
  readonly won: number;
  readonly value: MoneyFigure;
  readonly margin: MoneyFigure;
  readonly valueOfUnknownCost: MoneyFigure;
  readonly newCustomers: number;
  readonly buyers: number;
  /** Completed activities that reached somebody; a shared one is its part, such as 0.5. */
  readonly activities: number;
  readonly attempts: number;
}

/**
 * What a person has overlay credit for, beside the split that makes up the sales: it is in no total,
 * and in nobody's value (B11).
 */
export interface OverlayLine {
  readonly salespersonId: string;
  /** Won deals with an overlay share. */
  readonly won: number;
  readonly value: MoneyFigure;
  readonly margin: MoneyFigure;
}

/** Sales by person and by team, each by value, the highest first. */
export interface SalesListing {
  readonly currency: CurrencyCode;
  readonly persons: readonly SalesLine[];
  /** By the team that each person belonged to on the day; `none` where there was none. */
  readonly teams: readonly SalesLine[];
  /** All wins, each once. */
  readonly total: {
    readonly won: number;
    readonly value: MoneyFigure;
    readonly margin: MoneyFigure;
  };
  readonly unknownCostShare?: string;
  /** Credit beside the sales, by value; of no team. Absent when there is none. */
  readonly overlay?: readonly OverlayLine[];
}

/** Targets and how far they are reached, with everything that decided the figures. */
export interface TargetReport extends Answer, Converted {
  readonly reversals: ReversalTreatment;
  readonly period?: Period;
  readonly holder?: Holder;
  /** By period, then holder, then metric. */
  readonly targets: readonly TargetLine[];
  /** Present when a currency was asked for. */
  readonly sales?: SalesListing;
}
