import { PresalesError } from './errors.ts';
import type { RecordedEvent, StoredEvent } from './event.ts';
import type { Message } from './message.ts';
import { assertPlacedInTime } from './placed-in-time.ts';
import {
  anyType,
  type FactHandler,
  type Handler,
  type ReadModel,
  type Row,
  type Table,
  type TableProjection,
} from './read-model.ts';
import { cellsOf } from './read-model-row.ts';
import type { TableChanges } from './read-model-store.ts';

/** The rows of a read model that a projector holds in memory, one map a table. */
export type RowsInMemory = ReadonlyMap<Table, Map<string, Row | undefined>>;

/** A page of events, decoded, with the steps that its handlers are going to take. */
export interface PagePlan {
  /** The keys of the rows that the page may change: these rows must be in memory before folding. */
  readonly touched: ReadonlyMap<Table, ReadonlySet<string>>;
  /**
   * Folds the page into the rows in memory and tells what changed, each row once. Nothing but `rows` is
   * changed; it must hold every touched key, with `undefined` for a row that is not there.
   *
   * @throws ProjectionFailed
   */
  readonly fold: (rows: RowsInMemory) => readonly TableChanges[];
}

/** An event that a read model cannot take. Nothing of it was written, and it is not skipped either. */
export class ProjectionFailed extends PresalesError {
  readonly model: string;
  readonly event: StoredEvent;

  constructor(model: string, event: StoredEvent, cause: unknown) {
    const { id, type, stream, revision, position } = event;
    super(
      'read-model/event-failed',
      `read model ${model} cannot take position ${position}: ${type} ${id} (${stream} revision ${revision}): ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.model = model;
    this.event = event;
  }
}

/** One step that an event takes on the row under a key. */
interface Touch {
  readonly table: Table;
  readonly key: string;
  readonly handler: Handler<Row, Message>;
  readonly event: RecordedEvent;
  readonly stored: StoredEvent;
  /** Throws for a row that no store would take. */
  readonly checked: (row: Row) => unknown;
}

/**
 * Plans what a page of events does to a read model. Each event is decoded once, and its keys are
 * asked for once; events that the model does not handle are passed over.
 *
 * @throws ProjectionFailed naming the event that could not be decoded or whose handler threw
 */
export const planPage = (
  model: Pick<ReadModel, 'name' | 'tables' | 'decode'>,
  events: readonly StoredEvent[],
): PagePlan => {
  const page: Planned = { touched: new Map(), inserts: new Map(), touches: [] };
  for (const { kind, table } of model.tables)
    if (kind === 'facts') page.inserts.set(table, []);
    else page.touched.set(table, new Set());
  const handlersOf = dispatch(model.tables);

  for (const stored of events) {
    const handlers = handlersOf(stored.type);
    if (handlers.length === 0) continue;
    try {
      assertPlacedInTime(stored);
      const event = model.decode(stored);
      for (const handler of handlers)
        if (handler.kind === 'facts') addRows(page, handler, event);
        else addTouches(page, handler, event, stored);
    } catch (error) {
      throw new ProjectionFailed(model.name, stored, error);
    }
  }

  return {
    touched: page.touched,
    fold: (rows) => changesOf(model, page, touch(model, page, rows), rows),
  };
};

/** What the events of a page come to, before any row is looked at. */
interface Planned {
  readonly touched: Map<Table, Set<string>>;
  readonly inserts: Map<Table, Row[]>;
  readonly touches: Touch[];
}

const addRows = (
  { inserts }: Planned,
  { table, make }: Extract<TypeHandler, { readonly kind: 'facts' }>,
  event: RecordedEvent,
): void => {
  const made = make(event);
  if (made === undefined) return;
  const rows = inserts.get(table);
  if (isRows(made)) rows?.push(...made);
  else rows?.push(made);
};

const addTouches = (
  { touched, touches }: Planned,
  { table, handler, checked }: Extract<TypeHandler, { readonly kind: 'changing' }>,
  event: RecordedEvent,
  stored: StoredEvent,
): void => {
  for (const key of handler.keys(event)) {
    if (typeof key !== 'string')
      throw new Error(`table ${table.name}: expected text as a row's key, found ${String(key)}`);
    touched.get(table)?.add(key);
    touches.push({ table, key, handler, event, stored, checked });
  }
};

/** Takes every step on the rows in memory, and tells the keys of the rows that are others now. */
const touch = (
  model: Pick<ReadModel, 'name'>,
  { touches }: Planned,
  rows: RowsInMemory,
): ReadonlyMap<Table, ReadonlySet<string>> => {
  const changed = new Map<Table, Set<string>>();
  for (const each of touches) {
    const { table, key } = each;
    const held = rows.get(table);
    const before = held?.get(key);
    if (held === undefined || (before === undefined && !held.has(key)))
      throw new Error(`table ${table.name}: the row ${JSON.stringify(key)} was not loaded`);
    const after = stepped(model, each, before);
    if (after === before) continue;
    held.set(key, after);
    const keys = changed.get(table);
    if (keys === undefined) changed.set(table, new Set([key]));
    else keys.add(key);
  }
  return changed;
};

/** What a page adds to, changes in and deletes from each table, in the tables' order. */
const changesOf = (
  { tables }: Pick<ReadModel, 'tables'>,
  { inserts }: Planned,
  changed: ReadonlyMap<Table, ReadonlySet<string>>,
  rows: RowsInMemory,
): readonly TableChanges[] =>
  tables.flatMap(({ table }) => {
    const upserts: Row[] = [];
    const deletes: string[] = [];
    for (const key of changed.get(table) ?? []) {
      const row = rows.get(table)?.get(key);
      if (row === undefined) deletes.push(key);
      else upserts.push(row);
    }
    const added = inserts.get(table) ?? [];
    const some = added.length + upserts.length + deletes.length > 0;
    return some ? [{ table, inserts: added, upserts, deletes }] : [];
  });

const stepped = (
  model: Pick<ReadModel, 'name'>,
  { table, key, handler, event, stored, checked }: Touch,
  before: Row | undefined,
): Row | undefined => {
  try {
    const after = handler.step(before, event, key);
    if (after !== undefined && after[table.key] !== key)
      throw new Error(
        `table ${table.name}: the row under ${JSON.stringify(key)} came back as ${JSON.stringify(after[table.key])}`,
      );
    // Checked at every step and not only when it is written: what one event made of the row and a later
    // one of the same page made good would else depend on where pages end.
    if (after !== undefined && after !== before) checked(after);
    return after;
  } catch (error) {
    throw new ProjectionFailed(model.name, stored, error);
  }
};

type TypeHandler =
  | { readonly kind: 'facts'; readonly table: Table; readonly make: FactHandler<Row, Message> }
  | {
      readonly kind: 'changing';
      readonly table: Table;
      readonly handler: Handler<Row, Message>;
      readonly checked: Touch['checked'];
    };

/**
 * The handlers of an event type, looked up once a page. Types come from stored data, so a name that an
 * object merely inherits is no type.
 */
const dispatch = (
  tables: readonly TableProjection[],
): ((type: string) => readonly TypeHandler[]) => {
  const known = new Map<string, readonly TypeHandler[]>();
  const checks = new Map(
    tables.flatMap(({ kind, table }) =>
      kind === 'changing' ? [[table, cellsOf(table)] as const] : [],
    ),
  );
  const find = (type: string): readonly TypeHandler[] => {
    const found = tables.flatMap((projection): readonly TypeHandler[] => {
      const name = Object.hasOwn(projection.on, type) ? type : anyType;
      if (!Object.hasOwn(projection.on, name)) return [];
      const { table } = projection;
      if (projection.kind === 'facts') {
        const make = projection.on[name];
        return make === undefined ? [] : [{ kind: 'facts', table, make }];
      }
      const handler = projection.on[name];
      const checked = checks.get(table);
      return handler === undefined || checked === undefined
        ? []
        : [{ kind: 'changing', table, handler, checked }];
    });
    known.set(type, found);
    return found;
  };
  return (type) => known.get(type) ?? find(type);
};

const isRows = (made: Row | readonly Row[]): made is readonly Row[] => Array.isArray(made);
