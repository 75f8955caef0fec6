import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventLog,
  type HandlerEnvironment,
  PresalesError,
  type StoredEvent,
} from '@presales/kernel';
import { handlersOf, type Thread } from './business.ts';
import type { Random } from './random.ts';
import type { UnderWay } from './under-way.ts';

/** What a writer was told: these events are stored. */
export type Acknowledged = Pick<StoredEvent, 'id' | 'stream' | 'revision' | 'position'>;

/** Where acknowledgements go, and whatever should not have happened. */
export interface Records {
  readonly acknowledged: (commandId: string, events: readonly Acknowledged[]) => void;
  readonly askedAgain: () => void;
  readonly wrong: (what: string) => void;
}

/** Asks the commands of a thread, one after the other, each until it is answered. */
export type Writer = (thread: Thread) => Promise<void>;

/** What a writer may be told while a server is in trouble: ask again, with the same command id. */
const passing = new Set([
  'handle/unknown-outcome',
  'handle/contended',
  'handle/answer-lost',
  'event-log/unavailable',
]);

const mostTries = 200;

/** What handlers take from the world here: they are quick to ask again. */
export const environmentOf = (random: Random): Omit<HandlerEnvironment, 'log'> => ({
  wait: async (milliseconds) => sleep(milliseconds),
  random: random.next,
  retry: { attempts: 10, firstDelay: 1, longestDelay: 40 },
  cachedStreams: 100,
});

/** A writer with handlers of its own, as one instance of a service has them. */
export const writer = (
  log: EventLog,
  random: Random,
  { acknowledged, askedAgain, wrong }: Records,
  { during }: UnderWay,
): Writer => {
  const handlers = handlersOf({ ...environmentOf(random), log });
  return async (thread) => {
    for (const { commandId, ask } of thread) {
      let tries = 1;
      let last: unknown = 'nothing yet';
      const settled = await during(
        () => `command ${commandId}, try ${tries}, last told: ${last}`,
        async () => {
          for (; ; tries += 1)
            try {
              const answer = await ask(handlers);
              if (answer.outcome === 'refused') wrong(`${commandId}: ${answer.refusal.code}`);
              else acknowledged(commandId, answer.events);
              return true;
            } catch (error) {
              if (
                !(error instanceof PresalesError && passing.has(error.code)) ||
                tries === mostTries
              ) {
                wrong(`${commandId}, try ${tries}: ${error}`);
                return false;
              }
              last = error;
              askedAgain();
              await sleep(5);
            }
        },
      );
      if (!settled) return;
    }
  };
};
