import type { RecordedEvent, StoredEvent } from './event.ts';
import type { Message } from './message.ts';

/** What a column holds: text or a whole number; with a question mark, perhaps nothing. */
export type ColumnType = 'text' | 'integer' | 'text?' | 'integer?';

/** A value of a row: what every SQL client can read; yes and no are 1 and 0. */
export type Cell = string | number | null;

/** A row: flat, typed, keyed. */
export type Row = Readonly<Record<string, Cell>>;

/** One table of a read model, as columns and key. Names are lower_snake_case. */
export interface Table<R extends Row = Row> {
  readonly name: string;
  readonly columns: { readonly [Column in keyof R & string]: ColumnType };
  /** The column that identifies a row; it is text. */
  readonly key: keyof R & string;
  /** Columns that queries look up rows by, one index each. */
  readonly indexes?: readonly (readonly (keyof R & string)[])[];
}

/** A pure step: what the row of this key is after the event; `undefined` is "no row". */
export type Step<R extends Row, Event extends Message> = (
  row: R | undefined,
  event: RecordedEvent<Event>,
  key: string,
) => R | undefined;

/** What an event does to a table: which rows it touches, and what becomes of each. */
export interface Handler<R extends Row, Event extends Message> {
  readonly keys: (event: RecordedEvent<Event>) => readonly string[];
  readonly step: Step<R, Event>;
}

/** What an event adds to a table of facts: a row, several, or none. Pure. */
export type FactHandler<R extends Row, Event extends Message> = (
  event: RecordedEvent<Event>,
) => R | readonly R[] | undefined;

/** A table whose rows change with the events; the row and event types are forgotten. */
export interface ChangingTable {
  readonly kind: 'changing';
  readonly table: Table;
  readonly on: Readonly<Record<string, Handler<Row, Message>>>;
}

/** A table that rows are only ever added to; the row and event types are forgotten. */
export interface FactTable {
  readonly kind: 'facts';
  readonly table: Table;
  readonly on: Readonly<Record<string, FactHandler<Row, Message>>>;
}

/** A table and how events move it. */
export type TableProjection = ChangingTable | FactTable;

/**
 * A table and how events move it. Silence about an event type means "unchanged".
 * Each event of the type touches the rows under `keys`, one after the other.
 */
export const tableProjection = <R extends Row, Event extends Message>(
  table: Table<R>,
  on: {
    readonly [Type in Event['type']]?: Handler<R, Extract<Event, { readonly type: Type }>>;
  },
): ChangingTable =>
  // The handlers are called with the rows they returned and the event types they are filed under.
  ({ kind: 'changing', table, on }) as unknown as ChangingTable;

/**
 * A table of facts: every event adds its own rows, and nothing ever changes or deletes one. So the
 * projector neither looks for rows that cannot be there nor keeps any in memory: such a table costs
 * its inserts and nothing else. The key must tell the facts apart by itself, as the event's position
 * does (with a suffix where one event adds several rows); a key that stands already is a fault of
 * the program, `read-model/duplicate-fact`.
 */
export const facts = <R extends Row, Event extends Message>(
  table: Table<R>,
  on: {
    readonly [Type in Event['type']]?: FactHandler<R, Extract<Event, { readonly type: Type }>>;
  },
): FactTable =>
  // The handlers are called with the event types they are filed under.
  ({ kind: 'facts', table, on }) as unknown as FactTable;

/**
 * A read model: a versioned set of tables. The event types its tables handle are the filter of its
 * subscription. Raise the version and it is rebuilt from the first event.
 */
export interface ReadModel {
  readonly name: string;
  readonly version: number;
  readonly tables: readonly TableProjection[];
  /** Brings an event of the log to the present version of its data before it is handled. */
  readonly decode: (stored: StoredEvent) => RecordedEvent;
}

/** The event types that a read model handles, sorted. */
export const handledTypes = (model: Pick<ReadModel, 'tables'>): readonly string[] =>
  [...new Set(model.tables.flatMap(({ on }) => Object.keys(on)))].sort();
