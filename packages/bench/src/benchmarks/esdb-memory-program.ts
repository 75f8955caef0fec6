import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eventStoreDbEventLog } from '@presales/eventstoredb';
import type { EventLog } from '@presales/kernel';
import { sampleEvent } from './esdb-event.ts';

/** What is tried: a follower that stops, readers that break off, appends that are all under way. */
export interface EsdbMemoryOptions {
  readonly connection: string;
  readonly trial: 'stopped follower' | 'readers that break off' | 'appends in flight';
  /** Events that the server comes to hold meanwhile, readers, or appends. */
  readonly count: number;
}

/** What a process held, in bytes. */
export interface Held {
  /** The heap after a collection, before anything happened. */
  readonly before: number;
  /** The heap after a collection, in the midst of it. */
  readonly during: number;
  /** The most that the process ever had of the machine's memory, until then. */
  readonly resident: number;
  /** The heap after a collection, when all was over. */
  readonly after: number;
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** The heap and what lies beside it, such as the bytes of messages, that is really in use. */
const held = async (): Promise<number> => {
  // What was handed over lately is let go in the turns that follow.
  await sleep(50);
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const resident = (): number => process.resourceUsage().maxRSS * 1024;

/** Runs a trial in this process. */
export const memoryOf = async ({ connection, trial, count }: EsdbMemoryOptions): Promise<Held> => {
  const log = await eventStoreDbEventLog({ connection }, { appendTimeout: 120_000 });
  try {
    return await trials[trial](log, count);
  } finally {
    await log.close();
  }
};

const trials: Readonly<
  Record<EsdbMemoryOptions['trial'], (log: EventLog, count: number) => Promise<Held>>
> = {
  'stopped follower': async (log, count) => {
    const pages = log.follow()[Symbol.asyncIterator]();
    let seen = 0;
    const next = async (): Promise<void> => {
      const { done, value } = await pages.next();
      if (done === true) throw new Error('the following has ended');
      seen += value.events.length;
    };
    while (seen === 0) await next();
    const before = await held();
    // Nobody asks for the next page until the server has poured in everything.
    while (!(await holds(log, count))) await sleep(50);
    const during = await held();
    const most = resident();
    while (seen < count) await next();
    await pages.return?.();
    return { before, during, resident: most, after: await held() };
  },
  'readers that break off': async (log, count) => {
    const breakOff = async (): Promise<void> => {
      for await (const { events } of log.readAll()) if (events.length > 0) break;
    };
    await breakOff();
    const before = await held();
    for (let done = 0; done < count; done += 20)
      await Promise.all(Array.from({ length: 20 }, breakOff));
    const during = await held();
    return { before, during, resident: resident(), after: during };
  },
  'appends in flight': async (log, count) => {
    await log.append('warm-up', 'no-stream', [sampleEvent(0)]);
    const before = await held();
    const appending = Promise.all(
      Array.from({ length: count }, (_, n) =>
        log.append(`opportunity-${n}`, 'no-stream', [sampleEvent(n)]),
      ),
    );
    const during = await held();
    await appending;
    return { before, during, resident: resident(), after: await held() };
  },
};

/** Whether the server holds so many events: each says which it is. */
const holds = async (log: EventLog, count: number): Promise<boolean> => {
  for await (const { events } of log.readAll({ direction: 'backwards', limit: 1 }))
    for (const { metadata } of events) return metadata.commandId === `command-${count - 1}`;
  return false;
};
