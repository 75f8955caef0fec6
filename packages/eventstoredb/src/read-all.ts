import {
  BEGINNING,
  type Page,
  type Position,
  type ReadAllOptions,
  readLimit,
  type StoredEvent,
} from '@presales/kernel';
import { positionOf, toStoredEvent } from './events.ts';
import { type LogFilter, logFilter } from './filter.ts';
import type { Head } from './head.ts';
import { pageSize, readPage } from './page.ts';
import { later } from './places.ts';
import { beginning, type Server } from './server.ts';

/** Events looked through in a stretch of the log, and how far that went. */
export interface Stretch {
  readonly events: readonly StoredEvent[];
  /** The last event that was looked at, wanted or not; where the reading began when none was. */
  readonly reached: Position;
  /** Nothing was there beyond. */
  readonly exhausted: boolean;
}

/**
 * The events strictly after a position, out of so many that are looked through. The server begins
 * with the event at the position itself, which is left out again: positions are only ever compared.
 */
export const stretchAfter = async (
  server: Server,
  { streamOf }: Pick<LogFilter, 'streamOf'>,
  after: Position,
  size: number,
): Promise<Stretch> => {
  const records = await readPage(server, () =>
    server.client.readAll({
      fromPosition: beginning(server, after),
      direction: 'forwards',
      maxCount: size + 1,
    }),
  );
  const events: StoredEvent[] = [];
  let reached = after;
  for (const record of records) {
    const position = positionOf(record);
    if (position <= reached) continue;
    reached = position;
    const stream = streamOf(record);
    if (stream !== undefined) events.push(toStoredEvent(record, stream));
  }
  return { events, reached, exhausted: records.length <= size };
};

/** The events strictly before a position, or from the end. */
const stretchBefore = async (
  server: Server,
  { streamOf }: LogFilter,
  before: Position | 'end',
  size: number,
): Promise<Stretch> => {
  const records = await readPage(server, () =>
    server.client.readAll({
      fromPosition: before === 'end' ? before : { commit: before, prepare: before },
      direction: 'backwards',
      maxCount: size,
    }),
  );
  const events: StoredEvent[] = [];
  let reached = before === 'end' ? 0n : before;
  for (const record of records) {
    const position = positionOf(record);
    if (before !== 'end' && position >= before) continue;
    reached = position;
    const stream = streamOf(record);
    if (stream !== undefined) events.push(toStoredEvent(record, stream));
  }
  return { events, reached, exhausted: records.length < size };
};

/** The port's `readAll`. */
export async function* readAll(
  server: Server,
  head: Head,
  assertOpen: () => void,
  { after, direction = 'forwards', limit: wanted, ...wantedEvents }: ReadAllOptions,
): AsyncGenerator<Page> {
  assertOpen();
  const limit = readLimit(wanted);
  if (limit === 0) return;
  const filter = logFilter(wantedEvents, server.prefix);
  // A position that the server never gave is refused by it: beyond the end we do not ask.
  const end = await head.ask();
  const pages =
    direction === 'forwards'
      ? forwards(server, filter, after ?? BEGINNING, end, limit)
      : backwards(server, filter, after === undefined || after > end ? 'end' : after, limit);
  for await (const page of pages) {
    assertOpen();
    yield page;
    assertOpen();
  }
}

async function* forwards(
  server: Server,
  filter: LogFilter,
  after: Position,
  end: Position,
  limit: number,
): AsyncGenerator<Page> {
  let reached = after;
  let left = limit;
  let size = firstSize(limit);
  while (reached < end) {
    const stretch = await stretchAfter(server, filter, reached, size);
    size = pageSize;
    ({ reached } = stretch);
    const events = stretch.events.filter(({ position }) => position <= end).slice(0, left);
    const last = events.at(-1);
    left -= events.length;
    const done = reached >= end || stretch.exhausted;
    if (last !== undefined && (left === 0 || !done)) yield { events, through: last.position };
    if (left === 0) return;
    if (!done) continue;
    yield { events, through: end };
    return;
  }
  yield { events: [], through: reached };
}

async function* backwards(
  server: Server,
  filter: LogFilter,
  before: Position | 'end',
  limit: number,
): AsyncGenerator<Page> {
  let from = before;
  let left = limit;
  let size = firstSize(limit);
  const start = later(server.origin, 0n);
  while (from === 'end' || from > start) {
    const stretch = await stretchBefore(server, filter, from, size);
    size = pageSize;
    from = stretch.reached;
    const events = stretch.events.slice(0, left);
    const last = events.at(-1);
    left -= events.length;
    const done = stretch.exhausted || from <= start;
    if (last !== undefined && (left === 0 || !done)) yield { events, through: last.position };
    if (left === 0) return;
    if (!done) continue;
    yield { events, through: start };
    return;
  }
  yield { events: [], through: from };
}

/** Who wants a few events need not have five hundred looked through at once. */
const firstSize = (limit: number): number => Math.min(Math.max(limit, 32), pageSize);
