import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { visibleText } from '@presales/kernel';
import { ImportError, type Place } from '../../import-error.ts';
import { wordsOf } from '../../system-error.ts';
import { filledCells } from '../filled-cells.ts';
import type { Row } from '../row.ts';
import type { TableFormat } from '../table-format.ts';
import { type Archive, openArchive } from './archive.ts';
import { type Contents, readContents, type Sheet } from './contents.ts';
import { BrokenCell, columnName, sheetRows } from './sheet-rows.ts';

/**
 * The rows of a sheet of an Excel workbook (.xlsx), as they are read from the file. Only the texts
 * that the cells of a workbook share are held in memory.
 *
 * @param onBytes is told how many bytes of the file were read so far, as near as can be told
 * @throws ImportError `import/workbook` when it is broken, larger than it may be, or nothing says
 *   which sheet is meant; `import/file` when it cannot be read, or a package that reads it is missing
 */
export async function* workbookPages(
  file: string,
  format: TableFormat,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly Row[]> {
  const name = basename(file);
  const { size } = await stat(file);
  const archive = await openArchive(file, format.unpackedBytes);
  let sheet: Sheet | undefined;
  try {
    const contents = await readContents(name, archive);
    sheet = await chosenSheet(name, archive, contents, format.sheet);
    const onRead = (share: number) => onBytes(Math.round(share * size));
    yield* rowsOf(name, archive, contents, sheet, format, onRead);
  } catch (error) {
    throw named(error, name, sheet);
  } finally {
    archive.close();
  }
}

const rowsOf = (
  name: string,
  archive: Archive,
  contents: Contents,
  { part }: Sheet,
  { decimal = '.', unpackedBytes }: TableFormat,
  onRead?: (share: number) => void,
): AsyncGenerator<readonly Row[]> =>
  sheetRows(
    name,
    archive.bytes(part, onRead),
    contents,
    {
      from1904: contents.from1904,
      decimal,
    },
    filledCells(name, unpackedBytes),
  );

/** The sheet that is named, or the only one of those that are seen which holds anything. */
const chosenSheet = async (
  file: string,
  archive: Archive,
  contents: Contents,
  wanted: string | undefined,
): Promise<Sheet> => {
  const { sheets } = contents;
  const wrong = (reason: string) => new ImportError('import/workbook', { file }, reason);
  const all = sheets.map(({ name, hidden }) => (hidden ? `${name} (hidden)` : name)).join(', ');
  if (wanted !== undefined) {
    const found = sheets.find(({ name }) => visibleText(name) === visibleText(wanted));
    if (found === undefined) throw wrong(`no sheet ${wanted}; the workbook has ${all}`);
    return found;
  }
  const filled: Sheet[] = [];
  for (const sheet of sheets) {
    if (sheet.hidden) continue;
    try {
      if (await holdsRows(rowsOf(file, archive, contents, sheet, {}))) filled.push(sheet);
    } catch (error) {
      throw named(error, file, sheet);
    }
  }
  const [only, ...others] = filled;
  if (only === undefined) throw wrong(`no sheet holds anything; the workbook has ${all}`);
  if (others.length > 0)
    throw wrong(
      `several sheets hold something; name one of them, sheet: ${only.name} for instance; the workbook has ${all}`,
    );
  return only;
};

const holdsRows = async (pages: AsyncIterable<readonly Row[]>): Promise<boolean> => {
  for await (const page of pages) if (page.length > 0) return true;
  return false;
};

/** What went wrong, with its place. */
const named = (error: unknown, file: string, sheet: Sheet | undefined): ImportError => {
  if (error instanceof ImportError) return error;
  const place: Place = sheet === undefined ? { file } : { file, sheet: sheet.name };
  if (error instanceof BrokenCell)
    return new ImportError(
      'import/workbook',
      { ...place, line: error.row, column: error.column },
      `cell ${columnName(error.column)}${error.row}: ${error.message}`,
      { cause: error },
    );
  return new ImportError('import/workbook', place, `the workbook is broken: ${wordsOf(error)}`, {
    cause: error,
  });
};
