/** A column: its heading, its alignment, and how wide it may become. */
export interface Column {
  readonly heading: string;
  /** By default `left`; numbers stand on the right. */
  readonly align?: 'left' | 'right';
  /** Longer text is cut and ends in an ellipsis. */
  readonly most?: number;
}

/** The number of characters that a terminal shows for a text. */
export const widthOf = (text: string): number => [...text].length;

/** The text, cut to a width. */
export const cut = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `${[...text].slice(0, Math.max(0, width - 1)).join('')}…`;

/** The text with blanks on one side, up to a width. */
export const padded = (text: string, width: number, align: 'left' | 'right' = 'left'): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? blanks + text : text + blanks;
};

/** Columns side by side, two blanks between them, as wide as what stands in them. */
export const table = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  heading: (text: string) => string = (text) => text,
): string => {
  const cells = rows.map((row) =>
    columns.map(({ most }, index) => cut(row[index] ?? '', most ?? Number.POSITIVE_INFINITY)),
  );
  const widths = columns.map(({ heading }, index) =>
    Math.max(widthOf(heading), ...cells.map((row) => widthOf(row[index] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    columns
      .map(({ align }, index) => padded(row[index] ?? '', widths[index] ?? 0, align))
      .join('  ')
      .trimEnd();
  return [heading(line(columns.map(({ heading }) => heading))), ...cells.map(line)].join('\n');
};
