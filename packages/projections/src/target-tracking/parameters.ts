import type { CurrencyCode, Period } from '@presales/kernel';
import type { QueryParameters } from '../shared/answer.ts';
import type { ConversionParameters } from '../shared/conversion.ts';
import type { Holder } from './holder.ts';

/**
 * Where a win that is taken back is missing.
 *
 * - `win-period`: in the period it was won in, which is restated;
 * - `reversal-period`: in the period it was taken back in; the win's own period keeps its figure.
 */
export type ReversalTreatment = 'win-period' | 'reversal-period';

/** What target tracking is asked with. */
export interface TargetParameters extends QueryParameters, ConversionParameters {
  /** The currency of the sales listing; each target is reported in its goal's. No listing without. */
  readonly currency?: CurrencyCode;
  /** Only targets whose period lies within this one, and sales in it. */
  readonly period?: Period;
  /** Only this holder's targets and sales. */
  readonly holder?: Holder;
  /** By default `win-period`. */
  readonly reversals?: ReversalTreatment;
}
