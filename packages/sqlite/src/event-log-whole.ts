import { EventLogError } from '@presales/kernel';
import type { Database } from 'better-sqlite3';
import { eventsWithSeals } from './event-log-seals.ts';

/**
 * Makes sure that a stretch of positions has all its events, which a filtered reading cannot see by
 * itself. What was counted once is not counted again by the next reader of the same connection, as long
 * as they read on from one another.
 *
 * @throws EventLogError `event-log/corrupt`
 */
export const assertWhole = (database: Database): ((from: number, to: number) => void) => {
  const count = database
    .prepare<[number, number], number>(
      `SELECT count(*) FROM ${eventsWithSeals(database)} WHERE position BETWEEN ? AND ?`,
    )
    .pluck();
  let counted = { from: 0, to: -1 };
  return (from, to) => {
    if (to < from || (counted.from <= from && to <= counted.to)) return;
    const goesOn = counted.from <= from && from <= counted.to + 1;
    const first = goesOn ? counted.to + 1 : from;
    const missing = to - first + 1 - (count.get(first, to) ?? 0);
    if (missing !== 0)
      throw new EventLogError(
        'event-log/corrupt',
        `between positions ${first} and ${to} of the log ${missing} events are missing; \`presales verify\` tells all that is damaged, and a backup has what stood there`,
      );
    counted = { from: goesOn ? counted.from : from, to };
  };
};
