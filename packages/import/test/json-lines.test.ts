import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Row } from '../src/table/row.ts';
import { tablePages } from '../src/table/table-file.ts';
import { recordLimit, type TableFormat } from '../src/table/table-format.ts';
import { atDesk, dealMapping } from './desk.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presales-json-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = async (
  content: string | Uint8Array,
  format: TableFormat = {},
  name = 'file.jsonl',
): Promise<readonly Row[]> => {
  const file = join(folder, name);
  writeFileSync(file, content);
  const rows: Row[] = [];
  for await (const page of tablePages(file, format)) rows.push(...page);
  return rows;
};

const cellsOf = async (content: string, format?: TableFormat) =>
  (await rowsOf(content, format)).map(({ cells }) => cells);

describe('a file of JSON lines', () => {
  it('is a table of the names of all its objects, in the order in which they first come', async () => {
    expect(await rowsOf('{"deal":"D1","value":1}\n\n{"owner":"Ana","deal":"D2"}\r\n')).toEqual([
      { line: 1, cells: ['deal', 'value', 'owner'] },
      { line: 1, cells: ['D1', '1', ''] },
      { line: 3, cells: ['D2', '', 'Ana'] },
    ]);
  });

  it('is known by its name, compressed or not', async () => {
    for (const name of ['a.ndjson', 'A.JSONL', 'a.json'])
      expect(await rowsOf('{"a":1}', {}, name)).toHaveLength(2);
    expect(await rowsOf(gzipSync('{"a":1}'), {}, 'a.jsonl.gz')).toHaveLength(2);
  });

  it('has objects in objects by dotted names, lists as JSON, and nothing for null', async () => {
    expect(
      await cellsOf(
        '{"owner":{"name":"Ana","at":{"city":"Cluj"}},"tags":["a",1],"won":true,"lost":null}',
      ),
    ).toEqual([
      ['owner.name', 'owner.at.city', 'tags', 'won', 'lost'],
      ['Ana', 'Cluj', '["a",1]', 'true', ''],
    ]);
  });

  it('keeps every digit of its numbers, under the decimal mark that is asked for', async () => {
    const numbers =
      '{"a":12345678901234567890,"b":-0.1234567890123456789,"c":1.50,"d":2.5e-7,"e":1E3,"f":"1e3"}';
    expect((await cellsOf(numbers))[1]).toEqual([
      '12345678901234567890',
      '-0.1234567890123456789',
      '1.5',
      '0.00000025',
      '1000',
      '1e3',
    ]);
    expect(
      (await cellsOf('{"a":1.5,"b":0.1234567890123456789,"c":"1.5"}', { decimal: ',' }))[1],
    ).toEqual(['1,5', '0,1234567890123456789', '1.5']);
  });

  it.each([
    ['text that breaks off', '{"a":1}\n{"a":', /^file\.jsonl:2: no JSON: /],
    [
      'a list',
      '{"a":1}\n\n[1]',
      'file.jsonl:3: expected one object on each line, such as {"deal": "D-1"}',
    ],
    ['one name for two values', '{"a":{"b":1},"a.b":2}', 'file.jsonl:1: two values are named a.b'],
    ['a value without a name', '{" ":1}', 'file.jsonl:1: a value without a name'],
    ['a number that is none', '{"a":1234567890123456.7.8}', /^file\.jsonl:1: no JSON: /],
    [
      'objects in objects without end',
      `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`,
      'file.jsonl:1: objects stand more than 32 deep',
    ],
    [
      'one endless line',
      `{"a":1}\n{"a":"${'x'.repeat(recordLimit)}`,
      'file.jsonl:2: longer than 1,048,576 characters',
    ],
    [
      'ever more names',
      Array.from({ length: 16_385 }, (_, at) => `{"c${at}":1}`).join('\n'),
      'file.jsonl:16385: more than 16,384 columns',
    ],
  ])('is an error that names the line of %s', async (_, content, message) => {
    await expect(rowsOf(content)).rejects.toThrow(message);
    await expect(rowsOf(content)).rejects.toMatchObject({ code: 'import/json-lines' });
  });

  it('of many names and small objects makes no more cells than it may', async () => {
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`c${at}`, 1]));
    const lines = `${JSON.stringify(wide)}\n${'{"c0":1}\n'.repeat(100)}`;
    expect(await rowsOf(lines, { unpackedBytes: 799_200 })).toHaveLength(102);
    await expect(rowsOf(lines, { unpackedBytes: 799_199 })).rejects.toThrow(
      'file.jsonl: unpacks to more than 799,199 bytes',
    );
  });

  it('gives back the text of any objects', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', '"', '\\', '\n', 'é', '7', 'e', '.') })
      .map((each) => each.trim());
    const value = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1 }), {
          minLength: 1,
        }),
        async (objects) => {
          const [header, ...rows] = await cellsOf(
            objects.map((each) => JSON.stringify(each)).join('\n'),
          );
          const names = [...new Set(objects.flatMap((each) => Object.keys(each)))];
          const wanted = objects
            .map((each) => names.map((name) => each[name] ?? ''))
            .filter((cells) => cells.some((cell) => cell !== ''));
          if (wanted.length > 0) expect(header).toEqual(names);
          expect(
            rows.map((cells, row) =>
              cells.map((cell, at) =>
                typeof wanted[row]?.[at] === 'number' ? Number(cell) + 0 : cell,
              ),
            ),
          ).toEqual(wanted.map((cells) => cells.map((cell) => (cell === 0 ? 0 : cell))));
        },
      ),
      { numRuns: 100 },
    );
  });
});

it(
  'deals come from JSON lines as from CSV',
  atDesk(async (desk) => {
    const csv = desk.put(
      'deals.csv',
      'deal,owner,value,opened,lost\nD-1,Ana,1200.50,2025-01-07,\nD-2,Ion,300,2025-01-09,2025-02-14\n',
    );
    const lines = desk.put(
      'deals.jsonl',
      '{"deal":"D-1","owner":"Ana","value":1200.5,"opened":"2025-01-07"}\n{"deal":"D-2","owner":"Ion","value":300,"opened":"2025-01-09","lost":"2025-02-14"}\n',
    );
    const mapping = desk.put('mapping.yaml', dealMapping);
    expect(await desk.import(lines, mapping)).toMatchObject({ rows: 2, events: 3, rejected: 0 });
    expect(await desk.import(csv, mapping)).toMatchObject({ rows: 2, events: 0, rejected: 0 });
  }),
);
