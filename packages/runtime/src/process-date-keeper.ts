import type { Position } from '@presales/kernel';
import {
  BehaviorSubject,
  filter,
  firstValueFrom,
  type Observable,
  ReplaySubject,
  takeUntil,
} from 'rxjs';
import type { World } from './clock.ts';
import type { ProcessSession, ProcessSessionParts } from './process-session.ts';
import type { ProcessUpdate } from './process-update.ts';

/**
 * Milliseconds after which the clock is looked at again even if the next date is far off, because a
 * machine's clock may be set forward, and a machine may sleep.
 */
const longestNap = 60_000;

/** What dates are kept with. */
export interface DateKeeperOptions extends Pick<ProcessSessionParts, 'log' | 'process'> {
  readonly world: Pick<World, 'now' | 'wait'>;
}

/** Meets the dates of a process as they come, one look after another. */
export class DateKeeper {
  readonly #options: DateKeeperOptions;
  readonly #updates: Observable<ProcessUpdate>;
  /** The looks that have begun. */
  #begunLooks = 0;
  /** The latest look that has ended, by its number. */
  readonly #endedLooks = new BehaviorSubject(0);
  #endNap = (): void => undefined;

  constructor(options: DateKeeperOptions, updates: Observable<ProcessUpdate>) {
    this.#options = options;
    this.#updates = updates;
  }

  /** A date has moved: the next look comes at once. */
  wake(): void {
    this.#endNap();
  }

  /** Looks at once, and resolves when the dates that have come by then are met. */
  async look(): Promise<void> {
    const wanted = this.#begunLooks + 1;
    this.wake();
    await firstValueFrom(this.#endedLooks.pipe(filter((look) => look >= wanted)));
  }

  /**
   * Meets dates until the signal comes. Each time everything that the log held when the clock was
   * looked at is answered first.
   */
  async keep(session: ProcessSession, signal: AbortSignal): Promise<void> {
    const { log, process, world } = this.#options;
    if (process.deadlines === undefined) return;
    while (!signal.aborted) {
      const nap = new AbortController();
      this.#endNap = () => nap.abort();
      this.#begunLooks += 1;
      const now = world.now();
      if (!(await this.#hasReached(await log.head(), signal))) return;
      await session.meetDeadlines(now, signal);
      this.#endedLooks.next(this.#begunLooks);
      const next = await session.nextAfter(now);
      const left = next === undefined ? longestNap : Date.parse(next) - Date.parse(world.now());
      const until = AbortSignal.any([signal, nap.signal]);
      if (!until.aborted) await world.wait(Math.max(0, Math.min(left, longestNap)), until);
    }
  }

  /** Whether everything up to a place is answered; false when the signal comes first. */
  async #hasReached(head: Position, signal: AbortSignal): Promise<boolean> {
    const stopped = new ReplaySubject<void>(1);
    const stop = () => stopped.next();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const reached = await firstValueFrom(
      this.#updates.pipe(
        filter((update) => update.state === 'live' && update.position >= head),
        takeUntil(stopped),
      ),
      { defaultValue: undefined },
    );
    signal.removeEventListener('abort', stop);
    return reached !== undefined;
  }
}
