import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type EventStoreDbServer, startEventStoreDbServer } from '@presales/eventstoredb-server';

describe('a service that appends', () => {
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

  it('repeats an append whose reply was lost, and nothing is doubled', async () => {
    server.faults.inject({ on: 'append', times: 1, effect: { kind: 'cut', at: 'reply' } });
    const event = jsonEvent({ type: 'LeadCaptured', data: { leadId: 'L-1' } });
    const append = () =>
      client.appendToStream('lead-L-1', event, { expectedRevision: 'no_stream' });

    await expect(append()).rejects.toMatchObject({ type: 'unavailable' });
    expect((await append()).nextExpectedRevision).toBe(0n);
  });
});
