import type { Instant } from '@presales/kernel';
import type { RecordingClock, SerialisedEvent } from '@presales/kernel/store';

/** Gives events their hour, where the server is not to. */
export type Recording = (events: readonly SerialisedEvent[]) => Promise<readonly SerialisedEvent[]>;

/**
 * Gives events the hour of a clock that is not the server's, and never an earlier one than the
 * event before; `lastRecorded` asks the log once for the event before the first. Events that bring
 * their own hour keep it.
 */
export const recordingBy = (
  clock: RecordingClock,
  lastRecorded: () => Promise<Instant>,
): Recording => {
  let latest: Instant | undefined;
  return async (events) => {
    if (events.every(({ event }) => event.recordedAt !== undefined)) return events;
    const last = latest ?? (await lastRecorded());
    // Several may have asked at once; whoever was first has set the hour.
    latest ??= last;
    const hour = clock(latest);
    if (hour > latest) latest = hour;
    const recordedAt = latest;
    return events.map(({ event, ...written }) => ({ ...written, event: { recordedAt, ...event } }));
  };
};
