import { setImmediate } from 'node:timers/promises';
import {
  BEGINNING,
  delayAfter,
  type EventLog,
  handledTypes,
  type Page,
  type Position,
  type ReadModel,
  type ReadModelStore,
  type StoredEvent,
} from '@presales/kernel';
import { type Observable, ReplaySubject } from 'rxjs';
import { realWorld, type World } from './clock.ts';
import { isFenced, isPassing, storeRetry } from './passing.ts';
import { beginSession, type ProjectorSession } from './projector-session.ts';

/** Where a projector is, after every commit and whenever its state changes. */
export type ProjectorUpdate = {
  /** The read model's name. */
  readonly model: string;
  /** Its rows are those of the log up to here. */
  readonly position: Position;
} & (
  | {
      readonly state: 'catching-up';
      /**
       * How far the log's head was ahead when the work began, less what is done since: in the log's
       * own positions, so for a progress bar and not as a count of events.
       */
      readonly lag: bigint;
    }
  | { readonly state: 'live' }
  /** A store is busy, full or out of reach: tried again before long, for as long as it takes. */
  | { readonly state: 'waiting'; readonly error: unknown }
  /** Nothing runs. */
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly error: unknown }
);

/** Keeps one read model in step with the log. */
export interface Projector {
  readonly model: ReadModel;
  /** What happens, beginning with the last thing that did. */
  readonly updates: Observable<ProjectorUpdate>;
  /**
   * Follows the log from the checkpoint until the signal aborts or the log is closed, and resolves
   * then. Where another instance moves the checkpoint, this one drops what it holds and goes on
   * from there: a stale row is never written. A store that is busy, full or out of reach is asked
   * again until it answers, ever more rarely; `updates` tells of it (`waiting`).
   *
   * @throws ProjectionFailed naming the event that could not be handled; it is never skipped, and
   *   the next run meets it again
   * @throws ReadModelError `read-model/ahead-of-log` when the log ends before the checkpoint
   * @throws ReadModelError `read-model/other-log` when the rows were projected from another log
   * @throws ReadModelError, EventLogError when a store fails for good
   */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /**
   * Brings the read model to where the log ends now, and resolves with the position it stands at.
   *
   * @throws as `run` does, and at once when a store is busy, full or out of reach
   */
  readonly catchUp: () => Promise<Position>;
  /**
   * Empties the read model and projects it from the first event on.
   *
   * @throws as `catchUp` does
   */
  readonly rebuild: () => Promise<Position>;
}

/** What a projector works with. */
export interface ProjectorOptions {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly model: ReadModel;
  /** Handled events in one commit, at most. By default 1,000. */
  readonly pageLimit?: number;
  /** Rows of each table that are kept in memory between pages, at least. By default 10,000. */
  readonly rowsKept?: number;
  /** By default the real one. */
  readonly world?: Pick<World, 'wait' | 'random'>;
}

/**
 * Pages of the log without a handled event before the checkpoint moves all the same, so that a
 * restart does not read the same silence again.
 */
const silentPages = 100;

/** A page, and whether it is known that nothing comes after it now. */
type SomePage = Page & { readonly caughtUp?: boolean };

/**
 * The projector of one read model: reads pages of the event types that the model handles, folds
 * them in memory, and commits the changed rows with the checkpoint in one transaction. The next
 * page is asked for when the last one is committed, so a slow store holds back the reading.
 */
export const projector = ({
  log,
  store,
  model,
  pageLimit = 1_000,
  rowsKept = 10_000,
  world = realWorld,
}: ProjectorOptions): Projector => {
  if (!(pageLimit >= 1 && rowsKept >= 1))
    throw new RangeError('projector: pageLimit and rowsKept are at least 1');
  const types = handledTypes(model);
  const updates = new ReplaySubject<ProjectorUpdate>(1);
  const told = { model: model.name };
  let underWay = 0;

  const tellProgress = (session: ProjectorSession): void => {
    const position = session.position();
    const lag = session.head > position ? session.head - position : 0n;
    updates.next({ ...told, position, state: 'catching-up', lag });
  };

  /** Applies pages until they end; resolves with the position up to which the log is known. */
  const project = async (
    session: ProjectorSession,
    pages: AsyncIterable<SomePage>,
    signal?: AbortSignal,
  ): Promise<void> => {
    let waiting: StoredEvent[] = [];
    let through = session.position();
    let pagesSince = 0;
    const stopped = (): boolean => signal?.aborted === true;
    const commit = async (events: readonly StoredEvent[], upTo: Position): Promise<void> => {
      pagesSince = 0;
      if (upTo === session.position()) return;
      await session.apply(events, upTo);
      // Committing is synchronous work in some stores: others get their turn between two commits.
      await setImmediate();
    };
    for await (const page of pages) {
      if (stopped()) return;
      for (const event of page.events) waiting.push(event);
      through = page.through;
      pagesSince += 1;
      while (waiting.length > pageLimit) {
        const part = waiting.splice(0, pageLimit);
        await commit(part, part.at(-1)?.position ?? through);
        tellProgress(session);
        if (stopped()) return;
      }
      const caughtUp = page.caughtUp === true;
      if (!caughtUp && waiting.length < pageLimit && pagesSince < silentPages) continue;
      await commit(waiting, through);
      waiting = [];
      if (caughtUp) updates.next({ ...told, position: through, state: 'live' });
      else tellProgress(session);
    }
    if (stopped()) return;
    await commit(waiting, through);
  };

  /** The position in the store; where even that cannot be asked, nothing is claimed. */
  const lastKnown = (): Promise<Position> => store.position(model.name).catch(() => BEGINNING);

  /**
   * Works in sessions: whenever another instance was faster, begins anew where that one is; with a
   * signal also when a store could not answer for now, until the signal aborts.
   */
  const inSessions = async (
    work: (session: ProjectorSession) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<Position> => {
    underWay += 1;
    let tries = 0;
    const ended = (position: Position): Position => {
      underWay -= 1;
      // A rebuild beside a run that follows on is no stop.
      if (underWay === 0) updates.next({ ...told, position, state: 'stopped' });
      return position;
    };
    for (;;) {
      let session: ProjectorSession | undefined;
      let begun = BEGINNING;
      try {
        session = await beginSession({ log, store, model, rowsKept });
        begun = session.position();
        tellProgress(session);
        await work(session);
        return ended(session.position());
      } catch (error) {
        if (isFenced(error)) continue;
        const position = session?.position() ?? (await lastKnown());
        if (signal !== undefined && isPassing(error)) {
          if (signal.aborted) return ended(position);
          updates.next({ ...told, position, state: 'waiting', error });
          const moved = session !== undefined && position > begun;
          tries = moved ? 1 : tries + 1;
          await world.wait(delayAfter(tries, storeRetry, world.random()), signal);
          if (signal.aborted) return ended(position);
          continue;
        }
        underWay -= 1;
        updates.next({ ...told, position, state: 'failed', error });
        throw error;
      }
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    await inSessions(
      (session) =>
        project(session, log.follow({ after: session.position(), types, signal }), signal),
      signal,
    );
  };

  const catchUp = (): Promise<Position> =>
    inSessions(async (session) => {
      await project(session, log.readAll({ after: session.position(), types }));
      // Events that nobody here handles may end the log: they are behind us all the same.
      if (session.position() < session.head) await session.apply([], session.head);
    });

  const rebuild = async (): Promise<Position> => {
    const attached = await store.attach(model);
    await attached.reset();
    return catchUp();
  };

  return { model, updates: updates.asObservable(), run, catchUp, rebuild };
};
