import { basename } from 'node:path';
import { visibleText } from '@presales/kernel';
import { ImportError } from '../import-error.ts';
import { wordsOf } from '../system-error.ts';
import { emptyRows } from './empty-rows.ts';
import { fileText } from './file-text.ts';
import { filledCells } from './filled-cells.ts';
import { plainDecimal } from './plain-decimal.ts';
import type { Row } from './row.ts';
import { columnLimit, recordLimit, type TableFormat } from './table-format.ts';

/**
 * The objects of a file that has one on each line, as rows of a table. Its columns are the names of
 * all objects, in the order in which they first come; so the file is read twice. Objects in objects
 * have dotted names (`owner.email`), lists are JSON text, numbers keep every digit that the file has,
 * and what is null is empty.
 *
 * @param onBytes is told how many bytes of the file were read so far, in the second reading
 * @throws ImportError `import/json-lines` naming the line that is no object, or larger than it may be
 */
export async function* jsonLinesPages(
  file: string,
  format: TableFormat,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly Row[]> {
  const columns = new Map<string, number>();
  for await (const page of objectsOf(file, format))
    for (const { line, values } of page)
      for (const name of values.keys()) {
        if (!columns.has(name)) columns.set(name, columns.size);
        if (columns.size > columnLimit)
          throw wrongLine(file, line, `more than ${columnLimit.toLocaleString('en-US')} columns`);
      }
  const filled = filledCells(file, format.unpackedBytes);
  if (columns.size > 0) yield [{ line: 1, cells: [...columns.keys()] }];
  for await (const page of objectsOf(file, format, onBytes))
    yield page.map(({ line, values }) => {
      filled(columns.size - values.size);
      const cells = new Array<string>(columns.size).fill('');
      for (const [name, text] of values) {
        const at = columns.get(name);
        if (at !== undefined) cells[at] = text;
      }
      return { line, cells };
    });
}

/** An object of a file, with the text of its values by their dotted names. */
interface FlatObject {
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

async function* objectsOf(
  file: string,
  format: TableFormat,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly FlatObject[]> {
  let line = 0;
  let rest = '';
  const isEmpty = emptyRows(file, 'import/json-lines');
  const flat = (text: string): readonly FlatObject[] => {
    line += 1;
    if (isEmpty(text.trim() === '', line)) return [];
    return [{ line, values: flatObject(file, line, text, format.decimal ?? '.') }];
  };
  for await (const text of fileText(file, format, onBytes)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > recordLimit)
      throw wrongLine(
        file,
        line + 1,
        `longer than ${recordLimit.toLocaleString('en-US')} characters`,
      );
    yield lines.flatMap(flat);
  }
  yield flat(rest);
}

/** How deep objects may stand in one another. */
const depthLimit = 32;

const flatObject = (
  file: string,
  line: number,
  text: string,
  decimal: string,
): ReadonlyMap<string, string> => {
  const wrong: Wrong = (reason) => wrongLine(file, line, reason);
  const values = new Map<string, string>();
  const add = (object: object, prefix: string, depth: number): void => {
    if (depth > depthLimit) throw wrong(`objects stand more than ${depthLimit} deep`);
    for (const [key, value] of Object.entries(object)) {
      const name = visibleText(prefix + key);
      if (isObject(value)) add(value, `${prefix}${key}.`, depth + 1);
      else if (name === '') throw wrong('a value without a name');
      else if (values.has(name)) throw wrong(`two values are named ${name}`);
      else values.set(name, visibleText(textOf(value, decimal)));
    }
  };
  const object = parsed(text, decimal, wrong);
  if (!isObject(object)) throw wrong('expected one object on each line, such as {"deal": "D-1"}');
  add(object, '', 1);
  return values;
};

type Wrong = (reason: string) => ImportError;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (text: string, decimal: string, wrong: Wrong): unknown => {
  try {
    return JSON.parse(/[\d.]{16}|\d[eE]/.test(text) ? withLongNumbersAsText(text, decimal) : text);
  } catch (error) {
    throw wrong(`no JSON: ${wordsOf(error)}; expected one object on each line`);
  }
};

/** Numbers of more digits than a double keeps become text, with all of their digits. */
const withLongNumbersAsText = (json: string, decimal: string): string =>
  json.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (part) =>
    /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(part) &&
    (part.length > 16 || /e/i.test(part))
      ? JSON.stringify(plainDecimal(part).replace('.', decimal))
      : part,
  );

const textOf = (value: unknown, decimal: string): string => {
  if (value === null) return '';
  if (typeof value === 'number') return plainDecimal(String(value)).replace('.', decimal);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const wrongLine = (file: string, line: number, reason: string): ImportError =>
  new ImportError('import/json-lines', { file: basename(file), line }, reason);
