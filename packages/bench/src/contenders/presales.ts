import { aggregates } from '@presales/domain';
import { commandHandler, idOf } from '@presales/kernel';
import { sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import type { Contender, Store } from './contender.ts';

/** Our log as `@presales/sqlite` opens it, states cached as the kernel does by default. */
export const presales: Contender = {
  name: 'presales',
  setUp: '@presales/sqlite as it comes: WAL, synchronous=FULL',
  open: (file, now) => open(file, now, undefined),
};

/** The same, with no state kept in memory. */
export const presalesUncached: Contender = {
  name: 'presales, no cache',
  setUp: '@presales/sqlite as it comes; cachedStreams: 0',
  open: (file, now) => open(file, now, 0),
};

const open = async (
  file: string,
  now: () => string,
  cachedStreams: number | undefined,
): Promise<Store> => {
  const log = await sqliteEventLog({ file, now });
  const { load } = commandHandler(aggregates.opportunity, {
    log,
    wait: async () => undefined,
    random: () => 0,
    ...(cachedStreams === undefined ? {} : { cachedStreams }),
  });
  return {
    append: async (stream, before, events) => {
      await log.append(stream, before === 0 ? 'no-stream' : BigInt(before - 1), events);
    },
    load: async (stream) => (await load(idOf(stream))).state,
    read: async (stream) => {
      const events = [];
      for await (const page of log.readStream(stream)) events.push(...page);
      return events;
    },
    count: async () => Number(await log.head()) + 1,
    // The log keeps its connection to itself, and asserts synchronous=FULL whenever it opens one.
    settings: async () => ({ journalMode: journalModeOf(file), synchronous: 2 }),
    close: () => log.close(),
  };
};

const journalModeOf = (file: string): string => {
  const database = new Database(file, { readonly: true });
  try {
    return String(database.pragma('journal_mode', { simple: true }));
  } finally {
    database.close();
  }
};
