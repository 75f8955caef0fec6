import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { ImportError } from '../import-error.ts';
import { csvRecord, spreadsheetPlain, spreadsheetSafe } from '../table/csv-text.ts';
import { type Belonging, checkBelonging, type HeaderOf, headerFor } from './belonging.ts';
import { linesFile, readLines } from './lines-file.ts';

/** A row that was not imported. */
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

/** The rows of one file that were rejected, in this run and in earlier ones. */
export interface Rejects {
  /** Whether an earlier run wrote down the row of this hash: it is not tried again. */
  readonly has: (hash: string) => boolean;
  /** Writes the row down before anything that comes after it is done. */
  readonly add: (reject: Reject, hash: string) => void;
  /** The log that the file belongs to has its first event. */
  readonly bind: (log: string) => void;
  readonly close: () => void;
}

/** What stands behind a row's own cells. */
const told = ['reject line', 'reject code', 'reject reason'];

/** Of the last column: its name says what the file belongs to, its cells identify the rows. */
const marked = /^rejects of (.+) in log [0-9a-f-]{36}$/;

const markOf: HeaderOf = (mapping, log) => `rejects of ${mapping} in log ${log}`;

const headerOf =
  (columns: readonly string[]): HeaderOf =>
  (mapping, log) =>
    `${csvRecord([...columns.map(spreadsheetSafe), ...told, markOf(mapping, log)])}\n`;

/**
 * The rejects of one file, themselves in a CSV file: the row's own columns, then its line and why, then
 * what identifies it. It is read where there is one, and made with the first reject. A last line that
 * was cut off by a crash is dropped; its row is then tried again.
 *
 * @throws ImportError `import/not-rejects` when the file is something else, `import/other-import`
 *   when it belongs to another mapping or log; it is left as it is
 */
export const rejectsFile = async (
  path: string,
  columns: readonly string[],
  belonging: Belonging,
): Promise<Rejects> => {
  const header = headerOf(columns);
  const { known, keep } = await standing(path, columns, belonging);
  const lines = linesFile(path, headerFor(header, belonging), keep);
  return {
    has: (hash) => known.has(hash),
    add: ({ line, code, reason, cells }, hash) => {
      const own = columns.map((_, at) => cells[at] ?? '');
      const beyond = cells.slice(columns.length);
      const why = beyond.length === 0 ? reason : `${reason}; beyond them: ${csvRecord(beyond)}`;
      const told = [...own, String(line), code, why].map(spreadsheetSafe);
      lines.append(`${csvRecord([...told, hash])}\n`);
    },
    bind: (log) => lines.setHeader(headerFor(header, { ...belonging, log })),
    close: lines.close,
  };
};

/** What an earlier run wrote down, and nothing is added: for a dry run. */
export const rejectsInMemory = (before: Pick<Rejects, 'has'> | undefined): Rejects => ({
  has: (hash) => before?.has(hash) === true,
  add: () => undefined,
  bind: () => undefined,
  close: () => undefined,
});

/**
 * The columns of the rows in a rejects file, from its header; undefined for any other table. A header
 * that a spreadsheet has saved is known again.
 */
export const rejectedColumns = (header: readonly string[]): readonly string[] | undefined => {
  const own = header.slice(0, -told.length - 1);
  const ours =
    marked.test(header.at(-1) ?? '') && told.every((name, at) => header[own.length + at] === name);
  return ours ? own.map(spreadsheetPlain) : undefined;
};

/** The name of the mapping that a rejects file belongs to, from its header; undefined for any other. */
export const rejectedMapping = (header: readonly string[]): string | undefined =>
  marked.exec(header.at(-1) ?? '')?.[1];

/** A row of a rejects file as the row that it corrects: its own cells, and what identified that row. */
export const correctedRow = (
  cells: readonly string[],
): { readonly cells: readonly string[]; readonly corrects: string } => ({
  cells: cells.slice(0, -told.length - 1).map(spreadsheetPlain),
  corrects: cells.at(-1) ?? '',
});

const standing = async (
  path: string,
  columns: readonly string[],
  belonging: Belonging,
): Promise<{ readonly known: ReadonlySet<string>; readonly keep?: number }> => {
  const text = await readLines(path);
  if (text === '') return { known: new Set() };
  const notRejects = (reason: string, cause?: unknown) =>
    new ImportError(
      'import/not-rejects',
      { file: path },
      `${reason}; move it away, or name another with --rejects`,
      { cause },
    );
  const whole = wholeRecords(text);
  const [header = [], ...records] = recordsIn(whole, (cause) =>
    notRejects('is there already and no rejects file', cause),
  );
  const stood = rejectedColumns(header);
  if (stood === undefined) throw notRejects('is there already and no rejects file');
  checkBelonging(path, header.at(-1) ?? '', markOf, belonging);
  if (stood.join('\n') !== columns.join('\n'))
    throw notRejects('holds rejected rows with other columns: correct and import them first');
  return {
    known: new Set(records.map((cells) => cells.at(-1) ?? '')),
    keep: Buffer.byteLength(whole),
  };
};

const recordsIn = (
  text: string,
  broken: (cause: unknown) => Error,
): readonly (readonly string[])[] => {
  try {
    return parse(text, { skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    throw error instanceof CsvError ? broken(error) : error;
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
