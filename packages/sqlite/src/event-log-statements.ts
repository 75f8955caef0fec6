import type { Instant } from '@presales/kernel';
import type { Database, Statement } from 'better-sqlite3';

/** Where the log ends, and the time it ends at. */
export interface Head {
  position: number;
  recordedAt: Instant;
}

/** The statements that an append needs. */
export interface WriteStatements {
  readonly selectHead: Statement<[], Head>;
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

type EventRow = [number, number, number, number, number, string, Instant, string, string];

/** The statements that an append needs, prepared on one connection. */
export const writeStatements = (database: Database): WriteStatements => ({
  selectHead: database.prepare(
    'SELECT position, recorded_at AS recordedAt FROM event ORDER BY position DESC LIMIT 1',
  ),
  selectLastHour: database
    .prepare<[], Instant>(
      `SELECT recorded_at FROM event
       WHERE recorded_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'
       ORDER BY position DESC LIMIT 1`,
    )
    .pluck(),
  selectStream: database.prepare(
    `SELECT number, (SELECT max(revision) FROM event WHERE stream = number) AS revision
     FROM stream WHERE name = ?`,
  ),
  selectType: database
    .prepare<[string], number>('SELECT number FROM event_type WHERE name = ?')
    .pluck(),
  insertStream: database.prepare('INSERT INTO stream (name, category) VALUES (?, ?)'),
  insertType: database.prepare('INSERT INTO event_type (name) VALUES (?)'),
  selectRepeated: database.prepare(
    `SELECT event.id, revision, position FROM stream JOIN event ON event.stream = stream.number
     WHERE stream.name = ? AND revision >= ? ORDER BY revision LIMIT ?`,
  ),
  insertEvent: database.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
});
