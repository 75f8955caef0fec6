import { hasCode, PresalesError, type RetryPolicy } from '@presales/kernel';
import { defaultRetry, delayAfter } from '@presales/kernel/store';
import type { World } from './clock.ts';
import { isOfEvent } from './parking.ts';
import { isFenced, isUnsettled } from './passing.ts';

/** A process cannot go on, whatever event or date comes: its stores fail for good. */
export class ProcessFailed extends PresalesError {
  readonly process: string;

  constructor(process: string, cause: unknown, options: { readonly at: string }) {
    super(
      'process/failed',
      `process ${process} stopped at ${options.at}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.process = process;
  }
}

/** What came of trying. */
export type Tried<Result> =
  | { readonly outcome: 'done'; readonly result: Result }
  /** It failed as often as it was tried. */
  | { readonly outcome: 'failed'; readonly error: unknown; readonly attempts: number }
  /** The signal came while it was waited. */
  | { readonly outcome: 'stopped' };

/**
 * Three attempts, with a tenth and two tenths of a second between them: what a reaction looks up may be
 * there a moment later, and the other streams of the process wait meanwhile.
 */
const attemptRetry: RetryPolicy = { ...defaultRetry, attempts: 3, firstDelay: 100 };

/** What is tried, and where to say that it was. */
export interface Attempt<Result> {
  readonly process: string;
  readonly at: string;
  readonly work: () => Promise<Result>;
  readonly world: Pick<World, 'wait' | 'random'>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tries what follows from an event or a date a few times, at growing intervals.
 *
 * @throws ProcessFailed when a store fails for good
 * @throws what passes by itself, and what says that another instance was faster, as it is
 */
export const attempted = async <Result>({
  process,
  at,
  work,
  world,
  signal,
}: Attempt<Result>): Promise<Tried<Result>> => {
  for (let attempts = 1; ; attempts++)
    try {
      return { outcome: 'done', result: await work() };
    } catch (error) {
      if (isFenced(error) || isUnsettled(error)) throw error;
      if (!isOfEvent(error)) throw new ProcessFailed(process, error, { at });
      const inVain = attempts >= attemptRetry.attempts || hasCode(error, 'codec/undecodable');
      if (inVain) return { outcome: 'failed', error, attempts };
      await world.wait(delayAfter(attempts, attemptRetry, world.random()), signal);
      if (signal?.aborted === true) return { outcome: 'stopped' };
    }
};
