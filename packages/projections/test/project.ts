import { BEGINNING, type ReadModel, type StoredEvent } from '@presales/kernel';
import { planPage } from '@presales/kernel/store';
import { type QuerySide, querySide } from '@presales/projections';
import { sqliteReadModelStore } from '@presales/sqlite';

/** Projects a log into a read model in memory, page by page, and gives a way to ask it, in UTC. */
export const projected = async (
  model: ReadModel,
  events: readonly StoredEvent[],
  pageSize = 1_000,
): Promise<QuerySide> => {
  const store = await sqliteReadModelStore({ file: ':memory:' });
  const attached = await store.attach(model);
  let from = BEGINNING;
  for (let start = 0; start < events.length; start += pageSize) {
    const page = events.slice(start, start + pageSize);
    const through = page.at(-1)?.position ?? from;
    await attached.commit(planPage(model, page).fold(new Map()), from, through);
    from = through;
  }
  return querySide(store, { zone: 'UTC', fiscalYearStart: 1 });
};
