import {
  type EventLog,
  type Position,
  PresalesError,
  type ReadModel,
  type StoredEvent,
} from '@presales/kernel';
import {
  anyType,
  matches,
  type ParkedStream,
  ProjectionFailed,
  parkedBy,
  type ReadModelStore,
  readBy,
} from '@presales/kernel/store';
import type { World } from './clock.ts';
import { isOfEvent } from './parking.ts';
import { beginSession, type ProjectorSession } from './projector-session.ts';

/** A stream was to be retried that is not parked. */
export class NotParked extends PresalesError {
  constructor(where: string, stream: string) {
    super('runtime/not-parked', `${where}: stream ${stream} is not parked`);
  }
}

/** What came of retrying parked streams. */
export interface Retried {
  /**
   * `in-place`: what waited was added where it belongs. `rebuilt`: the read model was emptied and
   * projected again, because its rows depend on the order of events of several streams. `asked`: a
   * process that does not run here tries them as soon as it runs, or hears of the next event.
   */
  readonly how: 'in-place' | 'rebuilt' | 'asked';
  /** The streams that are parked no more. */
  readonly released: readonly string[];
  /** The streams that are parked still, each with its error of now. */
  readonly parked: readonly ParkedStream[];
}

/** What a read model's parked streams are retried with. */
export interface RetryParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly model: ReadModel;
  readonly rowsKept: number;
  readonly world: Pick<World, 'now'>;
  readonly wanted: readonly ParkedStream[];
  readonly rebuild: () => Promise<Position>;
}

/**
 * Tries parked streams again. Facts stand for themselves, each under a key of its own event: they may
 * be added late. Rows that change are as the log's order made them, and are made anew.
 */
export const retryReadModel = async (parts: RetryParts): Promise<Retried> => {
  const { store, model, wanted, world } = parts;
  const session = await beginSession(parts);
  const isRead = matches(readBy(model));
  const isWanted = (event: StoredEvent): boolean =>
    isRead(event) && event.position <= session.position();
  const waiting = await Promise.all(
    wanted.map(async (one) => ({ one, events: await eventsFrom(parts.log, one, isWanted) })),
  );
  const touched = new Set(waiting.flatMap(({ events }) => events.map(({ type }) => type)));
  const onlyFacts = model.tables.every(
    ({ kind, on }) =>
      kind === 'facts' || !Object.keys(on).some((type) => type === anyType || touched.has(type)),
  );
  if (onlyFacts) for (const { one, events } of waiting) await takeLate(session, one, events, world);
  else {
    await parts.rebuild();
    await countAttempts(parts);
  }
  const parked = await (await store.attach(model)).parked();
  const still = parked.filter((now) => wanted.some(({ stream }) => stream === now.stream));
  return {
    how: onlyFacts ? 'in-place' : 'rebuilt',
    released: wanted
      .map(({ stream }) => stream)
      .filter((stream) => !still.some((one) => one.stream === stream)),
    parked: still,
  };
};

/** The events of a parked stream from the one on that could not be taken. */
export const eventsFrom = async (
  log: EventLog,
  { stream, revision }: ParkedStream,
  isWanted: (event: StoredEvent) => boolean,
): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const page of log.readStream(stream, { from: revision }))
    events.push(...page.filter(isWanted));
  return events;
};

/** Takes the events one by one; the stream stays parked by the first that cannot be taken. */
const takeLate = async (
  session: ProjectorSession,
  one: ParkedStream,
  events: readonly StoredEvent[],
  world: Pick<World, 'now'>,
): Promise<void> => {
  for (const [at, event] of events.entries()) {
    const next = events[at + 1];
    const waiting = events.length - at - 1;
    try {
      const changed =
        next === undefined
          ? { park: [], release: [one.stream] }
          : { park: [behind(one, next, waiting - 1)], release: [] };
      await session.late([event], changed);
    } catch (error) {
      if (!isOfEvent(error)) throw error;
      const cause = error instanceof ProjectionFailed ? error.cause : error;
      // Another event than before has not been tried yet.
      const before = event.position === one.position ? one : { parkedAt: world.now(), attempts: 0 };
      const failed = parkedBy(event, cause, { ...before, attempts: before.attempts + 1 });
      await session.late([], { park: [{ ...failed, waiting }], release: [] });
      return;
    }
  }
  // All that it waited with is gone from the log, or no longer handled.
  if (events.length === 0) await session.late([], { park: [], release: [one.stream] });
};

/** The stream while its next event has not been tried: what was said of the one before stays. */
export const behind = (one: ParkedStream, next: StoredEvent, waiting: number): ParkedStream => ({
  ...one,
  position: next.position,
  revision: next.revision,
  eventId: next.id,
  eventType: next.type,
  waiting,
});

/** A rebuild parks what still fails as if it were the first time: here the tries before are added. */
const countAttempts = async (parts: RetryParts): Promise<void> => {
  const session = await beginSession(parts);
  const park = [...session.parked().values()].flatMap((now) => {
    const before = parts.wanted.find(
      ({ stream, position }) => stream === now.stream && position === now.position,
    );
    return before === undefined
      ? []
      : [{ ...now, parkedAt: before.parkedAt, attempts: before.attempts + 1 }];
  });
  if (park.length > 0) await session.late([], { park, release: [] });
};
