import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Interrupted } from '@presales/kernel';
import { ImportError } from '../import-error.ts';
import { wordsOf } from '../system-error.ts';
import { type CsvFormat, type CsvRow, csvPages } from './csv-file.ts';
import { type Columns, columnsOf } from './header.ts';

/** The size of a file in bytes. @throws ImportError `import/file` */
export const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (cause) {
    throw new ImportError('import/file', { file }, `cannot be read: ${wordsOf(cause)}`, { cause });
  }
};

/** The columns of a file, from its first record. @throws ImportError */
export const readHeader = async (file: string, format: CsvFormat): Promise<Columns> => {
  for await (const page of csvPages(file, format))
    for (const row of page) return columnsOf(basename(file), row.cells);
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
  format: CsvFormat,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): AsyncGenerator<readonly CsvRow[]> {
  let header = true;
  for await (const page of csvPages(file, format, onBytes)) {
    if (signal?.aborted === true)
      throw new Interrupted('interrupted; run the same import again and it goes on from here');
    yield header ? page.slice(1) : page;
    header = false;
  }
}
