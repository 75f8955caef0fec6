import { EventLogError } from '@presales/kernel';
import type { Database } from 'better-sqlite3';
import { type FoundMark, type Mark, markFile } from './event-log-mark.ts';
import { eventsWithSeals } from './event-log-seals.ts';

/** The mark that a log deserves as it is: where its last sealed event stands. */
export const lastMark = (database: Database): Mark | undefined =>
  database
    .prepare<[], Mark>(
      'SELECT position, seal FROM sealed_event WHERE seal IS NOT NULL ORDER BY position DESC LIMIT 1',
    )
    .get();

/** How a log that lacks what its mark says differs from it. */
export interface LostTail {
  readonly mark: Mark;
  /** Where the log ends; -1 when it is empty. */
  readonly head: number;
  /** In plain words. */
  readonly message: string;
}

/** What the log lacks of what its mark says; undefined when it is all there, or nobody can tell. */
export const lostTail = (
  database: Database,
  file: string,
  mark: FoundMark,
): LostTail | undefined => {
  if (mark === undefined || 'unreadable' in mark) return undefined;
  const events = eventsWithSeals(database);
  const head = database
    .prepare<[], number | null>(`SELECT max(position) FROM ${events}`)
    .pluck()
    .get();
  const seal = database
    .prepare<[number], string | null>(`SELECT seal FROM ${events} WHERE position = ?`)
    .pluck()
    .get(mark.position);
  if (seal === mark.seal) return undefined;
  const what =
    seal === undefined
      ? `the log ends at position ${head ?? -1}, but events up to position ${mark.position} were stored in it and acknowledged`
      : `at position ${mark.position} the log has another event than the one that was acknowledged there`;
  return {
    mark,
    head: head ?? -1,
    message: `${what}; the end of its write-ahead log was lost, or another file was put in its place. Restore the log from a backup; or, to go on with what it has, delete ${markFile(file)}`,
  };
};

/** @throws EventLogError `event-log/tail-missing` */
export const assertTail = (database: Database, file: string, mark: FoundMark): void => {
  const lost = lostTail(database, file, mark);
  if (lost !== undefined)
    throw new EventLogError('event-log/tail-missing', `${file}: ${lost.message}`);
};
