import type { RecordedEvent, StoredEvent } from './event.ts';
import type { EventFilter } from './event-log.ts';
import type { Message } from './message.ts';

/** What a column of each type holds: text or a whole number; with a question mark, perhaps nothing. */
interface CellTypes {
  readonly text: string;
  readonly integer: number;
  readonly 'text?': string | null;
  readonly 'integer?': number | null;
}

/** What a column may be declared as. */
export type ColumnType = keyof CellTypes;

/** The columns of a table by their names. */
export type Columns = Readonly<Record<string, ColumnType>>;

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

/** The row of a table whose columns are written out, so that the row needs no declaration of its own. */
export type RowOf<T extends { readonly columns: Columns }> = {
  readonly [Column in keyof T['columns']]: CellTypes[T['columns'][Column]];
};

/** Some tables as a query builder sees them: every name with its rows. */
export type TablesOf<
  Tables extends Readonly<Record<string, { readonly name: string; readonly columns: Columns }>>,
> = {
  readonly [Key in keyof Tables as Tables[Key]['name']]: RowOf<Tables[Key]>;
};

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

/** How events change the rows of a table. Which rows and events these are, the type no longer says. */
export interface ChangingProjection {
  readonly kind: 'changing';
  readonly table: Table;
  readonly on: Readonly<Record<string, Handler<Row, Message>>>;
}

/** How events add rows to a table. Which rows and events these are, the type no longer says. */
export interface FactProjection {
  readonly kind: 'facts';
  readonly table: Table;
  readonly on: Readonly<Record<string, FactHandler<Row, Message>>>;
}

/** A table and how events change it. */
export type TableProjection = ChangingProjection | FactProjection;

/**
 * A table and how events change it. An event type that is not named changes nothing. An event of a
 * named type changes the rows under its `keys`, one after the other.
 */
export const tableProjection = <R extends Row, Event extends Message>(
  table: Table<R>,
  on: {
    readonly [E in Event as E['type']]?: Handler<R, E>;
  },
): ChangingProjection =>
  // The handlers are called with the rows they returned and the event types they are filed under.
  ({ kind: 'changing', table, on }) as unknown as ChangingProjection;

/**
 * A table of facts: events add rows, and nothing ever changes or deletes one. So the projector neither
 * looks for rows that cannot be there nor keeps any in memory, and such a table costs its inserts and
 * nothing else. The key must tell facts apart by itself, as the event's position does (with a suffix
 * where one event adds several rows). A key that is there already is a fault of the program,
 * `read-model/duplicate-fact`.
 */
export const facts = <R extends Row, Event extends Message>(
  table: Table<R>,
  on: {
    readonly [E in Event as E['type']]?: FactHandler<R, E>;
  },
): FactProjection =>
  // The handlers are called with the event types they are filed under.
  ({ kind: 'facts', table, on }) as unknown as FactProjection;

/**
 * A read model: a versioned set of tables. The event types its tables handle are the filter of its
 * subscription. Raise the version and it is rebuilt from the first event.
 */
export interface ReadModel {
  readonly name: string;
  readonly version: number;
  readonly tables: readonly TableProjection[];
  /** The events that it reads, where these are not just those of the types it handles. */
  readonly reads?: EventFilter;
  /** Brings an event of the log to the present version of its data before it is handled. */
  readonly decode: (stored: StoredEvent) => RecordedEvent;
}

/** The event types that a read model handles, sorted. */
export const handledTypes = (model: Pick<ReadModel, 'tables'>): readonly string[] =>
  [...new Set(model.tables.flatMap(({ on }) => Object.keys(on)))].sort();

/** A handler under this name takes the events of all types that have none of their own. */
export const anyType = '*';

/** The events that a read model must be told of. */
export const readBy = (model: Pick<ReadModel, 'tables' | 'reads'>): EventFilter =>
  model.reads ?? { types: handledTypes(model) };
