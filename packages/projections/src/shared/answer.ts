import type { BusinessCalendar, Instant, Position, StoredEvent } from '@presales/kernel';
import type { ParkedStream } from '@presales/kernel/store';
import type { UnknownEvents } from './unknown-events.ts';

/**
 * What was known: everything recorded up to and including an instant, or up to and including a
 * position of the log.
 */
export type KnownAt = Instant | Position;

/** The two times of every query (B16) and the calendar that its days are counted in. */
export interface QueryParameters {
  /**
   * Business time: only what occurred strictly before this instant counts, so that the end of a day
   * includes that whole day. Without it, what has occurred by `now` counts.
   */
  readonly asOf?: Instant;
  /**
   * The present, as `open(…)` fills it in: what is dated later has not occurred yet, and counts from
   * its time on (B22). A question with `asOf` does not look at it. Without either, everything counts.
   */
  readonly now?: Instant;
  /**
   * What was known. What was first reported of a period is asked with the period's end; without a
   * `knownAt`, all that is known now counts.
   */
  readonly knownAt?: KnownAt;
  readonly calendar: BusinessCalendar;
}

/** The first event of a log: where it stands, and when it was recorded. */
export type LogBeginning = Pick<StoredEvent, 'position' | 'recordedAt'>;

/**
 * Why a report is of nothing: not because nothing happened, but because nothing was known. A log knows
 * nothing before the day on which its first event was recorded, however early that event is dated:
 * history that was imported from another system is known from the import on.
 */
export type NothingKnown =
  /** The log holds no event at all. */
  | { readonly because: 'empty-log' }
  /** What was known is asked for a time, or a position, before the first event of the log. */
  | { readonly because: 'before-log'; readonly logBegins: LogBeginning };

/** What every report repeats of its question, and the position of the log it was answered at. */
export interface Answer {
  readonly position: Position;
  readonly asOf?: Instant;
  readonly knownAt?: KnownAt;
  readonly calendar: BusinessCalendar;
  /**
   * Why the figures are of nothing: the log is empty, or begins after `knownAt`, and from when it knows
   * anything. Absent where anything at all was known, and where nobody can tell where the log begins.
   */
  readonly nothingKnown?: NothingKnown;
  /** What the figures lack of the log up to their position; absent where they lack nothing. */
  readonly incomplete?: Incomplete;
}

/** What figures lack, and why: each is told, nothing is skipped in silence. */
export interface Incomplete {
  /**
   * Streams of which the read model could not take an event: that one and the later ones of its stream
   * are not in the figures, until they are retried.
   */
  readonly parked: readonly ParkedStream[];
  /** Events that a newer program has written, in categories that the read model reads. */
  readonly unknown: readonly UnknownEvents[];
}

/** How many of how many, and in percent with two decimals; of nothing there is no percentage. */
export interface Ratio {
  readonly count: number;
  readonly of: number;
  readonly percent?: string;
}
