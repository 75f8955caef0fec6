import {
  type EventLog,
  type Position,
  planPage,
  type ReadModel,
  ReadModelError,
  type ReadModelStore,
  type Row,
  type StoredEvent,
  type Table,
} from '@presales/kernel';
import { heldRows } from './projector-rows.ts';

/** One stretch of projecting, from a checkpoint on, until it ends or another instance is faster. */
export interface ProjectorSession {
  readonly position: () => Position;
  /** The head of the log when the session began. */
  readonly head: Position;
  /**
   * Folds the events and commits their rows with the checkpoint `through`.
   *
   * @throws ProjectionFailed
   * @throws ReadModelError `read-model/fenced`; the session is then over
   */
  readonly apply: (events: readonly StoredEvent[], through: Position) => Promise<void>;
}

/** What a session works with. */
export interface SessionParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly model: ReadModel;
  /** Rows of each table that are kept between pages, at least. */
  readonly rowsKept: number;
}

/**
 * Begins at the read model's checkpoint.
 *
 * @throws ReadModelError `read-model/ahead-of-log` when the log is shorter than what was projected
 */
export const beginSession = async ({
  log,
  store,
  model,
  rowsKept,
}: SessionParts): Promise<ProjectorSession> => {
  const attached = await store.attach(model);
  let position = await attached.position();
  const head = await log.head();
  if (head < position)
    throw new ReadModelError(
      'read-model/ahead-of-log',
      `${store.name}: read model ${model.name} was projected up to position ${position}, but ${log.name} ends at ${head}: this is another log, or an older copy of it; rebuild the read model to go on`,
    );
  const held = heldRows(rowsKept);

  const apply = async (events: readonly StoredEvent[], through: Position): Promise<void> => {
    const plan = planPage(model, events);
    const rows = new Map<Table, Map<string, Row | undefined>>();
    for (const [table, keys] of plan.touched) {
      const gathered = held.gather(table, keys);
      rows.set(table, gathered.rows);
      if (gathered.missing.length === 0) continue;
      const loaded = await attached.load(table, gathered.missing);
      for (const key of gathered.missing) gathered.rows.set(key, loaded.get(key));
    }
    await attached.commit(plan.fold(rows), position, through);
    held.keep(rows);
    position = through;
  };

  return { position: () => position, head, apply };
};
