import { basename } from 'node:path';
import { visibleText } from '@presales/kernel';
import { CsvError, type Parser, parse } from 'csv-parse';
import { ImportError } from '../import-error.ts';
import { delimiterOf, headerColumns, separatorLine } from './delimiter.ts';
import { emptyRowLimit, tooEmpty } from './empty-rows.ts';
import { fileText } from './file-text.ts';
import type { Row } from './row.ts';
import { recordLimit, type TableFormat } from './table-format.ts';

/**
 * The records of a CSV file, the header among them, in pages as they are read: memory does not grow
 * with the file. RFC 4180, with LF, CRLF and CR as they come, in one file too. Empty lines
 * are passed over, and so is a first line that names the delimiter (`sep=;`).
 *
 * @param onBytes is told how many bytes of the file were read so far
 * @throws ImportError `import/file` when it cannot be read, `import/csv` where it is broken
 */
export async function* csvPages(
  file: string,
  format: TableFormat,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly Row[]> {
  const name = basename(file);
  let page: Row[] = [];
  let header: readonly string[] = [];
  // csv-parse counts CR and LF inside quotes as two lines, so lines are counted here.
  let line = 1;
  let emptyLines = 0;
  let parser: Parser | undefined;
  const parserOf = (delimiter: string): Parser => {
    const made = parse({
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
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
    made.resume();
    // A failed write is told to the writer; without a listener it would also end the process.
    made.on('error', () => undefined);
    return made;
  };
  const broken = (error: unknown) =>
    error instanceof CsvError
      ? new ImportError(
          'import/csv',
          { file: name, line: line + Number(error['empty_lines']) - emptyLines },
          whatIsBroken(error, header),
          { cause: error },
        )
      : error;
  /** The parser does not count what stands between cells: a million empty ones are one record too. */
  let unread = 0;
  let done = 0;
  const bounded = (text: string, { info }: Parser): void => {
    const ends = info.records + info.empty_lines;
    // The parser passes over empty lines; so many have come since the last record.
    const empty = info.empty_lines - emptyLines;
    if (empty > emptyRowLimit) throw tooEmpty(file, line + empty, 'import/csv');
    unread = ends === done ? unread + text.length : 0;
    done = ends;
    if (unread <= recordLimit) return;
    throw new ImportError('import/csv', { file: name, line }, tooLong);
  };
  try {
    for await (const text of sampled(fileText(file, format, onBytes))) {
      let rest = text.text;
      if (parser === undefined) {
        const separator = separatorLine(rest);
        if (separator !== undefined) {
          rest = separator.rest;
          line = 2;
        }
        const delimiter = surely(name, line, format.delimiter, separator?.delimiter, {
          ...text,
          text: rest,
        });
        parser = parserOf(delimiter);
      }
      await fed(parser, rest);
      bounded(rest, parser);
      yield page;
      page = [];
    }
    if (parser !== undefined) await ended(parser);
  } catch (error) {
    throw broken(error);
  } finally {
    parser?.destroy();
  }
  if (page.length > 0) yield page;
}

interface Sample {
  readonly text: string;
  /** Whether it is all of the file's text. */
  readonly whole: boolean;
}

/** Characters by which the delimiter is found. */
const sampleSize = 16_384;

/** The text in chunks of which the first is long enough to be a sample. */
async function* sampled(chunks: AsyncIterable<string>): AsyncGenerator<Sample> {
  let sample: string | undefined = '';
  for await (const chunk of chunks) {
    if (sample === undefined) {
      yield { text: chunk, whole: false };
      continue;
    }
    sample += chunk;
    if (sample.length < sampleSize) continue;
    yield { text: sample, whole: false };
    sample = undefined;
  }
  if (sample !== undefined) yield { text: sample, whole: true };
}

/**
 * The delimiter that is named, by the format or by the file itself, or else the one that the sample
 * is written with. One that is named and leaves the header in one piece is taken for a mistake.
 *
 * @throws ImportError `import/csv` that names the right one
 */
const surely = (
  file: string,
  line: number,
  named: string | undefined,
  byFile: string | undefined,
  { text, whole }: Sample,
): string => {
  const wrong = (reason: string) => new ImportError('import/csv', { file, line }, reason);
  if (named !== undefined && byFile !== undefined && named !== byFile)
    throw wrong(
      `the delimiter is named as ${shown(named)}, but the file's first line says ${shown(byFile)}`,
    );
  const given = named ?? byFile;
  const found = delimiterOf(text, whole);
  if (given === undefined || given === found.delimiter) return found.delimiter;
  if (headerColumns(text, given) === 1 && found.columns > 1 && found.agreement === 1)
    throw wrong(
      `the header has one column between ${shown(given)}; is the delimiter ${shown(found.delimiter)}?`,
    );
  return given;
};

const shown = (delimiter: string): string => (delimiter === '\t' ? 'a tab' : `'${delimiter}'`);

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

const tooLong = `the record that begins here is longer than ${recordLimit} bytes; is a quote not closed, or the delimiter another?`;

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
      return tooLong;
    default:
      return error.message;
  }
};
