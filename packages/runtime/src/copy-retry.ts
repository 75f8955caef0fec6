import {
  BEGINNING,
  type EventLog,
  hasCode,
  type Position,
  type RetryPolicy,
  type StoredEvent,
} from '@presales/kernel';
import { defaultRetry, delayAfter } from '@presales/kernel/store';
import type { World } from './clock.ts';

/** Long enough for a server to be restarted. */
export const copyRetry: RetryPolicy = {
  ...defaultRetry,
  attempts: 12,
  firstDelay: 100,
  longestDelay: 5_000,
};

/** Asks logs again while they are out of reach. */
export class CopyRetry {
  readonly #policy: RetryPolicy;
  readonly #world: Pick<World, 'wait' | 'random'>;

  constructor(policy: RetryPolicy, world: Pick<World, 'wait' | 'random'>) {
    this.#policy = policy;
    this.#world = world;
  }

  /**
   * The answer of a log. An append that is asked again keeps its ids, so that it is stored once.
   */
  async answer<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries += 1)
      try {
        return await ask();
      } catch (error) {
        await this.#afterFailure(error, tries);
      }
  }

  /**
   * All events of a log in global order. After a failure it goes on where the reading broke off.
   */
  async *eventsOf(log: EventLog): AsyncGenerator<StoredEvent, undefined> {
    let after: Position = BEGINNING;
    let tries = 0;
    for (;;) {
      try {
        for await (const { events } of log.readAll({ after }))
          for (const event of events) {
            yield event;
            after = event.position;
            tries = 0;
          }
        return undefined;
      } catch (error) {
        tries += 1;
        await this.#afterFailure(error, tries);
      }
    }
  }

  /** Waits for the next try; throws the failure where there is none. */
  async #afterFailure(error: unknown, tries: number): Promise<void> {
    if (!mayPass(error) || tries >= this.#policy.attempts) throw error;
    await this.#world.wait(delayAfter(tries, this.#policy, this.#world.random()));
  }
}

const mayPass = (error: unknown): boolean =>
  ['event-log/unknown-outcome', 'event-log/unavailable', 'event-log/busy'].some((code) =>
    hasCode(error, code),
  );
