import type { Database } from 'better-sqlite3';
import { eventsWithSeals } from './event-log-seals.ts';
import type { StoredText } from './event-seal.ts';
import { isSqliteError } from './fault.ts';

/** An event as it stands in the file, the names looked up where there are any. */
export interface InspectedRow extends Omit<StoredText, 'stream' | 'type'> {
  readonly stream: string | null;
  readonly type: string | null;
  readonly checksum: number | null;
  readonly seal: string | null;
}

/** Rows of a stretch of positions, and those of it that SQLite cannot read. */
export interface InspectedRows {
  readonly rows: readonly InspectedRow[];
  readonly unreadable: readonly number[];
  /** Everything up to here was looked at. */
  readonly through: number;
}

/** Positions that are looked at in one go. */
const stretch = 1_000;

/** Reads events stretch by stretch; where the file is broken, one by one. */
export const rowsAfter = (database: Database): ((after: number) => InspectedRows) => {
  const select = `
    SELECT position, stream.name AS stream, revision, event_type.name AS type, version, id,
      recorded_at AS recordedAt, data, metadata, checksum, seal
    FROM ${eventsWithSeals(database)}
    LEFT JOIN stream ON stream.number = sealed_event.stream
    LEFT JOIN event_type ON event_type.number = sealed_event.type`;
  const many = database.prepare<[number, number], InspectedRow>(
    `${select} WHERE position BETWEEN ? AND ? ORDER BY position`,
  );
  const one = database.prepare<[number], InspectedRow>(`${select} WHERE position = ?`);
  return (after) => {
    const through = after + stretch;
    try {
      return { rows: many.all(after + 1, through), unreadable: [], through };
    } catch (error) {
      if (!isSqliteError(error)) throw error;
    }
    const rows: InspectedRow[] = [];
    const unreadable: number[] = [];
    for (let position = after + 1; position <= through; position++)
      try {
        const row = one.get(position);
        if (row !== undefined) rows.push(row);
      } catch (error) {
        if (!isSqliteError(error)) throw error;
        unreadable.push(position);
      }
    return { rows, unreadable, through };
  };
};
