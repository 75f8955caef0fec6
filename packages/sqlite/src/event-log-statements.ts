import type { Instant } from '@presales/kernel';
import type { Database, Statement } from 'better-sqlite3';

/** Where the log ends, the time it ends at, and the last seal that stands there. */
export interface Head {
  position: number;
  recordedAt: Instant;
  seal: string;
}

/** The last event as it is stored; one that another program has inserted has no seal. */
interface StoredHead extends Omit<Head, 'seal'> {
  readonly seal: string | null;
}

/** The statements that an append needs. */
export interface WriteStatements {
  readonly selectHead: Statement<[], StoredHead>;
  readonly selectLastSeal: Statement<[], string>;
  readonly selectLastHour: Statement<[], Instant>;
  readonly selectStream: Statement<[string], { number: number; revision: number }>;
  readonly selectType: Statement<[string], number>;
  readonly insertStream: Statement<[string, string]>;
  readonly insertType: Statement<[string]>;
  readonly selectRepeated: Statement<[string, number, number], Stored>;
  readonly insertEvent: Statement<EventRow>;
}

/** An event that is already there. */
interface Stored {
  id: string;
  revision: number;
  position: number;
}

type EventRow = [
  position: number,
  stream: number,
  revision: number,
  type: number,
  version: number,
  id: string,
  recordedAt: Instant,
  data: string,
  metadata: string,
  checksum: number,
  seal: string,
];

/** The statements that an append needs, prepared on one connection. */
export const writeStatements = (database: Database): WriteStatements => ({
  selectHead: database.prepare(
    'SELECT position, recorded_at AS recordedAt, seal FROM sealed_event ORDER BY position DESC LIMIT 1',
  ),
  selectLastSeal: database
    .prepare<[], string>(
      'SELECT seal FROM sealed_event WHERE seal IS NOT NULL ORDER BY position DESC LIMIT 1',
    )
    .pluck(),
  selectLastHour: database
    .prepare<[], Instant>(
      `SELECT recorded_at FROM sealed_event
       WHERE recorded_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'
       ORDER BY position DESC LIMIT 1`,
    )
    .pluck(),
  selectStream: database.prepare(
    `SELECT number, (SELECT max(revision) FROM sealed_event WHERE stream = number) AS revision
     FROM stream WHERE name = ?`,
  ),
  selectType: database
    .prepare<[string], number>('SELECT number FROM event_type WHERE name = ?')
    .pluck(),
  insertStream: database.prepare('INSERT INTO stream (name, category) VALUES (?, ?)'),
  insertType: database.prepare('INSERT INTO event_type (name) VALUES (?)'),
  selectRepeated: database.prepare(
    `SELECT event.id, revision, position
     FROM stream JOIN sealed_event AS event ON event.stream = stream.number
     WHERE stream.name = ? AND revision >= ? ORDER BY revision LIMIT ?`,
  ),
  insertEvent: database.prepare(
    'INSERT INTO sealed_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ),
});
