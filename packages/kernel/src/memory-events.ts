import { BEGINNING, type Position, type Revision, type StoredEvent } from './event.ts';
import { type EventFilter, EventLogError } from './event-log.ts';
import type { Instant } from './instant.ts';
import { categoryOf } from './stream-name.ts';

/** What a log in memory holds. */
export interface MemoryEvents {
  /** All events in global order: an event's position is its index, behind where the log begins. */
  readonly all: StoredEvent[];
  /** The position before the first: BEGINNING, but for a log that goes on from where another ends. */
  readonly after: Position;
  /** The events of each stream: an event's revision is its index. */
  readonly streams: Map<string, StoredEvent[]>;
  /** Wakes each follower that waits for something new. */
  readonly waiting: Set<() => void>;
  /** The time of the last event; time never runs backwards along the log. */
  lastRecorded: Instant;
  closed: boolean;
}

/** A log in which nothing was stored yet. */
export const noEvents = (after: Position = BEGINNING): MemoryEvents => ({
  all: [],
  after,
  streams: new Map(),
  waiting: new Set(),
  lastRecorded: '',
  closed: false,
});

/** @throws EventLogError when the log is closed */
export const assertOpen = ({ closed }: MemoryEvents): void => {
  if (closed) throw new EventLogError('event-log/closed', 'the memory log is closed');
};

/** Wakes all followers: there is something new, or the log is closed. */
export const wake = ({ waiting }: MemoryEvents): void => {
  for (const resolve of waiting) resolve();
  waiting.clear();
};

/** The position of the last event, or BEGINNING. */
export const headOf = ({ all, after }: MemoryEvents): Position => after + BigInt(all.length);

/** Events on one page. */
export const pageSize = 1_000;

/** A revision or position as an index into an array; -1 is before the first. */
export const index = (place: Revision | Position): number => Math.max(-1, Number(place));

/** Whether a filter wants an event. */
export const matches =
  ({ types, exceptTypes, categories }: EventFilter) =>
  ({ type, stream }: Pick<StoredEvent, 'type' | 'stream'>): boolean =>
    (types === undefined || types.includes(type)) &&
    exceptTypes?.includes(type) !== true &&
    (categories === undefined || categories.includes(categoryOf(stream)));
