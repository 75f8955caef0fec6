import type { Opportunity } from '@presales/domain/opportunity';
import type { Instant } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';
import Database from 'better-sqlite3';
import type { Contender, Store } from './contender.ts';
import { evolve, initialState } from './fold.ts';
import { sealer } from './sealer.ts';
import { settingsOf } from './settings.ts';

/** The columns that our own log keeps, as plainly as SQL has them. */
const schema = `
  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    UNIQUE (stream, revision)
  );
`;

/** The same with a checksum and a seal for every event, as our own log has them. */
const sealedSchema = schema.replace(
  'UNIQUE',
  'checksum INTEGER NOT NULL, seal TEXT NOT NULL, UNIQUE',
);

interface Row {
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/**
 * What better-sqlite3 can do and nothing else: optimistic concurrency on (stream, revision),
 * JSON.stringify, one insert an event, one transaction a commit. It checks nothing that it is given,
 * knows no repeated append, no upcasting and no followers, and is bound to its one connection.
 * The pragmas are those of our own log, so that neither has an advantage by them.
 */
export const floor: Contender = {
  name: 'floor',
  setUp: 'hand-written better-sqlite3; WAL, synchronous=FULL, checkpoint every 1,000 pages as ours',
  open: async (file, now) => store(file, now, false),
};

/** The floor, and every event sealed: what seals cost a program that does nothing else. */
export const sealedFloor: Contender = {
  name: 'floor, sealed',
  setUp: 'the same, with checksum, seal and mark as our log keeps them',
  open: async (file, now) => store(file, now, true),
};

const store = (file: string, now: () => Instant, sealed: boolean): Store => {
  const database = new Database(file);
  database.pragma('page_size = 4096');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('wal_autocheckpoint = 1000');
  database.exec(sealed ? sealedSchema : schema);
  const seal = sealed ? sealer(`${file}.mark`) : undefined;
  const insert = database.prepare(
    `INSERT INTO event (stream, revision, type, version, id, recorded_at, data, metadata${sealed ? ', checksum, seal' : ''})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?${sealed ? ', ?, ?' : ''})`,
  );
  const last = database
    .prepare<[string], number | null>('SELECT max(revision) FROM event WHERE stream = ?')
    .pluck();
  const payloads = database.prepare<[string], Pick<Row, 'type' | 'data'>>(
    'SELECT type, data FROM event WHERE stream = ? ORDER BY revision',
  );
  const whole = database.prepare<[string], Row>(
    'SELECT type, data, metadata FROM event WHERE stream = ? ORDER BY revision',
  );

  const append = database.transaction(
    (stream: string, before: number, events: readonly NewEvent[]): void => {
      let revision = last.get(stream) ?? -1;
      if (revision !== before - 1) throw new Error(`${stream}: ${revision + 1} events`);
      const recordedAt = now();
      for (const { type, version, id, data, metadata } of events) {
        revision += 1;
        const row = [
          stream,
          revision,
          type,
          version,
          id,
          recordedAt,
          JSON.stringify(data),
          JSON.stringify(metadata),
        ];
        insert.run(...row, ...(seal?.next(row) ?? []));
      }
    },
  ).immediate;

  const load = (stream: string): Opportunity => {
    let state = initialState;
    for (const { type, data } of payloads.all(stream))
      state = evolve(state, { type, data: JSON.parse(data) });
    return state;
  };

  return {
    append: async (stream, before, events) => {
      append(stream, before, events);
      seal?.mark();
    },
    load: async (stream) => load(stream),
    read: async (stream) =>
      whole.all(stream).map(({ type, data, metadata }) => ({
        type,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
      })),
    count: async () =>
      database.prepare<[], number>('SELECT count(*) FROM event').pluck().get() ?? 0,
    settings: async () => settingsOf((pragma) => database.pragma(pragma, { simple: true })),
    close: async () => {
      database.close();
      seal?.close();
    },
  };
};
