import { BEGINNING, type Position, type StoredEvent } from './event.ts';
import type { Direction, Page, ReadAllOptions, ReadStreamOptions } from './event-log.ts';
import {
  assertOpen,
  headOf,
  index,
  type MemoryEvents,
  matches,
  pageSize,
} from './memory-events.ts';
import { readLimit } from './read-limit.ts';

/** Reads a stream of a log in memory, as the port has it. */
export async function* readStream(
  held: MemoryEvents,
  stream: string,
  { from, direction = 'forwards', limit }: ReadStreamOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  assertOpen(held);
  const known = held.streams.get(stream) ?? [];
  const wanted =
    direction === 'forwards'
      ? known.slice(Math.max(0, index(from ?? 0n)))
      : known.slice(0, from === undefined ? undefined : index(from) + 1).reverse();
  for (const page of pages(wanted.slice(0, readLimit(limit)))) {
    assertOpen(held);
    yield page;
  }
}

/** Reads all of a log in memory, as the port has it. */
export async function* readAll(
  held: MemoryEvents,
  { after, direction = 'forwards', limit: wanted, ...filter }: ReadAllOptions,
): AsyncGenerator<Page> {
  assertOpen(held);
  const limit = readLimit(wanted);
  if (limit === 0) return;
  const past =
    direction === 'forwards'
      ? held.all.slice(index(after ?? BEGINNING) + 1)
      : held.all.slice(0, after === undefined ? undefined : Math.max(0, index(after))).reverse();
  const end = furthest(direction, after, headOf(held));
  const events = past.filter(matches(filter)).slice(0, limit);
  const cut = events.length === limit;
  const all = events.length === 0 ? [[]] : [...pages(events)];
  for (const [number, page] of all.entries()) {
    assertOpen(held);
    const last = page.at(-1);
    const through = last === undefined || (number === all.length - 1 && !cut) ? end : last.position;
    yield { events: page, through };
  }
}

/** How far the log is known once all of it was looked at; never back over where the reader was. */
const furthest = (direction: Direction, after: Position | undefined, head: Position): Position => {
  const end = direction === 'forwards' ? head : 0n;
  if (after === undefined) return end;
  const beyond = direction === 'forwards' ? after > end : after < end;
  return beyond ? after : end;
};

function* pages(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  for (let at = 0; at < events.length; at += pageSize) yield events.slice(at, at + pageSize);
}
