import type { EventLog, Position } from '@presales/kernel';

/** A log as it was when it ended at a position: for reading forwards from the beginning. */
export const logUntil = (log: EventLog, end: Position): EventLog => ({
  ...log,
  head: async () => end,
  async *readAll(options = {}) {
    for await (const { events, through } of log.readAll(options)) {
      if (through < end) {
        yield { events, through };
        continue;
      }
      yield { events: events.filter(({ position }) => position <= end), through: end };
      return;
    }
  },
});
