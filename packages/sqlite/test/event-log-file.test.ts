import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type EventLog, EventLogError } from '@presales/kernel';
import { sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import { eventLogKind } from '../src/event-log-schema.ts';
import { openDatabase } from '../src/open-database.ts';
import { allOf, appendBatches, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();
const open = (name: string) => sqliteEventLog({ file: directory.file(name), now });
const hash = (name: string) =>
  createHash('sha256')
    .update(readFileSync(directory.file(name)))
    .digest('hex');

/** A file is refused with a code, and stays what it was. */
const refused = async (name: string, code: string, words: RegExp): Promise<void> => {
  const before = hash(name);
  const opening = open(name);
  await expect(opening).rejects.toBeInstanceOf(EventLogError);
  await expect(opening).rejects.toMatchObject({ code });
  await expect(opening).rejects.toThrow(words);
  await expect(opening).rejects.toThrow(directory.file(name));
  expect(hash(name)).toBe(before);
};

/** Changes a log's file behind its back. */
const tamper = (name: string, change: (database: Database.Database) => void): void => {
  const database = new Database(directory.file(name));
  change(database);
  database.close();
};

describe('a file that is refused as an event log', () => {
  it('is no database', () => {
    writeFileSync(directory.file('letter.txt'), 'Dear customer, thank you for your inquiry.');
    return refused('letter.txt', 'event-log/not-a-log', /not a database/);
  });

  it('is a database of something else', () => {
    tamper('other.db', (database) => database.exec('CREATE TABLE customer (name TEXT)'));
    return refused('other.db', 'event-log/not-a-log', /no presales event log/);
  });

  it('is a database that another program has marked as its own', () => {
    tamper('marked.db', (database) => database.pragma('application_id = 7'));
    return refused('marked.db', 'event-log/not-a-log', /no presales event log/);
  });

  it('is an unmarked database with a version of its own', () => {
    tamper('versioned.db', (database) => database.pragma('user_version = 1'));
    return refused('versioned.db', 'event-log/not-a-log', /no presales event log/);
  });

  it('is of a newer version', async () => {
    await (await open('newer.db')).close();
    tamper('newer.db', (database) => database.pragma('user_version = 99'));
    await refused('newer.db', 'event-log/newer-version', /version 99; .* up to 3/);
  });

  it('is an event log whose tables are gone', async () => {
    await (await open('gone.db')).close();
    tamper('gone.db', (database) => database.exec('DROP TABLE stream'));
    await refused('gone.db', 'event-log/corrupt', /damaged/);
  });

  it('is a directory', async () => {
    mkdirSync(directory.file('directory'));
    await expect(open('directory')).rejects.toMatchObject({ code: 'event-log/not-a-log' });
  });

  it('would stand in a directory that is not there', async () => {
    await expect(open('missing/log.db')).rejects.toMatchObject({
      code: 'event-log/unavailable',
      message: expect.stringContaining(`there is no directory ${directory.file('missing')}`),
    });
    expect(existsSync(directory.file('missing'))).toBe(false);
  });

  it('is damaged in its middle', async () => {
    const log = await open('flipped.db');
    await appendBatches(log, 40, 5);
    await log.close();
    const bytes = readFileSync(directory.file('flipped.db'));
    bytes.fill(0xff, 4 * 4096, bytes.length - 4096);
    writeFileSync(directory.file('flipped.db'), bytes);
    await expect(open('flipped.db')).rejects.toMatchObject({ code: 'event-log/corrupt' });
    // Without a mark nothing of it is looked at before it is read.
    rmSync(directory.file('flipped.db.mark'));
    const reading = await sqliteEventLog({
      file: directory.file('flipped.db'),
      now,
      readOnly: true,
    });
    await expect(allOf(reading)).rejects.toMatchObject({ code: 'event-log/corrupt' });
    await reading.close();
  });
});

describe('an event whose JSON is damaged', () => {
  const damaged = async (name: string, column: 'data' | 'metadata', text: string) => {
    const log = await open(name);
    await appendBatches(log, 4, 3);
    await log.close();
    tamper(name, (database) =>
      database.prepare(`UPDATE event SET ${column} = ? WHERE position = 7`).run(text),
    );
    return open(name);
  };
  const named = {
    code: 'event-log/corrupt',
    message: expect.stringMatching(/position 7 .*deal-1.*revision 7/),
  };

  it.each([
    ['cut.db', 'data', '{"batch": 2, "pla'],
    ['empty.db', 'metadata', ''],
    // Two values where one should be would shift whatever is parsed after them.
    ['two.db', 'data', '1,2'],
    ['row.db', 'metadata', '{}],[1,2,3,4,5,"6","7",8,9'],
  ] as const)('is named, never passed over: %s', async (name, column, text) => {
    const log = await damaged(name, column, text);
    await expect(allOf(log)).rejects.toMatchObject(named);
    await log.close();
  });
});

describe('an empty file', () => {
  it('becomes an event log, as a crash while making one may have left it', async () => {
    writeFileSync(directory.file('zero.db'), '');
    const log = await open('zero.db');
    await log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
    expect((await allOf(log)).length).toBe(1);
    await log.close();
  });
});

describe('an event log for reading only', () => {
  const reading = (name: string) =>
    sqliteEventLog({ file: directory.file(name), now, readOnly: true });

  it('is not made when it is not there', async () => {
    await expect(reading('absent.db')).rejects.toMatchObject({
      code: 'event-log/unavailable',
      message: expect.stringContaining('no such file'),
    });
    expect(existsSync(directory.file('absent.db'))).toBe(false);
  });

  it('is not made out of an empty file', async () => {
    writeFileSync(directory.file('void.db'), '');
    await expect(reading('void.db')).rejects.toMatchObject({ code: 'event-log/not-a-log' });
    expect(readFileSync(directory.file('void.db')).length).toBe(0);
  });

  it('reads and follows what others write, and refuses to write', async () => {
    const writer = await open('read.db');
    await writer.append('deal-1', 'no-stream', [eventOf(0, 0)]);
    const log = await reading('read.db');
    expect(await allOf(log)).toEqual(await allOf(writer));
    await expect(log.append('deal-1', 0n, [eventOf(1, 0)])).rejects.toMatchObject({
      code: 'event-log/read-only',
    });
    await writer.append('deal-1', 0n, [eventOf(1, 0)]);
    for await (const page of log.follow({ after: 0n })) {
      expect(page.events.map(({ revision }) => revision)).toEqual([1n]);
      break;
    }
    await log.close();
    await writer.close();
  });

  // The superuser may write whatever the file's mode says, so there is nothing to see for it.
  const it_ = process.getuid?.() === 0 ? it.skip : it;
  it_('is what a file is that may not be written (skipped for the superuser)', async () => {
    await (await open('mode.db')).close();
    chmodSync(directory.file('mode.db'), 0o444);
    await expect(open('mode.db')).rejects.toMatchObject({ code: 'event-log/read-only' });
  });
});

describe('durability', () => {
  it.each([
    [undefined, 2],
    ['full', 2],
    ['normal', 1],
  ] as const)('%s is set on the connection, with a write-ahead log', (durability, synchronous) => {
    const file = directory.file(`durable-${durability}.db`);
    const { database, close } = openDatabase(eventLogKind, {
      file,
      ...(durability === undefined ? {} : { durability }),
    });
    expect(database.pragma('synchronous', { simple: true })).toBe(synchronous);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('page_size', { simple: true })).toBe(4096);
    close();
  });
});

describe('bringing a file to a newer version', () => {
  const kind = (version: number, broken = false) => ({
    what: 'ledger',
    applicationId: 0x1234,
    mayBeLink: false,
    readableFrom: version,
    migrations: [
      (database: Database.Database) => database.exec('CREATE TABLE entry (amount INTEGER)'),
      (database: Database.Database) => {
        database.exec('ALTER TABLE entry ADD COLUMN currency TEXT');
        if (broken) throw new Error('power cut');
      },
    ].slice(0, version),
  });
  const columns = (database: Database.Database) =>
    database.prepare("SELECT name FROM pragma_table_info('entry')").pluck().all().map(String);

  it('runs the missing steps on what is there', () => {
    const file = directory.file('ledger.db');
    const old = openDatabase(kind(1), { file });
    old.database.exec('INSERT INTO entry VALUES (5)');
    old.close();
    const { database, close } = openDatabase(kind(2), { file });
    expect([...columns(database)]).toEqual(['amount', 'currency']);
    expect(database.prepare('SELECT amount FROM entry').pluck().get()).toBe(5);
    expect(database.pragma('user_version', { simple: true })).toBe(2);
    close();
  });

  it('is all or nothing', () => {
    const file = directory.file('half.db');
    openDatabase(kind(1), { file }).close();
    expect(() => openDatabase(kind(2, true), { file })).toThrow('power cut');
    expect(() => openDatabase({ ...kind(2, true) }, { file: directory.file('none.db') })).toThrow();
    const { database, close } = openDatabase(kind(1), { file });
    expect([...columns(database)]).toEqual(['amount']);
    close();
    const none = new Database(directory.file('none.db'));
    expect(none.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0);
    none.close();
  });

  it('is not needed by a reader whom nothing is missing for', () => {
    const file = directory.file('readable.db');
    openDatabase(kind(1), { file }).close();
    const { database, close } = openDatabase(
      { ...kind(2), readableFrom: 1 },
      { file, readOnly: true },
    );
    expect([...columns(database)]).toEqual(['amount']);
    close();
  });

  it('is not done by a reader, who is told what to do', () => {
    const file = directory.file('old.db');
    openDatabase(kind(1), { file }).close();
    expect(() => openDatabase(kind(2), { file, readOnly: true })).toThrow(
      /open it once for writing/,
    );
  });
});

describe('appends in flight together', () => {
  /** A log that counts its commits: it looks at the clock once for each. */
  const counting = async (name: string) => {
    const commits = { count: 0 };
    const log: EventLog = await sqliteEventLog({
      file: directory.file(name),
      now: () => {
        commits.count += 1;
        return now();
      },
    });
    return { log, commits };
  };

  it('share one commit', async () => {
    const { log, commits } = await counting('group.db');
    await Promise.all(
      Array.from({ length: 64 }, (_, n) => log.append(`deal-${n}`, 'no-stream', [eventOf(n, 0)])),
    );
    expect(commits.count).toBe(1);
    expect((await allOf(log)).length).toBe(64);
    await log.close();
  });

  it('share no more than a bounded one', async () => {
    const { log, commits } = await counting('bounded.db');
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        log.append(
          `deal-${n}`,
          'no-stream',
          Array.from({ length: 1_000 }, (_, place) => eventOf(n, place, { data: {} })),
        ),
      ),
    );
    expect(commits.count).toBe(3);
    expect((await allOf(log)).length).toBe(10_000);
    await log.close();
  });

  it('fail together when the clock fails, and nothing is stored', async () => {
    const log = await sqliteEventLog({
      file: directory.file('clock.db'),
      now: () => {
        throw new Error('no clock');
      },
    });
    const outcomes = await Promise.allSettled([
      log.append('deal-1', 'no-stream', [eventOf(0, 0)]),
      log.append('deal-2', 'no-stream', [eventOf(1, 0)]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await allOf(log)).toEqual([]);
    await log.close();
  });
});

describe('a log whose last events another program recorded at no hour', () => {
  const hourless = async (name: string, hours: readonly string[]): Promise<EventLog> => {
    const log = await open(name);
    await log.append('deal-1', 'no-stream', [eventOf(0, 0), eventOf(0, 1), eventOf(0, 2)]);
    await log.close();
    tamper(name, (database) => {
      for (const [position, hour] of hours.entries())
        database
          .prepare(
            'UPDATE sealed_event SET recorded_at = ?, checksum = NULL, seal = NULL WHERE position = ?',
          )
          .run(hour, position);
    });
    rmSync(directory.file(`${name}.mark`));
    return sqliteEventLog({ file: directory.file(name), now: () => '2026-02-01T00:00:00.000Z' });
  };
  const recorded = async (log: EventLog) => (await allOf(log)).map(({ recordedAt }) => recordedAt);

  it('is read as it is, and goes on at the hour it is', async () => {
    const log = await hourless('hourless.db', ['2026-01-01T00:00:00.000Z', '2026-03', 'garbage']);
    await log.append('deal-1', 2n, [eventOf(0, 3)]);
    await log.append('deal-1', 3n, [eventOf(0, 4)]);
    const hour = '2026-02-01T00:00:00.000Z';
    expect(await recorded(log)).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-03',
      'garbage',
      hour,
      hour,
    ]);
    await log.close();
  });

  it('still never lets its time run backwards, nor leap', async () => {
    const late = await hourless('late.db', ['2026-02-02T00:00:00.000Z', 'garbage', '']);
    await late.append('deal-1', 2n, [eventOf(0, 3)]);
    expect((await recorded(late)).at(-1)).toBe('2026-02-02T00:00:00.000Z');
    await late.close();
    const early = await hourless('early.db', ['2024-01-01T00:00:00.000Z', 'garbage', '']);
    await expect(early.append('deal-1', 2n, [eventOf(0, 3)])).rejects.toMatchObject({
      code: 'event-log/clock-ahead',
    });
    await early.close();
  });

  it('takes any hour where no event has one', async () => {
    const log = await hourless('none.db', ['x', 'y', 'z']);
    await log.append('deal-1', 2n, [eventOf(0, 3)]);
    expect((await recorded(log)).at(-1)).toBe('2026-02-01T00:00:00.000Z');
    await log.close();
  });
});

describe('a log as any SQL client sees it', () => {
  it('has one view of its events, with their names', async () => {
    const log = await open('view.db');
    await log.append('deal-1', 'no-stream', [eventOf(0, 0), eventOf(0, 1, { type: 'Won' })]);
    await log.close();
    tamper('view.db', (database) => {
      const rows = database.prepare('SELECT position, stream, revision, type FROM events').raw();
      expect(rows.all().map((row) => [...(Array.isArray(row) ? row : [])])).toEqual([
        [0, 'deal-1', 0, 'Counted'],
        [1, 'deal-1', 1, 'Won'],
      ]);
    });
  });

  it('is one file once it is closed', async () => {
    const log = await open('closed.db');
    await appendBatches(log, 5, 3);
    expect(existsSync(directory.file('closed.db-wal'))).toBe(true);
    await log.close();
    expect(existsSync(directory.file('closed.db-wal'))).toBe(false);
    expect(existsSync(directory.file('closed.db-shm'))).toBe(false);
  });
});
