import type { EventLog, Position, StoredEvent } from '@presales/kernel';
import { type ParkedStream, ProjectionFailed, parkedBy } from '@presales/kernel/store';
import { heardTypes, type Process } from '@presales/processes';
import type { World } from './clock.ts';
import { isOfEvent } from './parking.ts';
import type { Index } from './process-index.ts';
import type { Journal, Settled } from './process-journal.ts';
import { dateStream, type ProcessWork } from './process-work.ts';
import { behind, eventsFrom, type Retried } from './retry-read-model.ts';

/** What the parked streams of a process are retried with. */
export interface ProcessRetryParts {
  readonly log: EventLog;
  readonly process: Process;
  readonly work: ProcessWork;
  readonly journal: Journal;
  readonly world: Pick<World, 'now'>;
  /** The index from nothing, up to where the journal stands, without what is parked here. */
  readonly indexAnew: (parked: ReadonlyMap<string, ParkedStream>) => Promise<Index>;
}

/**
 * Answers parked streams from the event on that could not be answered, in order. What was answered
 * before is answered under the same command ids, and nothing happens twice. The index remembers those
 * events late while they are answered, and is then filled again in the order of the log.
 *
 * It takes the turn of the process.
 */
export const retryProcess = (
  parts: ProcessRetryParts,
  wanted: readonly ParkedStream[],
): Promise<Retried> =>
  parts.work.inTurn(async () => {
    const answered: string[] = [];
    const dates = wanted.filter(isDate);
    for (const one of wanted)
      if (!isDate(one) && (await retake(parts, one))) answered.push(one.stream);
    await release(parts, answered);
    await retryDates(parts, dates);
    const now = parts.work.parked();
    return {
      how: 'in-place',
      released: wanted.map(({ stream }) => stream).filter((stream) => !now.has(stream)),
      parked: wanted.flatMap(({ stream }) => now.get(stream) ?? []),
    };
  });

const isDate = ({ stream, eventType }: ParkedStream): boolean =>
  eventType === 'date' && stream.startsWith(dateStream({ id: '' }));

/** Answers the events of one stream; false where it stays parked. */
const retake = async (parts: ProcessRetryParts, one: ParkedStream): Promise<boolean> => {
  const { log, process, work, journal, world } = parts;
  const types = new Set(heardTypes(process));
  const reached: Position = work.position();
  const events = await eventsFrom(
    log,
    one,
    ({ type, position }) => types.has(type) && position <= reached,
  );
  for (const [at, event] of events.entries()) {
    const taken = await take(work, event);
    if ('error' in taken) {
      const before = event.position === one.position ? one : { parkedAt: world.now(), attempts: 0 };
      const failed = parkedBy(event, taken.error, {
        parkedAt: before.parkedAt,
        attempts: before.attempts + taken.attempts,
      });
      const park = [{ ...failed, waiting: events.length - at - 1 }];
      await journal.aside({ park, release: [] }, [], world.now());
      return false;
    }
    const next = events[at + 1] ?? event;
    const park = [behind(one, next, Math.max(0, events.length - at - 2))];
    await journal.aside({ park, release: [] }, taken.settled, world.now());
  }
  return true;
};

type Taken =
  | { readonly settled: readonly Settled[] }
  | { readonly error: unknown; readonly attempts: number };

/** Answers an event and remembers it. */
const take = async (work: ProcessWork, event: StoredEvent): Promise<Taken> => {
  const answered = await work.answered(event);
  if (answered.outcome === 'failed') return answered;
  try {
    await work.index.late(event);
    return { settled: answered.outcome === 'done' ? answered.result : [] };
  } catch (error) {
    if (!isOfEvent(error)) throw error;
    return { error: error instanceof ProjectionFailed ? error.cause : error, attempts: 1 };
  }
};

/** The streams go on with the others, once the index is as the log has them. */
const release = async (
  { work, journal, world, indexAnew }: ProcessRetryParts,
  streams: readonly string[],
): Promise<void> => {
  if (streams.length === 0) return;
  const still = new Map(journal.parked());
  for (const stream of streams) still.delete(stream);
  work.index = await indexAnew(still);
  await journal.aside({ park: [], release: streams }, [], world.now());
};

/** Dates that have come are met again, as if they had not been tried. */
const retryDates = async (
  { work, journal, world }: ProcessRetryParts,
  dates: readonly ParkedStream[],
): Promise<void> => {
  if (dates.length === 0) return;
  const now = world.now();
  await journal.aside({ park: [], release: dates.map(({ stream }) => stream) }, [], now);
  await work.meetDeadlinesNow(now);
  const again = dates.flatMap((before) => {
    const one = journal.parked().get(before.stream);
    if (one === undefined) return [];
    return [{ ...one, parkedAt: before.parkedAt, attempts: before.attempts + one.attempts }];
  });
  if (again.length > 0) await journal.aside({ park: again, release: [] }, [], now);
};
