import {
  type EventData,
  EventStoreDBClient,
  type JSONEventType,
  jsonEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';
import {
  type ConnectionStringOptions,
  type EventStoreDbServer,
  type EventStoreDbServerOptions,
  startEventStoreDbServer,
} from '@presales/eventstoredb-server';

export type Happened = JSONEventType<'happened', { readonly n: number }>;

/** An event that says nothing but which one it is. */
export const happened = (n: number, id?: string): EventData<Happened> =>
  jsonEvent<Happened>({ type: 'happened', data: { n }, ...(id === undefined ? {} : { id }) });

/** Events numbered from `from`, so many. */
export const happenings = (from: number, count: number): EventData<Happened>[] =>
  Array.from({ length: count }, (_, index) => happened(from + index));

/** Credentials of its own make the client append one call at a time instead of in batches. */
export const oneByOne = { credentials: { username: 'admin', password: 'changeit' } };

/** What the events say, in order: their numbers, or the types of those that have none. */
export const numbersOf = (events: readonly ResolvedEvent[]): readonly unknown[] =>
  events.map(({ event }) => {
    const data: unknown = event?.data;
    return typeof data === 'object' && data !== null && 'n' in data ? data.n : event?.type;
  });

/** The first so many of a stream, which is then let go. */
export const take = async <Item>(
  stream: AsyncIterable<Item> & {
    readonly cancel?: () => Promise<void>;
    readonly unsubscribe?: () => Promise<void>;
  },
  count: number,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  if (count === 0) return items;
  for await (const item of stream) {
    items.push(item);
    if (items.length === count) break;
  }
  // A reader that just walks away leaves the call open, and its client waits for it when it goes.
  await stream.cancel?.();
  await stream.unsubscribe?.();
  return items;
};

/** Everything in a stream. */
export const all = async <Item>(stream: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
};

/** Settles when it happens for the first time. */
export const once = (
  emitter: { once(event: string, listener: (value: unknown) => void): unknown },
  event: string,
): Promise<unknown> =>
  new Promise((resolve) => {
    emitter.once(event, resolve);
  });

/** A server, and clients of it, all gone after the test. */
export interface Bench {
  readonly start: (options?: EventStoreDbServerOptions) => Promise<EventStoreDbServer>;
  readonly connect: (
    server: EventStoreDbServer,
    options?: ConnectionStringOptions,
  ) => EventStoreDBClient;
}

/** Servers and clients for the tests of a suite. */
export const bench = (): Bench => {
  const servers: EventStoreDbServer[] = [];
  const clients: EventStoreDBClient[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });
  return {
    start: async (options) => {
      const server = await startEventStoreDbServer(options);
      servers.push(server);
      return server;
    },
    connect: (server, options) => {
      const client = EventStoreDBClient.connectionString(server.connectionString(options));
      clients.push(client);
      return client;
    },
  };
};
