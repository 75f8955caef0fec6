import type { ReadModelStore } from '@presales/kernel/store';
import type { Process } from '@presales/processes';
import { queryBuilder } from '@presales/projections';
import {
  journalModel,
  type OutcomeRow,
  outcomeOf,
  type ProcessOutcome,
} from './process-journal.ts';

/** Which outcomes are wanted. */
export interface OutcomeQuery {
  /** Only those with this outcome; by default all. */
  readonly outcome?: ProcessOutcome['outcome'];
  /** At most so many, the latest first. By default 1,000. */
  readonly limit?: number;
}

/** What came of the commands of a process, the latest first. */
export const outcomesOf = (
  store: ReadModelStore,
  process: Pick<Process, 'name'>,
  { outcome, limit = 1_000 }: OutcomeQuery,
): Promise<readonly ProcessOutcome[]> => {
  const { model, tables } = journalModel(process);
  return store.read(model, async (reader) => {
    const database = queryBuilder<Readonly<Record<string, OutcomeRow>>>(reader);
    let rows = database.selectFrom(tables.outcomes.name).selectAll();
    if (outcome !== undefined) rows = rows.where('outcome', '=', outcome);
    const latest = rows.orderBy('settled_at', 'desc').orderBy('command_id');
    return (await latest.limit(limit).execute()).map(outcomeOf);
  });
};
