import type { ClientReading, ClientRecord, ClientResolved } from './client.ts';
import { doorbell } from './doorbell.ts';

/** A reading under way, taken by hand: so much as is asked for and no more. */
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
 * Takes what a reading brings. The client's is a Node stream, of which many events can be taken at
 * once: its iterator would make two promises for each. The successor's can only be iterated.
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
  // Unheard, an error would end the process, also when nobody waits for this reading any more.
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
      // A call is forgotten by the client when all that came before the end was taken from it.
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

/** Cancelling waits for the call to be there, which it may never be; nobody waits for that. */
const cancel = (reading: ClientReading): void => void reading.cancel?.().catch(nothing);

const nothing = (): void => undefined;
