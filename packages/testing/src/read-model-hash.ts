import { createHash } from 'node:crypto';
import type { ReadModel, ReadModelStore, Row } from '@presales/kernel';

const chunk = 1_000;

/**
 * The SHA-256 of all rows of a read model, table by table in the order of their names and row by row
 * in the order of their keys. Two projections of one log have the same hash, whatever the store,
 * the batch size or the machine; the position is not part of it.
 */
export const readModelHash = (
  store: ReadModelStore,
  model: Pick<ReadModel, 'name' | 'tables'>,
): Promise<string> =>
  store.read<Record<string, Row>, string>(model, async (database) => {
    const hash = createHash('sha256');
    const tables = model.tables.map(({ table }) => table);
    for (const table of tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const columns = Object.keys(table.columns).sort();
      hash.update(`${JSON.stringify([table.name, table.key, ...columns])}\n`);
      let last: string | undefined;
      for (;;) {
        const all = database.selectFrom(table.name).select(columns).orderBy(table.key).limit(chunk);
        const rows = await (last === undefined ? all : all.where(table.key, '>', last)).execute();
        for (const row of rows)
          hash.update(`${JSON.stringify(columns.map((column) => row[column]))}\n`);
        const end = rows.at(-1)?.[table.key];
        if (typeof end !== 'string') break;
        last = end;
      }
    }
    return hash.digest('hex');
  });
