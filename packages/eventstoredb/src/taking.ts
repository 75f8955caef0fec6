import type { ClientReading, ClientRecord, ClientResolved } from './client.ts';
import { doorbell } from './doorbell.ts';

/** A reading under way, of which no more is fetched than is asked for. */
export interface Taking {
  /**
   * Adds what comes next, until there are so many in all; true when nothing further will come.
   * Rejects with the client's own error.
   */
  readonly take: (records: ClientRecord[], count: number) => Promise<boolean>;
  /** Ends the reading, wherever it is. */
  readonly end: () => void;
}

/**
 * Takes what a reading brings. The client's readings are Node streams, of which many events can be
 * taken at once; iterating them would cost two promises for each event. Those of the client's
 * successor can only be iterated.
 */
export const taking = (reading: ClientReading): Taking =>
  reading.read === undefined || reading.on === undefined
    ? fromIterable(reading)
    : fromStream(reading, reading.read.bind(reading), reading.on.bind(reading));

const fromStream = (
  reading: ClientReading,
  read: () => unknown,
  on: (event: string, listener: (argument?: unknown) => void) => unknown,
): Taking => {
  const news = doorbell();
  let over = false;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure ??= { error };
    news.ring();
  };
  const drain = (): void => {
    while (read() !== null);
  };
  // Without a listener an error would end the process, even when nobody waits for this reading.
  on('error', fail);
  on('close', () => fail(new Error('the server ended the reading')));
  on('end', () => {
    over = true;
    news.ring();
  });
  on('readable', () => (ended ? drain() : news.ring()));
  return {
    take: async (records, count) => {
      while (records.length < count) {
        const resolved = read();
        if (resolved === null) {
          if (over) return true;
          if (failure !== undefined) throw failure.error;
          await news.rung();
        } else {
          // A Node stream's `read` has no type; this is what the client documents.
          const { event } = resolved as ClientResolved;
          if (event !== undefined) records.push(event);
        }
      }
      return false;
    },
    end: () => {
      ended = true;
      // The client forgets a call once everything that came before its end was taken.
      drain();
      cancel(reading);
    },
  };
};

const fromIterable = (reading: ClientReading): Taking => {
  const iterator = reading[Symbol.asyncIterator]();
  return {
    take: async (records, count) => {
      while (records.length < count) {
        const { done, value } = await iterator.next();
        if (done === true) return true;
        if (value.event !== undefined) records.push(value.event);
      }
      return false;
    },
    end: () => {
      iterator.return?.().catch(nothing);
      cancel(reading);
    },
  };
};

/** Cancelling waits until the call is established, which may never happen; nobody waits for it. */
const cancel = (reading: ClientReading): void => void reading.cancel?.().catch(nothing);

const nothing = (): void => undefined;
