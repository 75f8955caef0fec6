import type { RecordingClock } from '@presales/kernel/store';
import type { Database, Statement } from 'better-sqlite3';
import { secure } from './checkpoint.ts';
import { Appender, type AppendOutcome, type AppendRequest } from './event-log-append.ts';

import type { Head } from './event-log-statements.ts';
import { isSqliteError } from './fault.ts';

/** COMMIT failed in a way that does not tell whether the disk has the transaction. */
export class UncertainCommit extends Error {
  constructor(cause: unknown) {
    super('the commit may or may not have reached the disk', { cause });
    this.name = 'UncertainCommit';
  }
}

/** Writes groups of appends through one connection, each group in one transaction. */
export class Writer {
  readonly #database: Database;
  readonly #committed: (head: Readonly<Head> | undefined) => void;
  readonly #appender: Appender;
  readonly #begin: Statement<[]>;
  readonly #commit: Statement<[]>;
  readonly #rollback: Statement<[]>;

  /**
   * @param committed called after each commit, before anybody is told of it, with where the log ends now
   *   if that is somewhere else than before
   */
  constructor(database: Database, committed: (head: Readonly<Head> | undefined) => void) {
    this.#database = database;
    this.#committed = committed;
    this.#appender = new Appender(database);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
  }

  /**
   * Decides and stores the appends of a group, one after the other: each sees those before it. One
   * that is refused does not hinder the others.
   *
   * @throws UncertainCommit
   * @throws SqliteError for everything else, with nothing stored
   */
  write(group: readonly AppendRequest[], clock: RecordingClock): readonly AppendOutcome[] {
    this.#begin.run();
    const { outcomes, head } = this.#append(group, clock);
    try {
      this.#commit.run();
    } catch (error) {
      this.#undo();
      throw isCertain(error) ? error : new UncertainCommit(error);
    }
    this.#committed(head);
    if (outcomes.some(isRepeated)) this.#secure();
    return outcomes;
  }

  /** The outcomes, and where the log ends now if that is somewhere else than before. */
  #append(
    group: readonly AppendRequest[],
    clock: RecordingClock,
  ): { readonly outcomes: readonly AppendOutcome[]; readonly head: Head | undefined } {
    try {
      const head = this.#appender.head();
      const before = head.position;
      const outcomes = group.map((request) => this.#appender.append(request, head, clock));
      return { outcomes, head: head.position === before ? undefined : head };
    } catch (error) {
      this.#undo();
      throw error;
    }
  }

  /** What stood there before this commit was perhaps not synced by whoever wrote it. */
  #secure(): void {
    try {
      secure(this.#database);
    } catch (error) {
      throw new UncertainCommit(error);
    }
  }

  #undo(): void {
    this.#appender.forget();
    // SQLite itself rolls back after some errors. When a rollback fails, closing does the same.
    try {
      if (this.#database.inTransaction) this.#rollback.run();
    } catch {
      this.#database.close();
    }
  }
}

/**
 * Whether a failed commit has surely stored nothing: a disk without room for the last frame holds
 * no whole commit, and a commit that did not get the lock has not begun to write.
 */
const isCertain = (error: unknown): boolean =>
  isSqliteError(error) && (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_BUSY'));

/** Whether an append was answered by events that stood there already. */
const isRepeated = (outcome: AppendOutcome): boolean =>
  !(outcome instanceof Error) && outcome.recorded === undefined;
