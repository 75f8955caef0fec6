import type { Settings } from '../contenders/contender.ts';
import type { Figure } from './statistics.ts';

/** One contender's rates, one a round. */
export interface Series {
  readonly contender: string;
  readonly setUp: string | undefined;
  /** What its connection really ran at, where it is a store. */
  readonly settings?: Settings;
  /** Per second of the clock, one a round. */
  readonly rates: readonly Figure[];
  /** Per second of processor time, one a round. */
  readonly cpuRates: readonly Figure[];
}

/** Contenders that did the same job in the same rounds. */
export interface Comparison {
  readonly title: string;
  /** What is counted: `events`, `loads`. */
  readonly unit: string;
  /** The contender that the ratios are to. */
  readonly reference: string;
  readonly series: readonly Series[];
}

/** A figure that was promised, and what it came to in each round. */
export interface Target {
  readonly what: string;
  readonly bound: 'at least' | 'at most';
  readonly wanted: number;
  readonly unit: string;
  readonly figures: readonly number[];
}

/** What one benchmark found. */
export interface Report {
  readonly comparisons: readonly Comparison[];
  readonly targets: readonly Target[];
  /** What is no comparison: memory, shares of time, sizes. */
  readonly remarks: readonly string[];
}

/** The rates of a contender, one a round. */
export const ratesOf = ({ series }: Comparison, contender: string): readonly Figure[] =>
  series.find((one) => one.contender === contender)?.rates ?? [];
