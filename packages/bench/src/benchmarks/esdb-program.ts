import { EventStoreDBClient, excludeSystemEvents, jsonEvent } from '@eventstore/db-client';
import { eventStoreDbEventLog } from '@presales/eventstoredb';
import type { NewEvent } from '@presales/kernel/store';
import { meter, type Rates } from '../harness/meter.ts';
import { sampleEvent } from './esdb-event.ts';

/** One turn against a server that runs already. */
export interface EsdbOptions {
  readonly connection: string;
  /** Through the adapter, or by the client alone. */
  readonly contender: 'adapter' | 'bare client';
  /** Tells this turn's streams from those of other turns. */
  readonly turn: string;
  readonly events: number;
  readonly inFlight: number;
}

/** Appends of one event each to a new stream under an exact expectation, so many in flight. */
export const appendToServer = async ({
  connection,
  contender,
  turn,
  events,
  inFlight,
}: EsdbOptions): Promise<Rates> => {
  const [append, close] = await appender(connection, contender);
  const all = Array.from({ length: events }, (_, n) => sampleEvent(n));
  const write = async (from: number, to: number): Promise<void> => {
    let next = from;
    const work = async (): Promise<void> => {
      for (let n = next++; n < to; n = next++) {
        const one = all[n];
        if (one !== undefined) await append(`opportunity-${turn}.${n}`, one);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, work));
  };
  const warmUp = Math.floor(events / 4);
  await write(0, warmUp);
  const timing = meter();
  timing.start();
  await write(warmUp, events);
  timing.stop();
  await close();
  return timing.rates(events - warmUp);
};

type Append = (stream: string, event: NewEvent) => Promise<unknown>;

const appender = async (
  connection: string,
  contender: EsdbOptions['contender'],
): Promise<readonly [Append, () => Promise<void>]> => {
  if (contender === 'adapter') {
    const log = await eventStoreDbEventLog({ connection });
    return [(stream, one) => log.append(stream, 'no-stream', [one]), () => log.close()];
  }
  const client = EventStoreDBClient.connectionString(connection);
  return [
    (stream, { id, type, version, data, metadata }) =>
      client.appendToStream(
        stream,
        jsonEvent({
          id,
          type,
          data: { ...data },
          metadata: {
            ...metadata,
            version,
            $correlationId: metadata.correlationId,
            $causationId: metadata.causationId,
          },
        }),
        { expectedRevision: 'no_stream' },
      ),
    () => client.dispose(),
  ];
};

/** Reads the whole log once to warm up, and once that counts. */
export const readFromServer = (options: EsdbOptions): Promise<Rates> => twice(options, reader);

/** Follows the log from its beginning until it has caught up, once to warm up, and once that counts. */
export const followServer = (options: EsdbOptions): Promise<Rates> => twice(options, follower);

/** Goes through the log, and says how many events it saw; and what closes it. */
type Passage = readonly [() => Promise<number>, () => Promise<void>];

const twice = async (
  { connection, contender, events }: EsdbOptions,
  opened: (connection: string, contender: EsdbOptions['contender']) => Promise<Passage>,
): Promise<Rates> => {
  const [pass, close] = await opened(connection, contender);
  await pass();
  const timing = meter();
  timing.start();
  const count = await pass();
  timing.stop();
  await close();
  if (count < events) throw new Error(`${count} of ${events} events were read`);
  return timing.rates(count);
};

const reader = async (
  connection: string,
  contender: EsdbOptions['contender'],
): Promise<Passage> => {
  if (contender === 'adapter') {
    const log = await eventStoreDbEventLog({ connection });
    return [
      async () => {
        let count = 0;
        for await (const page of log.readAll()) count += page.events.length;
        return count;
      },
      () => log.close(),
    ];
  }
  const client = EventStoreDBClient.connectionString(connection);
  return [
    async () => {
      let count = 0;
      for await (const { event } of client.readAll({ fromPosition: 'start' }))
        if (event !== undefined && !event.type.startsWith('$')) count += 1;
      return count;
    },
    () => client.dispose(),
  ];
};

const follower = async (
  connection: string,
  contender: EsdbOptions['contender'],
): Promise<Passage> => {
  if (contender === 'adapter') {
    const log = await eventStoreDbEventLog({ connection });
    return [
      async () => {
        let count = 0;
        for await (const page of log.follow()) {
          count += page.events.length;
          if (page.caughtUp) break;
        }
        return count;
      },
      () => log.close(),
    ];
  }
  const client = EventStoreDBClient.connectionString(connection);
  return [
    async () => {
      let count = 0;
      const subscription = client.subscribeToAll({
        fromPosition: 'start',
        filter: excludeSystemEvents(),
      });
      // What the server says it caught up with came before; the iteration ends when it was taken.
      subscription.on('caughtUp', () => void subscription.unsubscribe());
      for await (const { event } of subscription) if (event !== undefined) count += 1;
      return count;
    },
    () => client.dispose(),
  ];
};
