import { setImmediate as nextTurn } from 'node:timers/promises';
import { BEGINNING } from '@presales/kernel';
import type { FollowOptions, LivePage } from '@presales/kernel/store';
import type { OpenLog } from './event-log-open.ts';
import { pageOf, stride, toNumber } from './event-log-pages.ts';
import { pageSize } from './event-log-read.ts';

/** The port's `follow`. */
export async function* follow(
  { connection, bell, assertOpen, closed }: OpenLog,
  { after = BEGINNING, signal, ...filter }: FollowOptions,
): AsyncGenerator<LivePage> {
  assertOpen();
  let reached = toNumber(after);
  let opening = true;
  while (!closed() && signal?.aborted !== true) {
    const rings = bell.rings();
    const { end, ...page } = await connection.use(({ reader }) => {
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
    yield { ...pageOf(page), caughtUp: reached >= end };
    await nextTurn();
  }
}
