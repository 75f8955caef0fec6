import type { Position } from '@presales/kernel';
import { delayAfter } from '@presales/kernel/store';
import type { World } from './clock.ts';
import { isFenced, storeRetry } from './passing.ts';

/** A stretch of work from a checkpoint on, which it moves. */
export interface Session {
  readonly position: () => Position;
}

/** What is done in sessions, and what is done about their failures. */
export interface SessionWork<Some extends Session> {
  /** Begins a session where the checkpoint stands. */
  readonly begin: () => Promise<Some>;
  /** Everything is done when this resolves. */
  readonly work: (session: Some) => Promise<void>;
  /** Whether a failure will pass, so that it is worth waiting and trying again. */
  readonly passes: (error: unknown) => boolean;
  /** Told of such a failure before each wait. */
  readonly onWaiting: (error: unknown) => Promise<void> | void;
  readonly world: Pick<World, 'wait' | 'random'>;
  /** Ends the trying; it is for `work` to end too. */
  readonly signal?: AbortSignal;
}

/**
 * Works in sessions until the work is done or the signal aborts. When another instance was faster,
 * the next session begins at once where that one stands. When a store cannot answer for now, the
 * next session begins after a wait, which grows until a session has moved the checkpoint again.
 *
 * @throws whatever does not pass
 */
export const inSessions = async <Some extends Session>(parts: SessionWork<Some>): Promise<void> => {
  const waits = new Waits(parts);
  let over = false;
  while (!over) over = await session(parts, waits);
};

/** One session, and the wait after it where it failed; true when no other is to follow. */
const session = async <Some extends Session>(
  { begin, work, passes, onWaiting, signal }: SessionWork<Some>,
  waits: Waits,
): Promise<boolean> => {
  const ended = (): boolean => signal?.aborted === true;
  let begun: Some | undefined;
  let from: Position | undefined;
  try {
    begun = await begin();
    from = begun.position();
    await work(begun);
    return true;
  } catch (error) {
    const fenced = isFenced(error);
    if (!fenced && !passes(error)) throw error;
    if (fenced || ended()) return ended();
    await onWaiting(error);
    if (ended()) return true;
    await waits.next(begun !== undefined && from !== undefined && begun.position() > from);
    return ended();
  }
};

/** The waits between sessions: each longer than the one before, until the checkpoint has moved. */
class Waits {
  readonly #parts: Pick<SessionWork<Session>, 'world' | 'signal'>;
  #tries = 0;

  constructor(parts: Pick<SessionWork<Session>, 'world' | 'signal'>) {
    this.#parts = parts;
  }

  async next(moved: boolean): Promise<void> {
    const { world, signal } = this.#parts;
    this.#tries = moved ? 1 : this.#tries + 1;
    await world.wait(delayAfter(this.#tries, storeRetry, world.random()), signal);
  }
}
