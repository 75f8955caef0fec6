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

/** SQL that joins the columns of `event` to the JSON of one ParsedRow. */
export const rowAsJson = `'[' || position || ',' || stream || ',' || revision || ',' || type || ','
  || version || ',"' || id || '","' || recorded_at || '",' || data || ',' || metadata || ']'`;

const columns = 9;

/** The events of a JSON list of rows; undefined when it is none, because some row is damaged. */
export const eventsOfText = (text: string, names: Names): StoredEvent[] | undefined => {
  const rows = parsedRows(text);
  return rows?.every((row) => row.length === columns) === true ? toEvents(rows, names) : undefined;
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

const parsedRows = (text: string): readonly ParsedRow[] | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
