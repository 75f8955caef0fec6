import { basename } from 'node:path';
import { ImportError } from '../import-error.ts';
import { csvPages } from './csv-file.ts';
import { emptyRows } from './empty-rows.ts';
import { firstBytes } from './file-bytes.ts';
import { filledCells } from './filled-cells.ts';
import { jsonLinesPages } from './json-lines-file.ts';
import type { Row } from './row.ts';
import { columnLimit, type TableFormat } from './table-format.ts';
import { workbookPages } from './workbook/workbook-file.ts';

/**
 * The rows of a file, the header first, in pages as they are read: memory does not grow with the
 * file. Rows without any text are passed over, wherever they stand; a page of nothing else is empty,
 * so that whoever reads can stop. Empty cells beyond the header's last name are no cells; short rows
 * are as they are, unless the format pads them.
 *
 * @param onBytes is told how many bytes of the file were read so far
 * @throws ImportError `import/file` when it cannot be read; `import/csv`, `import/workbook` or
 *   `import/json-lines` where it is broken or larger than it may be
 */
export async function* tablePages(
  file: string,
  format: TableFormat,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly Row[]> {
  const pages = await readerOf(file);
  // A workbook has no cells at all where a row ends in empty ones.
  const pad = format.pad === true || pages === workbookPages;
  const filled = filledCells(file, format.unpackedBytes);
  let width: number | undefined;
  const isEmpty = emptyRows(file, 'import/csv');
  for await (const page of pages(file, format, onBytes)) {
    const rows: Row[] = [];
    for (const row of page) {
      const { line, cells } = row;
      if (isEmpty(!cells.some((cell) => cell !== ''), line)) continue;
      if (cells.length > columnLimit) throw tooWide(file, row);
      width ??= withoutEmptyEnd(cells, 0).length;
      const fitting = withoutEmptyEnd(cells, width);
      const missing = width - fitting.length;
      if (pad) filled(missing);
      const padded =
        pad && missing > 0 ? [...fitting, ...new Array<string>(missing).fill('')] : fitting;
      rows.push(padded === cells ? row : { line, cells: padded });
    }
    yield rows;
  }
}

/** What reads a file: its first bytes say whether it is a workbook, its name whether it is JSON. */
const readerOf = async (file: string): Promise<typeof csvPages> => {
  const start = Buffer.from(await firstBytes(file, 4)).toString('latin1');
  if (start === 'PK\x03\x04') return workbookPages;
  if (start === '\xd0\xcf\x11\xe0')
    throw new ImportError(
      'import/workbook',
      { file: basename(file) },
      'a workbook with a password, or of Excel 97 (.xls); save it as .xlsx without one',
    );
  return /\.(?:jsonl|ndjson|json)(?:\.gz)?$/i.test(file) ? jsonLinesPages : csvPages;
};

/** The cells without the empty ones at the end, but at least as many as are asked for. */
const withoutEmptyEnd = (cells: readonly string[], least: number): readonly string[] => {
  let length = cells.length;
  while (length > least && cells[length - 1] === '') length--;
  return length === cells.length ? cells : cells.slice(0, length);
};

const tooWide = (file: string, { line, cells }: Row): ImportError =>
  new ImportError(
    'import/csv',
    { file: basename(file), line },
    `${cells.length.toLocaleString('en-US')} cells, more than the ${columnLimit.toLocaleString('en-US')} columns that a table may have`,
  );
