import { createHash } from 'node:crypto';
import type { EventLog, StoredEvent } from '@presales/kernel';
import { sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import { allOf, appendBatches, asFirstVersion, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();

/** A log of nine events in three commits, closed. */
const nineEvents = async (name: string): Promise<string> => {
  const file = directory.file(name);
  const log = await sqliteEventLog({ file, now });
  await appendBatches(log, 3, 3);
  await log.close();
  return file;
};

const rows = (file: string, sql: string): readonly Record<string, unknown>[] => {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<[], Record<string, unknown>>(sql).all();
  } finally {
    database.close();
  }
};

const change = (file: string, sql: string): void => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};

const sealsOf = (file: string) =>
  rows(file, 'SELECT seal FROM sealed_event ORDER BY position').map(({ seal }) => seal);

/** Seals as anybody can compute them who reads their description, out of the view for SQL clients. */
const sealsByHand = (file: string): readonly string[] => {
  let seal = '';
  return rows(file, 'SELECT * FROM events ORDER BY position').map((event) => {
    const lines = [seal, ...Object.values(event)].join('\n');
    seal = createHash('sha256').update(lines).digest('base64url');
    return seal;
  });
};

const outcome = async (file: string, read: (log: EventLog) => Promise<unknown>) => {
  const log = await sqliteEventLog({ file, now, readOnly: true });
  try {
    return await read(log);
  } finally {
    await log.close();
  }
};

const inStream = async (log: EventLog, stream: string): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const page of log.readStream(stream)) events.push(...page);
  return events;
};

describe('an event that is stored', () => {
  it('has as its seal the hash of the seal before it and of its own text', async () => {
    const file = await nineEvents('sealed.db');
    expect(sealsOf(file)).toEqual(sealsByHand(file));
    expect(new Set(sealsOf(file)).size).toBe(9);
  });

  it('goes on from the last seal, whoever stored it', async () => {
    const file = directory.file('two-writers.db');
    const [one, other] = await Promise.all([
      sqliteEventLog({ file, now }),
      sqliteEventLog({ file, now }),
    ]);
    await one.append('deal-1', 'no-stream', [eventOf(0, 0), eventOf(0, 1)]);
    await other.append('deal-2', 'no-stream', [eventOf(1, 0)]);
    await one.append('deal-1', 1n, [eventOf(2, 0)]);
    await one.close();
    await other.close();
    expect(sealsOf(file)).toEqual(sealsByHand(file));
  });

  it('is left out of the chain when another program stored it, and is read all the same', async () => {
    const file = await nineEvents('by-hand.db');
    change(
      file,
      `INSERT INTO event SELECT 9, stream, 9, type, version, 'by-hand', recorded_at, '{"of":
        "two lines"}', metadata FROM event WHERE position = 8`,
    );
    const log = await sqliteEventLog({ file, now });
    await log.append('deal-1', 9n, [eventOf(3, 0)]);
    const all = await allOf(log);
    expect(all[9]).toMatchObject({ id: 'by-hand', data: { of: 'two lines' }, revision: 9n });
    expect(all.length).toBe(11);
    await log.close();
    const seals = sealsOf(file);
    expect(seals[9]).toBeNull();
    const { data, metadata, ...rest } =
      rows(file, 'SELECT * FROM events WHERE position = 10')[0] ?? {};
    const lines = [seals[8], ...Object.values(rest), data, metadata].join('\n');
    expect(seals[10]).toBe(createHash('sha256').update(lines).digest('base64url'));
  });
});

describe('a log of before there were seals', () => {
  it('is read as it is, and sealed whole when it is opened for writing', async () => {
    const file = await nineEvents('older.db');
    asFirstVersion(file);
    const before = await outcome(file, allOf);
    expect(before).toHaveLength(9);
    expect(await outcome(file, (log) => inStream(log, 'deal-1'))).toEqual(before);
    await (await sqliteEventLog({ file, now })).close();
    expect(sealsOf(file)).toEqual(sealsByHand(file));
    expect(await outcome(file, allOf)).toEqual(before);
  });
});

describe('an event that was changed behind the log’s back', () => {
  const named = {
    code: 'event-log/corrupt',
    message: expect.stringMatching(/position 4 \(deal-1, revision 4\).*presales verify/),
  };

  it.each([
    ['data', `data = replace(data, '"place":1', '"place":7')`],
    ['metadata', `metadata = replace(metadata, 'writer-1', 'writer-2')`],
    ['version', 'version = 2'],
    ['id', `id = replace(id, '0', '1')`],
    ['hour', `recorded_at = '2026-03-01T09:00:00.001Z'`],
  ])('is named by every way of reading it: %s', async (what, set) => {
    const file = await nineEvents(`changed-${what}.db`);
    change(file, `UPDATE event SET ${set} WHERE position = 4`);
    await expect(outcome(file, allOf)).rejects.toMatchObject(named);
    await expect(outcome(file, (log) => inStream(log, 'deal-1'))).rejects.toMatchObject(named);
    const filtered = async (log: EventLog) => {
      for await (const _ of log.readAll({ types: ['Counted'], direction: 'backwards' }));
    };
    await expect(outcome(file, filtered)).rejects.toMatchObject(named);
    const followed = async (log: EventLog) => {
      for await (const _ of log.follow()) return;
    };
    await expect(outcome(file, followed)).rejects.toMatchObject(named);
  });

  it('does not keep others from being read', async () => {
    const file = await nineEvents('beside.db');
    const log = await sqliteEventLog({ file, now });
    await log.append('deal-2', 'no-stream', [eventOf(7, 0)]);
    await log.close();
    change(file, `UPDATE event SET data = '{}' WHERE position = 4`);
    expect(await outcome(file, (open) => inStream(open, 'deal-2'))).toHaveLength(1);
  });

  it('is told where the name of its stream or of its type is another', async () => {
    for (const table of ['stream', 'event_type']) {
      const file = await nineEvents(`name-${table}.db`);
      change(file, `UPDATE ${table} SET name = 'other-1'`);
      await expect(outcome(file, allOf)).rejects.toMatchObject({ code: 'event-log/corrupt' });
    }
  });

  it('is told where it is gone, by the first place that is missing', async () => {
    const file = await nineEvents('gone.db');
    change(file, 'DELETE FROM event WHERE position IN (4, 5)');
    await expect(outcome(file, allOf)).rejects.toMatchObject({
      code: 'event-log/corrupt',
      message: expect.stringContaining('position 4 of the log is missing'),
    });
    const stream = (options: object) => async (log: EventLog) => {
      for await (const _ of log.readStream('deal-1', options));
    };
    for (const [options, revision] of [
      [{}, 4],
      [{ from: 4n }, 4],
      [{ direction: 'backwards' }, 5],
    ] as const)
      await expect(outcome(file, stream(options))).rejects.toMatchObject({
        message: expect.stringContaining(`revision ${revision} of deal-1 is missing`),
      });
  });
});
