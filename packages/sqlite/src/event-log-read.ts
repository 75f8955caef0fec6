import { limits, type StoredEvent } from '@presales/kernel';
import type { Direction, EventFilter } from '@presales/kernel/store';
import type { Database } from 'better-sqlite3';
import { type Names, names } from './event-log-names.ts';
import {
  type EventRow,
  eventsOfLists,
  eventsOfRows,
  type JsonLists,
  listsAsJson,
  type NoLists,
} from './event-log-rows.ts';
import { eventsWithSeals } from './event-log-seals.ts';
import { assertUnbroken } from './event-log-unbroken.ts';

/** Events a page, at most. */
export const pageSize = 1_000;

/**
 * Positions that one filtered query looks at, so that a search for a rare type does not hold up the
 * process.
 */
export const windowSize = 16_384;

/**
 * Events that SQLite joins into one list: at first few, because nothing is known of how large they are,
 * then more. Fewer cost more calls, more cost the garbage collector, and with events of a mebibyte each
 * this many are in memory at once.
 */
const chunkSizes = { first: 25, most: 125 } as const;

/** A stretch of revisions or positions, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What was read of a stretch. */
export interface Part {
  readonly events: readonly StoredEvent[];
  /** Whether the stretch may have more, which the limit left out, or their size. */
  readonly cut: boolean;
  /** About how much JSON the events are, in characters. */
  readonly text: number;
}

/** Reads through one connection; the events come in the direction asked for. */
export interface Reader {
  /** The position of the last event; -1 in an empty log. */
  readonly head: () => number;
  /** At most `limit` events of a stretch of a stream's revisions, and at least one if there is any. */
  readonly stream: (name: string, stretch: Stretch, direction: Direction, limit: number) => Part;
  /** At most `limit` events of a stretch of the log's positions, and at least one if there is any. */
  readonly all: (
    filter: EventFilter,
    stretch: Stretch,
    direction: Direction,
    limit: number,
  ) => Part;
}

/** The reader of one connection, its statements prepared as they are needed. */
export const reader = (database: Database): Reader => {
  const known = names(database);
  const source = eventsWithSeals(database);
  const selections = new Map<string, Selection>();
  const selection = (place: Place, condition: string, direction: Direction): Selection => {
    const rows = `SELECT * FROM ${source} WHERE ${condition} AND ${place} BETWEEN ? AND ?
      ORDER BY ${place} ${direction === 'forwards' ? 'ASC' : 'DESC'} LIMIT ?`;
    const prepared = selections.get(rows) ?? select(database, known, rows);
    selections.set(rows, prepared);
    return prepared;
  };
  const selectHead = database
    .prepare<[], number | null>(`SELECT max(position) FROM ${source}`)
    .pluck();

  return {
    head: () => selectHead.get() ?? -1,
    stream: (name, stretch, direction, limit) => {
      const number = known.streamNumber(name);
      if (number === undefined) return { events: [], cut: false, text: 0 };
      const read = selection('revision', 'stream = ?', direction);
      const revisionOf = ({ revision }: StoredEvent) => revision;
      const part = inChunks(stretch, direction, limit, revisionOf, (rest, size) =>
        read([number, rest.from, rest.to, size]),
      );
      const asked = { ...stretch, direction };
      assertUnbroken(part, asked, revisionOf, (place) => `revision ${place} of ${name}`, 'first');
      return part;
    },
    all: (filter, stretch, direction, limit) => {
      const { types, exceptTypes, categories } = filter;
      const read = selection('position', conditionOf(filter), direction);
      const wanted = [...(types ?? []), ...(exceptTypes ?? []), ...(categories ?? [])];
      const positionOf = ({ position }: StoredEvent) => position;
      const part = inChunks(stretch, direction, limit, positionOf, (rest, size) =>
        read([...wanted, rest.from, rest.to, size]),
      );
      if (wanted.length === 0 && types === undefined && categories === undefined) {
        const asked = { ...stretch, direction };
        assertUnbroken(part, asked, positionOf, (place) => `position ${place} of the log`, 'both');
      }
      return part;
    },
  };
};

/** SQL for the events that a filter lets through. */
const conditionOf = ({ types, exceptTypes, categories }: EventFilter): string =>
  [
    'TRUE',
    ...(types === undefined ? [] : [ofTypes('IN', types)]),
    ...(exceptTypes === undefined ? [] : [ofTypes('NOT IN', exceptTypes)]),
    ...(categories === undefined
      ? []
      : [
          `(SELECT category FROM stream WHERE number = sealed_event.stream) IN (${marks(categories)})`,
        ]),
  ].join(' AND ');

/** The names are looked up in the table: one that a damaged index lacks would be none. */
const ofTypes = (which: 'IN' | 'NOT IN', types: readonly string[]): string =>
  `type IN (SELECT number FROM event_type WHERE +name ${which} (${marks(types)}))`;

/** What events are counted by: a stream's revisions, or the log's positions. */
type Place = 'revision' | 'position';

const marks = (values: readonly string[]): string => values.map(() => '?').join(', ');

type Selection = (parameters: readonly (string | number)[]) => Omit<Part, 'cut'>;

/**
 * Selects events as JSON lists that are parsed at once, which is faster than a value a column.
 * Where a list is not as it should be, the rows are taken one by one to tell which of them is damaged.
 */
const select = (database: Database, known: Names, rows: string): Selection => {
  const joined = database
    .prepare<(string | number)[], JsonLists | NoLists>(`SELECT ${listsAsJson} FROM (${rows})`)
    .raw();
  const single = database.prepare<(string | number)[], EventRow>(rows).raw();
  return (parameters) => {
    const lists = joined.get(...parameters);
    if (lists === undefined || lists[0] === null) return { events: [], text: 0 };
    const events = eventsOfLists(lists, known) ?? eventsOfRows(single.all(...parameters), known);
    return { events, text: lists[1].length + lists[2].length };
  };
};

const inChunks = (
  { from, to }: Stretch,
  direction: Direction,
  limit: number,
  placeOf: (event: StoredEvent) => bigint,
  read: (stretch: Stretch, limit: number) => Omit<Part, 'cut'>,
): Part => {
  const events: StoredEvent[] = [];
  let text = 0;
  let rest: Stretch = { from, to };
  let most: number = chunkSizes.first;
  while (events.length < limit && text < limits.pageText) {
    const size = Math.min(most, limit - events.length);
    const chunk = read(rest, size);
    for (const event of chunk.events) events.push(event);
    text += chunk.text;
    const last = chunk.events.at(-1);
    if (last === undefined || chunk.events.length < size) return { events, cut: false, text };
    const place = Number(placeOf(last));
    rest = direction === 'forwards' ? { from: place + 1, to } : { from, to: place - 1 };
    most = chunkSizes.most;
  }
  return { events, cut: true, text };
};
