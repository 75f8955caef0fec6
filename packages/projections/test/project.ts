import {
  BEGINNING,
  type Position,
  planPage,
  type ReadModel,
  type RowsInMemory,
  type StoredEvent,
} from '@presales/kernel';
import { sqliteReadModelStore } from '@presales/sqlite';
import type { Kysely } from 'kysely';

type Query<Tables, Parameters, Report> = (
  database: Kysely<Tables>,
  position: Position,
  parameters: Parameters,
) => Promise<Report>;

/** Projects a log into a read model in memory, page by page, and gives a way to ask it. */
export const projected = async <Tables, Parameters, Report>(
  model: ReadModel,
  query: Query<Tables, Parameters, Report>,
  events: readonly StoredEvent[],
  pageSize = 1_000,
): Promise<(parameters: Parameters) => Promise<Report>> => {
  const store = await sqliteReadModelStore({ file: ':memory:' });
  const attached = await store.attach(model);
  let from = BEGINNING;
  for (let start = 0; start < events.length; start += pageSize) {
    const page = events.slice(start, start + pageSize);
    const plan = planPage(model, page);
    const rows: RowsInMemory = new Map();
    const through = page.at(-1)?.position ?? from;
    await attached.commit(plan.fold(rows), from, through);
    from = through;
  }
  return (parameters) =>
    store.read<Tables, Report>(model, (database, position) =>
      query(database, position, parameters),
    );
};
