import { categoryOf, type Instant, type Recorded, RevisionConflict } from '@presales/kernel';
import type {
  Appended,
  ExpectedRevision,
  RecordingClock,
  SerialisedEvent,
} from '@presales/kernel/store';
import { isInstant } from '@presales/kernel/store';
import type { Database } from 'better-sqlite3';
import { type Head, type WriteStatements, writeStatements } from './event-log-statements.ts';
import { checksumOf, NO_SEAL, sealedText, sealOf } from './event-seal.ts';

/** One append that waits for its commit. */
export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly SerialisedEvent[];
}

/** What became of one append of a group: its answer, or why it alone was refused. */
export type AppendOutcome = Appended | Error;

/** Decides and inserts appends, within a transaction that its caller holds. */
export class Appender {
  readonly #statements: WriteStatements;
  /** Types are few and never go away. */
  readonly #typeNumbers = new Map<string, number>();

  constructor(database: Database) {
    this.#statements = writeStatements(database);
  }

  /**
   * Where the log ends now; an append moves it on. Where the last event was not recorded at an instant,
   * which only another program can have stored, its time is that of the last one that was; and where it
   * has no seal, the chain goes on from the last one that has.
   */
  head(): Head {
    const head = this.#statements.selectHead.get();
    if (head === undefined) return { position: -1, recordedAt: '', seal: NO_SEAL };
    const { selectLastHour, selectLastSeal } = this.#statements;
    return {
      position: head.position,
      recordedAt: isInstant(head.recordedAt) ? head.recordedAt : (selectLastHour.get() ?? ''),
      seal: head.seal ?? selectLastSeal.get() ?? NO_SEAL,
    };
  }

  /** Forgets the numbers of types that a transaction gave out and that were rolled back with it. */
  forget(): void {
    this.#typeNumbers.clear();
  }

  /**
   * Stores the events after `head`, which it moves on, or says why not. The decision is made before
   * anything is inserted, so that a refused append leaves no trace and needs no savepoint.
   */
  append(request: AppendRequest, head: Head, clock: RecordingClock): AppendOutcome {
    const { stream, expected, events } = request;
    const { selectStream, insertStream } = this.#statements;
    const known = selectStream.get(stream);
    const actual = known === undefined ? 'no-stream' : BigInt(known.revision);
    if (expected !== actual)
      return this.#repeated(request) ?? new RevisionConflict(stream, expected, actual);
    const hour = hourFor(request, head, clock);
    if (hour instanceof Error) return hour;
    const number =
      known?.number ?? Number(insertStream.run(stream, categoryOf(stream)).lastInsertRowid);
    const last = known?.revision ?? -1;
    const recorded = events.map((event, index) =>
      this.#insert(event, { name: stream, number }, last + 1 + index, head, hour),
    );
    const revision = BigInt(last + events.length);
    return { revision, position: BigInt(head.position), recorded };
  }

  #insert(
    { event, data, metadata }: SerialisedEvent,
    stream: { readonly name: string; readonly number: number },
    revision: number,
    head: Head,
    hour: Instant,
  ): Recorded {
    head.position += 1;
    // The store's time never runs backwards along the log, whatever the clock does.
    const { recordedAt = hour } = event;
    if (recordedAt > head.recordedAt) head.recordedAt = recordedAt;
    const text = sealedText({
      position: head.position,
      stream: stream.name,
      revision,
      type: event.type,
      version: event.version,
      id: event.id,
      recordedAt: head.recordedAt,
      data,
      metadata,
    });
    head.seal = sealOf(head.seal, text);
    this.#statements.insertEvent.run(
      head.position,
      stream.number,
      revision,
      this.#typeNumber(event.type),
      event.version,
      event.id,
      head.recordedAt,
      data,
      metadata,
      checksumOf(text),
      head.seal,
    );
    return { position: BigInt(head.position), recordedAt: head.recordedAt };
  }

  #typeNumber(name: string): number {
    const known = this.#typeNumbers.get(name);
    if (known !== undefined) return known;
    const { selectType, insertType } = this.#statements;
    const number = selectType.get(name) ?? Number(insertType.run(name).lastInsertRowid);
    this.#typeNumbers.set(name, number);
    return number;
  }

  /** The answer of the first time, when exactly these ids already stand where they should go. */
  #repeated({ stream, expected, events }: AppendRequest): Appended | undefined {
    const from = expected === 'no-stream' ? 0 : Number(expected) + 1;
    const earlier = this.#statements.selectRepeated.all(stream, from, events.length);
    const last = earlier.at(-1);
    return last !== undefined &&
      earlier.length === events.length &&
      earlier.every(({ id }, index) => id === events[index]?.event.id)
      ? { revision: BigInt(last.revision), position: BigInt(last.position) }
      : undefined;
  }
}

/**
 * The hour for the events that bring none of their own; the clock is asked only where there are any.
 * What is wrong with it is the answer, so that a copy in the same group is stored all the same.
 */
const hourFor = (
  { events }: AppendRequest,
  { recordedAt }: Head,
  clock: RecordingClock,
): Instant | Error => {
  if (events.every(({ event }) => event.recordedAt !== undefined)) return '';
  try {
    return clock(recordedAt);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
};
