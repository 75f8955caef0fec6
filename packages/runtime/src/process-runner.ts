import { BEGINNING, delayAfter, type Position } from '@presales/kernel';
import { heardTypes } from '@presales/processes';
import {
  BehaviorSubject,
  filter,
  firstValueFrom,
  type Observable,
  ReplaySubject,
  takeUntil,
} from 'rxjs';
import type { World } from './clock.ts';
import { isFenced, isUnsettled, storeRetry } from './passing.ts';
import { beginProcess, type ProcessSession, type ProcessSessionParts } from './process-session.ts';

/** Where a process is, whenever that changes. */
export type ProcessUpdate = {
  /** The process's name. */
  readonly process: string;
  /** All that it had to answer up to here is answered. */
  readonly position: Position;
} & (
  | { readonly state: 'catching-up' }
  | { readonly state: 'live' }
  /** A store is busy, full or out of reach: tried again before long, for as long as it takes. */
  | { readonly state: 'waiting'; readonly error: unknown }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly error: unknown }
);

/** Runs one process. */
export interface ProcessRunner {
  readonly name: string;
  /** What happens, beginning with the last thing that did. */
  readonly updates: Observable<ProcessUpdate>;
  /**
   * Takes up the process where it stands, or starts it where it never ran. Resolves once it hears of
   * everything that is written from then on, or where a store is out of reach and waited for.
   *
   * @throws ProcessFailed, ReadModelError, EventLogError when it cannot go on, as `updates` tells too
   */
  readonly start: (signal: AbortSignal) => Promise<void>;
  /** Resolves when it has ended: the signal aborted, or it failed. */
  readonly ended: () => Promise<void>;
  /**
   * Looks for dates that have come, now and not when it would next, and resolves when they are met;
   * never, where the process has ended.
   */
  readonly lookAtDates: () => Promise<void>;
}

/** What a runner works with. */
export interface ProcessRunnerOptions extends Omit<ProcessSessionParts, 'world'> {
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
}

/**
 * The clock is looked at again after so long, in milliseconds, even if the next date is far: a
 * machine's clock is set forward, and sleeps.
 */
const longestNap = 60_000;

/** The runner of one process: answers events as they come, and dates as they fall due. */
export const processRunner = (options: ProcessRunnerOptions): ProcessRunner => {
  const { log, process, world } = options;
  const types = heardTypes(process);
  const updates = new ReplaySubject<ProcessUpdate>(1);
  const told = { process: process.name };
  let running: Promise<void> = Promise.resolve();
  let wake = (): void => undefined;
  let position = BEGINNING;
  // Looks at the dates, counted: how many have begun, and the last that has ended.
  let begunLooks = 0;
  const endedLooks = new BehaviorSubject(0);

  /** Answers pages until they end. */
  const answerEvents = async (session: ProcessSession, signal: AbortSignal): Promise<void> => {
    for await (const page of log.follow({ after: session.position(), types, signal })) {
      if (await session.answer(page, signal)) wake();
      if (signal.aborted) return;
      position = page.through;
      updates.next({ ...told, position, state: page.caughtUp ? 'live' : 'catching-up' });
    }
  };

  /** Meets dates as they come, each time knowing all that the log held when the hour was looked at. */
  const keepDates = async (session: ProcessSession, signal: AbortSignal): Promise<void> => {
    if (process.deadlines === undefined) return;
    while (!signal.aborted) {
      const nap = new AbortController();
      wake = () => nap.abort();
      begunLooks += 1;
      const now = world.now();
      if (!(await hasReached(await log.head(), signal))) return;
      await session.meetDeadlines(now, signal);
      endedLooks.next(begunLooks);
      const next = await session.nextAfter(now);
      const left = next === undefined ? longestNap : Date.parse(next) - Date.parse(world.now());
      const until = AbortSignal.any([signal, nap.signal]);
      if (!until.aborted) await world.wait(Math.max(0, Math.min(left, longestNap)), until);
    }
  };

  /** Whether everything up to a place is answered; false when the signal comes first. */
  const hasReached = async (head: Position, signal: AbortSignal): Promise<boolean> => {
    const stopped = new ReplaySubject<void>(1);
    const stop = () => stopped.next();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const reached = await firstValueFrom(
      updates.pipe(
        filter((update) => update.state === 'live' && update.position >= head),
        takeUntil(stopped),
      ),
      { defaultValue: undefined },
    );
    signal.removeEventListener('abort', stop);
    return reached !== undefined;
  };

  /** Both kinds of work, until one fails or the signal comes. */
  const work = async (session: ProcessSession, signal: AbortSignal): Promise<void> => {
    const failing = new AbortController();
    const until = AbortSignal.any([signal, failing.signal]);
    const ends = await Promise.allSettled(
      [answerEvents, keepDates].map(async (job) => {
        try {
          await job(session, until);
        } catch (error) {
          failing.abort();
          throw error;
        }
      }),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  };

  /** Works in sessions: after a lost race or a passing fault it begins anew where it stands. */
  const run = async (signal: AbortSignal, begun: () => void): Promise<void> => {
    let tries = 0;
    while (!signal.aborted) {
      let from: Position | undefined;
      let session: ProcessSession | undefined;
      try {
        session = await beginProcess(options);
        from = session.position();
        position = from;
        updates.next({ ...told, position, state: 'catching-up' });
        begun();
        await work(session, signal);
        break;
      } catch (error) {
        if (isFenced(error)) continue;
        position = session?.position() ?? position;
        if (!isUnsettled(error)) {
          updates.next({ ...told, position, state: 'failed', error });
          throw error;
        }
        updates.next({ ...told, position, state: 'waiting', error });
        begun();
        tries = from !== undefined && position > from ? 1 : tries + 1;
        await world.wait(delayAfter(tries, storeRetry, world.random()), signal);
      }
    }
    updates.next({ ...told, position, state: 'stopped' });
  };

  return {
    name: process.name,
    updates: updates.asObservable(),
    start: (signal) =>
      new Promise((resolve, reject) => {
        running = run(signal, resolve).then(resolve, reject);
      }),
    ended: () => running,
    lookAtDates: async () => {
      if (process.deadlines === undefined) return;
      const wanted = begunLooks + 1;
      wake();
      await firstValueFrom(endedLooks.pipe(filter((look) => look >= wanted)));
    },
  };
};
