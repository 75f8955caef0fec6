import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { visibleText } from '@presales/kernel';
import { CsvError, type Parser, parse } from 'csv-parse';
import { ImportError } from '../import-error.ts';
import { systemCode, wordsOf } from '../system-error.ts';
import type { Row } from './row.ts';
import { strictText } from './strict-text.ts';
import type { TableFormat } from './table-format.ts';

/** Bytes in one record, at most: a quote that is never closed would otherwise swallow the file. */
export const recordLimit = 1_048_576;

/**
 * The records of a CSV file, the header among them, in pages as they are read: memory does not grow
 * with the file. RFC 4180 with or without a byte order mark; LF, CRLF or CR; gzip, recognised
 * by its first bytes. Empty lines are passed over.
 *
 * @param onBytes is told how many bytes of the file were read so far
 * @throws ImportError `import/file` when it cannot be read, `import/csv` where it is broken
 */
export async function* csvPages(
  file: string,
  format: TableFormat,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly Row[]> {
  const name = basename(file);
  let page: Row[] = [];
  let header: readonly string[] = [];
  // csv-parse counts CR and LF inside quotes as two lines, so lines are counted here.
  let line = 1;
  let emptyLines = 0;
  const parser = parse({
    delimiter: format.delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: recordLimit,
    on_record: (cells: string[], context) => {
      line += context.empty_lines - emptyLines;
      emptyLines = context.empty_lines;
      const row = { line, cells: cells.map(visibleText) };
      if (header.length === 0) header = row.cells;
      page.push(row);
      line += 1 + lineBreaksIn(cells);
      return null;
    },
  });
  parser.resume();
  // A failed write is told to the writer; without a listener it would also end the process.
  parser.on('error', () => undefined);
  const broken = (error: unknown) =>
    error instanceof CsvError
      ? new ImportError(
          'import/csv',
          { file: name, line: line + Number(error['empty_lines']) - emptyLines },
          whatIsBroken(error, header),
          { cause: error },
        )
      : error;
  try {
    for await (const text of decoded(file, name, format.encoding, onBytes)) {
      await fed(parser, text);
      if (page.length > 0) {
        yield page;
        page = [];
      }
    }
    await ended(parser);
  } catch (error) {
    throw broken(error);
  } finally {
    parser.destroy();
  }
  if (page.length > 0) yield page;
}

const lineBreaksIn = (cells: readonly string[]): number => {
  let breaks = 0;
  for (const cell of cells)
    if (cell.includes('\n') || cell.includes('\r')) breaks += cell.split(/\r\n|\n|\r/).length - 1;
  return breaks;
};

const fed = (parser: Parser, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.write(text, (error) => (error ? reject(error) : resolve()));
  });

const ended = (parser: Parser): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.once('error', reject);
    parser.once('finish', resolve);
    parser.end();
  });

/** Says what is wrong with the record and in which column. */
const whatIsBroken = (error: CsvError, header: readonly string[]): string => {
  const index = Number(error['column']);
  const column = `column ${index + 1}${header[index] === undefined ? '' : ` (${header[index]})`}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${column}: the record that begins here has a quote that is never closed`;
    case 'INVALID_OPENING_QUOTE':
      return `${column}: a quote in the middle of a cell; the whole cell must be quoted, and quotes in it doubled`;
    case 'CSV_INVALID_CLOSING_QUOTE':
      return `${column}: text after a closing quote; a quote inside a quoted cell must be doubled`;
    case 'CSV_MAX_RECORD_SIZE':
      return `the record that begins here is longer than ${recordLimit} bytes; is a quote not closed, or the delimiter another?`;
    default:
      return error.message;
  }
};

async function* decoded(
  file: string,
  name: string,
  encoding: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  const text = strictText(name, encoding);
  try {
    for await (const chunk of await byteStream(file, onBytes)) yield text.next(chunk);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const reason = wordsOf(error);
    const compressed = systemCode(error)?.startsWith('Z_') === true;
    throw new ImportError(
      compressed ? 'import/csv' : 'import/file',
      { file: name },
      compressed ? `the gzip data is broken: ${reason}` : `cannot be read: ${reason}`,
      { cause: error },
    );
  }
  yield text.last();
}

const byteStream = async (file: string, onBytes: (bytes: number) => void): Promise<Readable> => {
  const compressed = await isGzip(file);
  let bytes = 0;
  const source = createReadStream(file, { highWaterMark: 65_536 });
  source.on('data', (chunk) => {
    bytes += chunk.length;
    onBytes(bytes);
  });
  if (!compressed) return source;
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
};

const isGzip = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
};
