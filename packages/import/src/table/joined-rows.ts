import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { identityText } from '@presales/kernel';
import { ImportError } from '../import-error.ts';
import type { MappingDocument } from '../mapping/mapping-document.ts';
import { meant, meantOr } from '../nearest.ts';
import { isWithin } from '../within.ts';
import { type Columns, columnsOf } from './header.ts';
import type { Row } from './row.ts';
import { tablePages } from './table-file.ts';
import { type TableFormat, tableFormatOf } from './table-format.ts';

/** A joined file in memory: its rows by key, as a key identifies, in the order of the file. */
export interface JoinedRows {
  /** The file's name, without its folder. */
  readonly file: string;
  readonly key: string;
  readonly columns: Columns;
  readonly rows: ReadonlyMap<string, Row>;
}

/** Where joined files are looked for. */
export interface Beside {
  readonly input: string;
  readonly mapping: string;
  /** Whether they may lie outside the folders of the two. */
  readonly allowOutside?: boolean;
}

/**
 * The joined files of a mapping, each in the folder of the input or below it, or else in that of the
 * mapping. A mapping that somebody sent reads no other file of this machine, unless that is allowed.
 *
 * @throws ImportError for a file that is not there or lies outside, is broken, lacks its key column, or has a row
 *   without a key, of another length than the header, or with a key that stands twice
 */
export const readJoinedFiles = async (
  document: MappingDocument,
  beside: Beside,
): Promise<ReadonlyMap<string, JoinedRows>> => {
  const { mapping } = document;
  const joined = new Map<string, JoinedRows>();
  for (const [name, { file, key, ...own }] of Object.entries(mapping.files)) {
    const at = ['files', name, 'file'];
    const path = await find(file, beside);
    if (path === 'outside')
      throw document.wrong(
        at,
        `${file} is outside the folders of the input and the mapping; if it is meant, allow it (--allow-outside, allowOutside)`,
      );
    if (path === undefined)
      throw document.wrong(
        at,
        `no file ${file}, neither beside the input (${dirname(resolve(beside.input))}) nor beside the mapping${meant(basename(file), await filesBeside(beside))}`,
      );
    const format = { ...tableFormatOf(mapping), ...own };
    joined.set(name, await readJoinedFile(document, name, path, key, format));
  }
  return joined;
};

/** Where a file is; `outside` where it is, and may not be. */
const find = async (
  file: string,
  { input, mapping, allowOutside = false }: Beside,
): Promise<string | undefined> => {
  let outside = false;
  for (const neighbour of [input, mapping]) {
    const folder = dirname(resolve(neighbour));
    const path = resolve(folder, file);
    if (allowOutside || isWithin(folder, path)) {
      const real = await realPath(path);
      if (real === undefined) continue;
      // A link in the folder may lead out of it.
      if (allowOutside || isWithin((await realPath(folder)) ?? folder, real)) return path;
    }
    // Whether there is such a file outside is not told either.
    outside = true;
  }
  return outside ? 'outside' : undefined;
};

/** The path without links; undefined where nothing is there. */
const realPath = async (path: string): Promise<string | undefined> => {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
};

/** The files that may have been meant. */
const filesBeside = async ({ input, mapping }: Beside): Promise<readonly string[]> =>
  (await Promise.all([input, mapping].map((file) => readdir(dirname(resolve(file)))))).flat();

const readJoinedFile = async (
  document: MappingDocument,
  name: string,
  path: string,
  key: string,
  format: TableFormat,
): Promise<JoinedRows> => {
  const file = basename(path);
  let joined: Joining | undefined;
  for await (const page of tablePages(path, format))
    for (const row of page)
      if (joined === undefined) joined = emptyJoin(document, name, file, key, row);
      else addRow(joined, row);
  if (joined === undefined) throw new ImportError('import/csv', { file }, 'the file is empty');
  return joined;
};

/** A joined file while it is read. */
interface Joining extends JoinedRows {
  /** Where the key stands in a row. */
  readonly keyAt: number;
  readonly rows: Map<string, Row>;
}

const emptyJoin = (
  document: MappingDocument,
  name: string,
  file: string,
  key: string,
  header: Row,
): Joining => {
  const columns = columnsOf(file, header.cells, header.line);
  const keyAt = columns.get(key);
  if (keyAt === undefined)
    throw document.wrong(['files', name, 'key'], noSuchColumn(key, file, columns));
  return { file, key, keyAt, columns, rows: new Map() };
};

const addRow = ({ file, key, keyAt, columns, rows }: Joining, row: Row): void => {
  const { line, cells } = row;
  const wrong = (reason: string) => new ImportError('import/csv', { file, line }, reason);
  if (cells.length !== columns.size)
    throw wrong(`${cells.length} cells, but the header has ${columns.size}`);
  const value = identityText(cells[keyAt] ?? '');
  if (value === '') throw wrong(`no ${key}, by which the file is joined`);
  const twin = rows.get(value);
  if (twin !== undefined) throw wrong(`${key} ${value} stands in line ${twin.line} already`);
  rows.set(value, row);
};

/** What to say of a column that is not there. */
export const noSuchColumn = (column: string, file: string, columns: Columns): string =>
  `no column ${column} in ${file}${meantOr(column, [...columns.keys()], (names) => `, which has ${names}`)}`;
