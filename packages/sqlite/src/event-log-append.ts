import {
  type Appended,
  categoryOf,
  type ExpectedRevision,
  type Instant,
  RevisionConflict,
  type SerialisedEvent,
} from '@presales/kernel';
import type { Database } from 'better-sqlite3';
import { isSqliteError } from './fault.ts';

/** One append that waits for its commit. */
export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly SerialisedEvent[];
}

/** What became of one append of a group: its answer, or why it alone was refused. */
export type AppendOutcome = Appended | RevisionConflict;

/** Where the log ends, and the time it ends at. */
interface Head {
  position: number;
  recordedAt: Instant;
}

/** COMMIT failed in a way that does not tell whether the disk has the transaction. */
export class UncertainCommit extends Error {
  constructor(cause: unknown) {
    super('the commit may or may not have reached the disk', { cause });
    this.name = 'UncertainCommit';
  }
}

/** Writes appends through one connection. */
export interface Writer {
  /**
   * Decides and stores the appends of a group in one transaction, one after the other: each sees
   * those before it. An append is decided before any of its events is inserted, so a refused one
   * leaves no trace and needs no savepoint.
   *
   * @throws UncertainCommit
   * @throws SqliteError for everything else, with nothing stored
   */
  readonly write: (group: readonly AppendRequest[], now: Instant) => readonly AppendOutcome[];
}

/** The writer of one connection, its statements prepared. */
export const writer = (database: Database): Writer => {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  const selectHead = database.prepare<[], Head>(
    'SELECT position, recorded_at AS recordedAt FROM event ORDER BY position DESC LIMIT 1',
  );
  const selectStream = database.prepare<[string], { number: number; revision: number }>(
    `SELECT number, (SELECT max(revision) FROM event WHERE stream = number) AS revision
     FROM stream WHERE name = ?`,
  );
  const selectType = database
    .prepare<[string], number>('SELECT number FROM event_type WHERE name = ?')
    .pluck();
  const insertStream = database.prepare<[string, string]>(
    'INSERT INTO stream (name, category) VALUES (?, ?)',
  );
  const insertType = database.prepare<[string]>('INSERT INTO event_type (name) VALUES (?)');
  const selectRepeated = database.prepare<
    [string, number, number],
    { id: string; revision: number; position: number }
  >(
    `SELECT event.id, revision, position FROM stream JOIN event ON event.stream = stream.number
     WHERE stream.name = ? AND revision >= ? ORDER BY revision LIMIT ?`,
  );
  const insertEvent = database.prepare<
    [number, number, number, number, number, string, Instant, string, string]
  >('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');

  /** Types are few and never go away; what a rolled-back transaction numbered is forgotten. */
  const typeNumbers = new Map<string, number>();
  const typeNumber = (name: string): number => {
    const known = typeNumbers.get(name);
    if (known !== undefined) return known;
    const number = selectType.get(name) ?? Number(insertType.run(name).lastInsertRowid);
    typeNumbers.set(name, number);
    return number;
  };

  /** The answer of the first time, when exactly these ids already stand where they should go. */
  const repeated = ({ stream, expected, events }: AppendRequest): Appended | undefined => {
    const from = expected === 'no-stream' ? 0 : Number(expected) + 1;
    const earlier = selectRepeated.all(stream, from, events.length);
    const last = earlier.at(-1);
    return last !== undefined &&
      earlier.length === events.length &&
      earlier.every(({ id }, index) => id === events[index]?.event.id)
      ? { revision: BigInt(last.revision), position: BigInt(last.position) }
      : undefined;
  };

  const appendOne = (request: AppendRequest, head: Head, now: Instant): AppendOutcome => {
    const { stream, expected, events } = request;
    const known = selectStream.get(stream);
    const actual = known === undefined ? 'no-stream' : BigInt(known.revision);
    if (expected !== actual)
      return repeated(request) ?? new RevisionConflict(stream, expected, actual);
    const number =
      known?.number ?? Number(insertStream.run(stream, categoryOf(stream)).lastInsertRowid);
    let revision = known?.revision ?? -1;
    for (const { event, data, metadata } of events) {
      revision += 1;
      head.position += 1;
      // The store's time never runs backwards along the log, whatever the clock does.
      const { recordedAt = now } = event;
      if (recordedAt > head.recordedAt) head.recordedAt = recordedAt;
      insertEvent.run(
        head.position,
        number,
        revision,
        typeNumber(event.type),
        event.version,
        event.id,
        head.recordedAt,
        data,
        metadata,
      );
    }
    return { revision: BigInt(revision), position: BigInt(head.position) };
  };

  const writeAll = (group: readonly AppendRequest[], now: Instant): readonly AppendOutcome[] => {
    const head = selectHead.get() ?? { position: -1, recordedAt: '' };
    return group.map((request) => appendOne(request, head, now));
  };

  const undo = (): void => {
    typeNumbers.clear();
    // SQLite itself rolls back after some errors; what it then cannot roll back, closing does.
    try {
      if (database.inTransaction) rollback.run();
    } catch {
      database.close();
    }
  };

  return {
    write: (group, now) => {
      begin.run();
      let outcomes: readonly AppendOutcome[];
      try {
        outcomes = writeAll(group, now);
      } catch (error) {
        undo();
        throw error;
      }
      try {
        commit.run();
      } catch (error) {
        undo();
        throw isCertain(error) ? error : new UncertainCommit(error);
      }
      return outcomes;
    },
  };
};

/** A disk without room for the last frame has no whole commit; a lock not had wrote nothing. */
const isCertain = (error: unknown): boolean =>
  isSqliteError(error) && (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_BUSY'));
