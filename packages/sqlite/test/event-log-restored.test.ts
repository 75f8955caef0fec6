import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { EventLog, StoredEvent } from '@presales/kernel';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { allOf, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();
let files = 0;
const newFile = (): string => {
  files += 1;
  return directory.file(`log-${files}.db`);
};
const open = (file: string): Promise<EventLog> =>
  sqliteEventLog({ file, now, durability: 'normal' });

/** Appends one event to its own stream, so that numbers tell the events apart. */
const append = (log: EventLog, number: number): Promise<unknown> =>
  log.append(`deal-${number}`, 'no-stream', [eventOf(number, 0)]);

const numbersIn = (events: readonly StoredEvent[]): readonly string[] =>
  events.map(({ stream }) => stream);
const deals = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `deal-${number}`);

/** What a program leaves that is killed now: the file and its write-ahead log as they are. */
interface Left {
  readonly db: Buffer;
  readonly wal: Buffer;
}
const leftBy = (file: string): Left => ({
  db: readFileSync(file),
  wal: existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0),
});
const putBack = ({ db, wal }: Left): string => {
  const file = newFile();
  writeFileSync(file, db);
  if (wal.length > 0) writeFileSync(`${file}-wal`, wal);
  return file;
};

/** Some SQL by a program that knows nothing of logs. */
const bySomebodyElse = (file: string, sql: string): void => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};

const hashOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

/** A file is refused, and neither it nor what lies beside it has changed. */
const expectForeign = async (file: string): Promise<void> => {
  const before = [hashOf(file), hashOf(`${file}-wal`)];
  await expect(open(file)).rejects.toMatchObject({
    code: 'event-log/foreign-wal',
    message: expect.stringMatching(/\.db: .*move .*\.db-wal .*put .*back/s),
  });
  expect([hashOf(file), hashOf(`${file}-wal`)]).toEqual(before);
};

describe('what a killed program left', () => {
  it('opens with all that was acknowledged, also where it was copied to', async () => {
    const file = newFile();
    const log = await open(file);
    for (const number of [0, 1, 2]) await append(log, number);
    const copy = await open(putBack(leftBy(file)));
    expect(numbersIn(await allOf(copy))).toEqual(deals(3));
    await copy.close();
    await log.close();
  });

  it('is not written over an older file that was put back: that is refused, with what to do', async () => {
    const file = newFile();
    const before = await open(file);
    await append(before, 0);
    await before.close();
    const { db } = leftBy(file);
    // The program goes on, is closed well once, and killed later, after a few small appends.
    const between = await open(file);
    await append(between, 1);
    await between.close();
    const killed = await open(file);
    await append(killed, 2);
    const { wal } = leftBy(file);
    await killed.close();

    const restored = putBack({ db, wal });
    await expectForeign(restored);
    renameSync(`${restored}-wal`, `${restored}-wal.aside`);
    const log = await open(restored);
    await append(log, 3);
    expect(numbersIn(await allOf(log))).toEqual(['deal-0', 'deal-3']);
    await log.close();
  });

  it('completes a file that was copied without it, before a checkpoint', async () => {
    const file = newFile();
    const log = await open(file);
    await append(log, 0);
    const { db } = leftBy(file);
    await append(log, 1);
    const copy = await open(putBack({ db, wal: leftBy(file).wal }));
    expect(numbersIn(await allOf(copy))).toEqual(deals(2));
    await copy.close();
    await log.close();
  });

  it('is refused beside the file of another log', async () => {
    const [one, other] = [newFile(), newFile()];
    const closed = await open(one);
    await append(closed, 0);
    await closed.close();
    const killed = await open(other);
    await append(killed, 0);
    await expectForeign(putBack({ db: leftBy(one).db, wal: leftBy(other).wal }));
    await killed.close();
  });

  it.each(['deleted', 'emptied'])('is refused, and kept, when its file was %s', async (what) => {
    const file = newFile();
    const killed = await open(file);
    await append(killed, 0);
    const restored = putBack(leftBy(file));
    await killed.close();
    if (what === 'deleted') rmSync(restored);
    else writeFileSync(restored, '');
    const wal = hashOf(`${restored}-wal`);
    await expect(open(restored)).rejects.toMatchObject({
      code: 'event-log/foreign-wal',
      message: expect.stringMatching(/the file is (not there|empty), but its write-ahead log/),
    });
    expect(hashOf(`${restored}-wal`)).toBe(wal);
    expect(existsSync(restored)).toBe(what === 'emptied');
  });

  it('opens after another program had vacuumed the file just before', async () => {
    const file = newFile();
    const killed = await open(file);
    await append(killed, 0);
    bySomebodyElse(file, 'PRAGMA wal_checkpoint(TRUNCATE); VACUUM');
    await append(killed, 1);
    const log = await open(putBack(leftBy(file)));
    expect(numbersIn(await allOf(log))).toEqual(deals(2));
    await log.close();
    await killed.close();
  });

  it('opens when it was killed just after bringing the log to its present version', async () => {
    const file = newFile();
    await (await open(file)).close();
    bySomebodyElse(
      file,
      `DROP TABLE identity; DROP VIEW event;
       ALTER TABLE sealed_event DROP COLUMN seal; ALTER TABLE sealed_event DROP COLUMN checksum;
       ALTER TABLE sealed_event RENAME TO event; PRAGMA user_version = 1; VACUUM`,
    );
    const before = leftBy(file);
    const killed = await open(file);
    await append(killed, 0);
    const log = await open(putBack(leftBy(file)));
    expect(numbersIn(await allOf(log))).toEqual(deals(1));
    await log.close();
    // What comes after the first checkpoint fits the older file no more.
    bySomebodyElse(file, 'PRAGMA wal_checkpoint(TRUNCATE)');
    await append(killed, 1);
    await append(killed, 2);
    await expectForeign(putBack({ db: before.db, wal: leftBy(file).wal }));
    await killed.close();
  });

  it('either makes an older file what it was when it was killed, or is refused', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('append', 'checkpoint', 'truncate', 'close', 'vacuum'), {
          minLength: 4,
          maxLength: 9,
        }),
        async (acts) => {
          const file = newFile();
          let log = await open(file);
          let count = 0;
          const states: (Left & { readonly count: number })[] = [];
          for (const act of acts) {
            if (act === 'close') {
              await log.close();
              log = await open(file);
            } else if (act === 'checkpoint') bySomebodyElse(file, 'PRAGMA wal_checkpoint(PASSIVE)');
            else if (act === 'truncate') bySomebodyElse(file, 'PRAGMA wal_checkpoint(TRUNCATE)');
            else if (act === 'vacuum') bySomebodyElse(file, 'VACUUM');
            await append(log, count);
            count += 1;
            states.push({ ...leftBy(file), count });
          }
          await log.close();
          const last = states.at(-1);
          for (const { db } of states) {
            const restored = putBack({ db, wal: last?.wal ?? db });
            const opened = await open(restored).catch((error) => {
              expect(error).toMatchObject({ code: 'event-log/foreign-wal' });
            });
            if (opened === undefined) continue;
            expect(numbersIn(await allOf(opened))).toEqual(deals(count));
            await opened.close();
          }
        },
      ),
      { numRuns: 15 },
    ));
});

describe('a file of read models whose write-ahead log is not its own', () => {
  it('is refused', async () => {
    const file = newFile();
    const older = await sqliteReadModelStore({ file });
    await (await older.attach(ledger)).commit([], -1n, 3n);
    await older.close();
    const { db } = leftBy(file);
    const newer = await sqliteReadModelStore({ file });
    await (await newer.attach(ledger)).commit([], 3n, 5n);
    await newer.close();
    const killed = await sqliteReadModelStore({ file });
    await (await killed.attach(ledger)).commit([], 5n, 7n);
    const restored = putBack({ db, wal: leftBy(file).wal });
    await killed.close();
    await expect(sqliteReadModelStore({ file: restored })).rejects.toMatchObject({
      code: 'read-model/foreign-wal',
    });
    copyFileSync(file, restored);
    rmSync(`${restored}-wal`);
    const store = await sqliteReadModelStore({ file: restored });
    expect(await store.position('ledger')).toBe(7n);
    await store.close();
  });
});
