import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { BEGINNING } from '@presales/kernel';
import type { TableChanges } from '@presales/kernel/store';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import Database from 'better-sqlite3';
import { toReadModelError } from '../src/read-model-error.ts';

describe('a file of read models', () => {
  let directory = '';
  let file = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'presales-read-models-'));
    file = join(directory, 'models.db');
  });
  afterEach(() => rm(directory, { recursive: true }));

  const [counting] = ledger.tables;
  if (counting === undefined) throw new Error('the ledger has a table of counters');
  const ada: TableChanges = {
    table: counting.table,
    inserts: [],
    upserts: [{ name: 'ada', count: 1, label: 'x', merged_from: null, last_step: 2 }],
    deletes: [],
  };
  const refusedAs = (code: string) => ({ code, message: expect.stringContaining(file) });

  it('holds plain tables that any SQL client reads, indexed where the model says', async () => {
    const store = await sqliteReadModelStore({ file });
    await (await store.attach(ledger)).commit([ada], BEGINNING, 7n);
    await store.close();
    const client = new Database(file);
    expect(client.prepare('SELECT * FROM ledger_counter').all()).toEqual(ada.upserts);
    expect(client.prepare('SELECT name, version, position FROM presales_read_model').all()).toEqual(
      [{ name: 'ledger', version: 1, position: 7 }],
    );
    const indexes = client
      .prepare(
        `SELECT il.name, group_concat(ii.name) AS columns
         FROM pragma_index_list('ledger_counter') il, pragma_index_info(il.name) ii
         WHERE il.origin = 'c' GROUP BY il.name ORDER BY il.name`,
      )
      .all();
    expect(indexes).toEqual([
      { name: 'ledger_counter__label', columns: 'label' },
      { name: 'ledger_counter__label__count', columns: 'label,count' },
    ]);
    client.close();
  });

  it('leaves nothing beside it once it is closed', async () => {
    const store = await sqliteReadModelStore({ file });
    await (await store.attach(ledger)).commit([ada], BEGINNING, 7n);
    await store.read(ledger, async () => undefined);
    await store.close();
    await expect(readFile(`${file}-wal`)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is refused, and left as it is, when it is no database', async () => {
    await writeFile(file, 'Dear diary, '.repeat(1_000));
    await expect(sqliteReadModelStore({ file })).rejects.toMatchObject(
      refusedAs('read-model/not-a-store'),
    );
    expect(await readFile(file, 'utf8')).toBe('Dear diary, '.repeat(1_000));
  });

  it("is refused, and left as it is, when it is somebody else's database", async () => {
    const foreign = new Database(file);
    foreign.exec('CREATE TABLE song (title TEXT)');
    foreign.close();
    const before = await readFile(file);
    await expect(sqliteReadModelStore({ file })).rejects.toMatchObject(
      refusedAs('read-model/not-a-store'),
    );
    expect(await readFile(file)).toEqual(before);
  });

  it('is refused when it is an event log', async () => {
    const log = await sqliteEventLog({ file, now: () => '2026-03-02T09:00:00.000Z' });
    await log.close();
    await expect(sqliteReadModelStore({ file })).rejects.toMatchObject(
      refusedAs('read-model/not-a-store'),
    );
  });

  it('is refused when a newer program made it', async () => {
    await (await sqliteReadModelStore({ file })).close();
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    await expect(sqliteReadModelStore({ file })).rejects.toMatchObject(
      refusedAs('read-model/newer-version'),
    );
  });

  it('of the version that knew no log begins its read models anew', async () => {
    const store = await sqliteReadModelStore({ file });
    await (await store.attach(ledger)).commit([ada], BEGINNING, 7n);
    await store.close();
    const older = new Database(file);
    older.exec(`
      ALTER TABLE presales_read_model DROP COLUMN log_mark;
      ALTER TABLE presales_read_model DROP COLUMN parkings;
      DROP TABLE presales_parked;
      DROP TABLE identity;
    `);
    older.pragma('user_version = 1');
    older.close();
    const again = await sqliteReadModelStore({ file });
    const model = await again.attach(ledger);
    expect(await model.position()).toBe(BEGINNING);
    expect(await model.load(counting.table, ['ada'])).toEqual(new Map());
    await model.commit([ada], BEGINNING, 7n);
    expect(await again.position('ledger')).toBe(7n);
    await again.close();
  });

  it('is refused where there is no directory for it', async () => {
    file = join(directory, 'nowhere', 'models.db');
    await expect(sqliteReadModelStore({ file })).rejects.toMatchObject(
      refusedAs('read-model/unavailable'),
    );
  });

  it('is busy while another process writes, keeps what it has, and goes on afterwards', async () => {
    const store = await sqliteReadModelStore({ file, busyTimeout: 1 });
    const model = await store.attach(ledger);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(model.commit([ada], BEGINNING, 1n)).rejects.toMatchObject(
      refusedAs('read-model/busy'),
    );
    await expect(model.reset()).rejects.toMatchObject(refusedAs('read-model/busy'));
    // Nothing needs to be made, so nobody needs to be waited for.
    expect(await (await store.attach(ledger)).position()).toBe(BEGINNING);
    await expect(store.attach({ ...ledger, version: 2 })).rejects.toMatchObject(
      refusedAs('read-model/busy'),
    );
    expect(await store.read(ledger, async (_, position) => position)).toBe(BEGINNING);
    other.exec('ROLLBACK');
    other.close();
    await model.commit([ada], BEGINNING, 1n);
    expect(await store.position('ledger')).toBe(1n);
    await store.close();
  });

  it('waits for a lock without holding up its own process', async () => {
    const store = await sqliteReadModelStore({ file });
    const model = await store.attach(ledger);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const commit = model.commit([ada], BEGINNING, 1n);
    // This very process holds the lock: were it held up, nobody could ever let go of it.
    await setImmediate();
    other.exec('ROLLBACK');
    other.close();
    await commit;
    expect(await store.position('ledger')).toBe(1n);
    await store.close();
  });

  it('stops waiting for a lock when it is closed meanwhile', async () => {
    const store = await sqliteReadModelStore({ file });
    const model = await store.attach(ledger);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const refused = expect(model.reset()).rejects.toMatchObject({ code: 'read-model/closed' });
    await store.close();
    await refused;
    other.close();
  });

  describe('opened for queries only', () => {
    const filled = async () => {
      const store = await sqliteReadModelStore({ file });
      await (await store.attach(ledger)).commit([ada], BEGINNING, 7n);
      return store;
    };

    it('answers, and sees what a projector writes meanwhile', async () => {
      const writer = await filled();
      const store = await sqliteReadModelStore({ file, readOnly: true });
      await store.attach(ledger);
      expect(await store.position('ledger')).toBe(7n);
      await (await writer.attach(ledger)).commit([], 7n, 8n);
      expect(await store.position('ledger')).toBe(8n);
      expect(await store.read(ledger, async (_, position) => position)).toBe(8n);
      await store.close();
      await writer.close();
    });

    it('refuses to write, and to make what is not there', async () => {
      await (await filled()).close();
      const store = await sqliteReadModelStore({ file, readOnly: true });
      const model = await store.attach(ledger);
      const refused = { code: 'read-model/read-only' };
      await expect(model.commit([], 7n, 8n)).rejects.toMatchObject(refused);
      await expect(model.reset()).rejects.toMatchObject(refused);
      await expect(store.attach({ ...ledger, version: 2 })).rejects.toMatchObject(refused);
      await expect(store.attach({ ...ledger, name: 'other' })).rejects.toMatchObject(refused);
      await store.close();
      await expect(store.position('ledger')).rejects.toMatchObject({ code: 'read-model/closed' });
    });

    it('is not made when it is missing', async () => {
      await expect(sqliteReadModelStore({ file, readOnly: true })).rejects.toMatchObject(
        refusedAs('read-model/unavailable'),
      );
      await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });

  it.each([
    ['SQLITE_FULL', 'read-model/full'],
    ['SQLITE_BUSY_SNAPSHOT', 'read-model/busy'],
    ['SQLITE_LOCKED', 'read-model/busy'],
    ['SQLITE_NOTADB', 'read-model/not-a-store'],
    ['SQLITE_READONLY_DIRECTORY', 'read-model/read-only'],
    ['SQLITE_CORRUPT', 'read-model/corrupt'],
    ['SQLITE_IOERR_FSYNC', 'read-model/unavailable'],
  ])("tells SQLite's %s as %s", (code, expected) => {
    const error = new Database.SqliteError('it is so', code);
    expect(toReadModelError(error, 'models.db')).toMatchObject({
      code: expected,
      message: expect.stringMatching(/models\.db.*it is so/),
    });
  });

  it('tells a fault of the program as it is', () => {
    const fault = new TypeError('no such thing');
    expect(toReadModelError(fault, 'models.db')).toBe(fault);
  });
});
