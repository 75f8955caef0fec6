import type { EventLog, StoredEvent } from '@presales/kernel';

/** The event that a log begins with; undefined in an empty log. */
export const firstEvent = async (log: EventLog): Promise<StoredEvent | undefined> => {
  for await (const { events } of log.readAll({ limit: 1 })) return events[0];
  return undefined;
};

/** The same, asked of the log until there is one: a log never begins with another. */
export const rememberedFirstEvent = (log: EventLog): (() => Promise<StoredEvent | undefined>) => {
  let first: StoredEvent | undefined;
  return async () => {
    first ??= await firstEvent(log);
    return first;
  };
};
