import type { QuotationPosition, QuotationTerms } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';
import { positionOf } from './terms.ts';

/** A position of one line. */
const positionFor = (main: QuotationLine): QuotationPosition => ({
  main,
  alternatives: [],
  chosen: main.lineId,
  taken: false,
});

/**
 * The terms with the position that holds a line changed, or without it when the change gives none.
 */
const withPosition = <T extends QuotationTerms>(
  terms: T,
  lineId: string,
  change: (position: QuotationPosition) => QuotationPosition | undefined,
): T => {
  const position = positionOf(terms, lineId);
  return {
    ...terms,
    positions: terms.positions.flatMap((other) =>
      other === position ? (change(other) ?? []) : [other],
    ),
  };
};

/** The terms with a line more. */
export const withLine = (terms: QuotationTerms, line: QuotationLine): QuotationTerms => ({
  ...terms,
  positions: [...terms.positions, positionFor(line)],
});

/** The terms with a line as it is now; its id tells which one. */
export const withChangedLine = (terms: QuotationTerms, line: QuotationLine): QuotationTerms =>
  withReplacedLine(terms, line.lineId, line);

/** The terms with another line in the place of one, counting where that one counted. */
export const withReplacedLine = (
  terms: QuotationTerms,
  lineId: string,
  line: QuotationLine,
): QuotationTerms =>
  withPosition(terms, lineId, (position) => {
    const { main, alternatives, chosen } = position;
    const replace = (other: QuotationLine) => (other.lineId === lineId ? line : other);
    return {
      ...position,
      main: replace(main),
      alternatives: alternatives.map(replace),
      chosen: chosen === lineId ? line.lineId : chosen,
    };
  });

/** The terms without a line: an alternative alone, or a main line with its position. */
export const withoutLine = (terms: QuotationTerms, lineId: string): QuotationTerms =>
  withPosition(terms, lineId, (position) =>
    position.main.lineId === lineId ? undefined : withoutAlternative(position, lineId),
  );

/** Where the alternative was the chosen one, the main line is it again. */
const withoutAlternative = (position: QuotationPosition, lineId: string): QuotationPosition => ({
  ...position,
  alternatives: position.alternatives.filter((line) => line.lineId !== lineId),
  chosen: position.chosen === lineId ? position.main.lineId : position.chosen,
});

/** The terms with something to take in the place of a line. */
export const withAlternative = (
  terms: QuotationTerms,
  forLineId: string,
  line: QuotationLine,
): QuotationTerms =>
  withPosition(terms, forLineId, (position) => ({
    ...position,
    alternatives: [...position.alternatives, line],
  }));

/** The terms in which, of a line and its alternatives, this one counts. */
export const withChoice = <T extends QuotationTerms>(terms: T, lineId: string): T =>
  withPosition(terms, lineId, (position) => ({ ...position, chosen: lineId }));

/** The terms in which an optional position counts, or does not. */
export const withOption = <T extends QuotationTerms>(terms: T, lineId: string, taken: boolean): T =>
  withPosition(terms, lineId, (position) => ({ ...position, taken }));
