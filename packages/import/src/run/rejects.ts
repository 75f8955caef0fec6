import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { ImportError } from '../import-error.ts';
import { csvRecord, spreadsheetSafe } from '../table/csv-text.ts';
import { type Belonging, checkBelonging, type HeaderOf, headerFor } from './belonging.ts';
import { linesFile, readLines } from './lines-file.ts';

/** A row that was not imported, or not wholly. */
export interface Reject {
  /** The file it stands in: the input or a joined file, without its folder. */
  readonly file: string;
  /** The line it begins on. */
  readonly line: number;
  /** What kind of reason: a refusal's code, or `import/…`. */
  readonly code: string;
  /** The reason for people. */
  readonly reason: string;
  readonly cells: readonly string[];
}

/** The rows that were rejected, in this run and in earlier ones. */
export interface Rejects {
  /** Whether an earlier run wrote the row down: it is not tried again. */
  readonly has: (file: string, cells: readonly string[]) => boolean;
  /** Writes the row down before anything that comes after it is done. */
  readonly add: (reject: Reject) => void;
  /** The log that the file belongs to has its first event. */
  readonly bind: (log: string) => void;
  readonly close: () => void;
}

const columns = ['file', 'line', 'code', 'reason', 'row'];

/** The last column has no cells: its name says what the file belongs to. */
const headerOf: HeaderOf = (mapping, log) =>
  `${csvRecord([...columns, `rejects of ${mapping} in log ${log}`])}\n`;

/** A row as one text that is safe in a spreadsheet; by this text a row is recognised again. */
const rowText = (cells: readonly string[]): string => spreadsheetSafe(csvRecord(cells));

/**
 * The rejects file at a path: read where there is one, made with the first reject. A last line that
 * was cut off by a crash is dropped; its row is then tried again.
 *
 * @throws ImportError `import/not-rejects` when the file is something else, `import/other-import`
 *   when it belongs to another mapping or log; it is left as it is
 */
export const rejectsFile = async (path: string, belonging: Belonging): Promise<Rejects> => {
  const { known, keep } = await standing(path, belonging);
  const lines = linesFile(path, headerFor(headerOf, belonging), keep);
  return {
    has: (file, cells) => known.size > 0 && known.has(identity(file, rowText(cells))),
    add: ({ file, line, code, reason, cells }) =>
      lines.append(
        `${csvRecord([spreadsheetSafe(file), String(line), spreadsheetSafe(code), spreadsheetSafe(reason), rowText(cells), ''])}\n`,
      ),
    bind: (log) => lines.setHeader(headerFor(headerOf, { ...belonging, log })),
    close: lines.close,
  };
};

/** What an earlier run wrote down, and nothing is added: for a dry run. */
export const rejectsInMemory = (before: Pick<Rejects, 'has'> | undefined): Rejects => ({
  has: (file, cells) => before?.has(file, cells) === true,
  add: () => undefined,
  bind: () => undefined,
  close: () => undefined,
});

const identity = (file: string, row: string): string => `${spreadsheetSafe(file)}\n${row}`;

const standing = async (
  path: string,
  belonging: Belonging,
): Promise<{ readonly known: ReadonlySet<string>; readonly keep?: number }> => {
  const text = await readLines(path);
  if (text === '') return { known: new Set() };
  const notRejects = (cause?: unknown) =>
    new ImportError(
      'import/not-rejects',
      { file: path },
      `is there already and no rejects file (its first line does not begin with ${csvRecord(columns)}); name another with --rejects`,
      { cause },
    );
  if (!text.startsWith(csvRecord(columns))) throw notRejects();
  checkBelonging(path, text, headerOf, belonging);
  const whole = wholeRecords(text);
  try {
    const records = parse(whole, { skip_empty_lines: true, from: 2 });
    const known = new Set(records.map(([file = '', , , , row = '']) => identity(file, row)));
    return { known, keep: Buffer.byteLength(whole) };
  } catch (error) {
    if (error instanceof CsvError) throw notRejects(error);
    throw error;
  }
};

/** The text up to the last line break outside quotes. */
const wholeRecords = (text: string): string => {
  let quoted = false;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === '\n' && !quoted) end = at + 1;
  }
  return text.slice(0, end);
};
