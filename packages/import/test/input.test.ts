import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interrupted } from '@presales/kernel';
import { readHeader, readInput } from '../src/table/input.ts';
import { loadPackage, missingPackages } from '../src/table/load-package.ts';
import { atDesk, dealMapping } from './desk.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presales-input-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (content: string): string => {
  const file = join(folder, 'file.csv');
  writeFileSync(file, content);
  return file;
};

describe('the rows of an input', () => {
  it('are those after the header, wherever that stands', async () => {
    const file = fileOf(`${'\n'.repeat(200_000)}deal\nD1\n${',\n'.repeat(100_000)}D2\n`);
    const lines: number[] = [];
    for await (const page of readInput(file, {}, undefined, () => undefined))
      lines.push(...page.map(({ line }) => line));
    expect(lines).toEqual([200_002, 300_003]);
    expect([...(await readHeader(file, {}))]).toEqual([['deal', 0]]);
  });

  it('can be stopped among blank lines too', async () => {
    const file = fileOf(`deal\nD1\n${'\n'.repeat(2_000_000)}`);
    const stop = new AbortController();
    const read = async () => {
      let rows = 0;
      const pages = readInput(file, {}, stop.signal, (bytes) => {
        if (bytes > 1_000_000) stop.abort();
      });
      for await (const page of pages) rows += page.length;
      return rows;
    };
    await expect(read()).rejects.toBeInstanceOf(Interrupted);
  });

  it('need a header', async () => {
    await expect(readHeader(fileOf('\n\n'), {})).rejects.toThrow('file.csv: the file is empty');
    await expect(readHeader(fileOf('\n,deal\n'), {})).rejects.toThrow(
      'file.csv:2: column 1 has no name',
    );
  });
});

describe('a package that only some files need', () => {
  it('is loaded by its name, and missing without an error where it is not installed', async () => {
    expect(await loadPackage('csv-parse')).toHaveProperty('parse');
    expect(await loadPackage('@presales/not-there')).toBeUndefined();
  });

  it('is named with how to install it', () => {
    expect(missingPackages('a.xlsx', 'a workbook', ['yauzl', 'saxes']).message).toBe(
      'a.xlsx: a workbook needs packages that are not installed: npm install yauzl saxes',
    );
  });
});

it(
  'a joined file may be written in another way than the input',
  atDesk(async (desk) => {
    desk.put('owners.jsonl', '{"id":"7","name":"Ana"}\n');
    const mapping = desk.put(
      'mapping.yaml',
      `files: { owners: { file: owners.jsonl, key: id } }\n${dealMapping.replace(
        'ownerId: { column: owner }',
        'ownerId: { column: name, of: owners, by: { column: owner } }',
      )}`,
    );
    const input = desk.put('deals.csv', 'deal;owner;value;opened;lost\nD-1;7;1;2025-01-07;\n');
    expect(await desk.import(input, mapping)).toMatchObject({ rows: 1, events: 1, rejected: 0 });
    expect((await desk.events())[0]).toMatchObject({ data: { ownerId: 'Ana' } });
  }),
);
