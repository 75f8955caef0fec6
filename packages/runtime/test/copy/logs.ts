import {
  type EventLog,
  EventLogError,
  type Instant,
  instant,
  memoryEventLog,
  type StoredEvent,
  UnknownOutcome,
} from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';

const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** The nth event; the same n is the same event. */
export const event = (n: number, parts: Partial<NewEvent> = {}): NewEvent => ({
  id: uuid(n),
  type: n % 2 === 0 ? 'Counted' : 'Named',
  version: 1 + (n % 3),
  data: { number: n, name: 'Țară 東京', parts: [1, { deep: null }] },
  metadata: {
    actor: 'Darcel',
    commandId: `command-${n}`,
    correlationId: `cause-${n}`,
    causationId: `cause-${n}`,
    occurredAt: '2020-02-28T16:00:00.000Z',
  },
  ...parts,
});

/** A log with one event after the other, each to the stream of its turn, a second apart. */
export const filled = async (
  streams: readonly number[],
  log = memoryEventLog({ now: clock('2021-01-01T00:00:00.000Z') }),
): Promise<EventLog> => {
  const revisions = new Map<number, bigint>();
  for (const [n, stream] of streams.entries()) {
    const { revision } = await log.append(`deal-${stream}`, revisions.get(stream) ?? 'no-stream', [
      event(n),
    ]);
    revisions.set(stream, revision);
  }
  return log;
};

/** Begins at an instant and goes on by a second each time it is looked at. */
export const clock = (start: Instant): (() => Instant) => {
  let seconds = -1;
  return () => {
    seconds += 1;
    return instant(Date.parse(start) + seconds * 1_000);
  };
};

/** A log of today: what it records by itself is later than what was ever copied. */
export const empty = (): EventLog => memoryEventLog({ now: clock('2021-06-01T00:00:00.000Z') });

export const allOf = async (log: EventLog): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const { events } of log.readAll()) all.push(...events);
  return all;
};

/** Counts the appends, and the events of each. */
export const counting = (log: EventLog): { readonly log: EventLog; readonly sizes: number[] } => {
  const sizes: number[] = [];
  return {
    sizes,
    log: {
      ...log,
      append: (stream, expected, events) => {
        sizes.push(events.length);
        return log.append(stream, expected, events);
      },
    },
  };
};

/** What becomes of a call: as it should be, failed before it began, or lost after it was done. */
export type Fate = 'fine' | 'unreachable' | 'answer lost';

/** A log whose calls meet their fates in turn, and are fine when there are none left. */
export const fateful = (log: EventLog, fates: readonly Fate[]): EventLog => {
  let calls = 0;
  const next = (): Fate => fates[calls++] ?? 'fine';
  const unavailable = () => new EventLogError('event-log/unavailable', 'no route to the log');
  return {
    ...log,
    append: async (stream, expected, events) => {
      const fate = next();
      if (fate === 'unreachable') throw unavailable();
      const appended = await log.append(stream, expected, events);
      if (fate === 'answer lost') throw new UnknownOutcome(stream);
      return appended;
    },
    head: async () => {
      if (next() !== 'fine') throw unavailable();
      return log.head();
    },
    async *readAll(options) {
      for await (const page of log.readAll(options))
        for (const event of page.events) {
          yield { events: [event], through: event.position };
          if (next() !== 'fine') throw unavailable();
        }
    },
  };
};
