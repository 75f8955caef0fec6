// Writes workbooks with one library and reads them with another, for a test that compares. Both are
// ES modules, which jest does not load. A line of JSON comes in for every workbook, one goes out.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { writeXlsx } from 'hucre/xlsx';
import { readSheet } from 'read-excel-file/node';

const revived = (cell) => (typeof cell?.at === 'string' ? new Date(cell.at) : cell);
const plain = (cell) => (cell instanceof Date ? { at: cell.toISOString() } : cell);

for await (const line of createInterface({ input: process.stdin })) {
  const { path, rows, ...options } = JSON.parse(line);
  const written = await writeXlsx({
    ...options,
    sheets: [{ name: 'Deals', rows: rows.map((row) => row.map(revived)) }],
  });
  writeFileSync(path, written);
  const read = await readSheet(path, { sheet: 'Deals', trim: false });
  process.stdout.write(`${JSON.stringify(read.map((row) => row.map(plain)))}\n`);
}
