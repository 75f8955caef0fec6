import type { StoredEvent } from '@presales/kernel';
import { type ReadStreamOptions, readLimit } from '@presales/kernel/store';
import { toStoredEvent } from './events.ts';
import { ownStream } from './filter.ts';
import { pageSize, readPage } from './page.ts';
import { later } from './places.ts';
import type { Server } from './server.ts';

/** The greatest revision that fits the protocol. */
const beyondAll = 2n ** 63n - 1n;

/**
 * The events of one stream, with a request for each page. A stream that was deleted, but may be
 * written again, has none until then. A truncated stream has only what is left of it.
 *
 * @throws EventLogError `event-log/stream-deleted` for a stream that was deleted for good
 */
export async function* readStream(
  server: Server,
  assertOpen: () => void,
  stream: string,
  { from, direction = 'forwards', limit }: ReadStreamOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  assertOpen();
  let left = readLimit(limit);
  const forwards = direction === 'forwards';
  let next: bigint | 'end' = forwards
    ? later(from ?? 0n, 0n)
    : from !== undefined && from <= beyondAll
      ? from
      : 'end';
  while (left > 0 && stream !== '' && !stream.startsWith('$')) {
    assertOpen();
    if (next !== 'end' && (next < 0n || next > beyondAll)) return;
    const fromRevision = next;
    const size = Math.min(left, pageSize);
    const { records, exhausted } = await readPage(server, () =>
      server.client.readStream(server.prefix + stream, { fromRevision, direction, maxCount: size }),
    );
    const events = records
      .filter((record) => ownStream(record, server.prefix) !== undefined)
      .map((record) => toStoredEvent(record, stream));
    assertOpen();
    if (events.length > 0) yield events;
    const last = records.at(-1);
    if (last === undefined || (exhausted && records.length < size)) return;
    left -= events.length;
    next = BigInt(last.revision) + (forwards ? 1n : -1n);
  }
}
