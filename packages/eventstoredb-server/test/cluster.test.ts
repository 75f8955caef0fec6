import {
  END,
  EventStoreDBClient,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import type { EventStoreDbServer, ServerNode } from '@presales/eventstoredb-server';
import { all, bench, happened, numbersOf, once, take } from './eventstoredb-client.ts';

const { start, connect } = bench();
let server: EventStoreDbServer;

beforeEach(async () => {
  server = await start({ nodes: 3 });
});

const leader = (): ServerNode => {
  const [found, ...others] = server.nodes.filter((node) => node.isLeader());
  if (found === undefined || others.length > 0) throw new Error('a cluster has one leader');
  return found;
};

const connected = (): readonly number[] => server.nodes.map((node) => node.connections());

describe('a cluster', () => {
  it('is one log with several doors', async () => {
    for (const node of [0, 1, 2])
      await connect(server, { node }).appendToStream('deal-1', happened(node));
    const events = await all(connect(server, { node: 1 }).readStream('deal-1'));
    expect(numbersOf(events)).toEqual([0, 1, 2]);
  });

  it('is found through gossip, its leader first', async () => {
    server.electLeader(2);
    const client = connect(server);
    await client.appendToStream('deal-1', happened(1));
    expect(connected()[2]).toBeGreaterThan(0);
  });

  it('is found by name, and a follower preferred where that is asked', async () => {
    const [first] = server.nodes;
    const client = EventStoreDBClient.connectionString(
      `esdb+discover://127.0.0.1:${first?.port}?tls=false&nodePreference=follower`,
    );
    const subscription = client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'confirmation');
    expect(connected()[1] ?? 0).not.toBe(connected()[2] ?? 0);
    await subscription.unsubscribe();
    await client.dispose();
  });

  it('passes writes on from a follower, unless the leader is insisted on', async () => {
    const insisting = connect(server, { node: 1 });
    await expect(
      insisting.appendToStream('deal-1', happened(1), { requiresLeader: true }),
    ).rejects.toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: leader().port },
    });
    expect(server.store.lastRevision('deal-1')).toBe(-1n);
    await insisting.appendToStream('deal-1', happened(1), { requiresLeader: true });
    expect(server.store.lastRevision('deal-1')).toBe(0n);
  });

  it('redirects reads and deletions that insist on the leader', async () => {
    const insisting = { requiresLeader: true };
    const reader = connect(server, { node: 1 });
    await reader.appendToStream('deal-1', happened(1));
    await expect(all(reader.readStream('deal-1', insisting))).rejects.toMatchObject({
      type: 'not-leader',
    });
    const deleter = connect(server, { node: 2 });
    await expect(deleter.deleteStream('deal-1', insisting)).rejects.toMatchObject({
      type: 'not-leader',
    });
  });

  it('runs consumer groups on the leader only', async () => {
    const follower = connect(server, { node: 1 });
    await expect(
      follower.createPersistentSubscriptionToStream(
        'deal-1',
        'mailer',
        persistentSubscriptionToStreamSettingsFromDefaults(),
      ),
    ).rejects.toMatchObject({ type: 'not-leader' });
  });

  it('begins its consumer groups again under another leader', async () => {
    const client = connect(server, { node: 0 });
    await client.createPersistentSubscriptionToStream(
      'deal-1',
      'mailer',
      persistentSubscriptionToStreamSettingsFromDefaults(),
    );
    const consumer = client.subscribeToPersistentSubscriptionToStream('deal-1', 'mailer');
    await once(consumer, 'confirmation');
    const dropped = expect(all(consumer)).rejects.toMatchObject({
      type: 'persistent-subscription-dropped',
    });
    server.electLeader(1);
    await dropped;
  });

  it('gets another leader when it loses one, and its clients go there', async () => {
    const client = connect(server);
    await client.appendToStream('deal-1', happened(1));
    const lost = leader();
    await lost.kill();
    expect(lost.isRunning()).toBe(false);
    expect(leader().isRunning()).toBe(true);
    const retry = async (): Promise<void> => {
      await client.appendToStream('deal-1', happened(2)).catch(retry);
    };
    await retry();
    expect(numbersOf(await take(client.readStream('deal-1'), 2))).toEqual([1, 2]);
    await lost.start();
    expect(lost.isRunning()).toBe(true);
    expect(lost.isLeader()).toBe(false);
  });

  it('is whole again after restarts that overlap', async () => {
    const [first, second] = server.nodes;
    await first?.kill();
    await Promise.all([
      first?.start(),
      server.restart(),
      first?.start(),
      second?.kill(),
      second?.start(),
      server.restart(),
    ]);
    expect(server.nodes.map((node) => node.isRunning())).toEqual([true, true, true]);
    for (const node of [0, 1, 2])
      await connect(server, { node }).appendToStream('deal-1', happened(node));
  });

  it('has faults of a single node', async () => {
    server.faults.inject({ on: 'append', node: 0, effect: { kind: 'fail', with: 'not-ready' } });
    await expect(
      connect(server, { node: 0 }).appendToStream('deal-1', happened(1)),
    ).rejects.toMatchObject({ type: 'unavailable' });
    await connect(server, { node: 1 }).appendToStream('deal-1', happened(1));
  });

  it('is not found while nobody gossips', async () => {
    server.faults.inject({ on: 'gossip', effect: { kind: 'fail', with: 'not-ready' } });
    const client = connect(server, {
      parameters: { maxDiscoverAttempts: 2, discoveryInterval: 1 },
    });
    await expect(client.appendToStream('deal-1', happened(1))).rejects.toThrow(
      'Failed to discover after 2 attempts.',
    );
  });
});
