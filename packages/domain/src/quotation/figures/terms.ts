import type { DocumentDiscount, TotalRounding } from '../values/conditions.ts';
import type { QuotationLine } from '../values/line.ts';
import { type PricedLine, priced } from './pricing.ts';

/** A line with what may be taken in its place; exactly one of them counts. */
export interface Position {
  readonly main: QuotationLine;
  readonly alternatives: readonly QuotationLine[];
  /** The id of the main line or of the alternative that counts. */
  readonly chosen: string;
  /** Whether an optional position is in the total. */
  readonly taken: boolean;
}

/** What is offered and on which conditions: a draft may change it, a sent version never does. */
export interface Terms {
  readonly positions: readonly Position[];
  readonly discount?: DocumentDiscount | undefined;
  readonly rounding: readonly TotalRounding[];
}

/** The main line and its alternatives. */
export const linesOf = ({ main, alternatives }: Position): readonly QuotationLine[] => [
  main,
  ...alternatives,
];

/** The line of a position that counts. */
export const chosenLine = (position: Position): QuotationLine =>
  linesOf(position).find(({ lineId }) => lineId === position.chosen) ?? position.main;

/** Whether a position is in the total: an optional one is once it was taken. */
export const counts = ({ main, taken }: Position): boolean => main.optional === undefined || taken;

/** The lines in the total: of every position the chosen one, optional ones where taken. */
export const countingLines = ({ positions }: Terms): readonly QuotationLine[] =>
  positions.filter(counts).map(chosenLine);

/** Every line with its alternatives, whether it counts or not. */
export const allLines = ({ positions }: Terms): readonly QuotationLine[] =>
  positions.flatMap(linesOf);

/** The lines in the total with all that they come to. @throws AmountOutOfRange */
export const pricedTerms = (terms: Terms): readonly PricedLine[] =>
  priced(countingLines(terms), terms.discount);

/** The position that holds a line, as its main one or as an alternative. */
export const positionOf = ({ positions }: Terms, lineId: string): Position | undefined =>
  positions.find((position) => linesOf(position).some((line) => line.lineId === lineId));

/** A position of one line. */
export const positionFor = (main: QuotationLine): Position => ({
  main,
  alternatives: [],
  chosen: main.lineId,
  taken: false,
});

/** The terms with the position that holds a line made another; without it when it comes to none. */
export const withPosition = <T extends Terms>(
  terms: T,
  lineId: string,
  change: (position: Position) => Position | undefined,
): T => {
  const position = positionOf(terms, lineId);
  return {
    ...terms,
    positions: terms.positions.flatMap((other) =>
      other === position ? (change(other) ?? []) : [other],
    ),
  };
};
