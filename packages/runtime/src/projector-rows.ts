import type { Row, Table } from '@presales/kernel';
import type { RowsInMemory } from '@presales/kernel/store';

/** What a projector has in memory for a page, and what it must still ask the store for. */
export interface Gathered {
  readonly rows: Map<string, Row | undefined>;
  readonly missing: readonly string[];
}

/** The rows that a projector keeps between pages: bounded, the long unused go first. */
export interface HeldRows {
  readonly gather: (table: Table, keys: ReadonlySet<string>) => Gathered;
  readonly keep: (rows: RowsInMemory) => void;
}

interface Generations {
  young: Map<string, Row | undefined>;
  old: Map<string, Row | undefined>;
}

/**
 * Rows in two generations a table: what a page touches is young; when the young are `limit`, they
 * become the old and the old are let go. At most twice the limit is held, and no page pays for
 * keeping an order among single rows.
 */
export const heldRows = (limit: number): HeldRows => {
  const tables = new Map<Table, Generations>();
  const generationsOf = (table: Table): Generations => {
    const known = tables.get(table) ?? { young: new Map(), old: new Map() };
    tables.set(table, known);
    return known;
  };

  return {
    gather: (table, keys) => {
      const { young, old } = generationsOf(table);
      const rows = new Map<string, Row | undefined>();
      const missing: string[] = [];
      for (const key of keys) {
        const holder = young.has(key) ? young : old;
        if (holder.has(key)) rows.set(key, holder.get(key));
        else missing.push(key);
      }
      return { rows, missing };
    },
    keep: (rows) => {
      for (const [table, page] of rows) {
        const generations = generationsOf(table);
        for (const [key, row] of page) {
          if (generations.young.size >= limit) {
            generations.old = generations.young;
            generations.young = new Map();
          }
          generations.young.set(key, row);
        }
      }
    },
  };
};
