import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BEGINNING,
  type EventLog,
  EventLogError,
  type FollowOptions,
  type Instant,
  type LivePage,
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  readLimit,
  type StoredEvent,
  serialise,
} from '@presales/kernel';
import type { Durability } from './durability.ts';
import { connectionHolder } from './event-log-connection.ts';
import { doorbell } from './event-log-doorbell.ts';
import { groupCommit } from './event-log-group-commit.ts';
import { stride, toNumber } from './event-log-pages.ts';
import { pageSize } from './event-log-read.ts';

/** What an embedded log takes from the world. */
export interface SqliteEventLogOptions {
  /** The log's one file. Its directory must be there; SQLite keeps `-wal` and `-shm` beside it. */
  readonly file: string;
  /** The hour, for `recordedAt`. */
  readonly now: () => Instant;
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
 * An append is acknowledged when the disk has it. Should the disk fail at that very moment nobody
 * can tell whether it has; the append then ends as UnknownOutcome, the connection is given up and
 * the next call opens the file and reads its head anew.
 *
 * Reading is done in turns of the event loop, a page each, so that a long replay starves nobody.
 *
 * @throws EventLogError when the file cannot be had as an event log; it is then left as it was
 */
export const sqliteEventLog = async ({
  now,
  pollInterval = 20,
  ...options
}: SqliteEventLogOptions): Promise<EventLog> => {
  const { file, readOnly = false } = options;
  const connection = connectionHolder(options);
  let closing: Promise<void> | undefined;
  const assertOpen = (): void => {
    if (closing !== undefined)
      throw new EventLogError('event-log/closed', `${file}: the event log is closed`);
  };

  let seenVersion = -1;
  const othersWrote = (): boolean => {
    const before = seenVersion;
    seenVersion = connection.current().dataVersion();
    return seenVersion !== before;
  };
  const bell = doorbell(othersWrote, pollInterval);
  const commits = groupCommit(connection, now, bell.ring);

  async function* readStream(
    stream: string,
    { from, direction = 'forwards', limit }: ReadStreamOptions = {},
  ): AsyncGenerator<readonly StoredEvent[]> {
    const forwards = direction === 'forwards';
    let left = readLimit(limit);
    let first = toNumber(from ?? 0n);
    let last = forwards || from === undefined ? Number.MAX_SAFE_INTEGER : toNumber(from);
    if (!forwards) first = 0;
    while (left > 0) {
      assertOpen();
      const stretch = { from: first, to: last };
      const size = Math.min(pageSize, left);
      const events = await connection.use(({ reader }) =>
        reader.stream(stream, stretch, direction, size),
      );
      if (events.length > 0) yield events;
      if (events.length < size) return;
      left -= size;
      const read = toNumber(events.at(-1)?.revision ?? 0n);
      if (forwards) first = read + 1;
      else last = read - 1;
      await nextTurn();
    }
  }

  async function* readAll({
    after,
    direction = 'forwards',
    limit: wanted,
    ...filter
  }: ReadAllOptions = {}): AsyncGenerator<Page> {
    let limit = readLimit(wanted);
    assertOpen();
    const head = await connection.use(({ reader }) => reader.head());
    const forwards = direction === 'forwards';
    const end = forwards ? head : 0;
    let reached = forwards
      ? toNumber(after ?? BEGINNING)
      : Math.min(after === undefined ? head + 1 : toNumber(after), head + 1);
    while (limit > 0) {
      assertOpen();
      const from = { reached, end, limit };
      const page = await connection.use(({ reader }) => stride(reader, filter, direction, from));
      reached = page.reached;
      limit -= page.events.length;
      const atEnd = forwards ? reached >= end : reached <= end;
      if (atEnd || page.events.length > 0) yield { events: page.events, through: BigInt(reached) };
      if (atEnd) return;
      await nextTurn();
    }
  }

  async function* follow({
    after = BEGINNING,
    signal,
    ...filter
  }: FollowOptions = {}): AsyncGenerator<LivePage> {
    assertOpen();
    let reached = toNumber(after);
    let opening = true;
    while (closing === undefined && signal?.aborted !== true) {
      const rings = bell.rings();
      const { events, end, ...page } = await connection.use(({ reader }) => {
        const end = reader.head();
        const from = { reached, end, limit: pageSize };
        return { ...stride(reader, filter, 'forwards', from), end };
      });
      if (page.reached === reached && !opening) {
        await bell.rung(rings, signal);
        continue;
      }
      opening = false;
      reached = page.reached;
      yield { events, through: BigInt(reached), caughtUp: reached >= end };
      await nextTurn();
    }
  }

  const shutDown = async (): Promise<void> => {
    bell.ring();
    await commits.idle();
    connection.close();
  };

  return {
    name: `sqlite:${file}`,
    append: async (stream, expected, events) => {
      assertOpen();
      if (readOnly)
        throw new EventLogError('event-log/read-only', `${file}: opened for reading only`);
      return commits.append({ stream, expected, events: serialise(stream, events) });
    },
    readStream,
    readAll,
    follow,
    head: async () => {
      assertOpen();
      return BigInt(await connection.use(({ reader }) => reader.head()));
    },
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
};
