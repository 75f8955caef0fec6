import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tablePages } from '../src/table/table-file.ts';
import type { TableFormat } from '../src/table/table-format.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presales-encoding-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const windows1250 = new Map<string, number>();
for (let byte = 0x80; byte < 0x100; byte++)
  windows1250.set(new TextDecoder('windows-1250').decode(Uint8Array.of(byte)), byte);

const polish = 'id,opis\n1,"Zażółć gęślą jaźń, późno i źle"\n';
const bytes = Buffer.from([...polish].map((char) => windows1250.get(char) ?? char.charCodeAt(0)));

const read = async (format: TableFormat) => {
  const file = join(folder, 'file.csv');
  writeFileSync(file, bytes);
  const cells: (readonly string[])[] = [];
  for await (const page of tablePages(file, format)) for (const row of page) cells.push(row.cells);
  return cells;
};

it('an encoding that is neither UTF-8 nor named is proposed, and not assumed', async () => {
  await expect(read({})).rejects.toThrow(
    /^file\.csv:2: holds bytes that are no utf-8; it looks like ([\w-]+) .*: say the one that reads right, for instance encoding: \1$/,
  );
  await expect(read({})).rejects.toThrow('windows-1250 (1,"Zażółć gęślą jaźń, póź)');
  expect((await read({ encoding: 'windows-1250' }))[1]).toEqual([
    '1',
    'Zażółć gęślą jaźń, późno i źle',
  ]);
});

it('an encoding that nobody knows is an error', async () => {
  await expect(read({ encoding: 'klingon' })).rejects.toThrow(
    'file.csv: klingon is no known encoding',
  );
});
