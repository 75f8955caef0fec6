import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { atDesk } from './desk.ts';

jest.setTimeout(120_000);

const rows = 100_000;

function* largeFile() {
  yield 'deal,step,at,note\n';
  for (let n = 0; n < rows; n += 1_000)
    yield Array.from(
      { length: 1_000 },
      (_, at) => `D-${n + at},offer,2024-01-01,note ${n + at} on nothing\n`,
    ).join('');
}

const mapping = `
name: large
key: deal
rows:
  - command: MoveOpportunity
    fields: { opportunityId: { column: deal }, step: { column: step }, at: { column: at } }
`;

it(
  'a file is imported in memory that does not grow with it',
  atDesk(async (desk) => {
    const input = desk.path('large.csv.gz');
    await pipeline(Readable.from(largeFile()), createGzip({ level: 1 }), createWriteStream(input));
    const child = spawn(
      process.execPath,
      [
        // The program alone needs some 20 MB; the commands of all rows held in memory, 40 more.
        '--max-old-space-size=36',
        // Else the young generation takes half of it, and the program collects garbage all the time.
        '--max-semi-space-size=1',
        join(__dirname, 'large-child.mjs'),
        input,
        desk.put('mapping.yaml', mapping),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(JSON.parse(said)).toEqual({ rows, rejected: 0, handled: rows });
  }),
);
