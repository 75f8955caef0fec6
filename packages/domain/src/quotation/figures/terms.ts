import type { QuotationPosition, QuotationTerms } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';

/** The main line and its alternatives. */
export const linesOf = ({ main, alternatives }: QuotationPosition): readonly QuotationLine[] => [
  main,
  ...alternatives,
];

/** The line of a position that counts. */
export const chosenLine = (position: QuotationPosition): QuotationLine =>
  linesOf(position).find(({ lineId }) => lineId === position.chosen) ?? position.main;

/** Whether a position is in the total: an optional one is once it was taken. */
export const counts = ({ main, taken }: QuotationPosition): boolean =>
  main.optional === undefined || taken;

/** The lines in the total: of every position the chosen one, optional ones where taken. */
export const countingLines = ({ positions }: QuotationTerms): readonly QuotationLine[] =>
  positions.filter(counts).map(chosenLine);

/** Every line with its alternatives, whether it counts or not. */
export const allLines = ({ positions }: QuotationTerms): readonly QuotationLine[] =>
  positions.flatMap(linesOf);

/** The position that holds a line, as its main one or as an alternative. */
export const positionOf = (
  { positions }: QuotationTerms,
  lineId: string,
): QuotationPosition | undefined =>
  positions.find((position) => linesOf(position).some((line) => line.lineId === lineId));
