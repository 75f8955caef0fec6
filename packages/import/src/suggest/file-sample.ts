import { basename } from 'node:path';
import { Interrupted } from '@presales/kernel';
import { ImportError } from '../import-error.ts';
import { columnsOf } from '../table/header.ts';
import { tablePages } from '../table/table-file.ts';

/** What was seen of a file: its header, and rows from all over it. */
export interface FileSample {
  readonly path: string;
  /** The file, without its folder. */
  readonly file: string;
  /** The names of the columns in order. */
  readonly columns: readonly string[];
  /** Rows as wide as the header, evenly spread over the file; at most a thousand. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows the file has. */
  readonly count: number;
  /** How many rows before the last lines of the file are shorter than its header. */
  readonly short: number;
  /** Lines at the end that are shorter than the header: reports have totals and notes there. */
  readonly footer: readonly number[];
}

/** Rows of a sample, at most. */
const sampleRows = 1_000;

/** Columns that are looked at, the first ones: a table of more is no export of deals. */
const sampleColumns = 256;

/** Characters of a cell that are looked at. */
const sampleCharacters = 300;

/** Lines at the end of a report that may be its footer. */
const footerLines = 20;

/**
 * Reads a file once and keeps a sample of it: memory does not grow with the file.
 *
 * @throws ImportError when it cannot be read, or its first row cannot be a header
 * @throws Interrupted
 */
export const fileSample = async (path: string, signal?: AbortSignal): Promise<FileSample> => {
  const file = basename(path);
  let columns: readonly string[] | undefined;
  const kept = thinned();
  const ends = shortRows();
  let count = 0;
  for await (const page of tablePages(path, {})) {
    if (signal?.aborted === true) throw new Interrupted();
    for (const { line, cells } of page) {
      if (columns === undefined) {
        refuseData(file, line, cells);
        columns = [...columnsOf(file, cells, line).keys()];
        continue;
      }
      count += 1;
      if (ends.see(line, cells.length < columns.length)) kept.see(cells);
    }
  }
  if (columns === undefined) throw new ImportError('import/csv', { file }, 'the file is empty');
  return {
    path,
    file,
    columns: columns.slice(0, sampleColumns),
    rows: kept.rows(),
    count,
    ...ends.found(),
  };
};

/** Keeps rows evenly spread over all that it sees: every one, then every second, every fourth. */
const thinned = () => {
  let rows: (readonly string[])[] = [];
  let every = 1;
  let seen = 0;
  return {
    see: (cells: readonly string[]): void => {
      if (seen++ % every !== 0) return;
      rows.push(cells.slice(0, sampleColumns).map((cell) => cell.slice(0, sampleCharacters)));
      if (rows.length <= sampleRows) return;
      rows = rows.filter((_, index) => index % 2 === 0);
      every *= 2;
    },
    rows: (): readonly (readonly string[])[] => rows,
  };
};

/** Tells short rows in the middle of a file from those at its end. */
const shortRows = () => {
  let full = 0;
  let short = 0;
  let tail: number[] = [];
  let tailed = 0;
  return {
    /** Whether the row is as wide as the header. */
    see: (line: number, isShort: boolean): boolean => {
      if (isShort) {
        tailed += 1;
        if (tail.length <= footerLines) tail.push(line);
        return false;
      }
      full += 1;
      short += tailed;
      tailed = 0;
      tail = [];
      return true;
    },
    found: (): Pick<FileSample, 'short' | 'footer'> =>
      full > 0 && tailed <= footerLines && short === 0
        ? { short, footer: tail }
        : { short: short + tailed, footer: [] },
  };
};

/** A first row of numbers and dates is a row like the others, and no header. */
const refuseData = (file: string, line: number, cells: readonly string[]): void => {
  const data = cells.filter((cell) => /\d/.test(cell) && /^[\d\s.,:/+()$€£%-]+$/.test(cell));
  if (data.length * 3 < cells.length) return;
  throw new ImportError(
    'import/csv',
    { file, line },
    `the first row looks like data (${JSON.stringify(data[0])}); a header must name the columns`,
  );
};
