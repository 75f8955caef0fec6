import { EventLogError, type StoredEvent } from '@presales/kernel';
import type { Direction } from '@presales/kernel/store';

/** What was asked for: a stretch, both ends included, in a direction. */
export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly direction: Direction;
}

/**
 * Revisions of a stream and positions of the log follow one another without gaps. Where what was read
 * has one, events are gone.
 *
 * @param part what was read; one that was cut need not reach the end
 * @param ends whether both ends of the stretch are known to be there
 * @param where what the places belong to, such as `revision 3 of deal-1`
 * @throws EventLogError `event-log/corrupt` that names the first place that is missing
 */
export const assertUnbroken = (
  { events, cut }: { readonly events: readonly StoredEvent[]; readonly cut: boolean },
  { from, to, direction }: Asked,
  placeOf: (event: StoredEvent) => bigint,
  where: (place: number) => string,
  ends: 'both' | 'first',
): void => {
  const forwards = direction === 'forwards';
  const startsAt = forwards ? Math.max(from, 0) : ends === 'both' ? to : undefined;
  const step = forwards ? 1 : -1;
  let expected = startsAt;
  for (const event of events) {
    const place = Number(placeOf(event));
    if (expected !== undefined && place !== expected) throw missing(where(expected));
    expected = place + step;
  }
  const complete = cut || (forwards && ends === 'first');
  const end = forwards ? to : from;
  if (complete || expected === undefined || step * (expected - end) > 0) return;
  throw missing(where(expected));
};

const missing = (what: string): EventLogError =>
  new EventLogError(
    'event-log/corrupt',
    `${what} is missing; \`presales verify\` tells all that is damaged, and a backup has what stood there`,
  );
