import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ImportError } from '../src/import-error.ts';
import { csvRecord } from '../src/table/csv-text.ts';
import { emptyRowLimit, emptyRows } from '../src/table/empty-rows.ts';
import type { Row } from '../src/table/row.ts';
import { tablePages } from '../src/table/table-file.ts';
import { recordLimit, type TableFormat } from '../src/table/table-format.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presales-table-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const tableOf = async (
  content: string | Uint8Array,
  format: TableFormat = {},
): Promise<readonly Row[]> => {
  const file = join(folder, 'file.csv');
  writeFileSync(file, content);
  const rows: Row[] = [];
  for await (const page of tablePages(file, format)) rows.push(...page);
  return rows;
};

const cellsOf = async (content: string | Uint8Array, format?: TableFormat) =>
  (await tableOf(content, format)).map(({ cells }) => cells);

const errorOf = async (content: string | Uint8Array, format?: TableFormat): Promise<string> => {
  try {
    await tableOf(content, format);
  } catch (error) {
    if (error instanceof ImportError) return error.message;
    throw error;
  }
  throw new Error('the file was read without an error');
};

const deals = [
  ['deal', 'value'],
  ['D1', '1'],
];

describe('the delimiter of a file', () => {
  it.each([',', ';', '\t', '|'])('is found where it is %j', async (delimiter) => {
    const text = ['deal', 'note'].join(delimiter);
    const row = ['D1', '"a,b;c|d\te\nf"'].join(delimiter);
    expect(await cellsOf(`${text}\n${row}\n`)).toEqual([
      ['deal', 'note'],
      ['D1', 'a,b;c|d\te\nf'],
    ]);
  });

  it('is the one under which the rows are as long as the header', async () => {
    expect(await cellsOf('deal;last, first\nD1;Ana\nD2;Ion\n')).toEqual([
      ['deal', 'last, first'],
      ['D1', 'Ana'],
      ['D2', 'Ion'],
    ]);
  });

  it('is found by the beginning of a long file, wherever that is cut', async () => {
    for (const shift of [0, 1, 2, 3, 4, 5]) {
      const note = `"a,b;${'x'.repeat(shift)}\n""c"""`;
      const rows = Array.from({ length: 12_000 }, (_, at) => `D${at};${note}\n`).join('');
      const table = await tableOf(`deal;note\n${rows}`);
      expect(table).toHaveLength(12_001);
      expect(table.at(-1)).toEqual({
        line: 24_000,
        cells: ['D11999', `a,b;${'x'.repeat(shift)}\n"c"`],
      });
    }
  });

  it('is a comma where there is one column', async () => {
    expect(await cellsOf('deal\nD1\n')).toEqual([['deal'], ['D1']]);
  });

  it('is what a first line says, which is no row; lines count on from it', async () => {
    for (const start of ['sep=;', 'SEP=;', '"sep=;"'])
      expect(await tableOf(`${start}\r\ndeal;note\r\nD1;a,b\r\n`)).toEqual([
        { line: 2, cells: ['deal', 'note'] },
        { line: 3, cells: ['D1', 'a,b'] },
      ]);
    expect(await errorOf('sep=;\na;b\n', { delimiter: ',' })).toBe(
      "file.csv:2: the delimiter is named as ',', but the file's first line says ';'",
    );
  });

  it('is an error with the right one where another is named', async () => {
    expect(await errorOf('deal;value\nD1;1\n', { delimiter: ',' })).toBe(
      "file.csv:1: the header has one column between ','; is the delimiter ';'?",
    );
    expect(await errorOf('deal\tvalue\nD1\t1\n', { delimiter: ';' })).toContain(
      'is the delimiter a tab?',
    );
    // One column, whose name and cells happen to have commas in them.
    expect(await cellsOf('name, title\nAna\n', { delimiter: ';' })).toEqual([
      ['name, title'],
      ['Ana'],
    ]);
  });

  it('whatever it is, of any two columns and more, is found in what was written with it', async () => {
    const cell = fc.stringMatching(/^[a-z][a-z";|,\n]{0,4}[a-z]$/);
    const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 2,
        maxLength: 5,
      }),
    );
    const quoted = (cells: readonly string[], delimiter: string) =>
      cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (rows, delimiter) => {
        const text = rows.map((cells) => quoted(cells, delimiter)).join('\n');
        const read = await cellsOf(text);
        expect(read).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the rows of a file', () => {
  it('end as each of them ends, and keep their lines', async () => {
    expect(await tableOf('deal,value\r\nD1,1\nD2,2\rD3,"x\ny"\r\n\nD4,4\n')).toEqual([
      { line: 1, cells: ['deal', 'value'] },
      { line: 2, cells: ['D1', '1'] },
      { line: 3, cells: ['D2', '2'] },
      { line: 4, cells: ['D3', 'x\ny'] },
      { line: 7, cells: ['D4', '4'] },
    ]);
  });

  it('read the same with any mixture of line ends', async () => {
    const ends = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(ends, async (mixed) => {
        const records = ['a,b', '1,2', '3,4', '5,6'];
        const text = records.map((record, at) => record + mixed[at]).join('');
        expect(await tableOf(text)).toEqual(
          records.map((record, at) => ({ line: at + 1, cells: record.split(',') })),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('are passed over where they are blank, also with delimiters, and before the header', async () => {
    expect(await tableOf(',,\n\ndeal,value\n,\n  , \t\nD1,1\n,,,,\n')).toEqual([
      { line: 3, cells: ['deal', 'value'] },
      { line: 6, cells: ['D1', '1'] },
    ]);
  });

  it('lose empty columns at the end, and no others', async () => {
    expect(await cellsOf('deal,value,,\nD1,1,,\nD2,2\nD3,,,\nD4,4,,x\n')).toEqual([
      ['deal', 'value'],
      ['D1', '1'],
      ['D2', '2'],
      ['D3', ''],
      ['D4', '4', '', 'x'],
    ]);
  });

  it('stay short, unless they may be padded', async () => {
    const text = 'deal,value,owner\nD1\nD2,2,Ana\nD3,3,Ion,x\n';
    expect(await cellsOf(text)).toContainEqual(['D1']);
    expect(await cellsOf(text, { pad: false })).toContainEqual(['D1']);
    expect(await cellsOf(text, { pad: true })).toEqual([
      ['deal', 'value', 'owner'],
      ['D1', '', ''],
      ['D2', '2', 'Ana'],
      ['D3', '3', 'Ion', 'x'],
    ]);
  });
});

describe('the encoding of a file', () => {
  const text = 'deal,owner\nD1,Zoë €\n';
  const rows = [
    ['deal', 'owner'],
    ['D1', 'Zoë €'],
  ];
  const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16();

  it('is what its byte order mark says, whatever is named', async () => {
    for (const encoding of [undefined, 'windows-1252', 'utf-8']) {
      const format = encoding === undefined ? {} : { encoding };
      expect(await cellsOf(`\ufeff${text}`, format)).toEqual(rows);
      expect(await cellsOf(Buffer.from(`\ufeff${text}`, 'utf16le'), format)).toEqual(rows);
      expect(await cellsOf(utf16be(`\ufeff${text}`), format)).toEqual(rows);
    }
  });

  it('is UTF-8 where all of it is UTF-8, though another is named for the files of an import', async () => {
    expect(await cellsOf(text, { encoding: 'windows-1252' })).toEqual(rows);
    const long = `deal,owner\n${'D1,Ana\n'.repeat(20_000)}`;
    const late = Buffer.concat([Buffer.from(long), Buffer.from([0x44, 0x2c, 0x80, 0x0a])]);
    expect((await cellsOf(late, { encoding: 'windows-1252' })).at(-1)).toEqual(['D', '€']);
    // A character that is cut off at the end is no UTF-8.
    const cut = Buffer.from([0x61, 0x0a, 0xc3]);
    expect(await cellsOf(cut, { encoding: 'windows-1252' })).toEqual([['a'], ['Ã']]);
  });

  it('is UTF-8 wherever the chunks of a file are cut', async () => {
    for (const shift of [0, 1, 2]) {
      const wide = `deal\n${'x'.repeat(shift)}${'€€€€€€€€€€€€€€€€\n'.repeat(4_000)}`;
      const read = await cellsOf(wide, { encoding: 'windows-1250' });
      expect(read.at(-1)).toEqual(['€'.repeat(16)]);
    }
  });

  it('is UTF-16 without a mark where that is named, and proposed where it is not', async () => {
    expect(await cellsOf(Buffer.from(text, 'utf16le'), { encoding: 'utf-16le' })).toEqual(rows);
    expect(await cellsOf(utf16be(text), { encoding: 'utf-16be' })).toEqual(rows);
    expect(await errorOf(Buffer.from(text, 'utf16le'))).toContain('say encoding: utf-16le');
    expect(await errorOf(utf16be(text))).toContain('say encoding: utf-16be');
  });

  it('names the line of a wrong byte, also beyond the first chunk', async () => {
    const long = Buffer.from(`a\n${'b\n'.repeat(60_000)}`);
    const message = await errorOf(Buffer.concat([long, Buffer.from([0x62, 0x0a, 0xe9, 0x0a])]));
    expect(message).toMatch(/^file\.csv:60003: /);
  });
});

describe('a hostile file', () => {
  it('that unpacks to more than it may is an error, and the same file passes with a higher limit', async () => {
    const bomb = gzipSync(`deal\n${'D,'.repeat(5_000)}\n`);
    expect(await errorOf(bomb, { unpackedBytes: 10_000 })).toMatch(
      /^file\.csv: unpacks to more than 10,000 bytes; .* limits: \{ unpackedBytes: … \}/,
    );
    expect(await cellsOf(bomb, { unpackedBytes: 20_000 })).toHaveLength(2);
  });

  it('that unpacks to hundreds of times its size is one that is made to fill a machine, unless that is meant', async () => {
    const bomb = gzipSync(`deal\n${`${'x'.repeat(1_000)}\n`.repeat(17_000)}`);
    expect(await errorOf(bomb)).toMatch(
      /^file\.csv: unpacks to more than 200 times its own size; .* limits: \{ unpackedBytes: … \}/,
    );
    expect(await cellsOf(bomb, { unpackedBytes: 20_000_000 })).toHaveLength(17_001);
    const small = gzipSync(`deal\n${`${'x'.repeat(1_000)}\n`.repeat(16_000)}`);
    expect(await cellsOf(small)).toHaveLength(16_001);
  });

  it('of empty lines without end is an error that names the line', async () => {
    expect(await errorOf(`deal\n${'\n'.repeat(emptyRowLimit + 100_000)}D\n`)).toMatch(
      /^file\.csv:100\d{5}: more than 10,000,000 rows without any text, one after the other$/,
    );
  });

  it('of rows without text is bounded in the same way, wherever others stand between them', () => {
    const isEmpty = emptyRows('file.csv', 'import/csv');
    for (let line = 1; line <= emptyRowLimit; line++) isEmpty(true, line);
    expect(isEmpty(false, 7)).toBe(false);
    for (let line = 1; line <= emptyRowLimit; line++) isEmpty(true, line);
    expect(() => isEmpty(true, 8)).toThrow('file.csv:8: more than 10,000,000 rows');
  });

  it('of a million columns is an error', async () => {
    const columns = Array.from({ length: 100_000 }, (_, at) => `c${at}`);
    expect(await errorOf(`${columns.join(',')}\n`)).toBe(
      'file.csv:1: 100,000 cells, more than the 16,384 columns that a table may have',
    );
    const enough = Array.from({ length: 16_384 }, (_, at) => `c${at}`).join(',');
    expect((await cellsOf(enough))[0]).toHaveLength(16_384);
  });

  it('of one endless row of empty cells is an error', async () => {
    const endless = gzipSync(Buffer.alloc(3 * recordLimit, ','));
    expect(await errorOf(Buffer.concat([gzipSync('a,b\n1,2\n'), endless]))).toMatch(
      /^file\.csv:3: the record that begins here is longer than/,
    );
  });

  it('of short rows under a wide header makes no more cells than it may', async () => {
    const header = Array.from({ length: 1_000 }, (_, at) => `c${at}`).join(',');
    const text = `${header}\n${'x\n'.repeat(100)}`;
    expect(await tableOf(text, { pad: true, unpackedBytes: 799_200 })).toHaveLength(101);
    expect(await errorOf(text, { pad: true, unpackedBytes: 799_199 })).toContain('unpacks to more');
    expect(await tableOf(text, { unpackedBytes: 1 })).toHaveLength(101);
  });

  it('of blank lines without end is a file of blank lines', async () => {
    const blank = gzipSync(Buffer.alloc(4 * recordLimit, '\n'));
    const parts = [gzipSync('a,b\n'), blank, gzipSync('1,2\n')];
    expect(await tableOf(Buffer.concat(parts))).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 4 * recordLimit + 2, cells: ['1', '2'] },
    ]);
  });
});

it('a table reads back as it was written, under any of the delimiters', async () => {
  for (const delimiter of [',', ';', '\t'])
    expect(
      await cellsOf(deals.map((cells) => csvRecord(cells, delimiter)).join('\n'), { delimiter }),
    ).toEqual(deals);
});
