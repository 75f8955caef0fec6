import type { NewEvent } from './event.ts';
import { BEGINNING, type Position, type StoredEvent } from './event.ts';
import {
  type Appended,
  type EventFilter,
  type EventLog,
  EventLogError,
  type ExpectedRevision,
  type FollowOptions,
  type LivePage,
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  RevisionConflict,
} from './event-log.ts';
import type { Instant } from './instant.ts';
import { serialise } from './serialise.ts';
import { categoryOf } from './stream-name.ts';

const pageSize = 1_000;

/** What the memory log takes from the world. */
export interface MemoryEventLogOptions {
  readonly now: () => Instant;
}

/** A log that lives and dies with the process: for tests, and for trying things out. */
export const memoryEventLog = ({ now }: MemoryEventLogOptions): EventLog => {
  const log: StoredEvent[] = [];
  const streams = new Map<string, StoredEvent[]>();
  const waiting = new Set<() => void>();
  let lastRecorded: Instant = '';
  let closed = false;

  const assertOpen = (): void => {
    if (closed) throw new EventLogError('event-log/closed', 'the memory log is closed');
  };
  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };

  const append = async (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> => {
    const serialised = serialise(stream, events);
    assertOpen();
    const known = streams.get(stream) ?? [];
    const actual = known.at(-1)?.revision ?? 'no-stream';
    if (expected !== actual) {
      const from = expected === 'no-stream' ? 0 : Number(expected) + 1;
      const earlier = known.slice(from, from + events.length);
      const last = earlier.at(-1);
      const repeated =
        earlier.length === events.length && earlier.every(({ id }, at) => id === events[at]?.id);
      if (!repeated || last === undefined) throw new RevisionConflict(stream, expected, actual);
      return { revision: last.revision, position: last.position };
    }
    const clock = now();
    lastRecorded = clock > lastRecorded ? clock : lastRecorded;
    const stored = serialised.map(
      ({ event, data, metadata }, index): StoredEvent => ({
        id: event.id,
        stream,
        revision: BigInt(known.length + index),
        position: BigInt(log.length + index),
        type: event.type,
        version: event.version,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
        recordedAt: lastRecorded,
      }),
    );
    streams.set(stream, known.concat(stored));
    log.push(...stored);
    wake();
    return { revision: BigInt(known.length + stored.length - 1), position: BigInt(log.length - 1) };
  };

  async function* readStream(
    stream: string,
    { from, direction = 'forwards', limit = Number.POSITIVE_INFINITY }: ReadStreamOptions = {},
  ): AsyncGenerator<readonly StoredEvent[]> {
    assertOpen();
    const known = streams.get(stream) ?? [];
    const wanted =
      direction === 'forwards'
        ? known.slice(Number(from ?? 0n))
        : known.slice(0, from === undefined ? undefined : Number(from) + 1).reverse();
    yield* pages(wanted.slice(0, limit));
  }

  async function* readAll({
    after,
    direction = 'forwards',
    limit = Number.POSITIVE_INFINITY,
    ...filter
  }: ReadAllOptions = {}): AsyncGenerator<Page> {
    assertOpen();
    const forwards = direction === 'forwards';
    const end = forwards ? BigInt(log.length - 1) : 0n;
    const past = forwards
      ? log.slice(Number((after ?? BEGINNING) + 1n))
      : log.slice(0, after === undefined ? undefined : Math.max(0, Number(after))).reverse();
    const wanted = past.filter(matches(filter)).slice(0, limit);
    for (const events of pages(wanted)) {
      const last = events.at(-1);
      const done = last === wanted.at(-1) && wanted.length < limit;
      yield { events, through: done || last === undefined ? end : last.position };
    }
  }

  async function* follow({
    after = BEGINNING,
    signal,
    ...filter
  }: FollowOptions = {}): AsyncGenerator<LivePage> {
    assertOpen();
    let position: Position = after;
    let first = true;
    while (!closed && signal?.aborted !== true) {
      const end = BigInt(log.length - 1);
      if (position >= end && !first) {
        await somethingNew(signal);
        continue;
      }
      first = false;
      const stretch = log.slice(Number(position + 1n), Number(position) + 1 + pageSize);
      position = stretch.at(-1)?.position ?? position;
      yield {
        events: stretch.filter(matches(filter)),
        through: position,
        caughtUp: position >= BigInt(log.length - 1),
      };
    }
  }

  const somethingNew = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      waiting.add(done);
      signal?.addEventListener('abort', done);
    });

  return {
    name: 'memory:',
    append,
    readStream,
    readAll,
    follow,
    head: async () => {
      assertOpen();
      return BigInt(log.length - 1);
    },
    close: async () => {
      closed = true;
      wake();
    },
  };
};

const matches =
  ({ types, categories }: EventFilter) =>
  ({ type, stream }: StoredEvent): boolean =>
    (types === undefined || types.includes(type)) &&
    (categories === undefined || categories.includes(categoryOf(stream)));

function* pages(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  for (let at = 0; at < events.length; at += pageSize) yield events.slice(at, at + pageSize);
}
