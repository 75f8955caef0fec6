import { backoff } from './backoff.ts';
import type { ClientReading, ClientRecord } from './client.ts';
import { eventLogError, isTransient, kindOf } from './fault.ts';
import type { Server } from './server.ts';
import { pause, TimeLimit, within } from './timers.ts';

/** Events asked for in one request. */
export const pageSize = 500;

/** Tries of one request that meets a server which is just going or coming. */
const tries = 4;

const never = new AbortController().signal;

/**
 * One page: a request of its own, read to its end, so that a reader who takes his time between two
 * pages holds no call open. The server lets a process have a hundred, and lets the next one hang.
 * A stream that is not there has no events.
 *
 * @throws EventLogError
 */
export const readPage = async (
  server: Server,
  open: () => ClientReading,
): Promise<readonly ClientRecord[]> => {
  for (let failures = 1; ; failures++) {
    try {
      return await server.slots(() => collect(server, open));
    } catch (error) {
      if (kindOf(error) === 'not-found') return [];
      if (failures === tries || error instanceof TimeLimit || !isTransient(error))
        throw eventLogError(server.name, error);
      await pause(server.after, backoff(failures, server.random()), never);
    }
  }
};

const collect = async (
  { after, readTimeout }: Server,
  open: () => ClientReading,
): Promise<readonly ClientRecord[]> => {
  const reading = open();
  try {
    return await within(after, readTimeout, drain(reading));
  } finally {
    // Cancelling waits for the call to be there, which it may never be; nobody waits for that.
    reading.cancel?.().catch(nothing);
  }
};

const drain = async (reading: ClientReading): Promise<readonly ClientRecord[]> => {
  const records: ClientRecord[] = [];
  for await (const { event } of reading) if (event !== undefined) records.push(event);
  return records;
};

const nothing = (): void => undefined;
