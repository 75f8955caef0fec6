import {
  type EventLog,
  hasCode,
  type Position,
  type ReadModel,
  ReadModelError,
  type Row,
  type StoredEvent,
  type Table,
} from '@presales/kernel';
import {
  type AttachedReadModel,
  type LogMark,
  planPage,
  type ReadModelStore,
  type TableChanges,
} from '@presales/kernel/store';
import { firstEvent } from './first-event.ts';
import { heldRows } from './projector-rows.ts';

/** One stretch of projecting, from a checkpoint on, until it ends or another instance is faster. */
export interface ProjectorSession {
  readonly position: () => Position;
  /** The head of the log when the session began. */
  readonly head: Position;
  /**
   * Folds the events and commits their rows, and other changes of the model's tables with them,
   * with the checkpoint `through`.
   *
   * @throws ProjectionFailed
   * @throws ReadModelError `read-model/fenced`; the session is then over
   */
  readonly apply: (
    events: readonly StoredEvent[],
    through: Position,
    others?: readonly TableChanges[],
  ) => Promise<void>;
  /** The rows under some keys of a table that no event changes, as they were last committed. */
  readonly load: AttachedReadModel['load'];
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
 * @throws ReadModelError `read-model/other-log` when the log lacks the event by which the one that
 *   was projected is known again
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
      `${store.name}: read model ${model.name} was projected up to position ${position}, but ${log.name} ends at ${head}: this is another log, or an older copy of it; ${wayOut}`,
    );
  let mark = await attached.mark();
  if (mark !== undefined && !(await stands(log, mark)))
    throw new ReadModelError(
      'read-model/other-log',
      `${store.name}: read model ${model.name} was projected from another log than ${log.name}, which lacks event ${mark.id} of ${mark.stream} at position ${mark.position}, recorded ${mark.recordedAt}; ${wayOut}`,
    );
  const held = heldRows(rowsKept);

  const apply: ProjectorSession['apply'] = async (events, through, others = []) => {
    const plan = planPage(model, events);
    const rows = new Map<Table, Map<string, Row | undefined>>();
    for (const [table, keys] of plan.touched) {
      const gathered = held.gather(table, keys);
      rows.set(table, gathered.rows);
      if (gathered.missing.length === 0) continue;
      const loaded = await attached.load(table, gathered.missing);
      for (const key of gathered.missing) gathered.rows.set(key, loaded.get(key));
    }
    mark = markOf(events.at(-1)) ?? mark ?? markOf(await firstEvent(log));
    await attached.commit([...plan.fold(rows), ...others], position, through, mark);
    held.keep(rows);
    position = through;
  };

  return { position: () => position, head, apply, load: attached.load };
};

/** What to do when log and read models do not belong together; nothing is lost by it. */
const wayOut =
  'read models hold nothing that their log does not: rebuild this one, delete the place they are in, or name another place for them';

const markOf = (event: StoredEvent | undefined): LogMark | undefined => {
  if (event === undefined) return undefined;
  const { id, stream, revision, position, recordedAt } = event;
  return { id, stream, revision, position, recordedAt };
};

/** Whether the log has that very event. */
const stands = async (log: EventLog, mark: LogMark): Promise<boolean> => {
  try {
    for await (const [event] of log.readStream(mark.stream, { from: mark.revision, limit: 1 }))
      return (
        event?.id === mark.id &&
        event.position === mark.position &&
        event.recordedAt === mark.recordedAt
      );
    return false;
  } catch (error) {
    // The log remembers that the stream was there, and can say no more.
    if (hasCode(error, 'event-log/stream-deleted')) return true;
    throw error;
  }
};
