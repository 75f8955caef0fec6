import type { NewEvent } from './event.ts';
import { BEGINNING, type Position, type Revision, type StoredEvent } from './event.ts';
import {
  type Appended,
  type Direction,
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
import { readLimit } from './read-limit.ts';
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
    assertOpen();
    const serialised = serialise(stream, events);
    const known = streams.get(stream) ?? [];
    const actual = known.at(-1)?.revision ?? 'no-stream';
    if (expected !== actual) {
      const from = expected === 'no-stream' ? 0 : index(expected) + 1;
      const earlier = known.slice(from, from + events.length);
      const last = earlier.at(-1);
      const repeated =
        earlier.length === events.length && earlier.every(({ id }, at) => id === events[at]?.id);
      if (!repeated || last === undefined) throw new RevisionConflict(stream, expected, actual);
      return { revision: last.revision, position: last.position };
    }
    const clock = now();
    const stored = serialised.map(({ event, data, metadata }, index): StoredEvent => {
      const { recordedAt = clock } = event;
      lastRecorded = recordedAt > lastRecorded ? recordedAt : lastRecorded;
      return {
        id: event.id,
        stream,
        revision: BigInt(known.length + index),
        position: BigInt(log.length + index),
        type: event.type,
        version: event.version,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
        recordedAt: lastRecorded,
      };
    });
    streams.set(stream, known);
    known.push(...stored);
    log.push(...stored);
    wake();
    return { revision: BigInt(known.length - 1), position: BigInt(log.length - 1) };
  };

  async function* readStream(
    stream: string,
    { from, direction = 'forwards', limit }: ReadStreamOptions = {},
  ): AsyncGenerator<readonly StoredEvent[]> {
    assertOpen();
    const known = streams.get(stream) ?? [];
    const wanted =
      direction === 'forwards'
        ? known.slice(Math.max(0, index(from ?? 0n)))
        : known.slice(0, from === undefined ? undefined : index(from) + 1).reverse();
    for (const page of pages(wanted.slice(0, readLimit(limit)))) {
      assertOpen();
      yield page;
    }
  }

  async function* readAll({
    after,
    direction = 'forwards',
    limit: wanted,
    ...filter
  }: ReadAllOptions = {}): AsyncGenerator<Page> {
    assertOpen();
    const limit = readLimit(wanted);
    if (limit === 0) return;
    const forwards = direction === 'forwards';
    const past = forwards
      ? log.slice(index(after ?? BEGINNING) + 1)
      : log.slice(0, after === undefined ? undefined : Math.max(0, index(after))).reverse();
    const end = furthest(direction, after, log.length);
    const events = past.filter(matches(filter)).slice(0, limit);
    const cut = events.length === limit;
    const all = events.length === 0 ? [[]] : [...pages(events)];
    for (const [number, page] of all.entries()) {
      assertOpen();
      const last = page.at(-1);
      const through =
        last === undefined || (number === all.length - 1 && !cut) ? end : last.position;
      yield { events: page, through };
    }
  }

  async function* follow({
    after = BEGINNING,
    signal,
    ...filter
  }: FollowOptions = {}): AsyncGenerator<LivePage> {
    assertOpen();
    let reached = after;
    let opening = true;
    while (!closed && signal?.aborted !== true) {
      if (reached >= BigInt(log.length - 1) && !opening) {
        await somethingNew(signal);
        continue;
      }
      opening = false;
      const stretch = log.slice(index(reached) + 1, index(reached) + 1 + pageSize);
      reached = stretch.at(-1)?.position ?? reached;
      yield {
        events: stretch.filter(matches(filter)),
        through: reached,
        caughtUp: reached >= BigInt(log.length - 1),
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

/** A revision or position as an index into an array; -1 is before the first. */
const index = (place: Revision | Position): number => Math.max(-1, Number(place));

/** How far the log is known once all of it was looked at; never back over where the reader was. */
const furthest = (direction: Direction, after: Position | undefined, events: number): Position => {
  const end = direction === 'forwards' ? BigInt(events - 1) : 0n;
  if (after === undefined) return end;
  const beyond = direction === 'forwards' ? after > end : after < end;
  return beyond ? after : end;
};

const matches =
  ({ types, categories }: EventFilter) =>
  ({ type, stream }: StoredEvent): boolean =>
    (types === undefined || types.includes(type)) &&
    (categories === undefined || categories.includes(categoryOf(stream)));

function* pages(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  for (let at = 0; at < events.length; at += pageSize) yield events.slice(at, at + pageSize);
}
