import { setTimeout as sleep } from 'node:timers/promises';
import { type EventLog, PresalesError, type StoredEvent } from '@presales/kernel';
import { handlersOf, type Thread } from './business.ts';
import type { Random } from './random.ts';

/** What a writer was told: these events are stored. */
export type Acknowledged = Pick<StoredEvent, 'id' | 'stream' | 'revision' | 'position'>;

/** Where acknowledgements go, and whatever should not have happened. */
export interface Records {
  readonly acknowledged: (commandId: string, events: readonly Acknowledged[]) => void;
  readonly wrong: (what: string) => void;
}

/** What a writer may be told while a server is in trouble: ask again, with the same command id. */
const passing = new Set([
  'handle/unknown-outcome',
  'handle/contended',
  'handle/answer-lost',
  'event-log/unavailable',
]);

const patience = 200;

/** Asks all commands of the threads, the threads side by side, each command until it is answered. */
export const write = async (
  log: EventLog,
  threads: readonly Thread[],
  random: Random,
  { acknowledged, wrong }: Records,
): Promise<void> => {
  const handlers = handlersOf({
    log,
    wait: async (milliseconds) => sleep(milliseconds),
    random: random.next,
    retry: { attempts: 10, firstDelay: 1, longestDelay: 40 },
  });
  const tell = async (thread: Thread): Promise<void> => {
    for (const { commandId, ask } of thread)
      for (let tries = 1; ; tries += 1)
        try {
          const answer = await ask(handlers);
          if (answer.outcome === 'refused') wrong(`${commandId}: ${answer.refusal.code}`);
          else acknowledged(commandId, answer.events);
          break;
        } catch (error) {
          if (!(error instanceof PresalesError && passing.has(error.code)) || tries === patience) {
            wrong(`${commandId}, try ${tries}: ${error}`);
            return;
          }
          await sleep(5);
        }
  };
  await Promise.all(threads.map(tell));
};
