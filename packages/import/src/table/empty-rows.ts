import { basename } from 'node:path';
import { ImportError } from '../import-error.ts';

/**
 * Rows without any text one after the other, at most: ten times what a sheet of Excel has in all. A small
 * compressed file could hold any number of them.
 */
export const emptyRowLimit = 10_000_000;

/** An error for a table that goes on and on without any text; the line is the last that was read. */
export const tooEmpty = (
  file: string,
  line: number,
  code: 'import/csv' | 'import/json-lines',
): ImportError =>
  new ImportError(
    code,
    { file: basename(file), line },
    `more than ${emptyRowLimit.toLocaleString('en-US')} rows without any text, one after the other`,
  );

/**
 * Passes over rows without any text, within bounds.
 *
 * @returns what to tell of every row; it says again whether the row is empty, and throws an ImportError
 *   when there are too many of them, one after the other
 */
export const emptyRows = (
  file: string,
  code: 'import/csv' | 'import/json-lines',
): ((isEmpty: boolean, line: number) => boolean) => {
  let empty = 0;
  return (isEmpty, line) => {
    empty = isEmpty ? empty + 1 : 0;
    if (empty > emptyRowLimit) throw tooEmpty(file, line, code);
    return isEmpty;
  };
};
