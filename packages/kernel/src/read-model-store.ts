import type { Kysely } from 'kysely';
import { PresalesError } from './errors.ts';
import type { Position } from './event.ts';
import type { ReadModel, Row, Table } from './read-model.ts';

/** What becomes of a table's rows in one commit. */
export interface TableChanges {
  readonly table: Table;
  readonly upserts: readonly Row[];
  /** Keys of rows that are no more. */
  readonly deletes: readonly string[];
}

/** A read model in a store, as one projector instance holds it. */
export interface AttachedReadModel {
  /** The log is projected up to here. */
  readonly position: () => Promise<Position>;
  /** The rows under some keys of a table; keys without a row are missing from the answer. */
  readonly load: (table: Table, keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>;
  /**
   * Writes rows and checkpoint in one transaction, all or nothing.
   *
   * @throws ReadModelError `read-model/fenced` when the checkpoint is no longer at `from`: another
   *   instance has moved it, and this one's rows in memory are stale
   */
  readonly commit: (
    changes: readonly TableChanges[],
    from: Position,
    through: Position,
  ) => Promise<void>;
  /** Empties the tables and goes back to the beginning of the log, in one transaction. */
  readonly reset: () => Promise<void>;
}

/** Where read models live. */
export interface ReadModelStore {
  /** What the store is, for people; never a password. */
  readonly name: string;
  /**
   * Makes sure that the read model's tables are there in its version; those of an older version are
   * dropped and begin anew.
   *
   * @throws ReadModelError
   */
  readonly attach: (model: ReadModel) => Promise<AttachedReadModel>;
  /** The position that a read model is projected up to. */
  readonly position: (model: string) => Promise<Position>;
  /**
   * Runs a query of a read model on one consistent snapshot of its tables, and tells the position
   * that the snapshot stands at.
   */
  readonly read: <Database, Result>(
    model: Pick<ReadModel, 'name'>,
    work: (database: Kysely<Database>, position: Position) => Promise<Result>,
  ) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export type ReadModelErrorCode =
  | 'read-model/fenced'
  | 'read-model/newer-version'
  | 'read-model/ahead-of-log'
  | 'read-model/not-a-store'
  | 'read-model/busy'
  | 'read-model/full'
  | 'read-model/closed';

/** A read model could not be opened, read or written; nothing was half-written. */
export class ReadModelError extends PresalesError {
  constructor(code: ReadModelErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
