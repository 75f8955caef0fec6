import { unpackedBytesByDefault } from './table-format.ts';
import { unpacksToTooMuch } from './unpacked.ts';

/** What an empty cell takes in memory. */
const bytesOfOne = 8;

/**
 * Counts empty cells that a table has and its file has not: short rows of a wide table would
 * otherwise make a small file fill the machine.
 *
 * @returns what to tell of each row's; it throws an ImportError when they come to more than the limit
 */
export const filledCells = (
  file: string,
  limit: number = unpackedBytesByDefault,
): ((cells: number) => void) => {
  let bytes = 0;
  return (cells) => {
    bytes += cells * bytesOfOne;
    if (bytes > limit) throw unpacksToTooMuch(file, limit, 'import/csv');
  };
};
