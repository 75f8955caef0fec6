import { delayAfter, RetriesExhausted, type RetryPolicy } from './retry.ts';

/** What waiting and chance are taken from. */
export interface RetryWorld {
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

/** The tries of one command against its stream, counted over everything that may go wrong. */
export class Retries {
  readonly #stream: string;
  readonly #policy: RetryPolicy;
  readonly #world: RetryWorld;
  #tries = 0;

  constructor(stream: string, policy: RetryPolicy, world: RetryWorld) {
    this.#stream = stream;
    this.#policy = policy;
    this.#world = world;
  }

  /**
   * Waits before the next try.
   *
   * @throws RetriesExhausted when the one that failed was the last
   */
  async beforeNext(cause: unknown): Promise<void> {
    this.#tries += 1;
    if (this.#tries >= this.#policy.attempts)
      throw new RetriesExhausted(this.#stream, this.#tries, cause);
    await this.#world.wait(delayAfter(this.#tries, this.#policy, this.#world.random()));
  }
}
