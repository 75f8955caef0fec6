import { EventLogError, type StoredEvent } from '@presales/kernel';
import type { Names } from './event-log-names.ts';
import { checksumOf, type StoredText, sealedText } from './event-seal.ts';

/** A row of the table `sealed_event`, its columns in their order, data and metadata still text. */
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
  checksum: number | null,
  seal: string | null,
];

/**
 * SQL that joins rows of events to three JSON lists: their places, one after the other; their data;
 * their metadata. Three lists of one kind each parse a third faster than one list of whole rows. Data
 * and metadata stand on a line each, because JSON as it is written here holds no line break: so their
 * text is found again without a length for each.
 */
export const listsAsJson = `'[' || group_concat(
    position || ',' || stream || ',' || revision || ',' || type || ',' || version || ',"' || id
    || '","' || recorded_at || '",' || ifnull(checksum, 'null')
  ) || ']',
  '[' || group_concat(data, ',' || char(10)) || ']',
  '[' || group_concat(metadata, ',' || char(10)) || ']'`;

/** The answer to that SQL. */
export type JsonLists = readonly [places: string, data: string, metadata: string];

/** The answer when there were no rows. */
export type NoLists = readonly [places: null, data: null, metadata: null];

/** The values of a row before its JSON, in the order of the columns, and its checksum. */
const width = 8;

/**
 * The events of such lists; undefined when something of some row is damaged, or when another program
 * has written its JSON in several lines. Counting the values also finds damage that happens to parse,
 * such as two values where one should be.
 */
export const eventsOfLists = (lists: JsonLists, names: Names): StoredEvent[] | undefined => {
  const [places, data, metadata] = lists.map(parsedList);
  const count = (places?.length ?? 0) / width;
  if (places === undefined || data?.length !== count || metadata?.length !== count)
    return undefined;
  const dataTexts = itemsOf(lists[1]);
  const metadataTexts = itemsOf(lists[2]);
  const events: StoredEvent[] = [];
  for (let index = 0, at = 0; index < count; index++, at += width) {
    const stream = names.streamName(places[at + 1]);
    const type = names.typeName(places[at + 3]);
    const text: StoredText = {
      position: places[at],
      stream,
      revision: places[at + 2],
      type,
      version: places[at + 4],
      id: places[at + 5],
      recordedAt: places[at + 6],
      data: dataTexts(),
      metadata: metadataTexts(),
    };
    if (!fits(text, places[at + 7])) return undefined;
    events.push({
      id: text.id,
      type,
      version: text.version,
      data: data[index],
      metadata: metadata[index],
      stream,
      revision: BigInt(text.revision),
      position: BigInt(text.position),
      recordedAt: text.recordedAt,
    });
  }
  return events;
};

/** Whether an event has the text that it was written with. One without a checksum cannot tell. */
const fits = (text: StoredText, checksum: number | null): boolean =>
  checksum === null || checksumOf(sealedText(text)) === checksum;

/** What the list holds was checked when it was written. */
const parsedList = (text: string) => {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
};

/** Gives the texts of a list's items, one after the other. */
const itemsOf = (list: string): (() => string) => {
  let at = 1;
  return () => {
    const end = list.indexOf('\n', at);
    // Between two items there is a comma before the line break; the last one ends with the bracket.
    const item = list.slice(at, end < 0 ? -1 : end - 1);
    at = end < 0 ? list.length : end + 1;
    return item;
  };
};

/**
 * The events of rows.
 *
 * @throws EventLogError that names the first damaged one
 */
export const eventsOfRows = (rows: readonly EventRow[], names: Names): StoredEvent[] =>
  rows.map((row) => {
    const [position, stream, revision, type, version, id, recordedAt, data, metadata, checksum] =
      row;
    const text: StoredText = {
      position,
      stream: names.streamName(stream),
      revision,
      type: names.typeName(type),
      version,
      id,
      recordedAt,
      data,
      metadata,
    };
    if (!fits(text, checksum)) throw damaged(text, 'its text does not fit its checksum');
    try {
      return {
        id,
        type: text.type,
        version,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
        stream: text.stream,
        revision: BigInt(revision),
        position: BigInt(position),
        recordedAt,
      };
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw damaged(text, 'its JSON does not parse', cause);
    }
  });

const damaged = ({ position, stream, revision }: StoredText, how: string, cause?: unknown) =>
  new EventLogError(
    'event-log/corrupt',
    `the event at position ${position} (${stream}, revision ${revision}) is damaged: ${how}; \`presales verify\` tells all that is damaged, and a backup has what stood there`,
    { cause },
  );
