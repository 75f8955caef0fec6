import type { QuotationLine } from '../values/line.ts';
import { type Position, positionFor, type Terms, withPosition } from './terms.ts';

/** The terms with a line more. */
export const withLine = (terms: Terms, line: QuotationLine): Terms => ({
  ...terms,
  positions: [...terms.positions, positionFor(line)],
});

/** The terms with a line as it is now; its id tells which one. */
export const withChangedLine = (terms: Terms, line: QuotationLine): Terms =>
  withReplacedLine(terms, line.lineId, line);

/** The terms with another line in the place of one, counting where that one counted. */
export const withReplacedLine = (terms: Terms, lineId: string, line: QuotationLine): Terms =>
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
export const withoutLine = (terms: Terms, lineId: string): Terms =>
  withPosition(terms, lineId, (position) =>
    position.main.lineId === lineId ? undefined : withoutAlternative(position, lineId),
  );

/** Where the alternative was the chosen one, the main line is it again. */
const withoutAlternative = (position: Position, lineId: string): Position => ({
  ...position,
  alternatives: position.alternatives.filter((line) => line.lineId !== lineId),
  chosen: position.chosen === lineId ? position.main.lineId : position.chosen,
});

/** The terms with something to take in the place of a line. */
export const withAlternative = (terms: Terms, forLineId: string, line: QuotationLine): Terms =>
  withPosition(terms, forLineId, (position) => ({
    ...position,
    alternatives: [...position.alternatives, line],
  }));

/** The terms in which, of a line and its alternatives, this one counts. */
export const withChoice = <T extends Terms>(terms: T, lineId: string): T =>
  withPosition(terms, lineId, (position) => ({ ...position, chosen: lineId }));

/** The terms in which an optional position counts, or does not. */
export const withOption = <T extends Terms>(terms: T, lineId: string, taken: boolean): T =>
  withPosition(terms, lineId, (position) => ({ ...position, taken }));
