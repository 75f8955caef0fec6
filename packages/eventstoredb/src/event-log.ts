import { type EventLog, EventLogError, type Instant } from '@presales/kernel';
import { type Appended, recordingClock } from '@presales/kernel/store';
import { append } from './append.ts';
import { connect } from './connect.ts';
import { follow } from './follow.ts';
import type { FollowerStatus, Following } from './follower.ts';
import { Followers } from './followers.ts';
import { type Health, healthOf } from './health.ts';
import { logHubs } from './hubs.ts';
import type { EventStoreDbOptions, EventStoreDbPlace } from './options.ts';
import { readAll } from './read-all.ts';
import { readStream } from './read-stream.ts';
import { recordingBy } from './recording.ts';

/** An event log on EventStoreDB, with what can be asked about its followers. */
export interface EventStoreDbEventLog extends EventLog {
  /** What every follower of this log does at this moment. */
  readonly followers: () => readonly FollowerStatus[];
  /** Calls back whenever a follower's state changes; the function that is returned ends that. */
  readonly watch: (listener: (followers: readonly FollowerStatus[]) => void) => () => void;
  /**
   * Asks the server and looks at the followers. It never throws, and answers within `readTimeout`.
   */
  readonly health: () => Promise<Health>;
}

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
  options: EventStoreDbOptions = {},
): Promise<EventStoreDbEventLog> => {
  const { readOnly = false, heartbeat = 5_000, gap = 50, stuckAfter = 60_000 } = options;
  const { server, head, dispose } = await connect(place, options);
  const { name } = server;
  const followers = new Followers();
  const changed = (): void => followers.changed();
  const hubs = logHubs({ server, head, silences: { gap, heartbeat }, changed });
  const underWay = new Set<Promise<Appended>>();
  let closing: Promise<void> | undefined;
  const closed = (): boolean => closing !== undefined;
  const assertOpen = (): void => {
    if (closed()) throw new EventLogError('event-log/closed', `${name}: the event log is closed`);
  };
  const followed = followers.all;
  const lastRecorded = async (): Promise<Instant> => {
    const last = { direction: 'backwards', limit: 1 } as const;
    for await (const { events } of readAll(server, head, assertOpen, last))
      for (const { recordedAt } of events) return recordedAt;
    return '';
  };
  const clock = clockOf(name, options);
  const recording = clock && recordingBy(clock, lastRecorded);
  const following: Following = { server, head, hubs, followed, closed, changed, stuckAfter };

  const shutDown = async (): Promise<void> => {
    followers.endAll();
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
      const appending = append(server, stream, expected, events, recording);
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
      yield* follow(following, options);
    },
    head: async () => {
      assertOpen();
      return head.ask();
    },
    followers: () => followers.statuses(),
    watch: (listener) => followers.watch(listener),
    health: () => healthOf(server, head, followers),
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
};

const clockOf = (name: string, { now, clockAhead }: EventStoreDbOptions) =>
  now && recordingClock(name, { now, ...(clockAhead === undefined ? {} : { clockAhead }) });
