import type { Instant } from '@presales/kernel';
import type { ParkedStream } from '@presales/kernel/store';
import type { World } from './clock.ts';

/** The event or the date that a process is at, and since when. */
export type Handling = Pick<ParkedStream, 'stream' | 'position' | 'eventId' | 'eventType'> & {
  readonly since: Instant;
};

/** Milliseconds after which it is told that an event is still being handled, and told again. */
const patience = 1_000;

/** Watches over what is being handled, and tells of what takes long, for as long as it does. */
export class Watch {
  readonly #world: Pick<World, 'now' | 'wait'>;
  readonly #tell: (handling: Handling) => Promise<void>;
  #current: Handling | undefined;
  #resting: AbortController | undefined;

  constructor(world: Pick<World, 'now' | 'wait'>, tell: (handling: Handling) => Promise<void>) {
    this.#world = world;
    this.#tell = tell;
  }

  /** What is being handled now; undefined where nothing is. */
  current(): Handling | undefined {
    return this.#current;
  }

  async during<Result>(
    what: Omit<Handling, 'since'>,
    work: () => Promise<Result>,
  ): Promise<Result> {
    this.#current = { ...what, since: this.#world.now() };
    if (this.#resting === undefined) void this.#watch();
    try {
      return await work();
    } finally {
      this.#current = undefined;
    }
  }

  /** Nothing comes for now: there is no need to look. */
  rest(): void {
    this.#resting?.abort();
    this.#resting = undefined;
  }

  /** One wait at a time, however many events pass meanwhile: a timer for each would cost more than they do. */
  async #watch(): Promise<void> {
    const resting = new AbortController();
    this.#resting = resting;
    while (!resting.signal.aborted && this.#current !== undefined) {
      const before = this.#current;
      await this.#world.wait(patience, resting.signal);
      if (!resting.signal.aborted && before === this.#current) await this.#tell(before);
    }
    if (this.#resting === resting) this.#resting = undefined;
  }
}
