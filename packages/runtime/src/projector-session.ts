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
  type ParkedChanges,
  type ParkedStream,
  ProjectionFailed,
  parkedBy,
  planPage,
  type ReadModelStore,
  type TableChanges,
} from '@presales/kernel/store';
import type { World } from './clock.ts';
import { firstEvent } from './first-event.ts';
import { isOfEvent } from './parking.ts';
import { heldRows } from './projector-rows.ts';

/** One stretch of projecting, from a checkpoint on, until it ends or another instance is faster. */
export interface ProjectorSession {
  readonly position: () => Position;
  /** The head of the log when the session began. */
  readonly head: Position;
  /**
   * Folds the events and commits their rows, and other changes of the model's tables with them,
   * with the checkpoint `through`. An event that cannot be taken parks its stream; those of a parked
   * stream are counted, and wait. Streams that the caller parks are parked in the same commit.
   *
   * @throws ReadModelError `read-model/fenced`; the session is then over
   * @throws ReadModelError, EventLogError when a store fails
   */
  readonly apply: (
    events: readonly StoredEvent[],
    through: Position,
    others?: readonly TableChanges[],
    park?: readonly ParkedStream[],
  ) => Promise<void>;
  /** The streams that are parked, by their names. */
  readonly parked: () => ReadonlyMap<string, ParkedStream>;
  /**
   * Commits, without moving the checkpoint, what an event of a parked stream comes to after all, and
   * what becomes of parked streams by it.
   *
   * @throws ProjectionFailed, and whatever a commit throws; nothing is written then
   */
  readonly late: (
    events: readonly StoredEvent[],
    parked: ParkedChanges,
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
  readonly world: Pick<World, 'now'>;
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
  world,
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
  const parked = new Map((await attached.parked()).map((one) => [one.stream, one]));
  const held = heldRows(rowsKept);

  const commit = async (
    events: readonly StoredEvent[],
    through: Position,
    others: readonly TableChanges[],
    changed: ParkedChanges | undefined,
    newMark: LogMark | undefined,
  ): Promise<void> => {
    const plan = planPage(model, events);
    const rows = new Map<Table, Map<string, Row | undefined>>();
    for (const [table, keys] of plan.touched) {
      const gathered = held.gather(table, keys);
      rows.set(table, gathered.rows);
      if (gathered.missing.length === 0) continue;
      const loaded = await attached.load(table, gathered.missing);
      for (const key of gathered.missing) gathered.rows.set(key, loaded.get(key));
    }
    await attached.commit([...plan.fold(rows), ...others], position, through, newMark, changed);
    held.keep(rows);
    position = through;
    for (const one of changed?.park ?? []) parked.set(one.stream, one);
    for (const stream of changed?.release ?? []) parked.delete(stream);
  };

  const apply: ProjectorSession['apply'] = async (events, through, others = [], park = []) => {
    const { ready, waiting } = withoutParked(events, parked);
    const aside = [...waiting, ...park];
    const changed = aside.length === 0 ? undefined : { park: aside, release: [] };
    mark = markOf(events.at(-1)) ?? mark ?? markOf(await firstEvent(log));
    try {
      await commit(ready, through, others, changed, mark);
    } catch (error) {
      const [first] = ready;
      if (first === undefined || !isOfEvent(error)) throw error;
      if (ready.length > 1) {
        // Half by half, until it is known whose fault it is: what an event comes to does not depend on
        // where pages end.
        const half = events.indexOf(ready[ready.length >> 1] ?? first);
        await apply(events.slice(0, half), events[half - 1]?.position ?? position);
        await apply(events.slice(half), through, others, park);
        return;
      }
      const cause = error instanceof ProjectionFailed ? error.cause : error;
      const failed = parkedBy(first, cause, { parkedAt: world.now(), attempts: 1 });
      await commit([], through, others, { park: [...aside, failed], release: [] }, mark);
    }
  };

  const late: ProjectorSession['late'] = (events, changed, others = []) =>
    commit(events, position, others, changed, undefined);

  return { position: () => position, head, apply, parked: () => parked, late, load: attached.load };
};

/** The events of streams that are not parked, and the parked ones with what waits in them by now. */
const withoutParked = (
  events: readonly StoredEvent[],
  parked: ReadonlyMap<string, ParkedStream>,
): { readonly ready: readonly StoredEvent[]; readonly waiting: readonly ParkedStream[] } => {
  if (parked.size === 0) return { ready: events, waiting: [] };
  const ready: StoredEvent[] = [];
  const waiting = new Map<string, ParkedStream>();
  for (const event of events) {
    const one = waiting.get(event.stream) ?? parked.get(event.stream);
    if (one === undefined) ready.push(event);
    else waiting.set(event.stream, { ...one, waiting: one.waiting + 1 });
  }
  return { ready, waiting: [...waiting.values()] };
};

/** What to do when log and read models do not belong together; nothing is lost by it. */
const wayOut =
  'read models hold nothing that their log does not: rebuild this one, delete the place they are in (how far processes are stands there too), or name another place for them';

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
