import { visibleText } from '@presales/kernel';
import type { Row } from '../row.ts';
import { columnLimit } from '../table-format.ts';
import { type NumberText, numberText, plainText } from './cell-text.ts';
import type { Contents } from './contents.ts';
import { type Attributes, readXml } from './xml.ts';

/** What is wrong with a cell, and which it is. */
export class BrokenCell extends Error {
  readonly row: number;
  /** From 1. */
  readonly column: number;

  constructor(row: number, column: number, message: string) {
    super(message);
    this.row = row;
    this.column = column;
  }
}

/** What cells refer to. */
type Texts = Pick<Contents, 'texts' | 'styles'>;

/** A cell while it is read. */
interface Cell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | undefined;
  formula: boolean;
}

/**
 * The rows of a sheet, in pages as they are read; a row's line is its number in the sheet. What
 * Excel saves as CSV is read alike: formulas by their stored result, errors by their name (`#N/A`),
 * hidden rows as others, a merged cell's text in the first of its cells.
 *
 * @param filled is told of empty cells that the sheet does not have
 * @throws BrokenCell for a cell without the value that it must have, Error where the XML is broken
 */
export async function* sheetRows(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  contents: Texts,
  how: NumberText,
  filled: (cells: number) => void,
): AsyncGenerator<readonly Row[]> {
  let page: Row[] = [];
  let line = 0;
  let column = 0;
  let cells: string[] = [];
  let cell: Cell | undefined;
  let wanted = false;
  let pronounced = false;

  const openRow = ({ r }: Attributes) => {
    const number = r === undefined ? line + 1 : Number(r);
    if (!Number.isInteger(number) || number <= line)
      throw new BrokenCell(line + 1, 1, `a row ${r} follows row ${line}`);
    line = number;
    column = 0;
    cells = [];
  };
  const openCell = ({ r, t: type = 'n', s: style = '0' }: Attributes) => {
    const at = r === undefined ? column + 1 : columnNumber(r);
    if (at <= column) throw new BrokenCell(line, column, `a cell ${r} follows column ${column}`);
    if (at > columnLimit)
      throw new BrokenCell(line, column, `a cell beyond the last column, ${columnLimit}`);
    column = at;
    cell = { column, type, style: Number(style), value: undefined, formula: false };
  };
  const closeCell = (closed: Cell) => {
    const text = visibleText(textOf(closed, line, contents, how));
    if (text === '') return;
    filled(closed.column - 1 - cells.length);
    while (cells.length < closed.column - 1) cells.push('');
    cells.push(text);
  };
  const reading = readXml(file, chunks, {
    open: (name, attributes) => {
      if (name === 'row') openRow(attributes);
      else if (name === 'c') openCell(attributes);
      else if (cell === undefined) return;
      else if (name === 'f') cell.formula = true;
      else if (name === 'rPh') pronounced = true;
      else if (name === 'v' || name === 't') {
        wanted = !pronounced;
        cell.value ??= '';
      }
    },
    text: (text) => {
      if (wanted && cell !== undefined) cell.value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') wanted = false;
      else if (name === 'rPh') pronounced = false;
      else if (name === 'c' && cell !== undefined) {
        closeCell(cell);
        cell = undefined;
      } else if (name === 'row' && cells.length > 0) page.push({ line, cells });
    },
  });
  for await (const _ of reading) {
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** @throws BrokenCell */
const textOf = (
  { type, style, value, formula, column }: Cell,
  line: number,
  { texts, styles }: Texts,
  how: NumberText,
): string => {
  if (value === undefined) {
    if (!formula) return '';
    throw new BrokenCell(
      line,
      column,
      'a formula without its result; open the workbook in the spreadsheet and save it',
    );
  }
  switch (type) {
    case 's': {
      const text = texts[Number(value)];
      if (text === undefined || value.trim() === '')
        throw new BrokenCell(line, column, `refers to a text ${value} that is not there`);
      return text;
    }
    case 'str':
    case 'inlineStr':
      return plainText(value);
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    case 'e':
    case 'd':
      return value;
    default:
      return numberText(value, styles[style] ?? 'number', how);
  }
};

/** The number of the column that a cell's reference begins with: `C5` is in the third. */
const columnNumber = (reference: string): number => {
  let number = 0;
  for (const letter of reference) {
    const digit = letter.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26 || number > columnLimit) break;
    number = number * 26 + digit;
  }
  return number;
};

/** What a column is called in the spreadsheet: the third is `C`. */
export const columnName = (column: number): string => {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
};
