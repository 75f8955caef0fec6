import { countingLines, positionOf } from '../figures/terms.ts';
import type { QuotationRefusal } from '../refusals.ts';
import type { Offer } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';

/** The line in an offer's total, or why there is none of that id. */
export const lineIn = ({ terms }: Offer, lineId: string): QuotationLine | QuotationRefusal => {
  const line = countingLines(terms).find((other) => other.lineId === lineId);
  if (line !== undefined) return line;
  return positionOf(terms, lineId) === undefined
    ? { code: 'quotation/unknown-line', lineId }
    : { code: 'quotation/item-not-chosen', lineId };
};
