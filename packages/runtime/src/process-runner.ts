import { BEGINNING, type Position } from '@presales/kernel';
import { heardTypes } from '@presales/processes';
import { type Observable, ReplaySubject } from 'rxjs';
import type { World } from './clock.ts';
import { isUnsettled } from './passing.ts';
import { DateKeeper } from './process-date-keeper.ts';
import { beginProcess, type ProcessSession, type ProcessSessionParts } from './process-session.ts';
import type { ProcessState, ProcessUpdate } from './process-update.ts';
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
}

/** What a runner works with. */
export interface ProcessRunnerOptions extends Omit<ProcessSessionParts, 'world'> {
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
}

/** The runner of one process: answers events as they come, and dates as they fall due. */
export const processRunner = (options: ProcessRunnerOptions): ProcessRunner => {
  const running = new RunningProcess(options);
  return {
    name: options.process.name,
    updates: running.updates.asObservable(),
    start: (signal) => running.start(signal),
    ended: () => running.ended(),
    lookAtDates: () => running.lookAtDates(),
  };
};

class RunningProcess {
  readonly updates = new ReplaySubject<ProcessUpdate>(1);
  readonly #options: ProcessRunnerOptions;
  readonly #dates: DateKeeper;
  #running: Promise<void> = Promise.resolve();
  #position = BEGINNING;

  constructor(options: ProcessRunnerOptions) {
    this.#options = options;
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

  /** `begun` is called when the process is taken up, or is waited for. */
  async #run(signal: AbortSignal, begun: () => void): Promise<void> {
    let session: ProcessSession | undefined;
    const reached = (): Position => session?.position() ?? this.#position;
    try {
      if (!signal.aborted)
        await inSessions({
          begin: async () => {
            session = undefined;
            session = await beginProcess(this.#options);
            this.#tell(session.position(), { state: 'catching-up' });
            begun();
            return session;
          },
          work: (begunSession) => this.#work(begunSession, signal),
          passes: isUnsettled,
          onWaiting: (error) => {
            this.#tell(reached(), { state: 'waiting', error });
            begun();
          },
          world: this.#options.world,
          signal,
        });
    } catch (error) {
      this.#tell(reached(), { state: 'failed', error });
      throw error;
    }
    this.#tell(this.#position, { state: 'stopped' });
  }

  /** Both kinds of work, until one fails or the signal comes. */
  #work(session: ProcessSession, signal: AbortSignal): Promise<void> {
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

  #tell(position: Position, state: ProcessState): void {
    this.#position = position;
    this.updates.next({ process: this.#options.process.name, position, ...state });
  }
}
