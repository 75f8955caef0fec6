import type { Decimal, Period } from '@presales/kernel';
import type { Answer, QueryParameters, Ratio } from '../shared/answer.ts';

/** What presales work is asked with. */
export interface EngagementParameters extends QueryParameters {
  /** Only work that was asked for in it, whatever came of it and of its deal up to `asOf`. */
  readonly period?: Period;
}

/** Work of one kind. */
export interface EngagementLine {
  readonly kind: string;
  readonly requested: number;
  /** Deals that it was asked for, and those that came of the leads and inquiries it was asked for. */
  readonly deals: number;
  /** Asked for leads and inquiries of which no deal has come; absent where there are none. */
  readonly withoutDeal?: number;
  /** Hours spent, with two decimals. */
  readonly hours: Decimal;
}

/** Presales work and what came of it. */
export interface EngagementReport extends Answer {
  readonly period?: Period;
  /** By number, then name. */
  readonly kinds: readonly EngagementLine[];
  readonly demos: {
    readonly held: number;
    readonly failed: number;
    /** How many were won, of the closed deals that a demonstration was held for. */
    readonly winRate: Ratio;
  };
  readonly rfps: {
    readonly submitted: number;
    /** Requests that we did not bid for. */
    readonly declined: number;
    /** Submitted after the due time. */
    readonly late: Ratio;
    /** How many were won, of the closed deals that a request for proposal was answered for. */
    readonly winRate: Ratio;
  };
  readonly proofsOfConcept: {
    readonly concluded: number;
    readonly inconclusive: number;
    /** How many were met, of those that were met or not met. */
    readonly success: Ratio;
  };
  /** Hours on every won deal that presales worked for, and per such deal; absent when there is none. */
  readonly wonDeals: {
    readonly deals: number;
    readonly hours: Decimal;
    readonly hoursPerDeal?: Decimal;
  };
}
