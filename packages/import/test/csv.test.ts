import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ImportError } from '../src/import-error.ts';
import { csvPages } from '../src/table/csv-file.ts';
import { csvRecord, spreadsheetSafe } from '../src/table/csv-text.ts';
import type { Row } from '../src/table/row.ts';
import { recordLimit } from '../src/table/table-format.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presales-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const utf8 = { delimiter: ',', encoding: 'utf-8' };

const rowsOf = async (content: string | Uint8Array, format = utf8): Promise<readonly Row[]> => {
  const file = join(folder, 'file.csv');
  writeFileSync(file, content);
  const rows: Row[] = [];
  for await (const page of csvPages(file, format)) rows.push(...page);
  return rows;
};

const errorOf = async (content: string | Uint8Array, format = utf8): Promise<ImportError> => {
  try {
    await rowsOf(content, format);
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
  throw new Error('the file was read without an error');
};

describe('a CSV file', () => {
  it('is read with its lines, whatever ends them', async () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(await rowsOf(['a,b', '1,2', '3,4'].join(end))).toEqual([
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
        { line: 3, cells: ['3', '4'] },
      ]);
  });

  it('keeps quotes, delimiters and line breaks inside quoted cells, and counts their lines', async () => {
    expect(await rowsOf('a,b\r\n"x ""y"", z","one\r\ntwo\nthree"\r\n\r\n5,6\r\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x "y", z', 'one\r\ntwo\nthree'] },
      { line: 6, cells: ['5', '6'] },
    ]);
  });

  it('loses its byte order mark and the blanks around its cells', async () => {
    expect(await rowsOf('\ufeffa , b\n 1,2\t\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
    ]);
  });

  it('may be compressed, whatever its name', async () => {
    expect(await rowsOf(gzipSync('a,b\n1,2\n'))).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
    ]);
  });

  it('may have another delimiter and encoding', async () => {
    const bytes = Buffer.from('Gr\u00f6\u00dfe;Preis\n1,5;\u20ac', 'latin1');
    bytes[bytes.length - 1] = 0x80; // the euro sign of windows-1252
    expect(await rowsOf(bytes, { delimiter: ';', encoding: 'windows-1252' })).toEqual([
      { line: 1, cells: ['Größe', 'Preis'] },
      { line: 2, cells: ['1,5', '€'] },
    ]);
  });

  it('reads rows of any length as they are', async () => {
    expect((await rowsOf('a,b\n1\n1,2,3\n')).map(({ cells }) => cells.length)).toEqual([2, 1, 3]);
  });

  it('of any cells reads back as it was written', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\r\n', ' ', '=', 'é', '€', ';') })
      .map((text) => text.trim());
    // A row of nothing but one empty cell is an empty line, and those are passed over.
    const row = fc
      .array(cell, { minLength: 1, maxLength: 4 })
      .filter((cells) => cells.length > 1 || cells[0] !== '');
    await fc.assert(
      fc.asyncProperty(
        // A header of one name with other delimiters in it is taken for a wrong delimiter.
        fc
          .array(row, { minLength: 1, maxLength: 8 })
          .filter(([header = []]) => header.length > 1 || header[0]?.includes(';') !== true),
        fc.constantFrom('\n', '\r\n'),
        async (table, end) => {
          const rows = await rowsOf(table.map((cells) => csvRecord(cells) + end).join(''));
          expect(rows.map(({ cells }) => cells)).toEqual(table);
          let line = 1;
          for (const [index, cells] of table.entries()) {
            expect(rows[index]?.line).toBe(line);
            line += csvRecord(cells).split(/\r\n|\r|\n/).length;
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a broken CSV file is an error that names the place', () => {
  it.each([
    [
      'a quote that is never closed',
      'id,name\n1,x\n2,"y\n3,z\n',
      'file.csv:3: column 2 (name): the record that begins here has a quote that is never closed',
    ],
    [
      'a quote in the middle of a cell',
      'id,name\n1,"a\r\nb"\n2,6" screen\n',
      'file.csv:4: column 2 (name): a quote in the middle of a cell; the whole cell must be quoted, and quotes in it doubled',
    ],
    [
      'text after a closing quote',
      'id,name\n\n"1"x,2\n',
      'file.csv:3: column 1 (id): text after a closing quote; a quote inside a quoted cell must be doubled',
    ],
  ])('%s', async (_, content, message) => {
    const error = await errorOf(content);
    expect(error.code).toBe('import/csv');
    expect(error.message).toBe(message);
  });

  it('a record beyond the bound', async () => {
    const error = await errorOf(`a\n1\n${'x'.repeat(recordLimit + 2)}\n`);
    expect(error.message).toMatch(/^file\.csv:3: the record that begins here is longer than/);
  });

  it('bytes that are not of the encoding', async () => {
    const wrong = Buffer.concat([Buffer.from('a\nb\né\n'), Buffer.from([0xe9, 0x0a])]);
    const error = await errorOf(wrong);
    expect(error.message).toMatch(/^file\.csv:4: holds bytes that are no utf-8/);
    expect((await errorOf(Buffer.from([0x61, 0xc3]))).code).toBe('import/csv');
  });

  it('compressed data that breaks off', async () => {
    const whole = gzipSync('a,b\n1,2\n'.repeat(100));
    const error = await errorOf(whole.subarray(0, whole.length - 12));
    expect(error.code).toBe('import/csv');
    expect(error.message).toMatch(/^file\.csv: the gzip data is broken/);
  });

  it('no file', async () => {
    const missing = csvPages(join(folder, 'missing.csv'), utf8).next();
    await expect(missing).rejects.toMatchObject({ code: 'import/file' });
  });
});

it('a cell that a spreadsheet would take for a formula gets an apostrophe before it', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r'])
    expect(spreadsheetSafe(`${start}1`)).toBe(`'${start}1`);
  for (const text of ['1', 'a=b', '', ' =1']) expect(spreadsheetSafe(text)).toBe(text);
});
