/** One row of a table, its cells without surrounding blanks and without what nobody sees. */
export interface Row {
  /** The line it begins on, from 1; the header is the first. */
  readonly line: number;
  readonly cells: readonly string[];
}
