import type { Calculation } from '../values/calculation.ts';

/** How documents are counted where nobody says otherwise. */
export const standardCalculation: Calculation = { tax: 'per-rate', rounding: 'half-even' };

/** How the amounts of a document are counted, and which lines bear its discount. */
export interface Rules extends Calculation {
  readonly discounted: 'every-line' | 'lines-above-zero';
}

/**
 * The rules of a document. One that was drafted before documents said how they are counted is
 * counted as it was then, so that its figures stay.
 */
export const rulesOf = (calculation: Calculation | undefined): Rules =>
  calculation === undefined
    ? { tax: 'per-line', rounding: 'half-even', discounted: 'lines-above-zero' }
    : { ...calculation, discounted: 'every-line' };
