import type { Position } from './event.ts';
import type { CommandLog, EventLog } from './event-log.ts';
import { append } from './memory-append.ts';
import { headOf, noEvents } from './memory-events.ts';
import { readStream } from './memory-reading.ts';
import { type RecordingClockOptions, recordingClock } from './recording-clock.ts';

/** A log on which commands are tried out. */
export interface RehearsalLog extends CommandLog {
  /** The position of the last event: of what stood before, and of what was tried. */
  readonly head: () => Position;
}

/**
 * A log that reads like another one, and keeps to itself what is appended to it: in memory, after what
 * the other held when the rehearsal began. Nothing reaches the log beneath, and what others append
 * there later is not seen. It holds the streams that were asked for, and all that was tried.
 *
 * @throws EventLogError when the log beneath cannot be read
 * @throws InvalidInput for a `clockAhead` that is no number from 0
 */
export const rehearsalLog = async (
  beneath: Pick<EventLog, 'readStream' | 'head' | 'name'>,
  options: RecordingClockOptions,
): Promise<RehearsalLog> => {
  const clock = recordingClock(beneath.name, options);
  const end = await beneath.head();
  const held = noEvents(end);
  const draws = new Map<string, Promise<void>>();

  const read = async (stream: string): Promise<void> => {
    const events = [];
    for await (const page of beneath.readStream(stream))
      events.push(...page.filter(({ position }) => position <= end));
    held.streams.set(stream, events);
  };
  /** Brings a stream here, once. */
  const drawn = async (stream: string): Promise<void> => {
    const draw = draws.get(stream) ?? read(stream);
    draws.set(stream, draw);
    await draw;
  };
  return {
    append: async (stream, expected, events) => {
      await drawn(stream);
      return append(held, clock, stream, expected, events);
    },
    readStream: async function* (stream, asked = {}) {
      await drawn(stream);
      yield* readStream(held, stream, asked);
    },
    head: () => headOf(held),
  };
};
