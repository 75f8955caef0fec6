import type { Position, Revision, StoredEvent } from './event.ts';

/** Something in a log or in read models that is not as it was written, with its place. */
export interface Finding {
  /** What it is, such as `log/damaged-event`. */
  readonly code: FindingCode;
  /** Whether figures that are read from here may be others than those that were written. */
  readonly changesFigures: boolean;
  /** In plain words. */
  readonly message: string;
  readonly position?: Position;
  readonly stream?: string;
  readonly revision?: Revision;
  /** A table of a read model. */
  readonly table?: string;
  /** A row's key in that table. */
  readonly key?: string;
}

/** What may be found. */
export type FindingCode =
  /** The log ends before what its mark says was acknowledged, or has another event there. */
  | 'log/tail-missing'
  /** The mark beside the log cannot be read. */
  | 'log/unreadable-mark'
  /** The structure of the file is broken: what SQLite's own check says. */
  | 'log/broken-structure'
  /** Events cannot be read at all. */
  | 'log/unreadable-events'
  /** Positions or revisions have a gap: events are gone. */
  | 'log/missing-events'
  /** The text of an event fits neither its checksum nor its seal. */
  | 'log/damaged-event'
  /** The text of an event fits its checksum, but not its seal: somebody has changed both. */
  | 'log/changed-event'
  /** The seal or the checksum of an event is damaged; its text fits the other one. */
  | 'log/damaged-seal'
  /** The event has no seal: another program has stored it. */
  | 'log/unsealed-event'
  /** The whole log has no seals: it was not opened for writing since there are any. */
  | 'log/unsealed-log'
  /** The category of a stream is not what its name says. */
  | 'log/wrong-category'
  /** The JSON of an event does not parse. */
  | 'log/unparsable-event'
  /** The type of an event is not known to this program. */
  | 'log/unknown-type'
  /** The event is of a known type, and this program cannot read it. */
  | 'log/undecodable-event'
  /** A time of an event is no instant. */
  | 'log/wrong-time'
  /** The id of an event is no UUID. */
  | 'log/wrong-id'
  /** The structure of the file is broken: what SQLite's own check says. */
  | 'read-model/broken-structure'
  /** The read model was projected from a log that was longer, or from another one. */
  | 'read-model/other-log'
  /** A row lacks that a rebuild has. */
  | 'read-model/missing-row'
  /** A row stands there that a rebuild has not. */
  | 'read-model/extra-row'
  /** A row has other values than in a rebuild. */
  | 'read-model/different-row'
  /** The read model could not be compared with a rebuild. */
  | 'read-model/not-compared';

/** A stretch of a log that was inspected. */
export interface Inspected {
  readonly findings: readonly Finding[];
  /** Its events that could be read, as they stand. */
  readonly events: readonly StoredEvent[];
  /** Everything up to here was looked at. */
  readonly through: Position;
  /** Where the log ends. */
  readonly head: Position;
}
