import {
  BEGINNING,
  defaultRetry,
  delayAfter,
  type EventLog,
  hasCode,
  limits,
  type NewEvent,
  type Position,
  type RetryPolicy,
  type RevisionConflict,
  type StoredEvent,
} from '@presales/kernel';
import { canonicalEvents } from './canonical-event.ts';
import { realWorld, type World } from './clock.ts';
import { CopyError, namedEvent } from './copy-error.ts';

/** How far a copy has come: for a progress bar, and not as a count of events. */
export interface CopyProgress {
  /** `comparing`: what the target holds already; `copying`; `verifying`: all of it, read again. */
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
  /** Ends the copy at the next safe place: called again, it goes on from there. */
  readonly signal?: AbortSignal;
  /** How often a log that cannot be reached is asked again. By default for about half a minute. */
  readonly retry?: RetryPolicy;
  /** By default the real one. */
  readonly world?: Pick<World, 'wait' | 'random'>;
}

/** What a copy came to. */
export interface CopyResult {
  /** Events that both logs now hold. */
  readonly events: number;
  /** Of these, how many this call added. */
  readonly copied: number;
  /** The SHA-256 over the canonical events, the same for both logs. */
  readonly hash: string;
}

/** Long enough for a server to be restarted. */
const copyRetry: RetryPolicy = {
  ...defaultRetry,
  attempts: 12,
  firstDelay: 100,
  longestDelay: 5_000,
};

/** Events between two tellings of progress. */
const stride = 500;

/**
 * Copies every event of a log, up to its end as it is now, into another one: in the same global
 * order, at the same revisions, with its id, metadata and the time at which it was first recorded.
 * Where the target stands it finds out itself, by comparing event by event what is there. At the
 * end everything is read again and compared by count and hash.
 *
 * An append is sent when the one before it is answered. With several in flight a lost one would
 * leave a hole that no later append can fill, because a log only grows at its end. Events that
 * follow one another in the source and are of one stream share an append.
 *
 * @throws CopyError when the target holds other events, the source lacks some, or the two differ
 *   at the end
 * @throws EventLogError, UnknownOutcome when a log stays out of reach; call again to go on
 * @throws the signal's reason when it aborts
 */
export const copyLog = async ({
  from,
  to,
  onProgress = () => undefined,
  signal,
  retry = copyRetry,
  world = realWorld,
}: CopyLogOptions): Promise<CopyResult> => {
  const again = retrying(retry, world);
  const head = await again(() => from.head());
  const told = canonicalEvents();
  const source = eventsOf(from, retry, world);
  const next = async (): Promise<StoredEvent | undefined> => (await source.next()).value;
  const tell = (phase: CopyProgress['phase'], { position }: StoredEvent): void =>
    onProgress({ phase, done: Number(position) + 1, total: Number(head) + 1 });

  /** Reads past what the target holds already, if it is the source's own beginning. */
  const compare = async (): Promise<number> => {
    const held = canonicalEvents();
    for await (const there of eventsOf(to, retry, world)) {
      signal?.throwIfAborted();
      const shared = told.count();
      const here = await next();
      if (here === undefined || told.add(here) !== held.add(there))
        throw otherEvents(from, to, here, there, shared);
      if (shared % stride === 0) tell('comparing', here);
    }
    return told.count();
  };

  const send = async (run: readonly StoredEvent[]): Promise<void> => {
    const [first] = run;
    if (first === undefined) return;
    const { stream, revision } = first;
    const expected = revision === 0n ? 'no-stream' : revision - 1n;
    try {
      await again(() => to.append(stream, expected, run.map(toNewEvent)));
    } catch (error) {
      throw isConflict(error) ? notInPlace(from, to, first, error) : error;
    }
    tell('copying', run.at(-1) ?? first);
  };

  const copy = async (): Promise<void> => {
    let run: StoredEvent[] = [];
    let bytes = 0;
    for (;;) {
      const event = await next();
      if (event === undefined) break;
      const size = Buffer.byteLength(told.add(event));
      bytes += size;
      if (
        run[0]?.stream !== event.stream ||
        run.length === limits.appendEvents ||
        bytes > limits.appendBytes
      ) {
        signal?.throwIfAborted();
        await send(run);
        run = [];
        bytes = size;
      }
      run.push(event);
    }
    signal?.throwIfAborted();
    await send(run);
  };

  const verify = async (): Promise<string> => {
    const held = canonicalEvents();
    for await (const there of eventsOf(to, retry, world)) {
      signal?.throwIfAborted();
      held.add(there);
      if (held.count() % stride === 0)
        onProgress({ phase: 'verifying', done: held.count(), total: told.count() });
    }
    const hash = told.hash();
    if (held.count() !== told.count() || held.hash() !== hash)
      throw new CopyError(
        'copy/unverified',
        `${to.name} does not hold what ${from.name} does: ${told.count()} events were copied, ${held.count()} read back${held.count() === told.count() ? ', and they differ' : ''}; copying again tells where`,
      );
    return hash;
  };

  try {
    const before = await compare();
    await copy();
    return { events: told.count(), copied: told.count() - before, hash: await verify() };
  } finally {
    await source.return(undefined);
  }
};

/** All events of a log in global order; a log out of reach is asked again where it broke off. */
async function* eventsOf(
  log: EventLog,
  retry: RetryPolicy,
  world: Pick<World, 'wait' | 'random'>,
): AsyncGenerator<StoredEvent, undefined> {
  let after: Position = BEGINNING;
  let tries = 0;
  for (;;) {
    try {
      for await (const { events } of log.readAll({ after }))
        for (const event of events) {
          yield event;
          after = event.position;
          tries = 0;
        }
      return undefined;
    } catch (error) {
      tries += 1;
      if (!mayPass(error) || tries >= retry.attempts) throw error;
      await world.wait(delayAfter(tries, retry, world.random()));
    }
  }
}

/** Asks again while a log is out of reach; an append keeps its ids, so that it is stored once. */
const retrying =
  (retry: RetryPolicy, { wait, random }: Pick<World, 'wait' | 'random'>) =>
  async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    for (let tries = 1; ; tries += 1)
      try {
        return await ask();
      } catch (error) {
        if (!mayPass(error) || tries >= retry.attempts) throw error;
        await wait(delayAfter(tries, retry, random()));
      }
  };

const mayPass = (error: unknown): boolean =>
  ['event-log/unknown-outcome', 'event-log/unavailable', 'event-log/busy'].some((code) =>
    hasCode(error, code),
  );

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

const otherEvents = (
  from: EventLog,
  to: EventLog,
  here: StoredEvent | undefined,
  there: StoredEvent,
  shared: number,
): CopyError => {
  const expected =
    here === undefined ? `${from.name} ends there` : `${from.name} has ${namedEvent(here)}`;
  const same =
    here !== undefined && namedEvent(here) === namedEvent(there)
      ? ' with other data, metadata or times'
      : '';
  return new CopyError(
    'copy/other-events',
    `${to.name} holds other events: after ${shared} in common it has ${namedEvent(there)}, where ${expected}${same}; nothing was copied. Copy into an empty log, or one that an earlier copy left`,
    shared,
  );
};

/** The comparison found the target in order, so either somebody writes there, or events are missing. */
const notInPlace = (
  from: EventLog,
  to: EventLog,
  event: StoredEvent,
  conflict: RevisionConflict,
): CopyError => {
  const { actual } = conflict;
  const missing = actual === 'no-stream' || actual < event.revision;
  return new CopyError(
    missing ? 'copy/incomplete-source' : 'copy/other-events',
    missing
      ? `${from.name} lacks what came before ${namedEvent(event)}: its stream was truncated or deleted, and the revisions of a copy would not be its own`
      : `${to.name} is written to by others: ${namedEvent(event)} should come next in its stream, which is at revision ${actual}; copy into a log of its own`,
    undefined,
    { cause: conflict },
  );
};
