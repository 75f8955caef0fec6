import { BEGINNING, type Position } from '@presales/kernel';
import { heardTypes } from '@presales/processes';
import { type Observable, ReplaySubject } from 'rxjs';
import { askRetry, wantedOf } from './parked-process.ts';
import { isUnsettled } from './passing.ts';
import { DateKeeper } from './process-date-keeper.ts';
import { beginProcess, type ProcessSession, type ProcessSessionParts } from './process-session.ts';
import type { ProcessState, ProcessUpdate } from './process-update.ts';
import { type Handling, Watch } from './process-watch.ts';
import type { Retried } from './retry-read-model.ts';
import { inSessions } from './sessions.ts';
import { together } from './together.ts';

/** Runs one process. */
export interface ProcessRunner {
  readonly name: string;
  /** What happens, beginning with the latest update there was. */
  readonly updates: Observable<ProcessUpdate>;
  /**
   * Takes up the process where it stands, or starts it where it never ran. Resolves once it hears
   * of everything that is written from then on, or when a store is out of reach and being waited
   * for.
   *
   * @throws ProcessFailed, ReadModelError, EventLogError when it cannot go on, as `updates` tells
   *   too
   */
  readonly start: (signal: AbortSignal) => Promise<void>;
  /** Resolves when it has ended: the signal aborted, or it failed. */
  readonly ended: () => Promise<void>;
  /**
   * Looks at once for dates that have come, without waiting for the next look, and resolves when
   * they are met. It never resolves when the process has ended.
   */
  readonly lookAtDates: () => Promise<void>;
  /**
   * Tries parked streams again: one, or all. Where the process does not work at the moment, it does so
   * as soon as it works again.
   *
   * @throws NotParked when that stream is not parked
   */
  readonly retry: (stream?: string) => Promise<Retried>;
  /**
   * What it is at, while it has not ended; undefined when it has. It is not told of any longer: no
   * program lives on for that.
   */
  readonly unfinished: () => { readonly handling?: Handling } | undefined;
}

/** What a runner works with. */
export type ProcessRunnerOptions = Omit<ProcessSessionParts, 'watch'>;

/** The runner of one process: answers events as they come, and dates as they fall due. */
export const processRunner = (options: ProcessRunnerOptions): ProcessRunner => {
  const running = new RunningProcess(options);
  return {
    name: options.process.name,
    updates: running.updates.asObservable(),
    start: (signal) => running.start(signal),
    ended: () => running.ended(),
    lookAtDates: () => running.lookAtDates(),
    retry: (stream) => running.retry(stream),
    unfinished: () => running.unfinished(),
  };
};

class RunningProcess {
  readonly updates = new ReplaySubject<ProcessUpdate>(1);
  readonly #options: ProcessRunnerOptions & Pick<ProcessSessionParts, 'watch'>;
  readonly #dates: DateKeeper;
  #running: Promise<void> = Promise.resolve();
  #position = BEGINNING;
  /** The session at work; undefined while there is none. */
  #session: ProcessSession | undefined;
  #over = false;
  /** What was told last. */
  #state: ProcessState | undefined;

  constructor(options: ProcessRunnerOptions) {
    const watch = new Watch(options.world, (handling) => this.#tellOf(handling));
    this.#options = { ...options, watch };
    this.#dates = new DateKeeper(options, this.updates);
  }

  start(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#running = this.#run(signal, resolve).then(resolve, reject);
    });
  }

  ended(): Promise<void> {
    return this.#running;
  }

  async lookAtDates(): Promise<void> {
    if (this.#options.process.deadlines !== undefined) await this.#dates.look();
  }

  unfinished(): { readonly handling?: Handling } | undefined {
    if (this.#over) return undefined;
    const { watch } = this.#options;
    watch.rest();
    const handling = watch.current();
    return handling === undefined ? {} : { handling };
  }

  async retry(stream?: string): Promise<Retried> {
    const { store, process } = this.#options;
    const wanted = await wantedOf(store, process.name, stream);
    if (this.#session === undefined) return askRetry(store, process.name, stream);
    const retried = await this.#session.retry(wanted);
    this.#dates.wake();
    this.#tellAgain();
    return retried;
  }

  /** `begun` is called when the process is taken up, or is waited for. */
  async #run(signal: AbortSignal, begun: () => void): Promise<void> {
    const reached = (): Position => this.#session?.position() ?? this.#position;
    try {
      if (!signal.aborted)
        await inSessions({
          begin: async () => {
            this.#session = undefined;
            const session = await beginProcess(this.#options);
            this.#session = session;
            this.#tell(session.position(), { state: 'catching-up' });
            begun();
            return session;
          },
          work: (begunSession) => this.#work(begunSession, signal),
          passes: isUnsettled,
          onWaiting: (error) => {
            this.#tell(reached(), { state: 'waiting', error });
            this.#session = undefined;
            begun();
          },
          world: this.#options.world,
          signal,
        });
    } catch (error) {
      this.#tell(reached(), { state: 'failed', error });
      this.#session = undefined;
      throw error;
    } finally {
      this.#over = true;
      this.#options.watch.rest();
    }
    this.#tell(this.#position, { state: 'stopped' });
  }

  /** Both kinds of work, until one fails or the signal comes, and first what somebody has asked for. */
  async #work(session: ProcessSession, signal: AbortSignal): Promise<void> {
    const asked = [...session.parked().values()].filter(({ retryAsked }) => retryAsked);
    if (asked.length > 0) await session.retry(asked);
    return together(signal, [
      (until) => this.#answerEvents(session, until),
      (until) => this.#dates.keep(session, until),
    ]);
  }

  /** Answers pages until they end. */
  async #answerEvents(session: ProcessSession, signal: AbortSignal): Promise<void> {
    const { log, process } = this.#options;
    const types = heardTypes(process);
    for await (const page of log.follow({ after: session.position(), types, signal })) {
      if (await session.answer(page, signal)) this.#dates.wake();
      if (signal.aborted) return;
      this.#tell(page.through, { state: page.caughtUp ? 'live' : 'catching-up' });
    }
  }

  #tell(
    position: Position,
    state: ProcessState,
    long: Pick<ProcessUpdate, 'handling' | 'lag'> = {},
  ): void {
    this.#position = position;
    this.#state = state;
    const parked = this.#session?.parked().size ?? 0;
    const { name } = this.#options.process;
    this.updates.next({
      process: name,
      position,
      ...(parked === 0 ? {} : { parked }),
      ...long,
      ...state,
    });
  }

  #tellAgain(): void {
    if (this.#state !== undefined) this.#tell(this.#position, this.#state);
  }

  /** While an event takes long, the process is behind, whatever it said before. */
  async #tellOf(handling: Handling): Promise<void> {
    const position = this.#session?.position() ?? this.#position;
    const head = await this.#options.log.head().catch(() => position);
    if (this.#over || this.#options.watch.current() !== handling) return;
    const lag = head > position ? head - position : 0n;
    this.#tell(position, { state: 'catching-up' }, { handling, lag });
  }
}
