import { hasCode } from './errors.ts';
import type { NewEvent } from './event.ts';
import type { Appended, CommandLog, ExpectedRevision, RevisionConflict } from './event-log.ts';
import type { Retries } from './retries.ts';

/**
 * Appends until the log says yes or no. Once an outcome is unknown, only "stored" and "conflict"
 * settle it: that the log is now busy, full or closed says nothing about the earlier try.
 *
 * @throws RevisionConflict, EventLogError, InvalidAppend with nothing stored
 * @throws RetriesExhausted when the outcome stays unknown
 */
export const appendSurely = async (
  log: CommandLog,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
  retries: Retries,
): Promise<Appended> => {
  let unknown: unknown;
  for (;;) {
    try {
      return await log.append(stream, expected, events);
    } catch (error) {
      if (hasCode(error, 'event-log/unknown-outcome')) unknown = error;
      else if (unknown === undefined || isConflict(error)) throw error;
      await retries.beforeNext(unknown);
    }
  }
};

/**
 * Whether another writer was faster. Known by its code, because the log may use another copy of
 * this package.
 */
export const isConflict = (error: unknown): error is RevisionConflict =>
  hasCode(error, 'event-log/conflict');
