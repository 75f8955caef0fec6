import type { EventLog } from './event-log.ts';
import { append } from './memory-append.ts';
import { assertOpen, headOf, noEvents, wake } from './memory-events.ts';
import { follow } from './memory-following.ts';
import { readAll, readStream } from './memory-reading.ts';
import { type RecordingClockOptions, recordingClock } from './recording-clock.ts';

/** What the memory log takes from the world. */
export interface MemoryEventLogOptions extends RecordingClockOptions {}

/**
 * A log that lives and dies with the process: for tests, and for trying things out.
 *
 * @throws InvalidInput for a `clockAhead` that is no number from 0
 */
export const memoryEventLog = (options: MemoryEventLogOptions): EventLog => {
  const held = noEvents();
  const name = 'memory:';
  const clock = recordingClock(name, options);
  return {
    name,
    append: async (stream, expected, events) => append(held, clock, stream, expected, events),
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
