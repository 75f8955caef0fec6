import { PresalesError } from './errors.ts';
import type { NewEvent, Position, Revision, StoredEvent } from './event.ts';
import type { Instant } from './instant.ts';

/**
 * What a writer expects of a stream: that nothing was ever written to it, or the revision of its
 * last event. There is no "any revision", because a writer that does not know where the stream
 * stands cannot have decided on its state.
 */
export type ExpectedRevision = 'no-stream' | Revision;

/** Where an event was stored, and when. */
export interface Recorded {
  readonly position: Position;
  readonly recordedAt: Instant;
}

/** What a log answers to an append: where its last event stands. */
export interface Appended {
  /** The revision of the last event. */
  readonly revision: Revision;
  /** The position of the last event. */
  readonly position: Position;
  /**
   * Where and when each of the events was stored, in their order, so that the writer need not read
   * them back. It is there when this very call stored them and the log knows it without another
   * look. It is never there for a repeated append: the command may have stored more events the
   * first time, and only the stream tells.
   */
  readonly recorded?: readonly Recorded[];
}

/** Which way a log is read: `forwards` from the oldest event on, `backwards` from the newest. */
export type Direction = 'forwards' | 'backwards';

/** Which part of a stream is wanted, and in which order. */
export interface ReadStreamOptions {
  /**
   * Forwards, the first revision wanted; backwards, the last. By default the end it starts from.
   */
  readonly from?: Revision;
  /** By default `forwards`. */
  readonly direction?: Direction;
  /** At most so many events: a whole number from 0. By default all there are. */
  readonly limit?: number;
}

/** Which events of the whole log are wanted. Where several are given, an event must satisfy all. */
export interface EventFilter {
  /** Names of event types; by default all. */
  readonly types?: readonly string[];
  /** Names of event types that are not wanted; by default none. */
  readonly exceptTypes?: readonly string[];
  /** Categories of streams: what their names begin with, up to the first dash. By default all. */
  readonly categories?: readonly string[];
}

/** Which part of the whole log is wanted, and in which order. */
export interface ReadAllOptions extends EventFilter {
  /** Only events strictly past this position, in the direction of reading. */
  readonly after?: Position;
  /** By default `forwards`. */
  readonly direction?: Direction;
  /** At most so many events: a whole number from 0. By default all there are. */
  readonly limit?: number;
}

/** Which events are followed, from where on, and until when. */
export interface FollowOptions extends EventFilter {
  /** Only events after this position; by default all there are. */
  readonly after?: Position;
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal;
}

/** A stretch of the log. */
export interface Page {
  readonly events: readonly StoredEvent[];
  /**
   * Everything up to here (when reading backwards, down to here) has been looked at, including the
   * events that the filter left out. It is a safe checkpoint, and the `after` to continue from.
   */
  readonly through: Position;
  /**
   * About how much JSON its events are, in characters, where the log knows. Whoever gathers pages bounds
   * with it what is in memory at a time.
   */
  readonly text?: number;
}

/** A stretch of the log, as a follower receives it. */
export interface LivePage extends Page {
  /** There was nothing further in the log when this page was read. */
  readonly caughtUp: boolean;
}

/**
 * The log: all streams in one global order. One contract suite (`@presales/testing`) holds for
 * every implementation. Readers receive pages, because handing over one event at a time would cost
 * more than reading it.
 */
export interface EventLog {
  /** What the log is, for people: its kind and place, never a password. */
  readonly name: string;

  /**
   * Stores all events, contiguous and in order, or none. When events of the same ids already stand
   * where these should go, the append is a repeated one: nothing is stored, and the answer names
   * the place of the first time, whatever was written since.
   *
   * @throws RevisionConflict when the stream is not where the writer thinks
   * @throws UnknownOutcome when the log cannot tell whether the events are stored; ask again with
   *   the same ids and the same expectation
   * @throws InvalidAppend when there is nothing to append, or too much, or it is no JSON
   * @throws EventLogError for everything else, with nothing stored
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended>;

  /**
   * The events of one stream, page by page; a stream that does not exist has none. A `from` beyond
   * the end is no error: forwards there is nothing to read, and backwards reading begins at the
   * last event.
   *
   * @throws InvalidInput for a limit that is no whole number from 0
   * @throws EventLogError
   */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly StoredEvent[]>;

  /**
   * The events of all streams in global order, page by page, up to where the log ends now. There is
   * at least one page unless the limit is 0. Only the last page may be empty: its `through` then
   * tells how far the log was looked at, although the filter left out everything. Where a limit
   * cuts the reading short, `through` is the position of the last event that was read.
   *
   * @throws InvalidInput for a limit that is no whole number from 0
   * @throws EventLogError
   */
  readAll(options?: ReadAllOptions): AsyncIterable<Page>;

  /**
   * The events of all streams in global order, past and to come. The next page is read when it is
   * asked for, so a slow reader holds back nothing but itself. A page may be empty: it then says
   * that the reader has caught up, or that a stretch of the log held nothing that the reader wants.
   * Closing the log ends the iteration as the signal does.
   *
   * @throws EventLogError when the log cannot be read; the caller may follow again from the last
   *   `through`
   */
  follow(options?: FollowOptions): AsyncIterable<LivePage>;

  /** The position of the last event, or BEGINNING. */
  head(): Promise<Position>;

  /**
   * Ends followers, waits for appends under way, and frees what the log holds. Idempotent: closing
   * a closed log does nothing.
   *
   * @throws EventLogError when the disk does not take what the log still holds back; the log is closed
   *   all the same
   */
  close(): Promise<void>;
}

/** What commands need of a log: to read the streams of their aggregates forwards, and to append. */
export interface CommandLog {
  readonly append: EventLog['append'];
  readonly readStream: (
    stream: string,
    options?: Pick<ReadStreamOptions, 'from' | 'limit'>,
  ) => AsyncIterable<readonly StoredEvent[]>;
}

/** Why a log could not do what was asked, with nothing stored. */
export type EventLogErrorCode =
  /** Something that is not an event log stands in its place. */
  | 'event-log/not-a-log'
  /** A newer program made it. */
  | 'event-log/newer-version'
  /** Another process held the lock for too long. */
  | 'event-log/busy'
  /** There is no room left. */
  | 'event-log/full'
  /** It may only be read, or was opened for reading only. */
  | 'event-log/read-only'
  /** It is damaged. */
  | 'event-log/corrupt'
  /** It lacks events at its end that were acknowledged. */
  | 'event-log/tail-missing'
  /** It cannot be reached, or its disk fails. */
  | 'event-log/unavailable'
  /**
   * The file that this program has open is no longer the one that bears its name: it was moved,
   * deleted or replaced, or written over. Close the log and open it again.
   */
  | 'event-log/replaced'
  /**
   * What an earlier program left in a write-ahead log beside the file does not belong to it, as when
   * an older file was put back without it. The message says what to do.
   */
  | 'event-log/foreign-wal'
  /** A file beside the log is a link, or the log's file has several names (hard links). */
  | 'event-log/linked'
  /**
   * The clock runs ahead of the last event by more than the log takes (`clockAhead`). It is wrong, or
   * the log has rested for very long.
   */
  | 'event-log/clock-ahead'
  /** This program has closed it. */
  | 'event-log/closed'
  /** The log's address cannot be understood, or asks for what would not be safe. */
  | 'event-log/bad-connection'
  /** The package that speaks with the log is not installed. */
  | 'event-log/missing-client'
  /** Wrong credentials, or no right to what was asked. */
  | 'event-log/access-denied'
  /** The stream was deleted for good: nothing can be read from it or appended to it. */
  | 'event-log/stream-deleted'
  /**
   * No event stands at the position that reading was to continue from: it is another log's, or
   * lost.
   */
  | 'event-log/no-such-position';

/** The log could not do what was asked; nothing was stored. */
export class EventLogError extends PresalesError {
  constructor(code: EventLogErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/**
 * The stream does not end where the writer expected: another writer went on, or the log lost
 * events.
 */
export class RevisionConflict extends PresalesError {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly actual: ExpectedRevision;

  constructor(stream: string, expected: ExpectedRevision, actual: ExpectedRevision) {
    super(
      'event-log/conflict',
      `${stream}: expected ${expected === 'no-stream' ? 'no stream' : `revision ${expected}`}, found ${actual === 'no-stream' ? 'none' : `revision ${actual}`}`,
    );
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** Nobody can tell whether the events are stored. Retry with the same ids and expectation. */
export class UnknownOutcome extends PresalesError {
  constructor(stream: string, options?: ErrorOptions) {
    super('event-log/unknown-outcome', `${stream}: the append may or may not be stored`, options);
  }
}

/** An append that no log may take: empty, too large, too deep, or not JSON. Nothing was stored. */
export class InvalidAppend extends PresalesError {
  constructor(stream: string, reason: string) {
    super('event-log/invalid-append', `${stream}: ${reason}`);
  }
}
