import { renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EventLogError } from '@presales/kernel';
import type { HeldEvent } from '@presales/kernel/store';
import Database from 'better-sqlite3';
import { toEventLogError } from './event-log-error.ts';
import { eventLogKind } from './event-log-schema.ts';
import { syncDirectory } from './sync.ts';

/** An embedded log that nobody else can read or write until it is released. */
export interface HeldEventLog {
  /** All events in the order of the log. */
  readonly events: () => Iterable<HeldEvent>;
  /**
   * Gives the log's file another name in its directory, with all that stands in its write-ahead log,
   * after giving other files theirs. A file that has such a name is replaced. The log comes last, so
   * that what lies beside it is never taken for that of the next log in its place.
   *
   * @throws EventLogError when its write-ahead log cannot be emptied; nothing has moved then
   */
  readonly moveTo: (
    file: string,
    others?: readonly (readonly [from: string, to: string])[],
  ) => void;
  /** Lets others in; idempotent. */
  readonly release: () => void;
}

/** Milliseconds that others get to finish; whoever has the log open for longer keeps it. */
const patience = 500;

/**
 * Takes a log for itself: SQLite gives its exclusive lock only when no other connection on this
 * machine has the file open, reading ones among them. Nothing in the file is changed. What cannot be
 * seen is a program on another machine that shares the file system.
 *
 * @throws EventLogError `event-log/busy` when another program has the log open, `event-log/not-a-log`
 *   when the file holds something else, `event-log/unavailable` when there is none
 */
export const holdSqliteEventLog = (file: string): HeldEventLog => {
  const path = resolve(file);
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { fileMustExist: true, timeout: patience });
    // Asked for before the first reading; later it would leave idle connections unnoticed.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('synchronous = FULL');
    if (database.pragma('application_id', { simple: true }) !== eventLogKind.applicationId)
      throw new EventLogError('event-log/not-a-log', `${path}: no presales event log`);
    database.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return held(database, path);
  } catch (cause) {
    database?.close();
    throw named(cause, path);
  }
};

const named = (cause: unknown, path: string): unknown => {
  const error = toEventLogError(cause, path);
  if (!(error instanceof EventLogError) || error.code !== 'event-log/busy') return error;
  return new EventLogError('event-log/busy', `${path}: another program has it open`, { cause });
};

type Row = [number, string, string, string, string, string];

const held = (database: Database.Database, path: string): HeldEventLog => ({
  events: function* () {
    const rows = database
      .prepare<[], Row>(
        'SELECT position, stream, type, id, recorded_at, metadata FROM events ORDER BY position',
      )
      .raw();
    for (const [position, stream, type, id, recordedAt, metadata] of rows.iterate())
      yield {
        position: BigInt(position),
        stream,
        type,
        id,
        recordedAt,
        metadata: parsed(metadata),
      };
  },
  moveTo: (file, others = []) => {
    try {
      emptyWriteAheadLog(database, path);
    } catch (cause) {
      throw named(cause, path);
    }
    for (const [from, to] of others) renameSync(from, to);
    syncDirectory(dirname(path));
    // They are empty now. The lock goes with the file to its new name, so nobody comes between.
    for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    renameSync(path, resolve(file));
    syncDirectory(dirname(path));
  },
  release: () => database.close(),
});

/** Moves what stands in the write-ahead log into the file, and syncs it. */
const emptyWriteAheadLog = (database: Database.Database, path: string): void => {
  const [done] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly {
    readonly busy: number;
  }[];
  if (done?.busy !== 0)
    throw new EventLogError('event-log/busy', `${path}: its write-ahead log could not be emptied`);
};

/** JSON as it was written; undefined where it is none. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
