import type { Instant } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';

/**
 * Gives events the hour of a clock that is not the server's, and never an earlier one than the
 * event before. Events that bring their own hour keep it. Without a clock, the server's hour
 * counts.
 */
export const recordingBy = (
  now: (() => Instant) | undefined,
): ((events: readonly NewEvent[]) => readonly NewEvent[]) => {
  if (now === undefined) return (events) => events;
  let latest: Instant = '';
  return (events) => {
    const hour = now();
    if (hour > latest) latest = hour;
    return events.map((event) => ({ recordedAt: latest, ...event }));
  };
};
