import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { EventLog } from '@presales/kernel';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import Database from 'better-sqlite3';
import { allOf, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();
let files = 0;
const open = async (): Promise<{ readonly file: string; readonly log: EventLog }> => {
  files += 1;
  const file = directory.file(`open-${files}.db`);
  return { file, log: await sqliteEventLog({ file, now, durability: 'normal', pollInterval: 1 }) };
};
const append = (log: EventLog, number: number): Promise<unknown> =>
  log.append(`deal-${number}`, 'no-stream', [eventOf(number, 0)]);
const bySomebodyElse = (file: string, sql: string): void => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};

/** What may become of a file while a program has it open. */
const mishaps: readonly (readonly [
  what: string,
  happens: (file: string, older: string) => void,
])[] = [
  ['moved away', (file) => renameSync(file, `${file}.old`)],
  ['deleted', (file) => rmSync(file)],
  ['replaced by an older one', (file, older) => renameSync(older, file)],
  ['written over by an older one', (file, older) => copyFileSync(older, file)],
  ['emptied', (file) => writeFileSync(file, '')],
  ['robbed of its write-ahead log', (file) => rmSync(`${file}-wal`)],
  [
    'restored as the guides of other programs say',
    (file, older) => {
      copyFileSync(older, file);
      for (const suffix of ['-wal', '-shm']) rmSync(file + suffix);
    },
  ],
];

describe('a log whose file, while it is open, is', () => {
  it.each(mishaps)('%s takes no append, and says what to do', async (_, happens) => {
    const { file, log } = await open();
    await append(log, 0);
    bySomebodyElse(file, 'PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(file, `${file}.older`);
    await append(log, 1);
    // Without it the file would be the older one still, and what came since in the write-ahead log.
    bySomebodyElse(file, 'PRAGMA wal_checkpoint(TRUNCATE)');
    await append(log, 2);
    happens(file, `${file}.older`);
    const refusal = {
      code: 'event-log/replaced',
      message: expect.stringMatching(/while it was open.*nothing was.*open them anew/),
    };
    await expect(append(log, 3)).rejects.toMatchObject(refusal);
    await expect(append(log, 3)).rejects.toMatchObject(refusal);
    await expect(log.head()).rejects.toMatchObject(refusal);
    await expect(allOf(log)).rejects.toMatchObject(refusal);
    await expect(log.close()).rejects.toMatchObject(refusal);
  });

  it('moved away and put back goes on', async () => {
    const { file, log } = await open();
    await append(log, 0);
    renameSync(file, `${file}.old`);
    await expect(append(log, 1)).rejects.toMatchObject({ code: 'event-log/replaced' });
    renameSync(`${file}.old`, file);
    await append(log, 1);
    expect((await allOf(log)).length).toBe(2);
    await log.close();
  });

  it('replaced tells those who follow it', async () => {
    const { file, log } = await open();
    await append(log, 0);
    const following = (async () => {
      for await (const { caughtUp } of log.follow()) if (caughtUp) renameSync(file, `${file}.old`);
    })();
    await expect(following).rejects.toMatchObject({ code: 'event-log/replaced' });
    await expect(log.close()).rejects.toMatchObject({ code: 'event-log/replaced' });
  });
});

describe('a log that other programs work on while it is open', () => {
  it('goes on after their checkpoints, vacuums and commits, whatever the order', async () => {
    const { file, log } = await open();
    const other = await sqliteEventLog({ file, now });
    let count = 0;
    for (const sql of [
      'PRAGMA wal_checkpoint(PASSIVE)',
      'PRAGMA wal_checkpoint(TRUNCATE)',
      'VACUUM',
      'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)',
      'ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)',
    ])
      for (const writer of [log, other, other]) {
        await append(writer, count);
        count += 1;
        bySomebodyElse(file, sql);
      }
    await append(log, count);
    expect((await allOf(other)).length).toBe(count + 1);
    await other.close();
    await append(log, count + 1);
    await log.close();
  });
});

describe('a file of read models that is replaced while it is open', () => {
  it('takes no rows and answers no query', async () => {
    const file = directory.file('models.db');
    const store = await sqliteReadModelStore({ file });
    const model = await store.attach(ledger);
    await model.commit([], -1n, 3n);
    renameSync(file, `${file}.old`);
    const refusal = { code: 'read-model/replaced', message: expect.stringContaining(file) };
    await expect(model.commit([], 3n, 4n)).rejects.toMatchObject(refusal);
    await expect(store.read(ledger, async () => undefined)).rejects.toMatchObject(refusal);
    await store.close();
  });
});
