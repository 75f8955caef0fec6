import type { Position, Revision } from '@presales/kernel';
import type { Direction, EventFilter, Page } from '@presales/kernel/store';
import { type Part, pageSize, type Reader, type Stretch, windowSize } from './event-log-read.ts';

/** A stretch of the log that was read: its events, and how far the log is known now. */
export interface Stride extends Pick<Part, 'events' | 'text'> {
  readonly reached: number;
}

/** A stretch as readers receive it. */
export const pageOf = ({ events, reached, text }: Stride): Page => ({
  events,
  through: BigInt(reached),
  ...(events.length === 0 ? {} : { text }),
});

/** A revision or position as the number it is stored as; nothing is stored beyond safe integers. */
export const toNumber = (place: Revision | Position): number =>
  Number(place < -1n ? -1n : place > largest ? largest : place);
const largest = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * The next stretch of the log past `reached`: at most a window of positions, at most a page of
 * events, and no further than `end` (forwards the last position, backwards 0).
 */
export const stride = (
  reader: Reader,
  filter: EventFilter,
  direction: Direction,
  { reached, end, limit }: { reached: number; end: number; limit: number },
): Stride => {
  const size = Math.min(pageSize, limit);
  const stretch: Stretch =
    direction === 'forwards'
      ? { from: reached + 1, to: Math.min(reached + windowSize, end) }
      : { from: Math.max(reached - windowSize, end), to: reached - 1 };
  if (stretch.to < stretch.from) return { events: [], text: 0, reached };
  const { events, cut, text } = reader.all(filter, stretch, direction, size);
  const last = cut ? events.at(-1) : undefined;
  if (last !== undefined) return { events, text, reached: Number(last.position) };
  return { events, text, reached: direction === 'forwards' ? stretch.to : stretch.from };
};
