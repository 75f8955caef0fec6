import { setMaxListeners } from 'node:events';
import type { EventLog, Position } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import type { Process } from '@presales/processes';
import {
  EmptyError,
  filter,
  firstValueFrom,
  from as fromPromise,
  map,
  merge,
  type Observable,
  ReplaySubject,
  takeUntil,
} from 'rxjs';
import type { World } from './clock.ts';
import type { ProcessOutcome } from './process-journal.ts';
import { type OutcomeQuery, outcomesOf } from './process-outcomes.ts';
import { type ProcessRunner, processRunner } from './process-runner.ts';
import type { ProcessStart } from './process-session.ts';
import type { ProcessUpdate } from './process-update.ts';
import type { Handling } from './process-watch.ts';
import type { Performer } from './process-work.ts';
import { RuntimeClosed } from './projections.ts';
import type { Retried } from './retry-read-model.ts';

/** The processes that run. */
export interface Processes {
  /**
   * What happens in each, beginning with the latest update of each there was; ends with `close`.
   */
  readonly updates: Observable<ProcessUpdate>;
  /**
   * Resolves when there is nothing left to do: every process has answered all that the log holds,
   * including what its answers led to, and every date that has come is met. What is parked waits all
   * the same, and does not make it fail: `parked` of an update tells how much, `Presales.parked` what.
   *
   * @throws ProcessFailed, ReadModelError, EventLogError when a process has failed
   * @throws RuntimeClosed when `close` comes first
   */
  readonly settled: () => Promise<Position>;
  /**
   * What came of the commands of a process, refusals with their reasons.
   *
   * @throws RangeError when no such process runs
   */
  readonly outcomes: (process: string, query?: OutcomeQuery) => Promise<readonly ProcessOutcome[]>;
}

/** A process that had not ended when it was waited for no longer. */
export interface UnfinishedProcess {
  readonly process: string;
  /** The event or the date that it is at. */
  readonly handling?: Handling;
}

/** Processes that can be stopped. */
export interface RunningProcesses extends Processes {
  /** The names of the processes. */
  readonly names: readonly string[];
  /**
   * Tries parked streams of a process again: one, or all.
   *
   * @throws RangeError when no such process runs
   * @throws NotParked when that stream is not parked
   */
  readonly retry: (process: string, stream?: string) => Promise<Retried>;
  /**
   * Stops each between two of its answers, and ends `updates` and all waiting. It waits no longer than
   * until `enough`, and tells which processes have not ended by then.
   */
  readonly stop: (enough?: Promise<void>) => Promise<readonly UnfinishedProcess[]>;
}

/** What the processes work with. */
export interface ProcessesOptions {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly processes: readonly Process[];
  readonly performer: Performer;
  readonly from: ProcessStart;
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
}

/**
 * Starts the processes, each with a runner of its own, so that one that fails leaves the others
 * running. Resolves when each knows where it stands.
 *
 * @throws RangeError when two have the same name, because they would share a checkpoint
 */
export const startProcesses = async ({
  processes,
  store,
  log,
  ...parts
}: ProcessesOptions): Promise<RunningProcesses> => {
  const names = processes.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new RangeError(`two processes bear the name ${twice}`);
  const runners = processes.map((process) => processRunner({ ...parts, log, store, process }));
  const stopping = new AbortController();
  // Every process listens to it, and there may be any number of them: that is no leak.
  setMaxListeners(0, stopping.signal);
  // Replayed, so that whoever waits after the end is told of it too.
  const stopped = new ReplaySubject<void>(1);
  // A failure is told through `updates`, and to whoever waits for `settled`.
  await Promise.allSettled(runners.map((one) => one.start(stopping.signal)));

  /** What comes, unless the process fails or all are stopped before. */
  const unlessEnded = <Result>(one: ProcessRunner, wanted: Observable<Result>): Promise<Result> => {
    const failure = one.updates.pipe(
      filter((update) => update.state === 'failed'),
      map(({ error }): never => {
        throw error;
      }),
    );
    return firstValueFrom(merge(failure, wanted).pipe(takeUntil(stopped))).catch(
      (error: unknown) => {
        if (!(error instanceof EmptyError)) throw error;
        throw new RuntimeClosed(`${store.name}: closed before process ${one.name} had settled`, {
          cause: error,
        });
      },
    );
  };

  const settle = async (one: ProcessRunner, head: Position): Promise<void> => {
    await unlessEnded(
      one,
      one.updates.pipe(filter((update) => update.state === 'live' && update.position >= head)),
    );
    await unlessEnded(one, fromPromise(one.lookAtDates()));
  };

  const named = (name: string): ProcessRunner => {
    const one = runners.find((runner) => runner.name === name);
    if (one === undefined)
      throw new RangeError(`no process ${name} runs; expected ${names.join(', ')}`);
    return one;
  };

  return {
    updates: merge(...runners.map((one) => one.updates)).pipe(takeUntil(stopped)),
    settled: async () => {
      for (;;) {
        const head = await log.head();
        await Promise.all(runners.map((one) => settle(one, head)));
        if ((await log.head()) === head) return head;
      }
    },
    outcomes: async (name, query = {}) => outcomesOf(store, { name: named(name).name }, query),
    names,
    retry: async (name, stream) => named(name).retry(stream),
    stop: async (enough) => {
      stopping.abort();
      const ended = Promise.all(runners.map((one) => one.ended()));
      await (enough === undefined ? ended : Promise.race([ended, enough]));
      stopped.next();
      return runners.flatMap((one) => {
        const unfinished = one.unfinished();
        return unfinished === undefined ? [] : [{ process: one.name, ...unfinished }];
      });
    },
  };
};
