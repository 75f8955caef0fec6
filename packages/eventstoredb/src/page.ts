import { backoff } from './backoff.ts';
import type { ClientReading } from './client.ts';
import { toEventLogError } from './event-log-error.ts';
import { faultKindOf, isTransient } from './fault.ts';
import type { Server } from './server.ts';
import { type Taken, taking } from './taking.ts';
import { pause, TimeLimit, within } from './timers.ts';

/** Events asked for in one request. */
export const pageSize = 500;

/** Tries of one request in all, when the server is just stopping or starting. */
const tries = 4;

/** Events that may wait here to be taken; beyond, the server is held back. */
export const buffer = { highWaterMark: 256 } as const;

/**
 * Reads one page by a request of its own, to its end, so that a reader that takes its time between
 * two pages holds no call open. The server allows a process a hundred calls, and lets further ones
 * hang. A stream that does not exist has no events. A page that has enough text ends before the request
 * does, and is then not exhausted.
 *
 * @throws EventLogError
 */
export const readPage = (server: Server, open: () => ClientReading): Promise<Taken> =>
  insisting(server, () => collect(server, open), { records: [], text: 0, exhausted: true });

const collect = async (
  { after, readTimeout }: Server,
  open: () => ClientReading,
): Promise<Taken> => {
  const reading = taking(open());
  try {
    return await within(after, readTimeout, reading.take(Number.POSITIVE_INFINITY));
  } finally {
    reading.end();
  }
};

/**
 * Runs a request in a slot, and again a few times when the server is just stopping or starting.
 * `none` is the answer where there is no such stream.
 *
 * @throws EventLogError
 */
export const insisting = async <Result>(
  server: Server,
  request: () => Promise<Result>,
  none: Result,
): Promise<Result> => {
  for (let failures = 1; ; failures++) {
    try {
      return await server.slots(request);
    } catch (error) {
      if (faultKindOf(error) === 'not-found') return none;
      if (failures === tries || error instanceof TimeLimit || !isTransient(error))
        throw toEventLogError(error, server.name);
      await pause(server.after, backoff(failures, server.random()));
    }
  }
};
