import { type EventFilter, EventLogError, type StoredEvent } from '@presales/kernel';
import type { Database, Statement } from 'better-sqlite3';

/** Events a page. */
export const pageSize = 1_000;

/** Positions that one filtered query looks at, so that a rare type does not hold up the process. */
export const windowSize = 16_384;

/** A row as it comes from SQLite, in the order of `columns`. */
type EventRow = readonly [
  position: number,
  stream: string,
  revision: number,
  type: string,
  version: number,
  id: string,
  recordedAt: string,
  data: string,
  metadata: string,
];

const columns = `event.position, stream.name, event.revision, event_type.name, event.version, event.id,
  event.recorded_at, event.data, event.metadata`;

/** A stretch of the log, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Reads pages through one connection. */
export interface Reader {
  /** The position of the last event; -1 in an empty log. */
  readonly head: () => number;
  /** At most `limit` events of a stream's stretch of revisions, in the direction asked for. */
  readonly stream: (
    name: string,
    stretch: Stretch,
    direction: 'forwards' | 'backwards',
    limit: number,
  ) => readonly StoredEvent[];
  /** At most `limit` events of the log's stretch of positions, in the direction asked for. */
  readonly all: (
    filter: EventFilter,
    stretch: Stretch,
    direction: 'forwards' | 'backwards',
    limit: number,
  ) => readonly StoredEvent[];
}

/** The reader of one connection, its statements prepared as they are needed. */
export const reader = (database: Database): Reader => {
  const statements = new Map<string, Statement<unknown[], EventRow>>();
  const prepared = (sql: string): Statement<unknown[], EventRow> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare<unknown[], EventRow>(sql).raw();
    statements.set(sql, statement);
    return statement;
  };
  const selectHead = database.prepare<[], number | null>('SELECT max(position) FROM event').pluck();

  return {
    head: () => selectHead.get() ?? -1,
    stream: (name, { from, to }, direction, limit) =>
      toEvents(
        prepared(
          `SELECT ${columns} FROM stream
           CROSS JOIN event ON event.stream = stream.number
           CROSS JOIN event_type ON event_type.number = event.type
           WHERE stream.name = ? AND event.revision BETWEEN ? AND ?
           ORDER BY event.revision ${order[direction]} LIMIT ?`,
        ).all(name, from, to, limit),
      ),
    all: ({ types, categories }, { from, to }, direction, limit) =>
      toEvents(
        prepared(
          `SELECT ${columns} FROM event
           CROSS JOIN stream ON stream.number = event.stream
           CROSS JOIN event_type ON event_type.number = event.type
           WHERE event.position BETWEEN ? AND ?
           ${types === undefined ? '' : `AND event.type IN (SELECT number FROM event_type WHERE name IN (${marks(types)}))`}
           ${categories === undefined ? '' : `AND stream.category IN (${marks(categories)})`}
           ORDER BY event.position ${order[direction]} LIMIT ?`,
        ).all(from, to, ...(types ?? []), ...(categories ?? []), limit),
      ),
  };
};

const order = { forwards: 'ASC', backwards: 'DESC' } as const;

const marks = (values: readonly string[]): string => values.map(() => '?').join(', ');

/** One JSON text a page, parsed once, is half as much work as one text a column. */
const toEvents = (rows: readonly EventRow[]): readonly StoredEvent[] => {
  const parts = parseAll(rows);
  return rows.map(([position, stream, revision, type, version, id, recordedAt], index) => ({
    id,
    type,
    version,
    data: parts[2 * index],
    metadata: parts[2 * index + 1],
    stream,
    revision: BigInt(revision),
    position: BigInt(position),
    recordedAt,
  }));
};

/** Data and metadata of every row, in turn. They were checked when they were written. */
const parseAll = (rows: readonly EventRow[]) => {
  const text = rows.map((row) => `${row[7]},${row[8]}`).join(',');
  try {
    const parts = JSON.parse(`[${text}]`);
    if (parts.length === 2 * rows.length) return parts;
  } catch {
    // Falls through: row by row tells which one it is.
  }
  return rows.flatMap((row) => [parseOne(row, 7), parseOne(row, 8)]);
};

const parseOne = (row: EventRow, column: 7 | 8) => {
  try {
    return JSON.parse(row[column]);
  } catch (cause) {
    throw new EventLogError(
      'event-log/corrupt',
      `the event at position ${row[0]} (${row[1]}, revision ${row[2]}) is damaged: its JSON does not parse`,
      { cause },
    );
  }
};
