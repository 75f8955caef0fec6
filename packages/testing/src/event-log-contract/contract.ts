import type { EventLog, Instant } from '@presales/kernel';
import type { RecordingClockOptions } from '@presales/kernel/store';

/** How the contract suite gets at the logs that it is to prove. */
export interface EventLogContract {
  /** What the title of the suite calls the log. */
  readonly name: string;
  /**
   * Opens a new, empty log. `now` is its clock, unless it has a better one (`serverClock`), and may run
   * ahead of the last event by `clockAhead`.
   */
  readonly open: (world: RecordingClockOptions) => Promise<EventLog>;
  /**
   * Opens a further log on the same events as one that `open` gave, which may be open or closed.
   * Absent where a log exists in one object only; cases that need two are then left out.
   */
  readonly openAgain?: (log: EventLog, world: RecordingClockOptions) => Promise<EventLog>;
  /**
   * Whether a server gives the hour of recording, by a clock that nobody can look at before an event
   * is stored; the cases about wrong clocks are then left out. By default it is `now`.
   */
  readonly serverClock?: boolean;
  /** Whether positions are 0, 1, 2 …; by default they only increase. */
  readonly gapless?: boolean;
  /**
   * Whether every append says where and when it stored each event (`Appended.recorded`); by default
   * it need not.
   */
  readonly tellsRecorded?: boolean;
  /** How many random histories and how many races to try; by default 25 of each. */
  readonly runs?: number;
}

/** What a case works with; every log that it opened is closed when it ends. */
export interface Bench {
  readonly log: EventLog;
  /** Opens a further log on the same events. */
  readonly openAgain: () => Promise<EventLog>;
  /** Sets the clock. */
  readonly setClock: (now: Instant) => void;
}

/** Runs a case on a new log, and closes all logs that were opened, whatever happens. */
export const bench = async (
  contract: EventLogContract,
  body: (bench: Bench) => Promise<void>,
  options: Omit<RecordingClockOptions, 'now'> = {},
): Promise<void> => {
  let now: Instant = '2026-03-01T09:00:00.000Z';
  const world = { now: () => now, ...options };
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
