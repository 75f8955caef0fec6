import type { EventLog, Position, ReadModelStore } from '@presales/kernel';
import type { Process } from '@presales/processes';
import { queryBuilder } from '@presales/projections';
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
import {
  journalModel,
  type OutcomeRow,
  outcomeOf,
  type ProcessOutcome,
} from './process-journal.ts';
import { type ProcessRunner, type ProcessUpdate, processRunner } from './process-runner.ts';
import type { Performer, ProcessStart } from './process-session.ts';
import { RuntimeClosed } from './projections.ts';

/** Which outcomes are wanted. */
export interface OutcomeQuery {
  /** Only those; by default all. */
  readonly outcome?: ProcessOutcome['outcome'];
  /** At most so many, the latest first. By default 1,000. */
  readonly limit?: number;
}

/** The processes that run. */
export interface Processes {
  /** What happens in each, beginning with the last thing that did; ends with `close`. */
  readonly updates: Observable<ProcessUpdate>;
  /**
   * Resolves when nothing is left to follow: every process has answered all that the log holds, what
   * the answers led to included, and every date that has come is met.
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

/** Processes that can be stopped. */
export interface RunningProcesses extends Processes {
  /** Stops each between two of its answers, and ends `updates` and all waiting. */
  readonly stop: () => Promise<void>;
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
 * Starts the processes, one runner each: one that fails leaves the others running. Resolves when each
 * knows where it stands.
 *
 * @throws RangeError when two bear one name: they would share a checkpoint
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
  // Replayed, so that who waits after the end is told of it too.
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

  return {
    updates: merge(...runners.map((one) => one.updates)).pipe(takeUntil(stopped)),
    settled: async () => {
      for (;;) {
        const head = await log.head();
        await Promise.all(runners.map((one) => settle(one, head)));
        if ((await log.head()) === head) return head;
      }
    },
    outcomes: async (name, { outcome, limit = 1_000 } = {}) => {
      const process = processes.find((one) => one.name === name);
      if (process === undefined)
        throw new RangeError(`no process ${name} runs; expected ${names.join(', ')}`);
      const { model, tables } = journalModel(process);
      return store.read(model, async (reader) => {
        const database = queryBuilder<Readonly<Record<string, OutcomeRow>>>(reader);
        let rows = database.selectFrom(tables.outcomes.name).selectAll();
        if (outcome !== undefined) rows = rows.where('outcome', '=', outcome);
        const latest = rows.orderBy('settled_at', 'desc').orderBy('command_id');
        return (await latest.limit(limit).execute()).map(outcomeOf);
      });
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(runners.map((one) => one.ended()));
      stopped.next();
    },
  };
};
