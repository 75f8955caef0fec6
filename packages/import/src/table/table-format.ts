/** How a file that holds a table is written. */
export interface TableFormat {
  readonly delimiter: string;
  /** A label of the WHATWG Encoding Standard: `utf-8`, `windows-1252`. */
  readonly encoding: string;
}
