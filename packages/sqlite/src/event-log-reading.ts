import { setImmediate as nextTurn } from 'node:timers/promises';
import { BEGINNING, type StoredEvent } from '@presales/kernel';
import {
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  readLimit,
} from '@presales/kernel/store';
import type { OpenLog } from './event-log-open.ts';
import { pageOf, stride, toNumber } from './event-log-pages.ts';
import { pageSize } from './event-log-read.ts';

/** The port's `readStream`. */
export async function* readStream(
  { connection, assertOpen }: OpenLog,
  stream: string,
  { from, direction = 'forwards', limit }: ReadStreamOptions,
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
    const { events, cut } = await connection.read(({ reader }) =>
      reader.stream(stream, stretch, direction, size),
    );
    if (events.length > 0) yield events;
    if (!cut) return;
    left -= events.length;
    const read = toNumber(events.at(-1)?.revision ?? 0n);
    if (forwards) first = read + 1;
    else last = read - 1;
    await nextTurn();
  }
}

/** The port's `readAll`: up to the head as it is when the reading begins. */
export async function* readAll(
  { connection, assertOpen }: OpenLog,
  { after, direction = 'forwards', limit: wanted, ...filter }: ReadAllOptions,
): AsyncGenerator<Page> {
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
    if (atEnd || page.events.length > 0) yield pageOf(page);
    if (atEnd) return;
    await nextTurn();
  }
}
