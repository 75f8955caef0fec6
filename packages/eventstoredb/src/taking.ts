import { limits } from '@presales/kernel';
import type { ClientReading, ClientRecord, ClientResolved } from './client.ts';
import { doorbell } from './doorbell.ts';
import { textOf } from './text-of.ts';

/** What was taken of a reading. */
export interface Taken {
  readonly records: readonly ClientRecord[];
  /** About how much JSON they are, in characters. */
  readonly text: number;
  /** Nothing further will come. */
  readonly exhausted: boolean;
}

/** A reading under way, of which no more is fetched than is asked for. */
export interface Taking {
  /**
   * Takes what comes next: at most so many events, and no more than a page may hold of text. Rejects
   * with the client's own error.
   */
  readonly take: (count: number) => Promise<Taken>;
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
    take: async (count) => {
      const page = pageOf();
      while (page.hasRoom(count)) {
        const resolved = read();
        if (resolved === null) {
          if (over) return page.taken(true);
          if (failure !== undefined) throw failure.error;
          await news.rung();
        } else {
          // A Node stream's `read` has no type; this is what the client documents.
          const { event } = resolved as ClientResolved;
          if (event !== undefined) page.add(event);
        }
      }
      return page.taken(false);
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
    take: async (count) => {
      const page = pageOf();
      while (page.hasRoom(count)) {
        const { done, value } = await iterator.next();
        if (done === true) return page.taken(true);
        if (value.event !== undefined) page.add(value.event);
      }
      return page.taken(false);
    },
    end: () => {
      iterator.return?.().catch(nothing);
      cancel(reading);
    },
  };
};

/** A page while it is being taken. */
const pageOf = () => {
  const records: ClientRecord[] = [];
  let text = 0;
  return {
    hasRoom: (count: number): boolean => records.length < count && text < limits.pageText,
    add: (record: ClientRecord): void => {
      records.push(record);
      text += textOf(record);
    },
    taken: (exhausted: boolean): Taken => ({ records, text, exhausted }),
  };
};

/** Cancelling waits until the call is established, which may never happen; nobody waits for it. */
const cancel = (reading: ClientReading): void => void reading.cancel?.().catch(nothing);

const nothing = (): void => undefined;
