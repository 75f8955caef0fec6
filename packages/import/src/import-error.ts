import { PresalesError } from '@presales/kernel';

/** Where in a file something is wrong; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  /** The sheet, where the file is a workbook; lines are then its rows. */
  readonly sheet?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Why an import cannot begin, or had to stop. */
export type ImportErrorCode =
  /** A file is not there or cannot be read. */
  | 'import/file'
  /** The mapping is no YAML, or not a mapping. */
  | 'import/mapping'
  /** The CSV is broken: quotes, encoding, compression, bounds. */
  | 'import/csv'
  /** The workbook is broken, too large, or does not say which sheet is meant. */
  | 'import/workbook'
  /** A line of a file of JSON lines is no object, or too large. */
  | 'import/json-lines'
  /** The file named for rejects is something else, or cannot be imported as rejects. */
  | 'import/not-rejects'
  /** Cells of a price list are not what they should be. */
  | 'import/prices'
  /** A price list of that name is there already, and another one. */
  | 'import/other-price-list'
  /** A file that remembers an import belongs to another mapping or another log. */
  | 'import/other-import';

/** An import that cannot begin, or had to stop; its message begins with the place. */
export class ImportError extends PresalesError {
  readonly place: Place;

  constructor(code: ImportErrorCode, place: Place, message: string, options?: ErrorOptions) {
    super(code, `${placeText(place)}: ${message}`, options);
    this.place = place;
  }
}

const placeText = ({ file, sheet, line, column }: Place): string =>
  [sheet === undefined ? file : `${file}[${sheet}]`, line, column]
    .filter((part) => part !== undefined)
    .join(':');

/**
 * An import that ended because nobody could tell whether a command was stored, or because others
 * kept writing to its stream (`handle/…`). The same import run again goes on from there.
 */
export class ImportStopped extends PresalesError {
  constructor(cause: PresalesError) {
    super(cause.code, `${cause.message}; run the same import again: it goes on from here`, {
      cause,
    });
  }
}
