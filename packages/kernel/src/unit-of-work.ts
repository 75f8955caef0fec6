import { appendSurely } from './append-surely.ts';
import { BEGINNING, type NewEvent, type Revision, type StoredEvent } from './event.ts';
import {
  type Appended,
  type CommandLog,
  type ExpectedRevision,
  type ReadStreamOptions,
  RevisionConflict,
} from './event-log.ts';
import type { Instant } from './instant.ts';
import { plainCopy } from './plain-copy.ts';
import { readLimit } from './read-limit.ts';
import { hourOf } from './recording-clock.ts';
import { Retries, type RetryWorld } from './retries.ts';
import { defaultRetry } from './retry.ts';
import { serialise } from './serialise.ts';

/** What was appended to some streams and takes effect as a whole or not at all. */
export interface UnitOfWork {
  /**
   * Stores all of it, one append after the other in their order, and ends the unit. A process that is
   * killed on the way leaves a part, which the same commands, given again, complete.
   *
   * @throws RevisionConflict when another writer was faster: what came before is stored
   * @throws RetriesExhausted when nobody can tell whether the events are stored
   * @throws EventLogError
   */
  readonly commit: () => Promise<readonly Committed[]>;
  /** Drops all of it, and ends the unit. Whoever remembers the streams by it has to forget them. */
  readonly rollback: () => void;
}

/** One append of a unit of work, as it was stored. */
export interface Committed extends Appended {
  readonly events: number;
}

/** A log that keeps back what belongs to units of work. What belongs to none goes straight through. */
export interface UnitOfWorkLog extends CommandLog {
  /**
   * Keeps back from now on what is appended to these streams, until the unit has ended; who reads
   * them through this log sees it.
   *
   * @throws RangeError for a stream that is in a unit already
   */
  readonly begin: (streams: readonly string[]) => UnitOfWork;
}

/** What units of work take from the world. */
export interface UnitOfWorkWorld extends RetryWorld {
  readonly now: () => Instant;
}

/** Units of work over a log. */
export const unitOfWorkLog = (log: CommandLog, world: UnitOfWorkWorld): UnitOfWorkLog => {
  const open = new Map<string, Unit>();
  return {
    append: async (stream, expected, events) => {
      const unit = open.get(stream);
      if (unit === undefined) return log.append(stream, expected, events);
      await checkEnd(log, unit, stream, expected);
      return keepBack(unit, stream, expected, events, hourOf(world.now));
    },
    readStream: (stream, asked = {}) => {
      const kept = open.get(stream)?.streams.get(stream) ?? [];
      return kept.length === 0 ? log.readStream(stream, asked) : readWith(log, stream, kept, asked);
    },
    begin: (streams) => {
      const unit: Unit = { streams: new Map(), appends: [] };
      for (const stream of streams) {
        if (open.has(stream)) throw new RangeError(`${stream} is in a unit of work already`);
        open.set(stream, unit);
      }
      const end = (): void => {
        for (const stream of streams) open.delete(stream);
      };
      return {
        commit: async () => {
          end();
          const committed: Committed[] = [];
          for (const { stream, expected, events } of unit.appends) {
            const retries = new Retries(stream, defaultRetry, world);
            const appended = await appendSurely(log, stream, expected, events, retries);
            committed.push({ ...appended, events: events.length });
          }
          return committed;
        },
        rollback: end,
      };
    },
  };
};

interface Unit {
  /** What is kept back of each stream, as it will stand there. */
  readonly streams: Map<string, StoredEvent[]>;
  readonly appends: {
    readonly stream: string;
    readonly expected: ExpectedRevision;
    readonly events: readonly NewEvent[];
  }[];
}

/**
 * Whoever knows a stream by what was read of it may be behind a rival, which shows when the unit is
 * committed. Whoever knows nothing of it may only have forgotten it, and is told here.
 */
const checkEnd = async (
  log: CommandLog,
  { streams }: Unit,
  stream: string,
  expected: ExpectedRevision,
): Promise<void> => {
  const last = streams.get(stream)?.at(-1)?.revision;
  if (last !== undefined && last !== expected) throw new RevisionConflict(stream, expected, last);
  if (last !== undefined || expected !== 'no-stream') return;
  for await (const page of log.readStream(stream, { limit: 1 }))
    for (const { revision } of page) throw new RevisionConflict(stream, expected, revision);
};

const keepBack = (
  { streams, appends }: Unit,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
  recordedAt: Instant,
): Appended => {
  const first = expected === 'no-stream' ? 0n : expected + 1n;
  const kept = streams.get(stream) ?? [];
  // Written for the check alone: what a log would refuse is refused here, before it is kept.
  for (const [at, { event }] of serialise(stream, events).entries())
    kept.push({
      ...event,
      data: plainCopy(event.data),
      metadata: plainCopy(event.metadata),
      stream,
      revision: first + BigInt(at),
      position: nowhere,
      recordedAt,
    });
  streams.set(stream, kept);
  appends.push({ stream, expected, events });
  return {
    revision: first + BigInt(events.length) - 1n,
    position: nowhere,
    recorded: events.map(() => ({ position: nowhere, recordedAt })),
  };
};

/** Where an event stands that is not stored yet. */
const nowhere = BEGINNING;

async function* readWith(
  log: CommandLog,
  stream: string,
  kept: readonly StoredEvent[],
  { from = 0n, limit }: Pick<ReadStreamOptions, 'from' | 'limit'>,
): AsyncGenerator<readonly StoredEvent[]> {
  const all = readLimit(limit);
  const first: Revision = kept[0]?.revision ?? 0n;
  let read = 0;
  if (from < first)
    for await (const page of log.readStream(stream, {
      from,
      limit: Math.min(all, Number(first - from)),
    })) {
      read += page.length;
      yield page;
    }
  yield kept.filter(({ revision }) => revision >= from).slice(0, all - read);
}
