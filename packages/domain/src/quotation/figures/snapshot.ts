import { derivedId } from '@presales/kernel';
import type { QuotationTerms } from '../state.ts';

/**
 * A hash of what a draft offers and on which conditions: drafts that say the same have the same
 * hash, and others have others. An approval is for the draft with this hash.
 */
export const snapshotHash = ({
  positions,
  discount,
  rounding,
  calculation,
}: QuotationTerms): string =>
  derivedId('quotation snapshot', canonical({ positions, discount, rounding, calculation }));

/** JSON with the fields of every object in one order, whatever order they were written in. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : part,
  );
