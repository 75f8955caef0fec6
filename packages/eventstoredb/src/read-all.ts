import { BEGINNING, type Position } from '@presales/kernel';
import { type Page, type ReadAllOptions, readLimit } from '@presales/kernel/store';
import { type LogFilter, logFilter } from './filter.ts';
import type { Head } from './head.ts';
import { longReading } from './long-reading.ts';
import { pageSize } from './page.ts';
import { later } from './places.ts';
import type { Server } from './server.ts';
import { stretchAfter, stretchBefore } from './stretch.ts';

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
  // The server refuses a position that it never gave, so nothing beyond the end is asked for.
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
  const reading = longReading(server, filter);
  try {
    while (reached < end) {
      const stretch =
        reached === after && limit < pageSize
          ? await stretchAfter(server, filter, reached, firstSize(limit))
          : await reading.next(reached);
      const { text } = stretch;
      ({ reached } = stretch);
      const events = stretch.events.filter(({ position }) => position <= end).slice(0, left);
      const last = events.at(-1);
      left -= events.length;
      const done = reached >= end || stretch.exhausted;
      if (done) reading.end();
      if (last !== undefined && (left === 0 || !done))
        yield { events, through: last.position, text };
      if (left === 0) return;
      if (!done) continue;
      yield sized({ events, through: end }, text);
      return;
    }
    yield { events: [], through: reached };
  } finally {
    reading.end();
  }
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
    if (last !== undefined && (left === 0 || !done))
      yield { events, through: last.position, text: stretch.text };
    if (left === 0) return;
    if (!done) continue;
    yield sized({ events, through: start }, stretch.text);
    return;
  }
  yield { events: [], through: from };
}

/** An empty page says nothing of its size. */
const sized = (page: Page, text: number): Page =>
  page.events.length === 0 ? page : { ...page, text };

/** For a few events the server need not look through five hundred at once. */
const firstSize = (limit: number): number => Math.min(Math.max(limit, 32), pageSize);
