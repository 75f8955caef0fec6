import {
  BACKWARDS,
  binaryEvent,
  END,
  type EventStoreDBClient,
  eventTypeFilter,
  excludeSystemEvents,
  FORWARDS,
  jsonEvent,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import {
  type EventStoreDbServer,
  type ServerVersion,
  startEventStoreDbServer,
} from '@presales/eventstoredb-server';
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
});

const revisions = async (stream: string, options = {}): Promise<readonly unknown[]> =>
  (await all(client.readStream(stream, options))).map(({ event }) => event?.revision);

const ours = streamNameFilter({ prefixes: ['deal-'] });

describe.each([
  ['in batches', {}],
  ['one call at a time', oneByOne],
])('appending %s', (_, how) => {
  const expecting = (expectedRevision: bigint | 'any' | 'no_stream' | 'stream_exists') => ({
    expectedRevision,
    ...how,
  });

  it('answers with the revision and the position of the last event', async () => {
    const answer = await client.appendToStream('deal-1', happenings(1, 3), expecting('no_stream'));
    const [last] = await take(
      client.readStream('deal-1', { direction: BACKWARDS, fromRevision: END }),
      1,
    );
    expect(answer).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(answer.position).toEqual(last?.event?.position);
    expect(last?.commitPosition).toBe(answer.position?.commit);
  });

  it.each<readonly ['no_stream' | 'stream_exists' | bigint, bigint | 'no_stream']>([
    ['no_stream', 1n],
    [0n, 1n],
    [2n, 1n],
    ['stream_exists', 'no_stream'],
    [0n, 'no_stream'],
  ])('refuses what expects %p and finds %p, and tells both', async (expected, actual) => {
    const stream = actual === 'no_stream' ? 'missing-1' : 'deal-1';
    await client.appendToStream('deal-1', happenings(1, 2), how);
    await expect(
      client.appendToStream(stream, happened(3), expecting(expected)),
    ).rejects.toMatchObject({
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: expected,
      actualVersion: actual,
    });
  });

  it('knows a repetition again, whatever was written since', async () => {
    const events = happenings(1, 2);
    const first = await client.appendToStream('deal-1', events, expecting('no_stream'));
    await client.appendToStream('deal-1', happened(3), expecting(1n));
    for (const expected of ['no_stream', 'any', 'stream_exists'] as const)
      expect(await client.appendToStream('deal-1', events, expecting(expected))).toEqual(first);
    expect(await revisions('deal-1')).toEqual([0n, 1n, 2n]);
  });

  it('refuses a repetition that says more than the first time, and writes nothing of it', async () => {
    const events = happenings(1, 2);
    await client.appendToStream('deal-1', events, expecting('no_stream'));
    await expect(
      client.appendToStream('deal-1', [...events, happened(3)], expecting('no_stream')),
    ).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
    expect(await revisions('deal-1')).toEqual([0n, 1n]);
  });

  it('takes an append without events: the client reports revision 0 for a missing stream', async () => {
    expect(await client.appendToStream('deal-1', [], expecting('any'))).toMatchObject({
      nextExpectedRevision: 0n,
    });
    await client.appendToStream('deal-1', happenings(1, 2), how);
    expect(await client.appendToStream('deal-1', [], expecting(1n))).toMatchObject({
      nextExpectedRevision: 1n,
    });
    await expect(client.appendToStream('deal-1', [], expecting(0n))).rejects.toMatchObject({
      type: 'wrong-expected-version',
    });
    expect(await revisions('deal-1')).toEqual([0n, 1n]);
  });

  it('refuses to write to a stream that was ended, and to `$all`', async () => {
    await client.tombstoneStream('deal-1');
    await expect(client.appendToStream('deal-1', happened(1), how)).rejects.toMatchObject({
      type: 'stream-deleted',
    });
    await expect(client.appendToStream('$all', happened(1), how)).rejects.toMatchObject({
      type: 'access-denied',
    });
  });

  it('refuses more data than the server takes, to the byte, and counts nothing but data', async () => {
    server.faults.maxAppendSize = 100;
    const sized = (bytes: number) =>
      binaryEvent({ type: 'sized', data: new Uint8Array(bytes), metadata: new Uint8Array(200) });
    await expect(
      client.appendToStream('deal-1', [sized(50), sized(51)], how),
    ).rejects.toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 100 });
    await client.appendToStream('deal-1', [sized(50), sized(50)], how);
    expect(await revisions('deal-1')).toEqual([0n, 1n]);
  });

  it('writes a large append as one', async () => {
    const text = 'x'.repeat(1000);
    const events = Array.from({ length: 900 }, () => jsonEvent({ type: 'large', data: { text } }));
    await client.appendToStream('deal-1', events, { ...how, batchAppendSize: 50_000 });
    expect(await revisions('deal-1')).toHaveLength(900);
  });

  it('refuses an event without a proper id', async () => {
    const event = { ...happened(1), id: '00000000-0000-0000-0000-000000000000' };
    await expect(client.appendToStream('deal-1', event, how)).rejects.toMatchObject({
      type: 'unknown',
    });
    expect(server.store.lastRevision('deal-1')).toBe(-1n);
  });
});

describe('an event', () => {
  it('comes back as it was written', async () => {
    const data = { text: 'Käthe 🐈 "quoted"', nested: { list: [1, null, true, { deep: '' }] } };
    const metadata = { $correlationId: 'c-1', actor: 'anna' };
    const json = jsonEvent({ type: 'said', data, metadata });
    const bytes = new Uint8Array([0, 255, 128, 7]);
    const binary = binaryEvent({ type: 'sent', data: bytes, metadata: new Uint8Array([200, 1]) });
    await client.appendToStream('käthe-1', [json, binary]);
    const before = Date.now();
    const [first, second] = await all(client.readStream('käthe-1'));
    expect(first?.event).toMatchObject({
      id: json.id,
      streamId: 'käthe-1',
      revision: 0n,
      type: 'said',
      isJson: true,
      data,
      metadata,
    });
    expect(Math.abs(before - (first?.event?.created.getTime() ?? 0))).toBeLessThan(60_000);
    expect(second?.event).toMatchObject({ type: 'sent', isJson: false });
    expect(new Uint8Array(second?.event?.data as Uint8Array)).toEqual(bytes);
    expect(second?.event?.metadata).toEqual(new Uint8Array([200, 1]));
  });

  it('has no metadata when none was written', async () => {
    await client.appendToStream('deal-1', happened(1));
    const [read] = await all(client.readStream('deal-1'));
    expect(read?.event?.metadata).toBeUndefined();
    expect(read?.link).toBeUndefined();
  });
});

describe('reading a stream', () => {
  beforeEach(() => client.appendToStream('deal-1', happenings(0, 100)));

  it.each([
    ['all of it', {}, 0n, 99n, 100],
    ['from a revision on, with it', { fromRevision: 40n }, 40n, 99n, 60],
    ['a stretch', { fromRevision: 40n, maxCount: 50 }, 40n, 89n, 50],
    ['back from the end', { direction: BACKWARDS, fromRevision: END, maxCount: 40 }, 99n, 60n, 40],
    ['back from a revision, with it', { direction: BACKWARDS, fromRevision: 35n }, 35n, 0n, 36],
    ['back from beyond the end', { direction: BACKWARDS, fromRevision: 500n }, 99n, 0n, 100],
  ])('reads %s', async (_, options, first, last, count) => {
    const read = await revisions('deal-1', options);
    expect(read).toHaveLength(count);
    expect([read[0], read.at(-1)]).toEqual([first, last]);
  });

  it('finds nothing beyond the end, and that is no error', async () => {
    expect(await revisions('deal-1', { fromRevision: 100n })).toEqual([]);
    expect(await revisions('deal-1', { fromRevision: END, direction: FORWARDS })).toEqual([]);
  });

  it('tells a stream that is not there from one that is no more', async () => {
    await expect(revisions('missing-1')).rejects.toMatchObject({ type: 'stream-not-found' });
    await client.deleteStream('deal-1');
    await expect(revisions('deal-1')).rejects.toMatchObject({ type: 'stream-not-found' });
    await client.tombstoneStream('deal-1');
    await expect(revisions('deal-1')).rejects.toMatchObject({ type: 'stream-deleted' });
  });

  it('lets go of a reader that breaks off', async () => {
    const reader = client.readStream('deal-1');
    for await (const _ of reader) break;
    await reader.cancel();
    expect(await revisions('deal-1', { maxCount: 1 })).toEqual([0n]);
  });
});

describe('deleting a stream', () => {
  beforeEach(() => client.appendToStream('deal-1', happenings(0, 3)));

  it('lets it come back and go on counting', async () => {
    await client.deleteStream('deal-1', { expectedRevision: 2n });
    await client.appendToStream('deal-1', happened(3), { expectedRevision: 'no_stream' });
    expect(await revisions('deal-1')).toEqual([3n]);
  });

  it('refuses a wrong expectation, in numbers', async () => {
    await expect(client.deleteStream('deal-1', { expectedRevision: 1n })).rejects.toMatchObject({
      type: 'wrong-expected-version',
      streamName: 'deal-1',
      expectedVersion: 1n,
      actualVersion: 2n,
    });
    await expect(client.deleteStream('missing-1')).rejects.toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: -2n,
      actualVersion: -1n,
    });
    await expect(
      client.tombstoneStream('deal-1', { expectedRevision: 'no_stream' }),
    ).rejects.toMatchObject({ type: 'wrong-expected-version', expectedVersion: -1n });
  });

  it('tells where it stands in the log', async () => {
    const { position } = await client.tombstoneStream('deal-1', { expectedRevision: 2n });
    expect(position?.commit).toBe(server.store.lastPosition());
  });
});

describe('stream metadata', () => {
  it('comes back as it was set, and hides what it says', async () => {
    await client.appendToStream('deal-1', happenings(0, 10));
    await client.setStreamMetadata('deal-1', { maxCount: 4, truncateBefore: 7, owner: 'anna' });
    expect((await client.getStreamMetadata('deal-1')).metadata).toMatchObject({
      maxCount: 4,
      truncateBefore: 7,
      owner: 'anna',
    });
    expect(await revisions('deal-1')).toEqual([7n, 8n, 9n]);
    expect(
      numbersOf(await all(client.readAll())).filter((n) => typeof n === 'number'),
    ).toHaveLength(10);
  });

  it('makes a stream of which everything is hidden empty, not missing', async () => {
    await client.appendToStream('deal-1', happenings(0, 2));
    await client.setStreamMetadata('deal-1', { truncateBefore: 2 });
    expect(await revisions('deal-1')).toEqual([]);
  });
});

describe('reading the whole log', () => {
  it('shows what the server writes for itself, beside what was written by others', async () => {
    await client.appendToStream('deal-1', happened(1));
    await client.setStreamMetadata('deal-1', { maxCount: 4 });
    const types = (await all(client.readAll())).map(({ event }) => event?.type);
    expect(types.slice(-2)).toEqual(['happened', '$metadata']);
    expect(types[0]).toBe('$UserCreated');
  });

  it('begins forwards at a position, backwards before it', async () => {
    for (const n of [1, 2, 3]) await client.appendToStream(`deal-${n}`, happened(n));
    const read = await all(client.readAll());
    const second = read.at(-2)?.event?.position ?? START;
    expect(numbersOf(await all(client.readAll({ fromPosition: second })))).toEqual([2, 3]);
    const [before] = await take(client.readAll({ fromPosition: second, direction: BACKWARDS }), 1);
    expect(before?.event?.data).toEqual({ n: 1 });
    const [last] = await take(client.readAll({ fromPosition: END, direction: BACKWARDS }), 1);
    expect(last?.event?.data).toEqual({ n: 3 });
    expect(await all(client.readAll({ maxCount: 3 }))).toHaveLength(3);
  });

  it.each<readonly [ServerVersion, string]>([
    ['24.10', 'invalid-argument'],
    ['23.10', 'unknown'],
  ])('refuses on %s a position at which nothing begins', async (version, type) => {
    const other = await start({ version });
    const reader = connect(other);
    const { position } = await reader.appendToStream('deal-1', happened(1));
    await reader.appendToStream('deal-1', happened(2));
    const commit = (position?.commit ?? 0n) + 1n;
    const error = await all(reader.readAll({ fromPosition: { commit, prepare: commit } })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: type === 'unknown' ? 2 : 3 });
  });
});

describe('a subscription', () => {
  it('delivers what there is, says that it is all, and goes on', async () => {
    await client.appendToStream('deal-1', happenings(0, 70));
    const subscription = client.subscribeToAll({ fromPosition: START, filter: ours });
    const log: unknown[] = [];
    subscription.on('confirmation', () => log.push('confirmed'));
    subscription.on('caughtUp', () => {
      log.push('caught up');
      void client.appendToStream('deal-1', happenings(70, 5));
    });
    for await (const event of subscription) {
      log.push(...numbersOf([event]));
      if (log.at(-1) === 74) await subscription.unsubscribe();
    }
    const numbers = Array.from({ length: 75 }, (_, n) => n);
    expect(log.filter((each) => typeof each === 'number')).toEqual(numbers);
    expect(log.filter((each) => typeof each === 'string')).toEqual(['confirmed', 'caught up']);
    expect(log.indexOf('caught up')).toBeLessThan(log.indexOf(70));
  });

  it('goes on after the position that it is given, whatever was filtered out', async () => {
    const { position } = await client.appendToStream('deal-1', happenings(0, 2));
    await client.appendToStream('other-1', happened(99));
    await client.appendToStream('deal-1', happened(2));
    if (position === undefined) throw new Error('an append has a position');
    const next = await take(client.subscribeToAll({ fromPosition: position, filter: ours }), 1);
    expect(numbersOf(next)).toEqual([2]);
  });

  it('begins with what is new when it begins at the end', async () => {
    await client.appendToStream('deal-1', happened(1));
    const subscription = client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'caughtUp');
    await client.appendToStream('deal-1', happened(2));
    expect(numbersOf(await take(subscription, 1))).toEqual([2]);
  });

  it.each([
    ['stream names by beginnings', streamNameFilter({ prefixes: ['deal-', 'lead-'] }), [1, 2]],
    ['stream names by pattern', streamNameFilter({ regex: '\\-[23]$' }), [2, 3]],
    ['event types by beginnings', eventTypeFilter({ prefixes: ['hap'] }), [1, 2, 3]],
    ['event types by pattern', eventTypeFilter({ regex: '^happened$' }), [1, 2, 3]],
    ['all but what the server writes', excludeSystemEvents(), [1, 2, 3]],
  ])('filters %s', async (_, filter, numbers) => {
    await client.appendToStream('deal-1', happened(1));
    await client.appendToStream('lead-2', happened(2));
    await client.appendToStream('sold-3', happened(3));
    const found = await take(
      client.subscribeToAll({ fromPosition: START, filter }),
      numbers.length,
    );
    expect(numbersOf(found)).toEqual(numbers);
  });

  it('refuses a pattern that is none', async () => {
    const filter = streamNameFilter({ regex: '(' });
    await expect(all(client.subscribeToAll({ filter }))).rejects.toMatchObject({ code: 3 });
  });

  it('tells how far it looked through what was left out, and can go on from there', async () => {
    await client.appendToStream('other-1', happenings(0, 320));
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['deal-'],
      maxSearchWindow: 32,
      checkpointInterval: 2,
      checkpointReached: (_, { commit }) => {
        checkpoints.push(commit);
      },
    });
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    await once(subscription, 'caughtUp');
    await subscription.unsubscribe();
    expect(checkpoints.length).toBeGreaterThanOrEqual(5);
    expect([...checkpoints].sort((one, other) => Number(one - other))).toEqual(checkpoints);
    expect(new Set(checkpoints).size).toBe(checkpoints.length);
    expect(checkpoints.map(server.store.isBoundary)).not.toContain(false);
    await client.appendToStream('deal-1', happened(7));
    const commit = checkpoints.at(-1) ?? 0n;
    const again = client.subscribeToAll({
      fromPosition: { commit, prepare: commit },
      filter: ours,
    });
    expect(numbersOf(await take(again, 1))).toEqual([7]);
  });

  it.each<readonly [ServerVersion, number]>([
    ['24.10', 1],
    ['23.10', 0],
  ])('tells on %s how far history went, %d times for a short one', async (version, times) => {
    const other = await start({ version });
    const reader = connect(other);
    await reader.appendToStream('other-1', happened(1));
    let told = 0;
    const filter = streamNameFilter({
      prefixes: ['deal-'],
      checkpointReached: () => {
        told += 1;
      },
    });
    const subscription = reader.subscribeToAll({ fromPosition: START, filter });
    await once(subscription, 'caughtUp');
    await subscription.unsubscribe();
    expect(told).toBe(times);
  });

  it('tells while live how far it looked, after every so many events', async () => {
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['deal-'],
      maxSearchWindow: 4,
      checkpointInterval: 2,
      checkpointReached: (_, { commit }) => {
        checkpoints.push(commit);
      },
    });
    const subscription = client.subscribeToAll({ fromPosition: END, filter });
    await once(subscription, 'caughtUp');
    checkpoints.length = 0;
    await client.appendToStream('other-1', happenings(0, 20));
    await client.appendToStream('deal-1', happened(1));
    expect(numbersOf(await take(subscription, 1))).toEqual([1]);
    const eighths = [7n, 15n].map((each) => server.store.readEvent('other-1', each)?.position);
    expect(checkpoints).toEqual(eighths);
  });

  it('follows one stream after a revision, and waits for one that is not there', async () => {
    await client.appendToStream('deal-1', happenings(0, 40));
    const later = client.subscribeToStream('deal-1', { fromRevision: 37n });
    expect(numbersOf(await take(later, 2))).toEqual([38, 39]);
    const waiting = client.subscribeToStream('deal-2');
    await once(waiting, 'caughtUp');
    await client.appendToStream('deal-2', happened(1));
    expect(numbersOf(await take(waiting, 1))).toEqual([1]);
  });

  it('goes on through a deletion, and ends with the stream', async () => {
    await client.appendToStream('deal-1', happenings(0, 2));
    const subscription = client.subscribeToStream('deal-1', { fromRevision: START });
    await once(subscription, 'caughtUp');
    await client.deleteStream('deal-1');
    await client.appendToStream('deal-1', happened(2));
    const seen: unknown[] = [];
    const watching = (async () => {
      for await (const event of subscription) {
        seen.push(...numbersOf([event]));
        if (seen.at(-1) === 2) await client.tombstoneStream('deal-1');
      }
    })();
    await expect(watching).rejects.toMatchObject({ type: 'stream-deleted' });
    expect(seen).toEqual([0, 1, 2, '$streamDeleted']);
    await expect(all(client.subscribeToStream('deal-1'))).rejects.toMatchObject({
      type: 'stream-deleted',
    });
  });

  it('ends its iteration without an error when it is let go', async () => {
    const subscription = client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'caughtUp');
    const end = all(subscription);
    await subscription.unsubscribe();
    expect(await end).toEqual([]);
  });

  it('says on 23.10 nothing of having caught up with a stream that is not there', async () => {
    const other = await start({ version: '23.10' });
    const reader = connect(other);
    const subscription = reader.subscribeToStream('deal-1');
    const log: string[] = [];
    subscription.on('caughtUp', () => log.push('caught up'));
    subscription.on('data', () => log.push('event'));
    await once(subscription, 'confirmation');
    await reader.appendToStream('deal-1', happened(1));
    await once(subscription, 'caughtUp');
    expect(log).toEqual(['event', 'caught up']);
  });
});

describe('links by category', () => {
  it('lead to the events of all streams of a category, in order', async () => {
    const other = await start({ categoryLinks: true });
    const reader = connect(other);
    await reader.appendToStream('deal-1', happened(1));
    await reader.appendToStream('lead-1', happened(2));
    await reader.appendToStream('deal-2-b', happened(3));
    await reader.appendToStream('single', happened(4));
    const resolved = await all(reader.readStream('$ce-deal', { resolveLinkTos: true }));
    expect(resolved.map(({ event, link }) => [event?.streamId, link?.revision])).toEqual([
      ['deal-1', 0n],
      ['deal-2-b', 1n],
    ]);
    const [raw] = await all(reader.readStream('$ce-deal'));
    expect(raw?.event).toMatchObject({ type: '$>', streamId: '$ce-deal' });
    await reader.deleteStream('deal-1');
    const [dangling] = await all(reader.readStream('$ce-deal', { resolveLinkTos: true }));
    expect(dangling?.event).toBeUndefined();
    expect(dangling?.link).toMatchObject({ revision: 0n });
  });
});

describe('a server', () => {
  it('keeps its data and its port through a restart', async () => {
    const { port } = server;
    await client.appendToStream('deal-1', happened(1));
    await server.restart();
    expect(server.port).toBe(port);
    expect(await revisions('deal-1')).toEqual([0n]);
  });

  it('says that it goes to those whose calls are open', async () => {
    const subscription = client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'caughtUp');
    const end = all(subscription);
    const stopped = server.stop();
    await expect(end).rejects.toMatchObject({ type: 'cancelled' });
    await stopped;
    await expect(client.appendToStream('deal-1', happened(1))).rejects.toMatchObject({ code: 14 });
  });

  it('says nothing when it loses its power, and comes back with what it had', async () => {
    await client.appendToStream('deal-1', happened(1));
    const subscription = client.subscribeToAll({ fromPosition: END });
    await once(subscription, 'caughtUp');
    const end = all(subscription);
    await server.kill();
    await expect(end).rejects.toMatchObject({ type: 'unavailable' });
    await server.restart();
    expect(await revisions('deal-1')).toEqual([0n]);
  });

  it('does not listen at a port that is taken', async () => {
    await expect(startEventStoreDbServer({ ports: [server.port] })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('lets appends go one by one where it offers no batches', async () => {
    const other = await start({ batchAppend: false });
    const writer = connect(other);
    const answer = await writer.appendToStream('deal-1', happened(1));
    expect(answer.nextExpectedRevision).toBe(0n);
  });

  it('opens no more streams on one connection than it is told', async () => {
    const other = await start({ maxConcurrentStreams: 3 });
    const reader = connect(other);
    await reader.appendToStream('deal-1', happened(1));
    const open = [reader.subscribeToAll(), reader.subscribeToAll()];
    await Promise.all(open.map((each) => once(each, 'confirmation')));
    const third = reader.subscribeToAll();
    let confirmed = false;
    third.on('confirmation', () => {
      confirmed = true;
    });
    await open[0]?.unsubscribe();
    await once(third, 'confirmation');
    expect(confirmed).toBe(true);
    await Promise.all([third, open[1]].map((each) => each?.unsubscribe()));
  });
});
