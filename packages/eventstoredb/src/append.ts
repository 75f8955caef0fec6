import { EventLogError, InvalidAppend, RevisionConflict, UnknownOutcome } from '@presales/kernel';
import {
  type Appended,
  type ExpectedRevision,
  type NewEvent,
  serialise,
} from '@presales/kernel/store';
import { backoff } from './backoff.ts';
import type { ClientAppended, ClientEvent } from './client.ts';
import { toEventLogError } from './event-log-error.ts';
import { positionOf, toClientEvent } from './events.ts';
import { faultKindOf, partOf } from './fault.ts';
import { readPage } from './page.ts';
import type { Recording } from './recording.ts';
import type { Server } from './server.ts';
import { pause, TimeLimit, within } from './timers.ts';

/** The last revision that a stream may have: the server counts in signed 64 bits. */
const lastRevision = 2n ** 63n - 2n;

interface Request {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ClientEvent[];
}

/**
 * Appends under an exact expectation, and answers within the time limit, whatever the server does.
 *
 * An append without an answer is sent again with the same ids and the same expectation, because the
 * server recognises events that it has stored. A conflict that comes then is a real one: another
 * writer's events stand where these would. An append that is still unanswered when the time is up
 * has an unknown outcome. `recording` gives the events their hour, where the server does not.
 *
 * @throws RevisionConflict, UnknownOutcome, InvalidAppend, EventLogError as the port has it
 */
export const append = async (
  server: Server,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
  recording?: Recording,
): Promise<Appended> => {
  // At once, because the caller may go on to change what it has given.
  const serialised = serialise(stream, events);
  const recorded = recording === undefined ? serialised : await recording(serialised);
  const request = { stream, expected, events: recorded.map(toClientEvent) };
  if (expected !== 'no-stream' && (expected < 0n || expected > lastRevision))
    throw new RevisionConflict(stream, expected, await endOf(server, stream));
  return server.appendSlots(() => withinTime(server, request));
};

/**
 * The time counts from when the append is sent. Before, it waits in line for others to be answered.
 */
const withinTime = async (server: Server, request: Request): Promise<Appended> => {
  const progress: Progress = { asking: false, sent: false, error: undefined, over: false };
  try {
    return await within(server.after, server.appendTimeout, answered(server, request, progress));
  } catch (error) {
    if (!(error instanceof TimeLimit)) throw error;
    const { asking, sent, error: cause = error } = progress;
    throw asking || sent
      ? new UnknownOutcome(request.stream, { cause })
      : toEventLogError(cause, server.name);
  } finally {
    progress.over = true;
    progress.stopPausing?.();
  }
};

/** How far the tries have come. It is looked at when the time is up. */
interface Progress {
  /** A try is waiting for its answer. */
  asking: boolean;
  /** An earlier try may have been stored. */
  sent: boolean;
  /** Why the last try failed. */
  error: unknown;
  /** The caller has its answer. */
  over: boolean;
  /**
   * Ends a pause between two tries. It is made only when there is a pause, because an AbortSignal
   * costs a tenth of an append.
   */
  stopPausing?: () => void;
}

const answered = async (
  server: Server,
  request: Request,
  progress: Progress,
): Promise<Appended> => {
  for (let failures = 1; ; failures++) {
    try {
      progress.asking = true;
      return await appendedOf(server, request, await asked(server, request));
    } catch (error) {
      if (error instanceof RevisionConflict || error instanceof EventLogError) throw error;
      const kind = faultKindOf(error);
      if (kind === 'conflict') throw await conflict(server, request, error);
      if (kind !== 'lost' && kind !== 'not-leader')
        throw refusal(server, request, error, progress.sent);
      progress.asking = false;
      progress.sent ||= kind === 'lost' && mayHaveBeenSent(error);
      progress.error = error;
      const pausing = new AbortController();
      progress.stopPausing = () => pausing.abort();
      await pause(server.after, backoff(failures, server.random()), pausing.signal);
      // The caller has its answer by then; this only ends the loop.
      if (progress.over) throw error;
    }
  }
};

/** Each try has half of the time, so that there is time left for another one. */
const asked = (
  { after, appendTimeout, client, prefix }: Server,
  { stream, expected, events }: Request,
): Promise<ClientAppended> => {
  const state = expected === 'no-stream' ? 'no_stream' : expected;
  return within(
    after,
    appendTimeout / 2,
    client.appendToStream(prefix + stream, [...events], {
      expectedRevision: state,
      streamState: state,
    }),
  );
};

/**
 * Only the place of the last event, without `recorded`: the server answers with one position, does
 * not tell the hour, and gives a repeated append the same answer as a new one. Whoever needs more
 * has to read the events back.
 */
const appendedOf = async (
  server: Server,
  request: Request,
  { success, nextExpectedRevision, position }: ClientAppended,
): Promise<Appended> => {
  const { stream, expected } = request;
  // A client made with throwOnAppendFailure=false reports a conflict in this way, without details.
  if (!success) throw new RevisionConflict(stream, expected, await endOf(server, stream));
  const revision = BigInt(nextExpectedRevision);
  if (position !== undefined) return { revision, position: BigInt(position.commit) };
  const {
    records: [event],
  } = await readPage(server, () =>
    server.client.readStream(server.prefix + stream, {
      fromRevision: revision,
      direction: 'forwards',
      maxCount: 1,
    }),
  );
  if (event === undefined)
    throw new EventLogError(
      'event-log/stream-deleted',
      `${stream}: these events were stored once, and the stream was deleted since`,
    );
  return { revision, position: positionOf(event) };
};

const conflict = async (
  server: Server,
  { stream, expected }: Request,
  error: unknown,
): Promise<RevisionConflict> => {
  // The client says `actualVersion`, its successor `actualState`.
  const told = partOf(error, 'actualVersion') ?? partOf(error, 'actualState');
  const actual =
    typeof told === 'bigint' || typeof told === 'number'
      ? fromNumber(BigInt(told))
      : told === 'no_stream'
        ? 'no-stream'
        : await endOf(server, stream);
  return new RevisionConflict(stream, expected, actual);
};

/** Some answers mean "no stream" by a number below zero. */
const fromNumber = (revision: bigint): ExpectedRevision => (revision < 0n ? 'no-stream' : revision);

const endOf = async (server: Server, stream: string): Promise<ExpectedRevision> => {
  const {
    records: [last],
  } = await readPage(server, () =>
    server.client.readStream(server.prefix + stream, {
      fromRevision: 'end',
      direction: 'backwards',
      maxCount: 1,
    }),
  );
  return last === undefined ? 'no-stream' : BigInt(last.revision);
};

/**
 * The error for an append that the server refused. When an earlier try may have been stored, the
 * refusal of a later one says nothing about it, and the outcome is unknown.
 */
const refusal = (server: Server, { stream }: Request, error: unknown, sent: boolean): Error => {
  const kind = faultKindOf(error);
  if (sent || kind === 'other') return new UnknownOutcome(stream, { cause: error });
  if (kind === 'too-large')
    return new InvalidAppend(
      stream,
      `more bytes than the server takes at once, ${String(partOf(error, 'maxAppendSize'))}`,
    );
  return toEventLogError(error, server.name);
};

/**
 * Before the append itself the client looks for a node and asks what the server can do. Errors of
 * these steps have no `type`; nothing was sent then. Other errors do not tell, because when the
 * stream of appends of one client breaks, the appends of all clients in the process fail with that
 * error.
 */
const mayHaveBeenSent = (error: unknown): boolean =>
  error instanceof TimeLimit || partOf(error, 'type') !== undefined;
