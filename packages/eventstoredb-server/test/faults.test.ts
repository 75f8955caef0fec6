import { setImmediate } from 'node:timers/promises';
import { END, type EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import type { EventStoreDbServer, Failure } from '@presales/eventstoredb-server';
import {
  all,
  bench,
  happened,
  happenings,
  numbersOf,
  once,
  oneByOne,
  take,
} from './eventstoredb-client.ts';

const { start, connect } = bench();
let server: EventStoreDbServer;
let client: EventStoreDBClient;

beforeEach(async () => {
  server = await start();
  client = connect(server);
  await client.appendToStream('deal-0', happened(0));
});

const last = (stream: string): bigint => server.store.lastRevision(stream);

/** How a promise ended, once it has. */
const watch = (promise: Promise<unknown>): { readonly state: () => string } => {
  let state = 'pending';
  promise.then(
    () => {
      state = 'done';
    },
    () => {
      state = 'failed';
    },
  );
  return { state: () => state };
};

/** Anything that the server has to say by now has been heard. */
const hearOut = (): Promise<unknown> => all(client.readStream('deal-0'));

describe('appends that arrive together, in one batch', () => {
  it('fail together when one is refused, and those after it are not done', async () => {
    const behindRelay = await start({ relayed: true });
    const other = connect(behindRelay);
    await other.appendToStream('deal-0', happened(0));
    behindRelay.faults.inject({
      on: 'append',
      skip: 2,
      times: 1,
      effect: { kind: 'fail', with: 'timeout' },
    });
    const [node] = behindRelay.nodes;
    node?.silence(true);
    const names = [1, 2, 3, 4, 5].map((n) => `deal-${n}`);
    const appends = names.map((name, n) => other.appendToStream(name, happened(n)));
    // The client writes one after the other, each in a turn of its own or two.
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    node?.silence(false);
    const outcomes = await Promise.allSettled(appends);
    expect(outcomes.slice(2).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(names.map((name) => behindRelay.store.lastRevision(name))).toEqual([
      0n,
      0n,
      -1n,
      -1n,
      -1n,
    ]);
    expect(await other.appendToStream('deal-6', happened(6))).toMatchObject({ success: true });
  });
});

describe.each([
  ['in batches', {}],
  ['one call at a time', oneByOne],
])('an append %s', (_, how) => {
  it('that is held before it is done is done late', async () => {
    const fault = server.faults.inject({ on: 'append', effect: { kind: 'hold', at: 'request' } });
    const append = client.appendToStream('deal-1', happened(1), how);
    const outcome = watch(append);
    await fault.struck();
    await hearOut();
    expect([outcome.state(), last('deal-1')]).toEqual(['pending', -1n]);
    fault.lift();
    await append;
    expect(last('deal-1')).toBe(0n);
  });

  it('that is held after it is done is stored before anybody hears of it', async () => {
    const fault = server.faults.inject({ on: 'append', effect: { kind: 'hold', at: 'reply' } });
    const append = client.appendToStream('deal-1', happened(1), how);
    const outcome = watch(append);
    await fault.struck();
    await hearOut();
    expect([outcome.state(), last('deal-1')]).toEqual(['pending', 0n]);
    fault.lift();
    expect(await append).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('that is delayed comes when its time has come', async () => {
    server.faults.inject({
      on: 'append',
      times: 1,
      effect: { kind: 'delay', at: 'request', milliseconds: 20 },
    });
    const slow = client.appendToStream('deal-1', happened(1), how);
    const quick = client.appendToStream('deal-2', happened(2), how);
    await quick;
    await slow;
    const [first, second] = ['deal-1', 'deal-2'].map((each) => server.store.readEvent(each, 0n));
    expect(first?.position).toBeGreaterThan(second?.position ?? 0n);
  });

  it('whose connection breaks after it is done is stored, and its outcome unknown', async () => {
    server.faults.inject({ on: 'append', times: 1, effect: { kind: 'cut', at: 'reply' } });
    const event = happened(1);
    const append = () =>
      client.appendToStream('deal-1', event, { expectedRevision: 'no_stream', ...how });
    await expect(append()).rejects.toMatchObject({ type: 'unavailable' });
    expect(last('deal-1')).toBe(0n);
    expect(await append()).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(last('deal-1')).toBe(0n);
  });

  it('whose connection breaks before it is done is not stored', async () => {
    server.faults.inject({ on: 'append', times: 1, effect: { kind: 'cut', at: 'request' } });
    await expect(client.appendToStream('deal-1', happened(1), how)).rejects.toMatchObject({
      type: 'unavailable',
    });
    expect(last('deal-1')).toBe(-1n);
  });

  it.each<readonly [Failure, string]>([
    ['not-ready', 'unavailable'],
    ['timeout', 'timeout'],
    ['access-denied', 'access-denied'],
    ['not-leader', 'not-leader'],
    [{ code: 13, details: 'something else' }, 'unknown'],
  ])('that is refused as %j fails as %s', async (failure, type) => {
    server.faults.inject({ on: 'append', times: 1, effect: { kind: 'fail', with: failure } });
    await expect(client.appendToStream('deal-1', happened(1), how)).rejects.toMatchObject({ type });
    await client.appendToStream('deal-1', happened(1), how);
  });
});

describe('an append whose reply is dropped', () => {
  it('is stored, and the client waits in vain', async () => {
    const fault = server.faults.inject({
      on: 'append',
      times: 1,
      effect: { kind: 'drop', at: 'reply' },
    });
    const lost = watch(client.appendToStream('deal-1', happened(1)));
    await fault.struck();
    await client.appendToStream('deal-1', happened(2));
    fault.lift();
    await hearOut();
    expect([lost.state(), last('deal-1')]).toEqual(['pending', 1n]);
  });

  it('runs into the deadline of a call of its own', async () => {
    server.faults.inject({ on: 'append', effect: { kind: 'drop', at: 'request' } });
    await expect(
      client.appendToStream('deal-1', happened(1), { ...oneByOne, deadline: 50 }),
    ).rejects.toMatchObject({ type: 'deadline-exceeded' });
    expect(last('deal-1')).toBe(-1n);
  });
});

describe('an append that is held', () => {
  it('is answered too late, and nobody minds', async () => {
    const fault = server.faults.inject({ on: 'append', effect: { kind: 'hold', at: 'request' } });
    await expect(
      client.appendToStream('deal-1', happened(1), { ...oneByOne, deadline: 30 }),
    ).rejects.toMatchObject({ type: 'deadline-exceeded' });
    fault.lift();
    await hearOut();
    expect(last('deal-1')).toBe(0n);
    await client.appendToStream('deal-1', happened(2), { expectedRevision: 0n });
  });

  it.each(['kill', 'stop'] as const)('is not done by a server that is gone (%s)', async (how) => {
    const fault = server.faults.inject({ on: 'append', effect: { kind: 'hold', at: 'request' } });
    const batched = client.appendToStream('deal-1', happened(1));
    const single = client.appendToStream('deal-2', happened(2), oneByOne);
    const failed = Promise.all([batched, single].map((each) => expect(each).rejects.toThrow()));
    await fault.struck(2);
    const [node] = server.nodes;
    await node?.[how]();
    await failed;
    await node?.start();
    fault.lift();
    await hearOut();
    expect([last('deal-1'), last('deal-2')]).toEqual([-1n, -1n]);
  });
});

describe('a fault', () => {
  it('strikes the streams, and the times, that it is meant for', async () => {
    const fault = server.faults.inject({
      on: ['append', 'delete'],
      stream: (stream) => stream.startsWith('deal-'),
      skip: 1,
      times: 1,
      effect: { kind: 'fail', with: 'not-ready' },
    });
    const append = (stream: string) =>
      client.appendToStream(stream, happened(1)).then(
        () => 'done',
        () => 'failed',
      );
    expect([
      await append('other-1'),
      await append('deal-1'),
      await append('deal-1'),
      await append('deal-1'),
    ]).toEqual(['done', 'done', 'failed', 'done']);
    expect(fault.strikes()).toBe(1);
  });

  it('of a single service leaves the others alone', async () => {
    const fault = server.faults.inject({ on: 'read', effect: { kind: 'fail', with: 'not-ready' } });
    await expect(all(client.readStream('deal-0'))).rejects.toMatchObject({ type: 'unavailable' });
    await client.appendToStream('deal-0', happened(1));
    fault.lift();
    expect(await all(client.readStream('deal-0'))).toHaveLength(2);
  });

  it('is over when all are lifted, and lets go on what it held', async () => {
    server.faults.inject({ on: 'append', effect: { kind: 'hold', at: 'request' } });
    server.faults.maxAppendSize = 1;
    server.faults.clockSkew = 1;
    const held = client.appendToStream('deal-1', []);
    await hearOut();
    server.faults.clear();
    await held;
    expect(server.faults).toMatchObject({ clockSkew: 0, maxAppendSize: undefined });
    await client.appendToStream('deal-1', happened(1));
  });

  it('of the clock makes batched appends too late before they begin', async () => {
    server.faults.clockSkew = 3_600_000;
    await expect(client.appendToStream('deal-1', happened(1))).rejects.toMatchObject({
      type: 'deadline-exceeded',
    });
    expect(last('deal-1')).toBe(-1n);
    server.faults.clockSkew = -3_600_000;
    await client.appendToStream('deal-1', happened(1));
  });

  it('keeps a client from learning what the server can do', async () => {
    server.faults.inject({
      on: 'features',
      times: 1,
      effect: { kind: 'fail', with: { code: 14, details: 'not now' } },
    });
    const other = connect(server);
    await expect(other.appendToStream('deal-1', happened(1))).rejects.toMatchObject({ code: 14 });
  });
});

describe('connections', () => {
  it('that are cut end subscriptions, and the client comes again', async () => {
    const subscription = client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'caughtUp');
    const end = all(subscription);
    server.cut();
    await expect(end).rejects.toMatchObject({ type: 'unavailable' });
    expect(await all(client.readStream('deal-0'))).toHaveLength(1);
  });

  it('are refused until they are not', async () => {
    const [node] = server.nodes;
    node?.refuseConnections(true);
    server.cut();
    await expect(client.appendToStream('deal-1', happened(1))).rejects.toMatchObject({ code: 14 });
    node?.refuseConnections(false);
    expect(node?.connections()).toBe(0);
    const other = connect(server, { parameters: { keepAliveInterval: 10_001 } });
    await other.appendToStream('deal-1', happened(1));
    expect(node?.connections()).toBeGreaterThan(0);
  });

  it('fall silent behind a relay, and say later what they had to say', async () => {
    const relayed = await start({ relayed: true });
    const [node] = relayed.nodes;
    const writer = connect(relayed);
    await writer.appendToStream('deal-1', happened(1));
    node?.silence(true);
    const outcome = watch(writer.appendToStream('deal-1', happened(2)));
    await hearOut();
    expect([outcome.state(), relayed.store.lastRevision('deal-1')]).toEqual(['pending', 0n]);
    node?.silence(false);
    await writer.appendToStream('deal-1', happened(3));
    expect([outcome.state(), relayed.store.lastRevision('deal-1')]).toEqual(['done', 2n]);
  });

  it('behind a relay break one at a time, too', async () => {
    const relayed = await start({ relayed: true });
    const writer = connect(relayed);
    await writer.appendToStream('deal-1', happened(1));
    relayed.faults.inject({ on: 'append', times: 1, effect: { kind: 'cut', at: 'reply' } });
    await expect(writer.appendToStream('deal-1', happened(2))).rejects.toMatchObject({
      type: 'unavailable',
    });
    await relayed.restart();
    expect(await all(writer.readStream('deal-1'))).toHaveLength(2);
  });

  it('cannot fall silent without a relay', () => {
    expect(() => server.nodes[0]?.silence(true)).toThrow(/relayed/);
  });
});

describe('a live subscription', () => {
  const follow = async () => {
    const subscription = client.subscribeToAll({
      fromPosition: END,
      filter: streamNameFilter({ prefixes: ['deal-'] }),
    });
    const log: unknown[] = [];
    for (const event of ['caughtUp', 'fellBehind']) subscription.on(event, () => log.push(event));
    await once(subscription, 'caughtUp');
    return { subscription, log };
  };

  it('hears nothing while deliveries are held, and everything afterwards', async () => {
    const { subscription } = await follow();
    const fault = server.faults.inject({ on: 'deliver', effect: { kind: 'hold', at: 'request' } });
    await client.appendToStream('deal-1', happenings(1, 3));
    await fault.struck();
    await hearOut();
    expect(subscription.readableLength).toBe(0);
    fault.lift();
    expect(numbersOf(await take(subscription, 3))).toEqual([1, 2, 3]);
  });

  it('is told that it fell behind, and that it caught up again', async () => {
    const { subscription, log } = await follow();
    server.faults.inject({ on: 'deliver', times: 1, effect: { kind: 'fall-behind' } });
    await client.appendToStream('deal-1', happened(1));
    await client.appendToStream('deal-1', happened(2));
    const events = await take(subscription, 2);
    expect(numbersOf(events)).toEqual([1, 2]);
    expect(log).toEqual(['caughtUp', 'fellBehind', 'caughtUp']);
  });

  it('ends as one that was too slow', async () => {
    const { subscription } = await follow();
    server.faults.inject({ on: 'deliver', effect: { kind: 'fail', with: 'too-slow' } });
    await client.appendToStream('deal-1', happened(1));
    await expect(all(subscription)).rejects.toMatchObject({ type: 'timeout' });
  });

  it('breaks at the delivery that breaks it', async () => {
    const { subscription } = await follow();
    server.faults.inject({
      on: 'deliver',
      skip: 2,
      times: 1,
      effect: { kind: 'cut', at: 'request' },
    });
    const seen: unknown[] = [];
    const end = (async () => {
      for await (const event of subscription) seen.push(...numbersOf([event]));
    })();
    const broken = expect(end).rejects.toMatchObject({ type: 'unavailable' });
    // Not through a client: a broken connection fails the appends of all clients of a process.
    for (const n of [1, 2, 3])
      server.store.append('deal-1', 'any', [
        {
          id: `00000000-0000-4000-8000-00000000000${n}`,
          type: 'happened',
          isJson: true,
          data: Buffer.from(`{"n":${n}}`),
          metadata: new Uint8Array(),
        },
      ]);
    await broken;
    expect(seen).not.toContain(3);
  });

  it('does not begin while beginning is refused', async () => {
    server.faults.inject({
      on: 'subscribe',
      times: 1,
      effect: { kind: 'fail', with: 'not-ready' },
    });
    await expect(all(client.subscribeToAll())).rejects.toMatchObject({ type: 'unavailable' });
    expect(numbersOf(await take(client.subscribeToStream('deal-0'), 1))).toEqual([0]);
  });
});

describe('a subscriber that does not keep up', () => {
  const text = 'x'.repeat(100_000);

  /** Far more than the buffers between server and client hold. */
  const flood = async (writer: EventStoreDBClient): Promise<void> => {
    for (let n = 0; n < 120; n += 1)
      await writer.appendToStream('deal-1', { ...happened(n), data: { n, text } });
  };

  it('falls behind on 24.10, misses nothing, and catches up again', async () => {
    const subscription = client.subscribeToStream('deal-1');
    const log: string[] = [];
    for (const event of ['caughtUp', 'fellBehind']) subscription.on(event, () => log.push(event));
    await once(subscription, 'caughtUp');
    await flood(connect(server, { parameters: { keepAliveInterval: 10_001 } }));
    const numbers = Array.from({ length: 120 }, (_, n) => n);
    const seen: unknown[] = [];
    for await (const event of subscription) {
      seen.push(...numbersOf([event]));
      if (seen.length === numbers.length) break;
    }
    await subscription.unsubscribe();
    expect(seen).toEqual(numbers);
    expect(log.slice(0, 2)).toEqual(['caughtUp', 'fellBehind']);
  });

  it('is sent away on 23.10', async () => {
    const older = await start({ version: '23.10' });
    const reader = connect(older);
    await reader.appendToStream('deal-1', happened(0));
    const subscription = reader.subscribeToStream('deal-1', { fromRevision: START });
    await once(subscription, 'caughtUp');
    await flood(connect(older, { parameters: { keepAliveInterval: 10_001 } }));
    await expect(all(subscription)).rejects.toMatchObject({ type: 'timeout' });
  });
});
