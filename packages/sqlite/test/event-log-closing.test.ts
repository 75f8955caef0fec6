import { existsSync } from 'node:fs';
import { sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import { allOf, appendBatches, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();
afterEach(() => jest.restoreAllMocks());

/** From now on the disk refuses to take the write-ahead log into the file. */
const failCheckpoints = (code: string): void => {
  const prepare = Database.prototype.prepare;
  jest.spyOn(Database.prototype, 'prepare').mockImplementation(function (
    this: Database.Database,
    source: string,
  ) {
    if (source.includes('wal_checkpoint')) throw new Database.SqliteError('disk I/O error', code);
    return prepare.call(this, source);
  });
};

describe('closing an event log', () => {
  it.each([
    ['SQLITE_IOERR_FSYNC', 'event-log/unavailable'],
    ['SQLITE_FULL', 'event-log/full'],
  ])('fails when the disk does not take it: %s', async (fault, code) => {
    const file = directory.file(`${fault}.db`);
    const log = await sqliteEventLog({ file, now, durability: 'normal' });
    await appendBatches(log, 3, 2);
    failCheckpoints(fault);
    await expect(log.close()).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/\.db: .* keep .*\.db and .*\.db-wal together/),
    });
    await expect(log.head()).rejects.toMatchObject({ code: 'event-log/closed' });
    jest.restoreAllMocks();
    const again = await sqliteEventLog({ file, now });
    expect((await allOf(again)).length).toBe(6);
    await again.close();
  });

  it('tells the same to whoever closes it a second time', async () => {
    const log = await sqliteEventLog({ file: directory.file('twice.db'), now });
    await appendBatches(log, 1, 1);
    failCheckpoints('SQLITE_IOERR_WRITE');
    const first = log.close();
    await expect(first).rejects.toMatchObject({ code: 'event-log/unavailable' });
    await expect(log.close()).rejects.toBe(await first.catch((error) => error));
  });

  it('asks nothing of the disk when the log was open for reading only', async () => {
    const file = directory.file('reading.db');
    await (await sqliteEventLog({ file, now })).close();
    const log = await sqliteEventLog({ file, now, readOnly: true });
    failCheckpoints('SQLITE_IOERR_WRITE');
    await expect(log.close()).resolves.toBeUndefined();
  });

  it('leaves to the last one what another connection still needs', async () => {
    const file = directory.file('shared.db');
    const log = await sqliteEventLog({ file, now, durability: 'normal', busyTimeout: 1 });
    await appendBatches(log, 1, 1);
    const reader = new Database(file, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM event').get();
    await log.append('deal-2', 'no-stream', [eventOf(1, 0)]);
    await log.close();
    expect(existsSync(`${file}-wal`)).toBe(true);
    reader.close();
    const again = await sqliteEventLog({ file, now });
    expect((await allOf(again)).length).toBe(2);
    await again.close();
  });
});
