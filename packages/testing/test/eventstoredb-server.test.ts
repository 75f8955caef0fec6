import {
  type AllStreamSubscription,
  END,
  type EventData,
  EventStoreDBClient,
  type JSONEventType,
  jsonEvent,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import {
  type EventStoreDbServer,
  startEventStoreDbServer,
} from '@presales/testing/eventstoredb-server';

type Happened = JSONEventType<'happened', { readonly n: number }>;

const happened = (n: number): EventData<Happened> =>
  jsonEvent<Happened>({ type: 'happened', data: { n } });

/** The credentials make the client append one call at a time instead of in batches. */
const oneByOne = { credentials: { username: 'admin', password: 'changeit' } };

describe('a server that speaks the protocol of EventStoreDB', () => {
  let server: EventStoreDbServer;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    server = await startEventStoreDbServer();
    client = EventStoreDBClient.connectionString(server.connectionString());
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const revisionsOf = async (stream: string): Promise<readonly bigint[]> => {
    const revisions: bigint[] = [];
    for await (const { event } of client.readStream(stream))
      if (event !== undefined) revisions.push(event.revision);
    return revisions;
  };

  it.each([
    ['batched', {}],
    ['one by one', oneByOne],
  ])('appends (%s) what is expected and refuses the rest with both revisions', async (_, how) => {
    const first = await client.appendToStream('deal-1', [happened(1), happened(2)], {
      expectedRevision: 'no_stream',
      ...how,
    });
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    await expect(
      client.appendToStream('deal-1', happened(3), { expectedRevision: 0n, ...how }),
    ).rejects.toMatchObject({
      type: 'wrong-expected-version',
      streamName: 'deal-1',
      expectedVersion: 0n,
      actualVersion: 1n,
    });
    await expect(
      client.appendToStream('deal-2', happened(3), { expectedRevision: 0n, ...how }),
    ).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 'no_stream' });
    expect(await revisionsOf('deal-1')).toEqual([0n, 1n]);
  });

  /** The next event, or nothing when the subscription has ended. */
  const next = async (subscription: AllStreamSubscription): Promise<unknown> => {
    for await (const { event } of subscription) return event?.data;
    return undefined;
  };

  it('delivers what there is, says that it is all, and goes on', async () => {
    await client.appendToStream('deal-1', happened(1));
    await client.appendToStream('other-1', happened(2));
    const seen: unknown[] = [];
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: streamNameFilter({ prefixes: ['deal-'] }),
    });
    subscription.once('caughtUp', () => void client.appendToStream('deal-1', happened(3)));
    for await (const { event } of subscription) {
      seen.push(event?.data);
      if (seen.length === 2) await subscription.unsubscribe();
    }
    expect(seen).toEqual([{ n: 1 }, { n: 3 }]);
  });

  it('keeps its data and its port through a restart', async () => {
    const { port } = server;
    await client.appendToStream('deal-1', happened(1));
    await server.restart();
    expect(server.port).toBe(port);
    expect(await revisionsOf('deal-1')).toEqual([0n]);
  });

  it('tells subscribers nothing when the connections are cut but that it is unavailable', async () => {
    const subscription = client.subscribeToAll({ fromPosition: END });
    await new Promise((confirmed) => subscription.once('confirmation', confirmed));
    const end = next(subscription);
    server.cut();
    await expect(end).rejects.toMatchObject({ type: 'unavailable' });
  });
});
