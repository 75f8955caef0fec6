import type { EventLog, Position, StoredEvent } from '@presales/kernel';

/** All events of a log, in order. */
export const allOf = async (log: EventLog): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const { events } of log.readAll()) all.push(...events);
  return all;
};

/** The events of a log by their positions: what stands for a place in every log alike. */
export const places = (events: readonly StoredEvent[]): ((position: Position) => string) => {
  const ids = new Map(events.map(({ position, id }) => [position, id]));
  return (position) => ids.get(position) ?? `nothing at ${position}`;
};
