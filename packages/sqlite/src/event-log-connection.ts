import { existsSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventLogError } from '@presales/kernel';
import { checkpoint, secure } from './checkpoint.ts';
import { toEventLogError } from './event-log-error.ts';
import {
  type FoundMark,
  type MarkWriter,
  markFile,
  markWriter,
  readMark,
} from './event-log-mark.ts';
import { type Reader, reader } from './event-log-read.ts';
import { eventLogKind } from './event-log-schema.ts';
import { assertTail, lastMark } from './event-log-tail.ts';
import { Writer } from './event-log-writer.ts';
import { DatabaseFault, isSqliteError, toDatabaseFault } from './fault.ts';
import { idOf } from './file-identity.ts';
import {
  defaultBusyTimeout,
  lockSlice,
  type OpenDatabase,
  type OpenDatabaseOptions,
  openDatabase,
} from './open-database.ts';

/** One open connection to the log's file and what is prepared on it. */
export interface Connection {
  /** Prepared when it is first asked for: a log of before, for reading, has not what it needs. */
  readonly writer: () => Writer;
  readonly reader: Reader;
  /** The log's id, which a copy of the file has too; undefined in a log of version 1, for reading. */
  readonly logId: () => string | undefined;
  /** A number that changes when another connection commits. */
  readonly dataVersion: () => number;
}

/** The log's connection, opened anew after it had to be given up. */
export interface ConnectionHolder {
  /**
   * The connection as it is, opened if need be, and its file where it was.
   *
   * @throws EventLogError
   */
  readonly current: () => Connection;
  /**
   * Runs work on the connection. While another process holds the lock the work is tried again, up
   * to the busy timeout, in slices between which this process lives on.
   *
   * @throws EventLogError
   */
  readonly use: <Result>(work: (connection: Connection) => Result) => Promise<Result>;
  /**
   * The same without looking whether the file is where it was, for what is asked so often that the look
   * would be felt, and is followed by what looks.
   *
   * @throws EventLogError
   */
  readonly read: <Result>(work: (connection: Connection) => Result) => Promise<Result>;
  /** Gives the connection up: what it believes about the file can no longer be trusted. */
  readonly discard: () => void;
  /**
   * Moves the write-ahead log into the file, and closes it.
   *
   * @throws EventLogError when the disk does not take it; it is closed all the same
   */
  readonly close: () => void;
}

/** What a log asks of a connection. A file of ours without our tables is a damaged one. */
const prepare = ({ database, guard }: OpenDatabase, mark: MarkWriter): Connection => {
  let writer: Writer | undefined;
  const dataVersion = database.prepare<[], number>('PRAGMA data_version').pluck();
  return {
    writer: () => {
      writer ??= new Writer(database, (head) => {
        guard.committed();
        if (head !== undefined) mark.reached(head);
      });
      return writer;
    },
    reader: reader(database),
    logId: () => idOf(database),
    dataVersion: () => dataVersion.get() ?? 0,
  };
};

/**
 * The file's connection, open.
 *
 * @throws EventLogError
 */
export const connectionHolder = (options: OpenDatabaseOptions): ConnectionHolder => {
  const { file, durability = 'full', readOnly = false, busyTimeout = defaultBusyTimeout } = options;
  let open: (Connection & OpenDatabase) | undefined;
  let closed = false;
  let givenUp = false;
  const mark = markWriter(file, durability);

  const connect = () => {
    // Read before the log, which others may be writing: it is then never ahead of the log.
    const found = foundMark(options);
    const opened = openDatabase(eventLogKind, options);
    const { database } = opened;
    try {
      database.pragma(`busy_timeout = ${Math.min(lockSlice, busyTimeout)}`);
      const connection = { ...opened, ...prepare(opened, mark) };
      assertTail(database, file, found);
      // Nothing is answered by what the disk may not have: after a commit that failed, too.
      if (!readOnly && durability === 'full') secure(database);
      if (!readOnly && (found === undefined || 'unreadable' in found))
        mark.reached(lastMark(database));
      return connection;
    } catch (error) {
      opened.close();
      throw isSqliteError(error) && error.code === 'SQLITE_ERROR'
        ? new DatabaseFault('corrupt', `${file}: damaged (${error.message})`, { cause: error })
        : error;
    }
  };
  /** The connection, whose file is looked for where it was: mostly it is there. */
  const current = (look: boolean): Connection => {
    if (closed) throw new EventLogError('event-log/closed', `${file}: the event log is closed`);
    try {
      if (open?.database.open !== true) {
        // What SQLite had to give up by itself is let go of.
        open?.close();
        open = connect();
      } else if (look) open.guard.assertInPlace();
    } catch (error) {
      throw toEventLogError(error, file);
    }
    return open;
  };

  const patiently = async <Result>(work: () => Result): Promise<Result> => {
    for (let waited = lockSlice; ; waited += lockSlice) {
      try {
        return work();
      } catch (cause) {
        const error = toEventLogError(cause, file);
        const busy = error instanceof EventLogError && error.code === 'event-log/busy';
        if (!busy || waited >= busyTimeout) throw error;
        await nextTurn();
      }
    }
  };

  const discard = (): void => {
    givenUp = true;
    try {
      open?.close();
    } catch {
      // A file that cannot even be closed well is still opened anew by the next use.
    }
    open = undefined;
  };

  const close = (): void => {
    closed = true;
    let settled = false;
    try {
      // What was written before a connection was given up is put on the disk by another one.
      if (!readOnly && open === undefined && givenUp) open = connect();
      if (!readOnly && open?.database.open === true) {
        open.guard.assertInPlace();
        checkpoint(open.database);
        settled = true;
      }
    } catch (error) {
      throw notSettled(error, file);
    } finally {
      mark.close(settled);
      discard();
    }
  };

  current(true);
  return {
    current: () => current(true),
    use: (work) => patiently(() => work(current(true))),
    read: (work) => patiently(() => work(current(false))),
    discard,
    close,
  };
};

/**
 * The mark that stands beside the log. A log that is made anew has none: what stands in its place
 * belonged to one that was there before.
 */
const foundMark = ({ file, readOnly = false }: OpenDatabaseOptions): FoundMark => {
  const isMadeAnew = !existsSync(file) && !existsSync(`${file}-wal`);
  if (!readOnly && isMadeAnew) rmSync(markFile(file), { force: true });
  const found = readMark(file);
  if (!readOnly && found !== undefined && 'unreadable' in found && found.link)
    throw new EventLogError(
      'event-log/unavailable',
      `${markFile(file)}: ${found.unreadable}; it says how far the log came, and must be a file: take it away`,
    );
  return found;
};

/** What was written is in the write-ahead log, but the disk did not take it into the file. */
const notSettled = (cause: unknown, file: string): unknown => {
  const fault = toDatabaseFault(cause, file);
  if (fault instanceof DatabaseFault && fault.kind === 'replaced')
    return toEventLogError(fault, file);
  const [kind, words] =
    fault instanceof DatabaseFault
      ? [fault.kind, fault.message]
      : (['unavailable', `${file}: the disk failed (${fault})`] as const);
  return toEventLogError(
    new DatabaseFault(
      kind,
      `${words} while the log was being closed: keep ${file} and ${file}-wal together, mend the disk and open the log again; of what was written without waiting for the disk, events may be missing`,
      { cause },
    ),
    file,
  );
};
