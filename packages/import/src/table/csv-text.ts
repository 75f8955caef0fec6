/** A cell as RFC 4180 writes it: quoted where it must be. */
export const csvCell = (text: string, delimiter = ','): string =>
  text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** A record as RFC 4180 writes it, without its line break. */
export const csvRecord = (cells: readonly string[], delimiter = ','): string =>
  cells.map((cell) => csvCell(cell, delimiter)).join(delimiter);

/**
 * The text with an apostrophe before it where a spreadsheet would take it for a formula: cells that
 * begin with = + - @ tab or CR.
 */
export const spreadsheetSafe = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;

/** The text as it was before `spreadsheetSafe`. */
export const spreadsheetPlain = (text: string): string =>
  /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
