import { EventLogError, type StoredEvent } from '@presales/kernel';
import type { Names } from './event-log-names.ts';

/** A row of the table `event`, its columns in their order, data and metadata still text. */
export type EventRow = readonly [
  position: number,
  stream: number,
  revision: number,
  type: number,
  version: number,
  id: string,
  recordedAt: string,
  data: string,
  metadata: string,
];

/**
 * SQL that joins rows of `event` to three JSON lists: their places, one after the other; their
 * data; their metadata. Three lists of one kind each parse a third faster than one list of whole
 * rows.
 */
export const listsAsJson = `'[' || group_concat(
    position || ',' || stream || ',' || revision || ',' || type || ',' || version || ',"' || id
    || '","' || recorded_at || '"'
  ) || ']',
  '[' || group_concat(data) || ']',
  '[' || group_concat(metadata) || ']'`;

/** The answer to that SQL. */
export type JsonLists = readonly [places: string, data: string, metadata: string];

/** The answer when there were no rows. */
export type NoLists = readonly [places: null, data: null, metadata: null];

/** The values of a row before its JSON, in the order of the columns. */
const width = 7;

/**
 * The events of such lists; undefined when the JSON of some row is damaged. Counting the values
 * also finds damage that happens to parse, such as two values where one should be.
 */
export const eventsOfLists = (lists: JsonLists, names: Names): StoredEvent[] | undefined => {
  const [places, data, metadata] = lists.map(parsedList);
  const count = (places?.length ?? 0) / width;
  if (places === undefined || data?.length !== count || metadata?.length !== count)
    return undefined;
  const events: StoredEvent[] = [];
  for (let index = 0, at = 0; index < count; index++, at += width)
    events.push({
      id: places[at + 5],
      type: names.typeName(places[at + 3]),
      version: places[at + 4],
      data: data[index],
      metadata: metadata[index],
      stream: names.streamName(places[at + 1]),
      revision: BigInt(places[at + 2]),
      position: BigInt(places[at]),
      recordedAt: places[at + 6],
    });
  return events;
};

/** What the list holds was checked when it was written, and is trusted here. */
const parsedList = (text: string) => {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The events of rows.
 *
 * @throws EventLogError that names the first damaged one
 */
export const eventsOfRows = (rows: readonly EventRow[], names: Names): StoredEvent[] =>
  rows.map(([position, stream, revision, type, version, id, recordedAt, data, metadata]) => {
    const name = names.streamName(stream);
    try {
      return {
        id,
        type: names.typeName(type),
        version,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
        stream: name,
        revision: BigInt(revision),
        position: BigInt(position),
        recordedAt,
      };
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new EventLogError(
        'event-log/corrupt',
        `the event at position ${position} (${name}, revision ${revision}) is damaged: its JSON does not parse`,
        { cause },
      );
    }
  });
