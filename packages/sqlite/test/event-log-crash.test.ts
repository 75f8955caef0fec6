import { copyFileSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { allOf, appendBatches, checkBatches, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';
import { countCalls, itUnderStrace, start } from './event-log-process.ts';

/**
 * Crashes. `PRESALES_CRASH_SWEEP=1` makes the sweeps longer: more batches under every kill, and
 * more random kills; without it they fit into a minute.
 */
const longSweep = process.env['PRESALES_CRASH_SWEEP'] === '1';
const minutes = 60_000 * (longSweep ? 30 : 2);

/** Runs work for every item, a few at a time. */
const eachOf = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all([worker(), worker(), worker()]);
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('an event log whose process is killed', () => {
  const directory = temporaryDirectory();

  itUnderStrace(
    'at any write, making the file included, has every acknowledged append, whole, and goes on',
    async () => {
      const size = 3;
      const batches = longSweep ? 20 : 2;
      const parameters = [1, 0, batches, size];
      const count = countCalls('pwrite64', 'append.mjs', [
        directory.file('count.db'),
        ...parameters,
      ]);
      expect(count).toBeGreaterThan(20);
      await eachOf(upTo(count), async (n) => {
        const file = directory.file(`killed-${n}.db`);
        const killed = start(
          'append.mjs',
          [file, ...parameters],
          ['-e', 'trace=pwrite64', '-e', `inject=pwrite64:signal=KILL:when=${n}`],
        );
        expect({ n, ended: await killed.ended }).toEqual({ n, ended: 'SIGKILL' });
        expectWholeSchema(file);
        const stored = await checkBatches(file, size, killed.told);
        expect(stored - killed.told.length).toBeLessThanOrEqual(1);
      });
    },
    minutes,
  );

  it(
    'at a random moment, again and again, has every acknowledged append',
    async () => {
      const file = directory.file('random.db');
      const seed = Date.now() % 1_000_000;
      const [waits = []] = fc.sample(
        fc.array(fc.nat(25), { minLength: longSweep ? 60 : 4, maxLength: longSweep ? 60 : 4 }),
        { numRuns: 1, seed },
      );
      let stored = 0;
      for (const acks of waits) {
        const child = start('append.mjs', [file, 1, stored, 4_000, 3]);
        await child.tells(acks);
        child.process.kill('SIGKILL');
        await child.ended;
        try {
          stored = await checkBatches(file, 3, child.told);
        } catch (cause) {
          throw new Error(`seed ${seed}, after ${acks} acknowledgements`, { cause });
        }
      }
      expect(stored).toBeGreaterThanOrEqual(waits.reduce((sum, acks) => sum + acks, 0));
    },
    minutes,
  );

  it(
    'between the frames of a commit, or inside one, opens as what was committed before',
    async () => {
      const file = directory.file('whole.db');
      const log = await sqliteEventLog({ file, now });
      const batches = 8;
      await appendBatches(log, batches, 3);
      // The log stays open while its files are copied: closing it would empty the write-ahead log.
      const bytes = statSync(`${file}-wal`).size;
      const frame = 24 + 4096;
      const cuts = upTo(Math.floor((bytes - 32) / frame)).map((n) => 32 + n * frame);
      expect(cuts.at(-1)).toBe(bytes);
      expect(cuts.length).toBeGreaterThan(batches);
      const reached: number[] = [];
      for (const cut of [...cuts, ...cuts.map((end) => end - 1), 32, 5, 0].sort((a, b) => a - b)) {
        const copy = directory.file(`cut-${cut}.db`);
        copyFileSync(file, copy);
        copyFileSync(`${file}-wal`, `${copy}-wal`);
        truncateSync(`${copy}-wal`, cut);
        reached.push(await checkBatches(copy, 3, []));
      }
      expect(reached).toEqual([...reached].sort((a, b) => a - b));
      expect([reached[0], reached.at(-1)]).toEqual([0, batches]);
      expect(new Set(reached).size).toBe(batches + 1);
      await log.close();
    },
    minutes,
  );
});

describe('a disk that is full', () => {
  const directory = temporaryDirectory();

  itUnderStrace(
    'fails the append by name, keeps nothing of it, lets reading go on, and heals by itself',
    async () => {
      const [batches, size] = [12, 3];
      const count = countCalls('pwrite64', 'append.mjs', [
        directory.file('count.db'),
        1,
        0,
        batches,
        size,
      ]);
      const from = Math.floor(count / 2);
      const file = directory.file('full.db');
      const child = start(
        'append.mjs',
        [file, 1, 0, batches, size],
        ['-e', 'trace=pwrite64', '-e', `inject=pwrite64:error=ENOSPC:when=${from}..${from + 7}`],
      );
      expect(await child.ended).toBe(0);
      const failed = child.told.filter(({ code }) => code !== undefined);
      expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['event-log/full']));
      expect(failed.length).toBeGreaterThan(1);
      for (const { batch = -1, stored } of failed) expect(stored).toBe(batch * size);
      expect(await checkBatches(file, size, child.told)).toBe(batches);
    },
    minutes,
  );
});

describe('a disk that fails to say whether it has the commit', () => {
  const directory = temporaryDirectory();

  itUnderStrace(
    'leaves the outcome unknown; the same append asked again is stored once',
    async () => {
      const [batches, size] = [6, 3];
      const parameters = [1, 0, batches, size];
      const opening = countCalls('fsync', 'append.mjs', [directory.file('none.db'), 1, 0, 0, size]);
      const count = countCalls('fsync', 'append.mjs', [directory.file('all.db'), ...parameters]);
      expect(count - opening).toBeGreaterThanOrEqual(batches);
      const failures: (string | undefined)[] = [];
      await eachOf(upTo(count), async (n) => {
        const file = directory.file(`eio-${n}.db`);
        const child = start(
          'append.mjs',
          [file, ...parameters],
          ['-e', 'trace=fsync', '-e', `inject=fsync:error=EIO:when=${n}`],
        );
        const ended = await child.ended;
        if (ended === 0) {
          expect(await checkBatches(file, size, child.told)).toBe(batches);
          failures.push(...child.told.flatMap(({ code }) => (code === undefined ? [] : [code])));
        } else {
          expect(child.told.at(-1)).toEqual({ fatal: 'event-log/unavailable' });
          await checkBatches(file, size, child.told);
        }
      });
      expect(new Set(failures)).toEqual(new Set(['event-log/unknown-outcome']));
      expect(failures.length).toBeGreaterThanOrEqual(batches - 1);
    },
    minutes,
  );
});

describe('a disk that has failed for good', () => {
  const directory = temporaryDirectory();

  itUnderStrace(
    'has nothing acknowledged or read any more by which an append would count as stored',
    async () => {
      const [batches, size] = [6, 3];
      const opening = countCalls('fsync', 'append.mjs', [directory.file('none.db'), 1, 0, 0, size]);
      const file = directory.file('dead.db');
      // The first commit reaches the disk, and nothing after it.
      const child = start(
        'append.mjs',
        [file, 1, 0, batches, size],
        ['-e', 'trace=fsync', '-e', `inject=fsync:error=EIO:when=${opening}+`],
      );
      expect(await child.ended).toBe(3);
      expect(
        child.told.filter(({ batch, code }) => batch !== undefined && code === undefined).length,
      ).toBeLessThan(2);
      expect(child.told.at(-1)).toEqual({ fatal: 'event-log/unavailable' });
    },
    minutes,
  );
});

/** Either nothing of the schema is there or all of it; read as any SQL client would. */
const expectWholeSchema = (file: string): void => {
  if (readFileSync(file).length === 0) return;
  const database = new Database(file);
  const objects = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  const version = database.pragma('user_version', { simple: true });
  database.close();
  expect([
    [0, 0],
    [12, 3],
  ]).toContainEqual([objects, version]);
};

describe('a log that was left without being closed', () => {
  const directory = temporaryDirectory();

  it('is whole for the next who opens it', async () => {
    const file = directory.file('left.db');
    const child = start('append.mjs', [file, 1, 0, 400, 3]);
    await child.tells(5);
    child.process.kill('SIGKILL');
    await child.ended;
    const log = await sqliteEventLog({ file, now, readOnly: true });
    expect((await allOf(log)).length).toBeGreaterThanOrEqual(15);
    await log.close();
  });
});
