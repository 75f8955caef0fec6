import type { EventLog } from '@presales/kernel';

/** One who follows the log, across everything. */
export interface Following {
  /** The ids of the events that were seen, once they are so many, or after so many milliseconds. */
  readonly seen: (count: number, milliseconds: number) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/** Follows the log from its beginning. */
export const follow = (log: EventLog): Following => {
  const seen: string[] = [];
  const stop = new AbortController();
  let enough: () => boolean = () => false;
  const following = (async () => {
    for await (const { events } of log.follow({ signal: stop.signal })) {
      for (const { id } of events) seen.push(id);
      if (enough()) return;
    }
  })();
  // It fails where the log is closed before it is stopped, which happens when all is given up.
  const ended = following.catch((error: unknown) => void seen.push(String(error)));
  return {
    seen: async (count, milliseconds) => {
      enough = () => seen.length >= count;
      const timer = setTimeout(() => stop.abort(), milliseconds);
      if (enough()) stop.abort();
      await ended;
      clearTimeout(timer);
      return seen;
    },
    stop: () => {
      stop.abort();
      return ended;
    },
  };
};
