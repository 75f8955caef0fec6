import { basename } from 'node:path';
import { ImportError } from '../import-error.ts';
import { unpackedBytesByDefault, unpackedShare } from './table-format.ts';

/** What is unpacked where. */
type Code = 'import/csv' | 'import/workbook';

/** An error for a file that would fill the machine. */
export const unpacksToTooMuch = (file: string, limit: number, code: Code): ImportError =>
  tooMuch(file, `${limit.toLocaleString('en-US')} bytes`, code);

const tooMuch = (file: string, what: string, code: Code): ImportError =>
  new ImportError(
    code,
    { file: basename(file) },
    `unpacks to more than ${what}; for a file that is meant to be so large, say limits: { unpackedBytes: … } in the mapping`,
  );

/**
 * Keeps what a small file unpacks to within bounds: the limit that somebody named, or else the usual one
 * and a multiple of its own size, so that a file that is made to fill a machine is noticed early.
 *
 * @returns what to tell how many bytes were unpacked so far, and from how many; it throws an ImportError
 */
export const unpackedCheck =
  (
    file: string,
    limit: number | undefined,
    code: Code,
  ): ((unpacked: number, packed: number) => void) =>
  (unpacked, packed) => {
    const most = limit ?? unpackedBytesByDefault;
    if (unpacked > most) throw unpacksToTooMuch(file, most, code);
    const { most: times, from } = unpackedShare;
    if (limit === undefined && unpacked > from && unpacked > packed * times)
      throw tooMuch(file, `${times} times its own size`, code);
  };
