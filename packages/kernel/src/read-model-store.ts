import { PresalesError } from './errors.ts';
import type { Position, StoredEvent } from './event.ts';
import type { ParkedChanges, ParkedStream } from './parked.ts';
import type { ReadModel, Row, Table } from './read-model.ts';
import type { SqlReader } from './sql-reader.ts';

/** What becomes of a table's rows in one commit. */
export interface TableChanges {
  readonly table: Table;
  /** New rows of a table of facts: none of their keys may stand already. */
  readonly inserts: readonly Row[];
  /** Rows as they are now, whether or not there was one under their key before. */
  readonly upserts: readonly Row[];
  /** Keys of rows that are no more. */
  readonly deletes: readonly string[];
}

/**
 * An event that a log is recognised by: its id, its place and when it was recorded. Two logs have the
 * same mark only where one is a copy of the other up to there.
 */
export type LogMark = Pick<StoredEvent, 'id' | 'stream' | 'revision' | 'position' | 'recordedAt'>;

/** A read model in a store, as one projector instance holds it. */
export interface AttachedReadModel {
  /** The log is projected up to here. */
  readonly position: () => Promise<Position>;
  /** The mark of the log that it was projected from, as last committed; undefined where none was. */
  readonly mark: () => Promise<LogMark | undefined>;
  /**
   * The streams that are parked, by their positions. From then on this instance is fenced when another
   * one changes them without moving the checkpoint, as whoever retries them does.
   */
  readonly parked: () => Promise<readonly ParkedStream[]>;
  /** The rows under some keys of a table; keys without a row are missing from the answer. */
  readonly load: (table: Table, keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>;
  /**
   * Writes rows, parked streams, checkpoint and the log's mark in one transaction, all or nothing.
   * Without a mark, the one that was committed before stays.
   *
   * @throws ReadModelError `read-model/fenced` when the checkpoint is no longer at `from`, or the
   *   parked streams are not as this instance last saw them: another one was faster, and this one's
   *   rows in memory are stale
   * @throws ReadModelError `read-model/duplicate-fact` when an inserted row's key stands already
   * @throws InvalidRow when a row is not as its table's columns say
   */
  readonly commit: (
    changes: readonly TableChanges[],
    from: Position,
    through: Position,
    mark?: LogMark,
    parked?: ParkedChanges,
  ) => Promise<void>;
  /** Empties the tables, forgets parked streams and the mark, and goes back to the beginning, in one transaction. */
  readonly reset: () => Promise<void>;
}

/** Where read models live. */
export interface ReadModelStore {
  /** How people know the store; it never holds a password. */
  readonly name: string;
  /**
   * Makes sure that the read model's tables are there in its version. Tables of an older version are
   * dropped and made again, empty, all in one transaction.
   *
   * @throws ReadModelError `read-model/newer-version` when a newer program has projected here
   * @throws InvalidReadModel when its tables cannot be: a fault of the program
   */
  readonly attach: (model: ReadModel) => Promise<AttachedReadModel>;
  /** The position that a read model is projected up to; BEGINNING when it is not in the store. */
  readonly position: (model: string) => Promise<Position>;
  /**
   * Runs a query of a read model on one consistent snapshot of its tables, and tells it the position
   * that the snapshot stands at, and what is parked there. A query must not begin another `read`: it would wait for itself.
   *
   * @throws ReadModelError `read-model/unknown` when the read model was never attached here
   */
  readonly read: <Result>(
    model: Pick<ReadModel, 'name'>,
    work: (
      reader: SqlReader,
      position: Position,
      parked: readonly ParkedStream[],
    ) => Promise<Result>,
  ) => Promise<Result>;
  /** What is parked in all read models that were ever attached here, by their names and positions. */
  readonly parked: () => Promise<readonly (ParkedStream & { readonly model: string })[]>;
  /** Frees what the store holds. It is idempotent. */
  readonly close: () => Promise<void>;
}

/** What went wrong with a read model, with nothing half-written. */
export type ReadModelErrorCode =
  /** Another instance has moved the checkpoint: what this one holds in memory is stale. */
  | 'read-model/fenced'
  /** A newer program has projected here. */
  | 'read-model/newer-version'
  /** The log ends before the checkpoint. */
  | 'read-model/ahead-of-log'
  /** The rows were projected from a log that is not this one. */
  | 'read-model/other-log'
  /** It was never attached here. */
  | 'read-model/unknown'
  /** A fact's key stands already. */
  | 'read-model/duplicate-fact'
  /** There is something else in the store's place. */
  | 'read-model/not-a-store'
  /** Another process held the lock for too long. */
  | 'read-model/busy'
  /** There is no room left. */
  | 'read-model/full'
  /** The store may only be read, or was opened so. */
  | 'read-model/read-only'
  /** The store cannot be reached, or its disk fails. */
  | 'read-model/unavailable'
  /** The open file was moved, deleted, replaced or written over. Close the store and open it again. */
  | 'read-model/replaced'
  /** A write-ahead log beside the file does not belong to it. Delete both, and they are made again. */
  | 'read-model/foreign-wal'
  /** The file, or one beside it, is a link or has several names. */
  | 'read-model/linked'
  /** The store is damaged. */
  | 'read-model/corrupt'
  /** This program has closed the store. */
  | 'read-model/closed';

/** A read model could not be opened, read or written; nothing was half-written. */
export class ReadModelError extends PresalesError {
  constructor(code: ReadModelErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
