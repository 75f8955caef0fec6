import { type EventStoreDbClient, eventStoreDbEventLog } from '@presales/eventstoredb';
import { type EventStoreDbServer, startEventStoreDbServer } from '@presales/eventstoredb-server';
import type { EventLog } from '@presales/kernel';
import { eventLogContract } from '@presales/testing';
import { clientOf, endOfEverything, testServers } from './servers.ts';

/** Docs: how-to/test-against-eventstoredb.md. */
const realServer = process.env['PRESALES_TEST_EVENTSTOREDB'];

describe('a log that has a server for itself', () => {
  const servers = testServers();
  const places = new Map<EventLog, string>();

  eventLogContract({
    name: 'the EventStoreDB log on the protocol server',
    serverClock: true,
    runs: 5,
    open: async () => {
      const server = await servers.start();
      const connection = server.connectionString();
      const log = await eventStoreDbEventLog({ connection });
      places.set(log, connection);
      return log;
    },
    openAgain: async (log) => {
      const connection = places.get(log) ?? '';
      const again = await eventStoreDbEventLog({ connection });
      places.set(again, connection);
      return again;
    },
  });
});

/** Logs that share a server and a client, each in a namespace of its own. */
const sharing = (name: string, runs: number, connect: () => Promise<EventStoreDbClient>): void => {
  const places = new Map<EventLog, { readonly namespace: string; readonly origin: bigint }>();
  let client: Promise<EventStoreDbClient> | undefined;
  let count = 0;

  const openAt = async (place: { readonly namespace: string; readonly origin: bigint }) => {
    client ??= connect();
    const log = await eventStoreDbEventLog({ client: await client }, place);
    places.set(log, place);
    return log;
  };
  afterAll(async () => {
    // The client waits for calls that were cancelled in mid-flight; nobody needs that here.
    const disposing = (await client)?.dispose();
    await Promise.race([disposing, new Promise((resolve) => setTimeout(resolve, 500))]);
  });

  eventLogContract({
    name,
    serverClock: true,
    runs,
    open: async () => {
      client ??= connect();
      count += 1;
      const origin = await endOfEverything(await client);
      return openAt({ namespace: `contract${process.pid}x${Date.now()}x${count}`, origin });
    },
    openAgain: (log) => openAt(places.get(log) ?? { namespace: 'unknown', origin: -1n }),
  });
};

describe('logs that share a server', () => {
  let server: EventStoreDbServer | undefined;

  sharing('the EventStoreDB log in a namespace', 2, async () => {
    server = await startEventStoreDbServer();
    return clientOf(server.connectionString());
  });

  afterAll(() => server?.stop());
});

if (realServer === undefined)
  it.skip('a real EventStoreDB keeps the contract: PRESALES_TEST_EVENTSTOREDB holds no connection string', () =>
    undefined);
else
  describe('logs that share a real server', () => {
    sharing('the EventStoreDB log on a real server', 10, async () => clientOf(realServer));
  });
