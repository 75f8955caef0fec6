import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { visibleText } from '@presales/kernel';
import fc from 'fast-check';
import { tablePages } from '../src/table/table-file.ts';

/** A cell as JSON has it: a date is an object. */
type Cell = string | number | boolean | null | { readonly at: string };

let folder: string;
let child: ChildProcess;
let answers: AsyncIterator<string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presales-oracle-'));
  child = spawn(process.execPath, [join(__dirname, 'workbook-child.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the child has no output');
  answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
});
afterAll(() => {
  child.stdin?.end();
  rmSync(folder, { recursive: true });
});

/** Writes a workbook, and reads it as another library does. */
const writtenAndRead = async (workbook: object): Promise<readonly (readonly Cell[])[]> => {
  child.stdin?.write(`${JSON.stringify(workbook)}\n`);
  const { value } = await answers.next();
  const rows: readonly (readonly Cell[])[] = JSON.parse(value);
  return rows;
};

/** What we say of a cell that another library has read. */
const textOf = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'string') return visibleText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (typeof cell === 'number') return cell.toLocaleString('en-US', digits);
  // The other library cuts a number between two milliseconds off where we round it.
  const seconds = Math.round(Date.parse(cell.at) / 1_000);
  const [date = '', time = ''] = new Date(seconds * 1_000).toISOString().split('T');
  return time === '00:00:00.000Z' ? date : `${date}T${time.slice(0, 8)}`;
};

const digits = { useGrouping: false, maximumSignificantDigits: 15 } as const;

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '€', '😀', ' ', '<', '&', '"', '\n', '_', 'x', '0', '-', '='),
  maxLength: 12,
});
const instant = fc
  .integer({ min: Date.UTC(1904, 0, 2) / 1_000, max: Date.UTC(2099, 0, 1) / 1_000 })
  .map((seconds) => ({ at: new Date(seconds * 1_000).toISOString() }));
const day = fc
  .integer({ min: 1_462, max: 72_000 })
  .map((days) => ({ at: new Date(Date.UTC(1899, 11, 30 + days)).toISOString() }));
const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => cents / 100),
  fc.constantFrom(0.1 + 0.2, 1e-7, 1 / 3, 1e15),
);
const cell = fc.oneof(text, number, fc.boolean(), instant, day, fc.constant(null));

it('a workbook that one library writes is read by us as by another', async () => {
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 });
  let workbooks = 0;
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('1900', '1904'),
      fc.constantFrom('shared', 'inline'),
      async (rows, dateSystem, stringMode) => {
        workbooks += 1;
        const path = join(folder, `${workbooks}.xlsx`);
        const header = ['one', 'two', 'three', 'four', 'five'];
        const others = await writtenAndRead({
          path,
          dateSystem,
          stringMode,
          rows: [header, ...rows],
        });
        const wanted = others
          .map((cells, at) => ({ line: at + 1, cells: cells.map(textOf) }))
          .filter(({ cells }) => cells.some((each) => each !== ''));
        const read = [];
        for await (const page of tablePages(path, {})) read.push(...page);
        expect(read).toEqual(wanted);
      },
    ),
    { numRuns: 150 },
  );
});
