import { type EventLog, EventLogError } from '@presales/kernel';
import { type RecordingClockOptions, recordingClock, serialise } from '@presales/kernel/store';
import type { Durability } from './durability.ts';
import { type ConnectionHolder, connectionHolder } from './event-log-connection.ts';
import { type Doorbell, doorbell } from './event-log-doorbell.ts';
import { follow } from './event-log-following.ts';
import { type GroupCommit, groupCommit } from './event-log-group-commit.ts';
import type { OpenLog } from './event-log-open.ts';
import { readAll, readStream } from './event-log-reading.ts';

/** What an embedded log takes from the world. */
export interface SqliteEventLogOptions extends RecordingClockOptions {
  /** The log's one file. Its directory must be there; SQLite keeps `-wal` and `-shm` beside it. */
  readonly file: string;
  /** By default `full`. */
  readonly durability?: Durability;
  /** Reads and follows only; the file must be there. */
  readonly readOnly?: boolean;
  /** Milliseconds between two looks for what other processes wrote; by default 20. */
  readonly pollInterval?: number;
  /** Milliseconds to wait for another process's lock; by default 5,000. */
  readonly busyTimeout?: number;
}

/**
 * An event log in one SQLite file, made if it is not there and brought to today's version if it is
 * older. Any number of processes may write and follow it at once.
 *
 * An append is acknowledged when the disk has it. If the disk fails at that very moment, nobody can
 * tell whether it has. The append then ends as UnknownOutcome, the connection is given up, and the
 * next call opens the file and reads its head anew.
 *
 * Reading takes one turn of the event loop for each page, so that a long replay starves nobody.
 *
 * @throws InvalidInput for a `clockAhead` that is no number from 0
 * @throws EventLogError when the file cannot be had as an event log; it is then left as it was
 */
export const sqliteEventLog = async ({
  now,
  clockAhead,
  pollInterval = 20,
  readOnly = false,
  ...options
}: SqliteEventLogOptions): Promise<EventLog> => {
  const { file } = options;
  const name = `sqlite:${file}`;
  const clock = recordingClock(name, { now, ...(clockAhead === undefined ? {} : { clockAhead }) });
  const connection = connectionHolder({ ...options, readOnly });
  const bell = doorbell(writesOfOthers(connection), pollInterval);
  const commits = groupCommit(connection, clock, bell.ring);
  let closing: Promise<void> | undefined;
  const assertOpen = (): void => {
    if (closing !== undefined)
      throw new EventLogError('event-log/closed', `${file}: the event log is closed`);
  };
  const open: OpenLog = { connection, bell, assertOpen, closed: () => closing !== undefined };

  return {
    name,
    append: async (stream, expected, events) => {
      assertOpen();
      if (readOnly)
        throw new EventLogError('event-log/read-only', `${file}: opened for reading only`);
      return commits.append({ stream, expected, events: serialise(stream, events) });
    },
    readStream: (stream, options = {}) => readStream(open, stream, options),
    readAll: (options = {}) => readAll(open, options),
    follow: (options = {}) => follow(open, options),
    head: async () => {
      assertOpen();
      return BigInt(await connection.use(({ reader }) => reader.head()));
    },
    close: () => {
      closing ??= shutDown(connection, bell, commits);
      return closing;
    },
  };
};

/** Tells, each time it is asked, whether another connection has committed since the last time. */
const writesOfOthers = (connection: ConnectionHolder): (() => boolean) => {
  let seenVersion = -1;
  return () => {
    const before = seenVersion;
    seenVersion = connection.current().dataVersion();
    return seenVersion !== before;
  };
};

const shutDown = async (
  connection: ConnectionHolder,
  bell: Doorbell,
  commits: GroupCommit,
): Promise<void> => {
  bell.ring();
  await commits.idle();
  connection.close();
};
