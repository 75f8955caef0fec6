import { appendFileSync, rmSync, statSync } from 'node:fs';
import { presalesTarget } from '../src/index.ts';
import { boundedReject, boundedText, rejectBounds } from '../src/run/bounded-reject.ts';
import { rowHash } from '../src/table/row.ts';
import { atDesk, type Desk, dealMapping, rejectsIn } from './desk.ts';

const header = 'deal,owner,value,opened,lost\n';
const file = 'deals.csv.rejects.csv';

const importing = (desk: Desk, rows: string, options: Parameters<Desk['import']>[2] = {}) =>
  desk.import(desk.put('deals.csv', header + rows), desk.put('mapping.yaml', dealMapping), options);

/** A row whose owner is missing, and whose last cell is as long as that. */
const row = (deal: string, length: number) => `${deal},,10,2024-01-02,${'x'.repeat(length)}\n`;

describe('a rejected row', () => {
  it('has cells as long as their bound, and of longer ones the beginning, the length and a fingerprint', () => {
    const { cell } = rejectBounds;
    expect(boundedReject(['x'.repeat(cell)], 'why')).toEqual({
      cells: ['x'.repeat(cell)],
      reason: 'why',
      cut: false,
    });
    const { cells, cut } = boundedReject(['a', 'x'.repeat(cell + 1)], 'why');
    expect(cut).toBe(true);
    expect(cells[0]).toBe('a');
    expect(cells[1]).toMatch(/^x{2000}… \(cut: 2,001 characters, SHA-256 [0-9a-f]{16}\)$/);
  });

  it('has no more cells than there is room for, however many it had', () => {
    const { cells, reason, cut } = boundedReject(
      new Array<string>(16_384).fill('y'.repeat(64)),
      'why',
    );
    expect(cells).toHaveLength(16_384);
    expect(cells.join('').length).toBeLessThanOrEqual(rejectBounds.cells);
    expect(cells.slice(0, 500)).toEqual(new Array<string>(500).fill('y'.repeat(64)));
    expect([reason, cut]).toEqual(['why; 15884 cells are left out here', true]);
  });

  it('has a reason that is bounded too, and never half of a character', () => {
    expect(boundedReject([], 'z'.repeat(rejectBounds.reason + 1)).reason).toMatch(
      /^z{2000}… \(cut/,
    );
    expect(boundedText('ab🚀cd', 3)).toMatch(/^ab… \(cut: 6 characters/);
  });
});

describe('a file of rejects', () => {
  it(
    'holds little of rows that hold much, and knows them again',
    atDesk(async (desk) => {
      const rows = row('D-1', 400_000) + row('D-2', 500_000) + row('D-3', 3);
      expect(await importing(desk, rows)).toMatchObject({ rejected: 3 });
      expect(statSync(desk.path(file)).size).toBeLessThan(10_000);
      expect(await importing(desk, rows)).toMatchObject({ rejected: 0, skipped: 3 });
    }),
  );

  it(
    'says of a row that was cut that it cannot be imported from there, and keeps it',
    atDesk(async (desk) => {
      await importing(desk, row('D-1', 400_000) + row('D-2', 3));
      const corrected = desk.read(file).replaceAll(/^(D-\d),,/gm, '$1,Ana,');
      desk.put(file, corrected);
      const rejects = desk.path(file);
      const result = await desk.import(rejects, desk.path('mapping.yaml'), { rejects });
      expect(result).toMatchObject({ rows: 2, rejected: 2, events: 0 });
      expect(rejectsIn(result).map(({ code }) => code)).toContain('import/cut');
      expect(desk.read(file)).toMatch(/ cut$/m);
    }),
  );

  it(
    'grows as far as it may; rows beyond are counted, and rejected again',
    atDesk(async (desk) => {
      const rows = Array.from({ length: 40 }, (_, n) => row(`D-${n}`, 3)).join('');
      const rejectsLimit = 3_000;
      const { rejected, unlisted, rejections } = await importing(desk, rows, { rejectsLimit });
      expect(statSync(desk.path(file)).size).toBeLessThanOrEqual(rejectsLimit);
      expect(rejected).toBe(40);
      expect(rejections.map(({ rows }) => rows)).toEqual([40]);
      const listed = desk.read(file).trimEnd().split('\n').length - 1;
      expect(unlisted).toBe(40 - listed);
      expect(listed).toBeGreaterThan(5);
      expect(await importing(desk, rows, { rejectsLimit })).toMatchObject({
        skipped: listed,
        rejected: unlisted,
        unlisted,
      });
      expect(await importing(desk, rows)).toMatchObject({ rejected: unlisted, unlisted: 0 });
    }),
  );

  it(
    'that has no room for a refused row does not make it be tried again',
    atDesk(async (desk) => {
      const moves = `
name: moves
rows:
  - command: MoveOpportunity
    fields: { opportunityId: { column: deal }, step: offer, at: 2024-01-03 }
`;
      const input = desk.put('moves.csv', 'deal\nD-1\n');
      const mapping = desk.put('moves.yaml', moves);
      const rejects = desk.path('moves.rejects.csv');
      const run = (rejectsLimit: number) => desk.import(input, mapping, { rejects, rejectsLimit });
      expect(await run(1)).toMatchObject({ rejected: 1, unlisted: 1 });
      await importing(desk, 'D-1,Ana,10,2024-01-02,\n');
      expect(await run(1)).toMatchObject({ events: 0, rejected: 1, unlisted: 1 });
      const now = await run(10_000);
      expect(now).toMatchObject({ events: 0, rejected: 1, unlisted: 0 });
      expect(rejectsIn(now)[0]?.code).toBe('import/refused-before');
      // Now that people can see it, they can have it tried again.
      const [head] = desk.read('moves.rejects.csv').split('\n');
      desk.put('moves.rejects.csv', `${head}\n`);
      expect(await run(10_000)).toMatchObject({ events: 1, rejected: 0 });
    }),
  );

  it(
    'that an earlier version let grow beyond all bounds holds up no import',
    atDesk(async (desk) => {
      await importing(desk, row('D-1', 3));
      const long = 'q"",\n'.repeat(250_000);
      const hash = rowHash(['D-2', '', '10', '2024-01-02', long.replaceAll('""', '"')]);
      for (let n = 0; n < 3; n++)
        appendFileSync(
          desk.path(file),
          `D-2,,10,2024-01-02,"${long}",3,import/missing-value,why,${hash}\n`,
        );
      const { size } = statSync(desk.path(file));
      expect(size).toBeGreaterThan(3_000_000);
      const again = await importing(desk, row('D-1', 3) + row('D-9', 3), { rejectsLimit: 1_000 });
      expect(again).toMatchObject({ skipped: 1, rejected: 1, unlisted: 1 });
      expect(statSync(desk.path(file)).size).toBe(size);
    }),
  );

  it(
    'is known again by the marks of its rows wherever a chunk of it ends',
    atDesk(async (desk) => {
      await importing(desk, row('D-1', 3));
      const [head = '', line = ''] = desk.read(file).split('\n');
      const identity = await presalesTarget(desk.presales).identity();
      expect(identity).toBeUndefined();
      const mark = (n: number) => rowHash([`D-${n}`, '', '10', '2024-01-02', 'xxx']);
      const lineOf = (n: number, length: number) =>
        line
          .replace(/^D-1/, `D-${n}`)
          .replace('xxx', 'y'.repeat(length))
          .replace(/[\w-]{22}$/, mark(n));
      // Records of 1,000 bytes and some: their ends come to stand at every place around a chunk's.
      for (const shift of [0, 7, 13, 22, 23, 40, 63, 64, 65]) {
        const lines = Array.from({ length: 1_100 }, (_, n) =>
          lineOf(n, 870 + (n === 0 ? shift : 0)),
        );
        desk.put(file, `${[head, ...lines].join('\n')}\n`);
        rmSync(desk.path('log.import-deals.imported'), { force: true });
        const rows = [900, 1_000, 1_020, 1_030, 1_040, 1_050, 1_099].map((n) => row(`D-${n}`, 3));
        expect(await importing(desk, rows.join(''))).toMatchObject({ skipped: 7, rejected: 0 });
      }
    }),
  );
});
