import type { Instant } from '@presales/kernel';
import type { Database } from 'better-sqlite3';

/** Where the log ends, and the time it ends at. */
export interface Head {
  position: number;
  recordedAt: Instant;
}

/** The statements that an append needs, prepared on one connection. */
export const writeStatements = (database: Database) => ({
  selectHead: database.prepare<[], Head>(
    'SELECT position, recorded_at AS recordedAt FROM event ORDER BY position DESC LIMIT 1',
  ),
  selectStream: database.prepare<[string], { number: number; revision: number }>(
    `SELECT number, (SELECT max(revision) FROM event WHERE stream = number) AS revision
     FROM stream WHERE name = ?`,
  ),
  selectType: database
    .prepare<[string], number>('SELECT number FROM event_type WHERE name = ?')
    .pluck(),
  insertStream: database.prepare<[string, string]>(
    'INSERT INTO stream (name, category) VALUES (?, ?)',
  ),
  insertType: database.prepare<[string]>('INSERT INTO event_type (name) VALUES (?)'),
  selectRepeated: database.prepare<
    [string, number, number],
    { id: string; revision: number; position: number }
  >(
    `SELECT event.id, revision, position FROM stream JOIN event ON event.stream = stream.number
     WHERE stream.name = ? AND revision >= ? ORDER BY revision LIMIT ?`,
  ),
  insertEvent: database.prepare<
    [number, number, number, number, number, string, Instant, string, string]
  >('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
});

/** The statements that an append needs. */
export type WriteStatements = ReturnType<typeof writeStatements>;
