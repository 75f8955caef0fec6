import type { Offer, QuotationTerms } from '../state.ts';
import type { CopiedItem } from '../vocabulary.ts';
import { countingLines } from './terms.ts';

/**
 * What copying a quotation takes from its draft or from a version that was sent, for
 * `CopyIntoQuotation`: the lines in the total, so main lines unless an alternative was chosen, and
 * options that were taken, which are plain lines from then on. The discounts on the whole document,
 * the validity and the acceptance stay behind.
 */
export const itemsToCopy = (from: QuotationTerms | Offer): readonly CopiedItem[] =>
  countingLines('terms' in from ? from.terms : from).map(
    ({ optional: _, reference: _before, substitutes: _instead, ...line }) => ({
      itemId: line.lineId,
      line,
    }),
  );
