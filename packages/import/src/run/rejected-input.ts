import { basename } from 'node:path';
import { ImportError } from '../import-error.ts';
import { type Columns, columnsOf } from '../table/header.ts';
import { readHeader, readInput } from '../table/input.ts';
import type { Row } from '../table/row.ts';
import type { TableFormat } from '../table/table-format.ts';
import { correctedRow, rejectedColumns, rejectedMapping } from './rejects.ts';

/** The rows that an import is about. */
export interface InputTable {
  readonly columns: Columns;
  /** Whether they are rows that were rejected, as a rejects file has them, corrected or not. */
  readonly rejected: boolean;
  /** The rows, page by page, until the signal aborts. @throws Interrupted, ImportError */
  readonly rows: (
    signal: AbortSignal | undefined,
    onBytes: (bytes: number) => void,
  ) => AsyncIterable<readonly Row[]>;
}

/**
 * The input of an import: a table in its own format, or a rejects file, which is written as we write
 * it, whatever the format of the input that its rows come from.
 *
 * @throws ImportError
 */
export const inputTable = async (file: string, format: TableFormat): Promise<InputTable> => {
  const own = await rejectedIn(file);
  if (own === undefined)
    return {
      columns: await readHeader(file, format),
      rejected: false,
      rows: (signal, onBytes) => readInput(file, format, signal, onBytes),
    };
  return {
    columns: columnsOf(basename(file), own, 1),
    rejected: true,
    rows: async function* (signal, onBytes) {
      for await (const page of readInput(file, {}, signal, onBytes))
        yield page.map(({ line, cells }) => ({ line, ...correctedRow(cells) }));
    },
  };
};

/** The columns of the rejected rows in a file; undefined where it is no rejects file. */
const rejectedIn = async (file: string): Promise<readonly string[] | undefined> => {
  const header = await headerOf(file);
  return header === undefined ? undefined : rejectedColumns(header);
};

const headerOf = async (file: string): Promise<readonly string[] | undefined> => {
  try {
    return [...(await readHeader(file, {})).keys()];
  } catch (error) {
    // What cannot be read as a rejects file is none, and is read by its own format.
    if (error instanceof ImportError) return undefined;
    throw error;
  }
};

/** The name of the mapping whose rejected rows a file has; undefined where it is no rejects file. */
export const rejectsOf = async (file: string): Promise<string | undefined> => {
  const header = await headerOf(file);
  return header === undefined ? undefined : rejectedMapping(header);
};
