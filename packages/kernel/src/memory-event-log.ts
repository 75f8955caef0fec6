import type { EventLog } from './event-log.ts';
import type { Instant } from './instant.ts';
import { append } from './memory-append.ts';
import { assertOpen, headOf, noEvents, wake } from './memory-events.ts';
import { follow } from './memory-following.ts';
import { readAll, readStream } from './memory-reading.ts';

/** What the memory log takes from the world. */
export interface MemoryEventLogOptions {
  /** The hour, for `recordedAt`. */
  readonly now: () => Instant;
}

/** A log that lives and dies with the process: for tests, and for trying things out. */
export const memoryEventLog = ({ now }: MemoryEventLogOptions): EventLog => {
  const held = noEvents();
  return {
    name: 'memory:',
    append: async (stream, expected, events) => append(held, now, stream, expected, events),
    readStream: (stream, options = {}) => readStream(held, stream, options),
    readAll: (options = {}) => readAll(held, options),
    follow: (options = {}) => follow(held, options),
    head: async () => {
      assertOpen(held);
      return headOf(held);
    },
    close: async () => {
      held.closed = true;
      wake(held);
    },
  };
};
