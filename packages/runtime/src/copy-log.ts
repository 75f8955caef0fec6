import {
  BEGINNING_OF_TIME,
  type EventLog,
  hasCode,
  Instant,
  limits,
  type Position,
  parse,
  type RetryPolicy,
  type RevisionConflict,
  type StoredEvent,
} from '@presales/kernel';
import { isInstant, type NewEvent } from '@presales/kernel/store';
import { canonicalEvents } from './canonical-event.ts';
import type { World } from './clock.ts';
import { CopyError, notInPlace, otherEvents } from './copy-error.ts';
import { CopyRetry, copyRetry } from './copy-retry.ts';

/** How far a copy has come. It serves a progress bar and is no count of events. */
export interface CopyProgress {
  /**
   * `comparing` what the target holds already with the source; `copying` what it lacks; `verifying`
   * everything, read again.
   */
  readonly phase: 'comparing' | 'copying' | 'verifying';
  readonly done: number;
  readonly total: number;
}

/** From where to where. */
export interface CopyLogOptions {
  readonly from: EventLog;
  /** A log that holds nothing, or the beginning of the source, as an earlier copy left it. */
  readonly to: EventLog;
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Ends the copy at the next safe place. A later copy goes on from there. */
  readonly signal?: AbortSignal;
  /**
   * The latest hour that an event of the copy may be recorded at: what the source recorded later, by
   * a clock that was wrong, is recorded at this hour in the copy, which can then go on with the right
   * one; and what it recorded at no hour at all, when the event before it was. By default every event
   * keeps its hour. What the events say of business time stays as it is.
   */
  readonly capTimes?: Instant;
  /** How often a log that cannot be reached is tried again. By default for about half a minute. */
  readonly retry?: RetryPolicy;
  /** Where the hour, waits and chance come from: `realWorld` outside of tests. */
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
}

/** What a copy came to. */
export interface CopyResult {
  /** Events that both logs now hold. */
  readonly events: number;
  /** Of these, how many this call added. */
  readonly copied: number;
  /** Of all events, how many are recorded at another hour in the copy than in the source (`capTimes`). */
  readonly capped: number;
  /** Of all events, how many the copy holds as recorded after the hour at which it began. */
  readonly ahead: number;
  /** The SHA-256 over the canonical events, the same for both logs but for times that were capped. */
  readonly hash: string;
}

/** Events between two reports of progress. */
const stride = 500;

/**
 * Copies every event of a log, up to its end as it is now, into another one: in the same global
 * order, at the same revisions, with its id, metadata and the time at which it was first recorded.
 * It finds out how far the target has come by comparing what is there event by event. At the end it
 * reads everything again and compares count and hash.
 *
 * Each append is sent after the one before it was answered. With several under way, a lost one
 * would leave a hole that no later append can fill, because a log only grows at its end. Events
 * that follow one another in the source and belong to one stream share an append.
 *
 * @throws InvalidInput for a `capTimes` that is no instant
 * @throws CopyError when the target holds other events, the source lacks some, or the two differ at
 *   the end
 * @throws EventLogError, UnknownOutcome when a log stays out of reach; call again to go on
 * @throws the signal's reason when it aborts
 */
export const copyLog = async (options: CopyLogOptions): Promise<CopyResult> => {
  const { from, retry = copyRetry, world, capTimes } = options;
  if (capTimes !== undefined) parse(Instant, capTimes, 'capTimes');
  const again = new CopyRetry(retry, world);
  const head = await again.answer(() => from.head());
  const copy = new LogCopy(options, again, head);
  try {
    const before = await copy.compare();
    const events = await copy.copy();
    return { events, copied: events - before, ...copy.times(), hash: await copy.verify() };
  } finally {
    await copy.end();
  }
};

/** One copy: the source is read once, from its first event to its last. */
class LogCopy {
  readonly #options: CopyLogOptions;
  readonly #again: CopyRetry;
  readonly #head: Position;
  readonly #source: AsyncGenerator<StoredEvent, undefined>;
  /** What the source has told so far. */
  readonly #told = canonicalEvents();
  readonly #began: Instant;
  /** When the last event was recorded, in the copy; before the first, no time is too early. */
  #last: Instant = BEGINNING_OF_TIME;
  #capped = 0;
  #ahead = 0;

  constructor(options: CopyLogOptions, again: CopyRetry, head: Position) {
    this.#options = options;
    this.#again = again;
    this.#head = head;
    this.#source = again.eventsOf(options.from);
    this.#began = options.world.now();
  }

  /**
   * Reads past what the target holds already, if it is the source's own beginning, and counts it.
   */
  async compare(): Promise<number> {
    const { from, to, signal } = this.#options;
    const held = canonicalEvents();
    for await (const there of this.#again.eventsOf(to)) {
      signal?.throwIfAborted();
      const shared = this.#told.count();
      const here = await this.#next();
      if (here === undefined || this.#told.add(here) !== held.add(there))
        throw otherEvents(from, to, here, there, shared);
      if (shared % stride === 0) this.#tell('comparing', here);
    }
    return this.#told.count();
  }

  /** Copies the rest of the source; resolves with the number of all its events. */
  async copy(): Promise<number> {
    const { signal } = this.#options;
    let run: StoredEvent[] = [];
    let bytes = 0;
    for (;;) {
      const event = await this.#next();
      if (event === undefined) break;
      const size = Buffer.byteLength(this.#told.add(event));
      bytes += size;
      const full = run.length === limits.appendEvents || bytes > limits.appendBytes;
      if (full || run[0]?.stream !== event.stream) {
        signal?.throwIfAborted();
        await this.#send(run);
        run = [];
        bytes = size;
      }
      run.push(event);
    }
    signal?.throwIfAborted();
    await this.#send(run);
    return this.#told.count();
  }

  /** Reads the target again, and resolves with the hash that both logs have. */
  async verify(): Promise<string> {
    const { from, to, signal, onProgress } = this.#options;
    const total = this.#told.count();
    const held = canonicalEvents();
    for await (const there of this.#again.eventsOf(to)) {
      signal?.throwIfAborted();
      held.add(there);
      if (held.count() % stride === 0)
        onProgress?.({ phase: 'verifying', done: held.count(), total });
    }
    const hash = this.#told.hash();
    if (held.count() !== total || held.hash() !== hash)
      throw new CopyError(
        'copy/unverified',
        `${to.name} does not hold what ${from.name} does: ${total} events were copied, ${held.count()} read back${held.count() === total ? ', and they differ' : ''}; copying again tells where`,
      );
    return hash;
  }

  /** Ends the reading of the source, wherever it is. */
  async end(): Promise<void> {
    await this.#source.return(undefined);
  }

  /** How many events of the source have, or had, an hour that may be wrong. */
  times(): Pick<CopyResult, 'capped' | 'ahead'> {
    return { capped: this.#capped, ahead: this.#ahead };
  }

  /** The next event of the source, as the copy is to hold it. */
  async #next(): Promise<StoredEvent | undefined> {
    const event = (await this.#source.next()).value;
    if (event === undefined) return undefined;
    const recordedAt = this.#hourOf(event);
    if (recordedAt !== event.recordedAt) this.#capped += 1;
    if (recordedAt > this.#began) this.#ahead += 1;
    return { ...event, recordedAt };
  }

  /**
   * When the copy records an event. Without a cap it is what the source says, and no log takes what is
   * no instant; with one, such an event is recorded when the one before it was.
   */
  #hourOf({ recordedAt }: StoredEvent): Instant {
    const { capTimes } = this.#options;
    if (capTimes === undefined) return recordedAt;
    if (isInstant(recordedAt)) this.#last = recordedAt > capTimes ? capTimes : recordedAt;
    return this.#last;
  }

  async #send(run: readonly StoredEvent[]): Promise<void> {
    const { from, to } = this.#options;
    const [first] = run;
    if (first === undefined) return;
    const { stream, revision } = first;
    const expected = revision === 0n ? 'no-stream' : revision - 1n;
    try {
      await this.#again.answer(() => to.append(stream, expected, run.map(toNewEvent)));
    } catch (error) {
      throw isConflict(error) ? notInPlace(from, to, first, error) : error;
    }
    this.#tell('copying', run.at(-1) ?? first);
  }

  #tell(phase: CopyProgress['phase'], { position }: StoredEvent): void {
    this.#options.onProgress?.({
      phase,
      done: Number(position) + 1,
      total: Number(this.#head) + 1,
    });
  }
}

const isConflict = (error: unknown): error is RevisionConflict =>
  hasCode(error, 'event-log/conflict');

const toNewEvent = ({ id, type, version, data, metadata, recordedAt }: StoredEvent): NewEvent => ({
  id,
  type,
  version,
  data,
  metadata,
  recordedAt,
});
