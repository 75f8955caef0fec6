import { BEGINNING, type EventLog, type Position, type ReadModel } from '@presales/kernel';
import {
  type EventFilter,
  type ParkedStream,
  type ReadModelStore,
  readBy,
} from '@presales/kernel/store';
import { type Observable, ReplaySubject } from 'rxjs';
import type { World } from './clock.ts';
import { isPassing } from './passing.ts';
import { projectPages, type SomePage } from './projector-pages.ts';
import { beginSession, type ProjectorSession } from './projector-session.ts';
import { NotParked, type Retried, retryReadModel } from './retry-read-model.ts';
import { inSessions } from './sessions.ts';

/** Where a projector is, after every commit and whenever its state changes. */
export type ProjectorUpdate = {
  /** The read model's name. */
  readonly model: string;
  /** Its rows are those of the log up to here, without what waits in parked streams. */
  readonly position: Position;
  /** How many streams are parked; absent where none is. */
  readonly parked?: number;
} & ProjectorState;

/** What a projector does at the moment. */
export type ProjectorState =
  | {
      readonly state: 'catching-up';
      /**
       * How far the log's head was ahead when the work began, less what was done since. It counts
       * the log's own positions, so it serves a progress bar and is no count of events.
       */
      readonly lag: bigint;
    }
  | { readonly state: 'live' }
  /**
   * A store is busy, full or out of reach. It is tried again before long, for as long as it takes.
   */
  | { readonly state: 'waiting'; readonly error: unknown }
  /** Nothing is projected at the moment. */
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly error: unknown };

/** Keeps one read model in step with the log. */
export interface Projector {
  readonly model: ReadModel;
  /** What happens, beginning with the latest update there was. */
  readonly updates: Observable<ProjectorUpdate>;
  /**
   * Follows the log from the checkpoint on. Resolves when the signal aborts or the log is closed.
   * When another instance moves the checkpoint, this one drops the rows it holds and goes on from
   * there, so that a stale row is never written. A store that is busy, full or out of reach is
   * tried again until it answers, at growing intervals; `updates` tells of it (`waiting`). An event
   * that cannot be taken parks its stream, whose later events wait, and the rest goes on.
   *
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
  /** The streams that are parked, by their positions. */
  readonly parked: () => Promise<readonly ParkedStream[]>;
  /**
   * Tries parked streams again: one, or all. The rows are then those that a rebuild would give. Where
   * their events only add facts, what waited is added in place; otherwise the read model is rebuilt. A
   * stream whose event still cannot be taken stays parked, with the new error.
   *
   * @throws NotParked when that stream is not parked
   * @throws as `catchUp` does
   */
  readonly retry: (stream?: string) => Promise<Retried>;
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
  /** Where waits and chance come from: `realWorld` outside of tests. */
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
}

/**
 * The projector of one read model: reads pages of the event types that the model handles, folds
 * them in memory, and commits the changed rows with the checkpoint in one transaction. The next
 * page is asked for when the last one is committed, so a slow store holds back the reading.
 */
export const projector = (options: ProjectorOptions): Projector => {
  const { pageLimit = 1_000, rowsKept = 10_000 } = options;
  if (!(pageLimit >= 1 && rowsKept >= 1))
    throw new RangeError('projector: pageLimit and rowsKept are at least 1');
  const projecting = new Projecting({ ...options, pageLimit, rowsKept });
  return {
    model: options.model,
    updates: projecting.updates.asObservable(),
    run: (signal) => projecting.run(signal),
    catchUp: () => projecting.catchUp(),
    rebuild: () => projecting.rebuild(),
    parked: () => projecting.parked(),
    retry: (stream) => projecting.retry(stream),
  };
};

/** One projector at work. Several calls may be under way at once: a rebuild beside a run. */
class Projecting {
  readonly updates = new ReplaySubject<ProjectorUpdate>(1);
  readonly #options: Required<ProjectorOptions>;
  readonly #filter: EventFilter;
  /** Calls under way. */
  #underWay = 0;
  /** Streams that were parked when it was last looked at. */
  #parked = 0;
  /** What was told last. */
  #last: { readonly position: Position; readonly state: ProjectorState } | undefined;

  constructor(options: Required<ProjectorOptions>) {
    this.#options = options;
    this.#filter = readBy(options.model);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { log } = this.#options;
    const filter = this.#filter;
    await this.#inSessions(
      (session) =>
        this.#project(
          session,
          log.follow({ after: session.position(), ...filter, signal }),
          signal,
        ),
      signal,
    );
  }

  catchUp(): Promise<Position> {
    const { log } = this.#options;
    const filter = this.#filter;
    return this.#inSessions(async (session) => {
      await this.#project(session, log.readAll({ after: session.position(), ...filter }));
      // The log may end with events that nobody here handles: they are behind us all the same.
      if (session.position() < session.head) await session.apply([], session.head);
    });
  }

  async rebuild(): Promise<Position> {
    const { store, model } = this.#options;
    const attached = await store.attach(model);
    await attached.reset();
    this.#parked = 0;
    return this.catchUp();
  }

  async parked(): Promise<readonly ParkedStream[]> {
    const { store, model } = this.#options;
    return (await store.attach(model)).parked();
  }

  async retry(stream?: string): Promise<Retried> {
    const wanted = (await this.parked()).filter((one) => (stream ?? one.stream) === one.stream);
    if (wanted.length === 0 && stream !== undefined)
      throw new NotParked(`read model ${this.#options.model.name}`, stream);
    const retried = await retryReadModel({
      ...this.#options,
      wanted,
      rebuild: () => this.rebuild(),
    });
    this.#parked = (await this.parked()).length;
    if (this.#last !== undefined) this.#tell(this.#last.position, this.#last.state);
    return retried;
  }

  /**
   * Works in sessions, and tells how that goes. Only with a signal, a passing failure is waited
   * for.
   */
  async #inSessions(
    work: (session: ProjectorSession) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<Position> {
    const { log, store, model, rowsKept, world } = this.#options;
    let session: ProjectorSession | undefined;
    // Where even the position cannot be asked, nothing is claimed.
    const position = async (): Promise<Position> => {
      if (session === undefined) return store.position(model.name).catch(() => BEGINNING);
      this.#parked = session.parked().size;
      return session.position();
    };
    this.#underWay += 1;
    try {
      await inSessions({
        begin: async () => {
          session = undefined;
          session = await beginSession({ log, store, model, rowsKept, world });
          this.#parked = session.parked().size;
          this.#tellProgress(session);
          return session;
        },
        work,
        passes: (error) => signal !== undefined && isPassing(error),
        onWaiting: async (error) => this.#tell(await position(), { state: 'waiting', error }),
        world,
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      const reached = await position();
      this.#underWay -= 1;
      this.#tell(reached, { state: 'failed', error });
      throw error;
    }
    const reached = await position();
    this.#underWay -= 1;
    // When a rebuild ends beside a run that goes on, nothing has stopped.
    if (this.#underWay === 0) this.#tell(reached, { state: 'stopped' });
    return reached;
  }

  #project(
    session: ProjectorSession,
    pages: AsyncIterable<SomePage>,
    signal?: AbortSignal,
  ): Promise<void> {
    return projectPages(session, pages, {
      pageLimit: this.#options.pageLimit,
      signal,
      onProgress: () => this.#tellProgress(session),
      onLive: (position) => {
        this.#parked = session.parked().size;
        this.#tell(position, { state: 'live' });
      },
    });
  }

  #tellProgress(session: ProjectorSession): void {
    const position = session.position();
    this.#parked = session.parked().size;
    const lag = session.head > position ? session.head - position : 0n;
    this.#tell(position, { state: 'catching-up', lag });
  }

  #tell(position: Position, state: ProjectorState): void {
    const parked = this.#parked === 0 ? {} : { parked: this.#parked };
    this.#last = { position, state };
    this.updates.next({ model: this.#options.model.name, position, ...parked, ...state });
  }
}
