import { BEGINNING } from './event.ts';
import type { FollowOptions, LivePage } from './event-log.ts';
import {
  assertOpen,
  headOf,
  index,
  type MemoryEvents,
  matches,
  pageSize,
} from './memory-events.ts';

/** Follows a log in memory, as the port has it. */
export async function* follow(
  held: MemoryEvents,
  { after = BEGINNING, signal, ...filter }: FollowOptions,
): AsyncGenerator<LivePage> {
  assertOpen(held);
  let reached = after;
  let opening = true;
  while (!held.closed && signal?.aborted !== true) {
    if (reached >= headOf(held) && !opening) {
      await somethingNew(held, signal);
      continue;
    }
    opening = false;
    const stretch = held.all.slice(index(reached) + 1, index(reached) + 1 + pageSize);
    reached = stretch.at(-1)?.position ?? reached;
    yield {
      events: stretch.filter(matches(filter)),
      through: reached,
      caughtUp: reached >= headOf(held),
    };
  }
}

const somethingNew = ({ waiting }: MemoryEvents, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      waiting.delete(done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    waiting.add(done);
    signal?.addEventListener('abort', done);
  });
