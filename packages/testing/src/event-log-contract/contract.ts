import type { EventLog, Instant } from '@presales/kernel';

/** How a contract suite gets at the logs it is to prove. */
export interface EventLogContract {
  /** What the suite's title calls the log. */
  readonly name: string;
  /** A log in which nothing ever stood. `now` is its clock, where it has no better one. */
  readonly open: (world: { readonly now: () => Instant }) => Promise<EventLog>;
  /**
   * A further log onto the same events as one that `open` gave, be that one still open or closed.
   * Absent where a log lives in one object only; what needs two is then left out.
   */
  readonly openAgain?: (log: EventLog, world: { readonly now: () => Instant }) => Promise<EventLog>;
  /** Positions count 0, 1, 2 …; by default they only order. */
  readonly gapless?: boolean;
  /**
   * Every append says where and when it stored each event, `Appended.recorded`; by default it need
   * not.
   */
  readonly tellsRecorded?: boolean;
  /** Random histories and races to try, each; by default 25. */
  readonly runs?: number;
}

/** What one case works with; everything it opened is closed when it ends. */
export interface Bench {
  readonly log: EventLog;
  /** A further log onto the same events. */
  readonly openAgain: () => Promise<EventLog>;
  /** Sets the clock. */
  readonly setClock: (now: Instant) => void;
}

/** Runs a case on a fresh log, and closes what was opened whatever happens. */
export const bench = async (
  contract: EventLogContract,
  body: (bench: Bench) => Promise<void>,
): Promise<void> => {
  let now: Instant = '2026-03-01T09:00:00.000Z';
  const world = { now: () => now };
  const log = await contract.open(world);
  const opened = [log];
  try {
    await body({
      log,
      openAgain: async () => {
        if (contract.openAgain === undefined) throw new Error('this log lives in one object only');
        const again = await contract.openAgain(log, world);
        opened.push(again);
        return again;
      },
      setClock: (instant) => {
        now = instant;
      },
    });
  } finally {
    for (const each of opened) await each.close();
  }
};
