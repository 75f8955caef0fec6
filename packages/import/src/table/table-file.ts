import { csvPages } from './csv-file.ts';
import type { Row } from './row.ts';
import type { TableFormat } from './table-format.ts';

/**
 * The rows of a file, the header among them, in pages as they are read: memory does not grow with
 * the file.
 *
 * @param onBytes is told how many bytes of the file were read so far
 * @throws ImportError `import/file` when it cannot be read, `import/csv` where it is broken
 */
export const tablePages = (
  file: string,
  format: TableFormat,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncIterable<readonly Row[]> => csvPages(file, format, onBytes);
