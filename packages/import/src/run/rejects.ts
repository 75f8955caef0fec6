import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { ImportError } from '../import-error.ts';
import { csvRecord, spreadsheetPlain, spreadsheetSafe } from '../table/csv-text.ts';
import { type Belonging, checkBelonging, type HeaderOf, headerFor, isBegun } from './belonging.ts';
import { boundedReject } from './bounded-reject.ts';
import { linesFile, type Standing } from './lines-file.ts';
import { rejectedLines } from './rejected-lines.ts';

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
  /**
   * Whether what an earlier run wrote down is all there, as far as one can tell: a row that is not in it
   * was taken out by somebody. Otherwise the file is missing, or was cut off.
   */
  readonly whole: boolean;
  /**
   * Writes the row down before anything that comes after it is done.
   *
   * @returns whether there was room for it
   */
  readonly add: (reject: Reject, hash: string) => boolean;
  /** What was written down survives the loss of power. */
  readonly sync: () => void;
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

/** What stands behind the hash of a row of which cells were cut. */
const cutMark = ' cut';

/** The end of a record: the hash of its row, and whether cells were cut. */
const hashAtEnd = /,"?([\w-]{22})(?: cut)?"?\r?$/;

/** Bytes of a rejects file, by default at most; rows that it has no room for are only counted. */
export const rejectsLimit = 67_108_864;

/**
 * The rejects of one file, themselves in a CSV file: the row's own columns, then its line and why, then
 * what identifies it. It is read where there is one, and made with the first reject. A last line that
 * was cut off by a crash is dropped; its row is then tried again.
 *
 * @param limit how many bytes it may have
 * @throws ImportError `import/not-rejects` when the file is something else, `import/other-import`
 *   when it belongs to another mapping or log; it is left as it is
 */
export const rejectsFile = (
  path: string,
  columns: readonly string[],
  belonging: Belonging,
  limit: number = rejectsLimit,
): Rejects => {
  const header = headerOf(columns);
  const { known, standing } = standingRejects(path, columns, belonging);
  const lines = linesFile(path, headerFor(header, belonging), standing);
  let full = false;
  return {
    has: (hash) => known.has(hash),
    whole: standing !== undefined && standing.keep === standing.size && standing.size > 0,
    add: ({ line, code, reason, cells }, hash) => {
      const own = columns.map((_, at) => cells[at] ?? '');
      const beyond = cells.slice(columns.length);
      const why = beyond.length === 0 ? reason : `${reason}; beyond them: ${csvRecord(beyond)}`;
      const row = boundedReject(own, why);
      const told = [...row.cells, String(line), code, row.reason].map(spreadsheetSafe);
      const text = `${csvRecord([...told, row.cut ? hash + cutMark : hash])}\n`;
      // Once one is left out, all are: the file then has the first of them.
      full ||= lines.size() + text.length > limit;
      if (!full) lines.append(text);
      return !full;
    },
    sync: lines.sync,
    bind: (log) => lines.setHeader(headerFor(header, { ...belonging, log })),
    close: lines.close,
  };
};

/** What an earlier run wrote down, and nothing is added: for a dry run. */
export const rejectsInMemory = (before: Pick<Rejects, 'has' | 'whole'> | undefined): Rejects => ({
  has: (hash) => before?.has(hash) === true,
  whole: before?.whole === true,
  add: () => true,
  sync: () => undefined,
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

/**
 * A row of a rejects file as the row that it corrects: its own cells, what identified that row, and
 * whether it is not all there.
 */
export const correctedRow = (
  cells: readonly string[],
): { readonly cells: readonly string[]; readonly corrects: string; readonly cut: boolean } => {
  const mark = cells.at(-1) ?? '';
  const cut = mark.endsWith(cutMark);
  return {
    cells: cells.slice(0, -told.length - 1).map(spreadsheetPlain),
    corrects: cut ? mark.slice(0, -cutMark.length) : mark,
    cut,
  };
};

const standingRejects = (
  path: string,
  columns: readonly string[],
  belonging: Belonging,
): { readonly known: ReadonlySet<string>; readonly standing?: Standing } => {
  const known = new Set<string>();
  const found = rejectedLines(path, (end) => {
    const [, hash] = hashAtEnd.exec(end) ?? [];
    if (hash !== undefined) known.add(hash);
  });
  if (found === undefined) return { known };
  const { header: begin, ...standing } = found;
  const notRejects = (reason: string, cause?: unknown) =>
    new ImportError(
      'import/not-rejects',
      { file: path },
      `${reason}; move it away, or name another with --rejects`,
      { cause },
    );
  const other = (cause?: unknown) => notRejects('is there already and no rejects file', cause);
  if (standing.keep === 0) {
    if (!isBegun(begin, headerOf(columns), belonging)) throw other();
    return { known, standing };
  }
  const header = firstRecord(begin, other);
  const stood = rejectedColumns(header);
  if (stood === undefined) throw other();
  checkBelonging(path, header.at(-1) ?? '', markOf, belonging);
  if (stood.join('\n') !== columns.join('\n'))
    throw notRejects('holds rejected rows with other columns: correct and import them first');
  return { known, standing };
};

const firstRecord = (text: string, broken: (cause: unknown) => Error): readonly string[] => {
  try {
    const [header = []]: string[][] = parse(text, { relax_column_count: true });
    return header;
  } catch (error) {
    throw error instanceof CsvError ? broken(error) : error;
  }
};
