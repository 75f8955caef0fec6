import type { StoredEvent } from './event.ts';
import type { ReadModel, Row, Table } from './read-model.ts';
import type { TableChanges } from './read-model-store.ts';

/** The rows of a read model that a projector holds in memory, one map a table. */
export type RowsInMemory = ReadonlyMap<Table, Map<string, Row | undefined>>;

/** The keys that a page of events touches, table by table: the rows to load before folding. */
export const touchedKeys = (
  model: ReadModel,
  events: readonly StoredEvent[],
): ReadonlyMap<Table, ReadonlySet<string>> => {
  const touched = new Map<Table, Set<string>>(model.tables.map(({ table }) => [table, new Set()]));
  for (const stored of events) {
    const event = model.decode(stored);
    for (const { table, on } of model.tables)
      for (const key of on[event.type]?.keys(event) ?? []) touched.get(table)?.add(key);
  }
  return touched;
};

/**
 * Folds a page of events into the rows in memory and tells which rows changed, each once. Pure but
 * for `rows`, which must hold every touched key (a missing row as `undefined`).
 */
export const foldPage = (
  model: ReadModel,
  rows: RowsInMemory,
  events: readonly StoredEvent[],
): readonly TableChanges[] => {
  const changed = new Map<Table, Set<string>>();
  for (const stored of events) {
    const event = model.decode(stored);
    for (const { table, on } of model.tables) {
      const handler = on[event.type];
      const held = rows.get(table);
      if (handler === undefined || held === undefined) continue;
      for (const key of handler.keys(event)) {
        const before = held.get(key);
        const after = handler.step(before, event, key);
        if (after === before) continue;
        held.set(key, after);
        const keys = changed.get(table) ?? new Set();
        changed.set(table, keys.add(key));
      }
    }
  }
  return [...changed].map(([table, keys]) => {
    const upserts: Row[] = [];
    const deletes: string[] = [];
    for (const key of keys) {
      const row = rows.get(table)?.get(key);
      if (row === undefined) deletes.push(key);
      else upserts.push(row);
    }
    return { table, upserts, deletes };
  });
};
