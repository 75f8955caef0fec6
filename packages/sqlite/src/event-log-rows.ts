import { EventLogError, type StoredEvent } from '@presales/kernel';
import type { Names } from './event-log-names.ts';

/** A row of the table `event`, its columns in their order, data and metadata still text. */
export type EventRow = readonly [...Place: Place, data: string, metadata: string];

/** What a row has before its JSON. */
type Place = readonly [
  position: number,
  stream: number,
  revision: number,
  type: number,
  version: number,
  id: string,
  recordedAt: string,
];

/** A row whose JSON is parsed. It was checked when it was written and is trusted here. */
type ParsedRow = readonly [
  ...Place: Place,
  data: StoredEvent['data'],
  metadata: StoredEvent['metadata'],
];

/** SQL that joins rows of `event` to one JSON list: how many there are, and each as a ParsedRow. */
export const rowsAsJson = `'[' || count(*) || ',' || group_concat(
  '[' || position || ',' || stream || ',' || revision || ',' || type || ',' || version || ',"' || id
  || '","' || recorded_at || '",' || data || ',' || metadata || ']'
) || ']'`;

const columns = 9;

/**
 * The events of such a list; undefined when it is none, because the JSON of some row is damaged.
 * Counting rows and columns finds the damage that happens to parse.
 */
export const eventsOfText = (text: string, names: Names): StoredEvent[] | undefined => {
  const [count, ...rows] = parsed(text);
  return count === rows.length && rows.every((row) => row.length === columns)
    ? toEvents(rows, names)
    : undefined;
};

/**
 * The events of rows.
 *
 * @throws EventLogError that names the first damaged one
 */
export const eventsOfRows = (rows: readonly EventRow[], names: Names): StoredEvent[] =>
  toEvents(
    rows.map((row) => {
      const [position, stream, revision, type, version, id, recordedAt, data, metadata] = row;
      try {
        return [
          position,
          stream,
          revision,
          type,
          version,
          id,
          recordedAt,
          JSON.parse(data),
          JSON.parse(metadata),
        ];
      } catch (cause) {
        throw new EventLogError(
          'event-log/corrupt',
          `the event at position ${position} (${names.streamName(stream)}, revision ${revision}) is damaged: its JSON does not parse`,
          { cause },
        );
      }
    }),
    names,
  );

const parsed = (text: string): readonly [count: number, ...rows: ParsedRow[]] => {
  try {
    return JSON.parse(text);
  } catch {
    return [-1];
  }
};

const toEvents = (rows: readonly ParsedRow[], names: Names): StoredEvent[] => {
  const events: StoredEvent[] = [];
  for (const [position, stream, revision, type, version, id, recordedAt, data, metadata] of rows)
    events.push({
      id,
      type: names.typeName(type),
      version,
      data,
      metadata,
      stream: names.streamName(stream),
      revision: BigInt(revision),
      position: BigInt(position),
      recordedAt,
    });
  return events;
};
