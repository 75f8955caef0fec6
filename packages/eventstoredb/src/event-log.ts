import {
  BEGINNING,
  type EventLog,
  EventLogError,
  type Instant,
  type Position,
} from '@presales/kernel';
import type { Appended } from '@presales/kernel/store';
import { append } from './append.ts';
import { chance } from './chance.ts';
import type { EventStoreDbClient } from './client.ts';
import { parseConnection } from './connection-string.ts';
import { toEventLogError } from './event-log-error.ts';
import { messageOf } from './fault.ts';
import { type Followed, type FollowerStatus, follow } from './follow.ts';
import { logHead } from './head.ts';
import { logHubs } from './hubs.ts';
import { loadClient } from './load-client.ts';
import { readAll } from './read-all.ts';
import { readStream } from './read-stream.ts';
import { recordingBy } from './recording.ts';
import { resting } from './resting.ts';
import type { Server } from './server.ts';
import { slots } from './slots.ts';
import { survivingStrayReplies } from './stray-replies.ts';
import { type After, after, within } from './timers.ts';

/** Where the server is: a connection string, or a client that is there already. */
export type EventStoreDbPlace =
  | {
      /** `esdb://HOST:PORT`, `esdb://HOST,HOST,HOST` or `esdb+discover://NAME`, with options. */
      readonly connection: string;
    }
  | {
      /** Stays its owner's: closing the log does not dispose of it. */
      readonly client: EventStoreDbClient;
      /** What the log is called in messages. By default `esdb:`. */
      readonly name?: string;
    };

/** How the log behaves towards its server; all times in milliseconds. */
export interface EventStoreDbOptions {
  /**
   * Several logs on one server: the streams of this one are called `namespace.stream` there, and
   * nothing else is seen. A lower-case letter, then letters and digits. By default none.
   */
  readonly namespace?: string;
  /**
   * Nothing of this log stands at or before this position of the server. By default its beginning;
   * it saves a new namespace on an old server from looking through all that is not its own.
   */
  readonly origin?: Position;
  /** Reads and follows only: appends are refused. */
  readonly readOnly?: boolean;
  /** Within this time opening either succeeds or says why not. By default 10,000. */
  readonly connectTimeout?: number;
  /**
   * Within this time an append is answered, or of unknown outcome, from when it is sent: a thousand
   * are under way at once, and the others wait in line. By default 10,000.
   */
  readonly appendTimeout?: number;
  /** Within this time a page is read, or the server is taken for lost. By default 10,000. */
  readonly readTimeout?: number;
  /** A follower who hears nothing for so long looks whether the log goes on. By default 5,000. */
  readonly heartbeat?: number;
  /**
   * When the log is known to go on, and the server says nothing of it for so long because a filter
   * leaves it out, a follower looks for himself. By default 50.
   */
  readonly gap?: number;
  /** A follower without progress for so long, while the log moves, is stuck. By default 60,000. */
  readonly stuckAfter?: number;
  /**
   * The hour that events are recorded at, where it shall be another's than the server's: a demo, or
   * a test that compares two logs. The events then carry it, as copied ones do. One process writes
   * such a log, because nobody but the server keeps several clocks in order. By default the server's.
   */
  readonly now?: () => Instant;
  /** The timers; by default the machine's. */
  readonly after?: After;
  /** A number from 0 up to 1, for jitter; by default the machine's. */
  readonly random?: () => number;
}

/** What is wrong with a log's followers, if anything is. */
export interface Health {
  /**
   * `failing`: the server cannot be reached, or not be read; it is tried again for ever. `stuck`:
   * the server answers and the log goes on, but a follower does not: its subscription or its
   * handler has stopped.
   */
  readonly status: 'healthy' | 'stuck' | 'failing';
  /** One sentence for each thing that is wrong. */
  readonly problems: readonly string[];
  readonly followers: readonly FollowerStatus[];
}

/** An event log on EventStoreDB. */
export interface EventStoreDbEventLog extends EventLog {
  /** What every follower of this log does at this moment. */
  readonly followers: () => readonly FollowerStatus[];
  /** Calls back whenever a follower's state changes; the function that is returned ends that. */
  readonly watch: (listener: (followers: readonly FollowerStatus[]) => void) => () => void;
  /** Asks the server and looks at the followers; never throws, and answers within `readTimeout`. */
  readonly health: () => Promise<Health>;
}

/**
 * Appends that wait for their answers at once. Beyond, nothing is gained by sending, and a slow
 * server would have to answer them all twice, because those without an answer are asked again.
 */
const appendsUnderWay = 1_000;

/** Readings open at once: with the subscriptions they stay below the server's hundred. */
const openReadings = 40;

/** Readings whose reader is busy with a page, and for how many milliseconds they wait for him. */
const restingReadings = 10;
const restingTime = 1_000;

/**
 * An event log on EventStoreDB 22.6 or later.
 *
 *     const log = await eventStoreDbEventLog({ connection: 'esdb://localhost:2113?tls=false' });
 *
 * A connection string needs the package @eventstore/db-client, which is loaded for it. A client that
 * is handed in may also be that package's successor's.
 *
 * @throws EventLogError when the server cannot be had as an event log, within `connectTimeout`
 */
export const eventStoreDbEventLog = async (
  place: EventStoreDbPlace,
  {
    namespace,
    origin = BEGINNING,
    readOnly = false,
    connectTimeout = 10_000,
    appendTimeout = 10_000,
    readTimeout = 10_000,
    heartbeat = 5_000,
    gap = 50,
    stuckAfter = 60_000,
    now,
    after: later = after,
    random = chance,
  }: EventStoreDbOptions = {},
): Promise<EventStoreDbEventLog> => {
  if (namespace !== undefined && !/^[a-z][a-zA-Z0-9]*$/.test(namespace))
    throw new EventLogError(
      'event-log/bad-connection',
      `namespace "${namespace}": expected letters and digits, beginning in lower case`,
    );
  const { client, name, dispose } = await clientOf(place, later);
  const server: Server = {
    name,
    client,
    prefix: namespace === undefined ? '' : `${namespace}.`,
    origin,
    after: later,
    random,
    slots: slots(openReadings),
    resting: resting(later, restingReadings, restingTime),
    appendSlots: slots(appendsUnderWay),
    readTimeout,
    appendTimeout,
  };
  const head = logHead(server);
  try {
    await within(later, connectTimeout, head.ask());
  } catch (error) {
    await dispose();
    throw toEventLogError(error, name);
  }

  const recording = recordingBy(now);
  const underWay = new Set<Promise<Appended>>();
  const followed = new Set<Followed>();
  const listeners = new Set<(followers: readonly FollowerStatus[]) => void>();
  let closing: Promise<void> | undefined;
  const assertOpen = (): void => {
    if (closing !== undefined)
      throw new EventLogError('event-log/closed', `${name}: the event log is closed`);
  };
  const statuses = (): readonly FollowerStatus[] => [...followed].map(({ status }) => status());
  const changed = (): void => {
    if (listeners.size === 0) return;
    const now = statuses();
    for (const listener of listeners) listener(now);
  };
  const hubs = logHubs(server, head, { gap, heartbeat }, changed);

  const health = async (): Promise<Health> => {
    const trouble = await within(later, readTimeout, head.ask()).then(
      () => undefined,
      (error: unknown) => messageOf(error),
    );
    const followers = statuses();
    const failing = [
      ...(trouble === undefined ? [] : [trouble]),
      ...followers.flatMap((follower) =>
        follower.trouble === undefined ? [] : [`${nameOf(follower)}: ${follower.trouble}`],
      ),
    ];
    const stuck = [...followed]
      .filter(({ stalled, status }) => stalled() && status().lag > 0n)
      .map(
        ({ status }) =>
          `${nameOf(status())}: no progress from ${status().through} while the log goes on`,
      );
    return {
      status: failing.length > 0 ? 'failing' : stuck.length > 0 ? 'stuck' : 'healthy',
      problems: [...failing, ...stuck],
      followers,
    };
  };

  const shutDown = async (): Promise<void> => {
    for (const each of [...followed]) each.wake();
    hubs.stop();
    server.resting.stop();
    await Promise.allSettled(underWay);
    await dispose();
  };

  return {
    name,
    append: async (stream, expected, events) => {
      assertOpen();
      if (readOnly)
        throw new EventLogError('event-log/read-only', `${name}: opened for reading only`);
      const appending = append(server, stream, expected, recording(events));
      underWay.add(appending);
      try {
        const appended = await appending;
        head.heard(appended.position);
        return appended;
      } finally {
        underWay.delete(appending);
      }
    },
    readStream: (stream, options = {}) => readStream(server, assertOpen, stream, options),
    readAll: (options = {}) => readAll(server, head, assertOpen, options),
    async *follow(options = {}) {
      assertOpen();
      yield* follow(
        {
          server,
          head,
          hubs,
          followed,
          closed: () => closing !== undefined,
          changed,
          stuckAfter,
        },
        options,
      );
    },
    head: async () => {
      assertOpen();
      return head.ask();
    },
    followers: statuses,
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    health,
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
};

/**
 * Milliseconds that a client of ours has to let go of its calls; after a lost server it never does.
 */
const disposing = 1_000;

const clientOf = async (place: EventStoreDbPlace, later: After) => {
  if ('client' in place) {
    const { client, name = 'esdb:' } = place;
    return {
      client: survivingStrayReplies(client),
      name,
      dispose: async (): Promise<void> => undefined,
    };
  }
  const connection = parseConnection(place.connection);
  const client = survivingStrayReplies(await loadClient(connection));
  const dispose = (): Promise<void> =>
    within(later, disposing, client.dispose()).catch(() => undefined);
  return { client, name: connection.name, dispose };
};

const nameOf = ({ filter: { types, categories } }: FollowerStatus): string => {
  const wanted = [...(types ?? []), ...(categories ?? [])];
  return wanted.length === 0
    ? 'the follower of everything'
    : `the follower of ${wanted.join(', ')}`;
};
