import type { Expected, LogRecord, ProposedEvent, ResolvedRecord } from './log-record.ts';
import type { StreamMetadata } from './stream-metadata.ts';

/** What became of a write. `revision` is -1 for a stream without events. */
export type WriteOutcome =
  | {
      readonly outcome: 'written' | 'idempotent';
      readonly revision: bigint;
      /** Undefined when the event at that position can no longer be read. */
      readonly position: bigint | undefined;
    }
  | { readonly outcome: 'wrong-expected-version'; readonly actual: bigint }
  | { readonly outcome: 'deleted' };

/** A page of one stream. */
export type StreamPage =
  | { readonly result: 'not-found' }
  | { readonly result: 'deleted' }
  | {
      readonly result: 'events';
      readonly records: readonly LogRecord[];
      /** The revision to continue from. */
      readonly next: bigint;
      /** Whether nothing follows in this direction. */
      readonly end: boolean;
    };

/** A page of the whole log. */
export interface AllPage {
  readonly records: readonly LogRecord[];
  /** How many records were examined to find these. */
  readonly considered: number;
  /** The position of the last record that was examined. */
  readonly last: bigint | undefined;
  /** The position to continue from. */
  readonly next: bigint;
  /** Whether nothing follows in this direction. */
  readonly end: boolean;
}

/** Which records of the whole log a page contains. */
export interface AllSelection {
  /** The greatest number of records in the page. */
  readonly limit: number;
  /** The greatest number of records that are examined for it; by default there is no bound. */
  readonly window?: number;
  readonly accepts?: (record: LogRecord) => boolean;
}

/** Is told which records a write added, in the order of their positions. */
export type WriteListener = (records: readonly LogRecord[]) => void;

/**
 * The log and its rules: everything that a real server decides, and nothing of the protocol through
 * which clients reach it.
 */
export interface Store {
  readonly append: (
    stream: string,
    expected: Expected,
    events: readonly ProposedEvent[],
  ) => WriteOutcome;
  /** Hides the stream until the next append brings it back. */
  readonly softDelete: (stream: string, expected: Expected) => WriteOutcome;
  /** Ends the stream for ever. */
  readonly tombstone: (stream: string, expected: Expected) => WriteOutcome;
  /** One event as a reader would see it; undefined when it is hidden or was never written. */
  readonly readEvent: (stream: string, revision: bigint) => LogRecord | undefined;
  readonly readStreamForwards: (stream: string, from: bigint, limit: number) => StreamPage;
  readonly readStreamBackwards: (stream: string, from: bigint | 'end', limit: number) => StreamPage;
  /** What was written to a stream from a revision on, hidden events and the tombstone included. */
  readonly writtenTo: (stream: string, from: bigint, limit: number) => readonly LogRecord[];
  /** Reads from a position on, including the record at that position. */
  readonly readAllForwards: (from: bigint, selection: AllSelection) => AllPage;
  /** Reads from a position back, excluding the record at that position. */
  readonly readAllBackwards: (from: bigint, selection: AllSelection) => AllPage;
  /** Follows a link; a record that is not a link resolves to itself. */
  readonly resolve: (record: LogRecord) => ResolvedRecord;
  readonly metadataOf: (stream: string) => StreamMetadata;
  /** The revision of the last event, -1 for a stream without any, TOMBSTONE for one deleted for good. */
  readonly lastRevision: (stream: string) => bigint;
  /** Whether a record begins at this position, or the log begins or ends there. */
  readonly isBoundary: (position: bigint) => boolean;
  /** The position of the last record; undefined for an empty log. */
  readonly lastPosition: () => bigint | undefined;
  /** The position that the next record will get. */
  readonly end: () => bigint;
  /** Calls the listener after every write, until the returned function is called. */
  readonly onWrite: (listener: WriteListener) => () => void;
}
