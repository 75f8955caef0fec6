import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Interrupted } from '@presales/kernel';
import { ImportError } from '../import-error.ts';
import { wordsOf } from '../system-error.ts';
import { type Columns, columnsOf } from './header.ts';
import type { Row } from './row.ts';
import { tablePages } from './table-file.ts';
import type { TableFormat } from './table-format.ts';

/** The size of a file in bytes. @throws ImportError `import/file` */
export const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    throw new ImportError('import/file', { file }, `cannot be read: ${wordsOf(cause)}`, { cause });
  }
};

/** The columns of a file, from its first record. @throws ImportError */
export const readHeader = async (file: string, format: TableFormat): Promise<Columns> => {
  for await (const page of tablePages(file, format))
    for (const row of page) return columnsOf(basename(file), row.cells, row.line);
  throw new ImportError('import/csv', { file: basename(file) }, 'the file is empty');
};

/**
 * The records of a file after its header, page by page, until a signal aborts.
 *
 * @throws Interrupted
 * @throws ImportError
 */
export async function* readInput(
  file: string,
  format: TableFormat,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): AsyncGenerator<readonly Row[]> {
  let header = true;
  for await (const page of tablePages(file, format, onBytes)) {
    stopWhere(signal);
    if (page.length === 0) continue;
    yield header ? page.slice(1) : page;
    header = false;
  }
}

/**
 * Pages, until a signal aborts.
 *
 * @param onPage is called before each of them, and after the last
 * @throws Interrupted
 */
export async function* untilAborted<Page>(
  pages: Iterable<Page>,
  signal: AbortSignal | undefined,
  onPage: () => void,
): AsyncGenerator<Page> {
  for (const page of pages) {
    onPage();
    stopWhere(signal);
    yield page;
  }
  onPage();
}

const stopWhere = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted === true)
    throw new Interrupted('interrupted; run the same import again and it goes on from here');
};
