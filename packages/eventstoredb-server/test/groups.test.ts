import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import type { EventStoreDbServer } from '@presales/eventstoredb-server';
import {
  all,
  bench,
  type Happened,
  happened,
  happenings,
  numbersOf,
  once,
} from './eventstoredb-client.ts';

const { start, connect } = bench();
let server: EventStoreDbServer;
let client: EventStoreDBClient;

const CHECKPOINTS = '$persistentsubscription-deal-1::mailer-checkpoint';
const PARKED = '$persistentsubscription-deal-1::mailer-parked';

beforeEach(async () => {
  server = await start({ groupTick: 5 });
  client = connect(server);
});

const create = (settings: Partial<PersistentSubscriptionToStreamSettings> = {}): Promise<void> =>
  client.createPersistentSubscriptionToStream(
    'deal-1',
    'mailer',
    persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, ...settings }),
  );

type Consumer = PersistentSubscriptionToStream<Happened>;

const consume = (bufferSize = 10): Consumer =>
  client.subscribeToPersistentSubscriptionToStream<Happened>('deal-1', 'mailer', { bufferSize });

type Message = Consumer extends AsyncIterable<infer Each> ? Each : never;

/** Takes so many messages and does with each what is to be done. */
const handle = async (
  consumer: Consumer,
  count: number,
  act: (message: Message) => unknown,
): Promise<readonly (readonly [unknown, number])[]> => {
  const seen: (readonly [unknown, number])[] = [];
  for await (const message of consumer) {
    seen.push([message.event?.data.n, message.retryCount]);
    await act(message);
    if (seen.length === count) break;
  }
  // What goes over the same connection later is heard later: the answers have arrived.
  await info();
  await consumer.unsubscribe();
  return seen;
};

const info = () => client.getPersistentSubscriptionToStreamInfo('deal-1', 'mailer');

describe('a consumer group', () => {
  it('delivers what there is from its start on, and what comes', async () => {
    await client.appendToStream('deal-1', happenings(0, 3));
    await create({ startFrom: 1n });
    const consumer = consume();
    let appended = false;
    const seen = await handle(consumer, 3, async (message) => {
      await consumer.ack(message);
      if (!appended) await client.appendToStream('deal-1', happened(3));
      appended = true;
    });
    expect(seen.map(([n]) => n)).toEqual([1, 2, 3]);
  });

  it('begins with what is new when it begins at the end', async () => {
    await client.appendToStream('deal-1', happenings(0, 3));
    await create({ startFrom: END });
    await client.appendToStream('deal-1', happened(3));
    const consumer = consume();
    const seen = await handle(consumer, 1, (message) => consumer.ack(message));
    expect(seen).toEqual([[3, 0]]);
  });

  it('gives no consumer more than it asked for at a time', async () => {
    await client.appendToStream('deal-1', happenings(0, 30));
    await create();
    const consumer = consume(4);
    await once(consumer, 'readable');
    const [connection] = (await info()).connections;
    expect(connection).toMatchObject({ availableSlots: 0, inFlightMessages: 4 });
    await consumer.unsubscribe();
  });

  it('delivers again what is asked for again, counts it, and parks it in the end', async () => {
    await client.appendToStream('deal-1', happened(0));
    await create({ maxRetryCount: 2 });
    const consumer = consume();
    const seen = await handle(consumer, 3, (message) => consumer.nack('retry', 'later', message));
    expect(seen).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
    ]);
    const [parked] = await all(client.readStream(PARKED, { resolveLinkTos: true }));
    expect(parked?.event).toMatchObject({ streamId: 'deal-1', data: { n: 0 } });
    expect(parked?.link?.metadata).toMatchObject({ reason: 'Reached retry count of 2' });
  });

  it('counts a message that nobody answers as one to deliver again', async () => {
    await client.appendToStream('deal-1', happened(0));
    await create({ messageTimeout: 20 });
    const consumer = consume();
    const seen = await handle(consumer, 2, (message) =>
      message.retryCount === 0 ? undefined : consumer.ack(message),
    );
    expect(seen).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  it('parks what is to be parked, and delivers it anew when asked to', async () => {
    await client.appendToStream('deal-1', happenings(0, 3));
    await create();
    const first = consume();
    await handle(first, 3, (message) => first.nack('park', 'unreadable', message));
    expect((await info()).stats.parkedMessageCount).toBe(3n);
    await client.replayParkedMessagesToStream('deal-1', 'mailer', { stopAt: 2 });
    const second = consume();
    const seen = await handle(second, 2, (message) => second.ack(message));
    expect(seen).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect((await info()).stats.parkedMessageCount).toBe(1n);
    const [left] = await all(client.readStream(PARKED, { resolveLinkTos: true }));
    expect(left?.event?.data).toEqual({ n: 2 });
    expect(left?.link?.metadata).toMatchObject({
      reason: "Client explicitly NAK'ed message.\nunreadable",
    });
  });

  it.each(['skip', 'stop'] as const)('is done with what is to be %ped', async (action) => {
    await client.appendToStream('deal-1', happenings(0, 2));
    await create();
    const consumer = consume(1);
    const seen = await handle(consumer, 2, (message) => consumer.nack(action, '', message));
    expect(seen).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(server.store.lastRevision(PARKED)).toBe(-1n);
  });

  it('gives to others what a consumer had in hand when it left', async () => {
    await client.appendToStream('deal-1', happenings(0, 2));
    await create();
    const first = consume();
    await handle(first, 2, () => undefined);
    const second = consume();
    const seen = await handle(second, 2, (message) => second.ack(message));
    expect(seen).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('keeps its place once enough is acknowledged, and delivers the rest again after a restart', async () => {
    // No ticks: only what is acknowledged makes checkpoints fall due.
    server = await start({ groupTick: 600_000 });
    client = connect(server);
    await client.appendToStream('deal-1', happenings(0, 8));
    await create({ checkPointLowerBound: 1, checkPointUpperBound: 5, checkPointAfter: 60_000 });
    const first = consume(1);
    await handle(first, 7, (message) => first.ack(message));
    await server.restart();
    const [checkpoint] = await all(
      client.readStream(CHECKPOINTS, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }),
    );
    expect(checkpoint?.event).toMatchObject({ type: '$SubscriptionCheckpoint', data: '4' });
    const second = consume();
    const seen = await handle(second, 3, (message) => second.ack(message));
    expect(seen.map(([n]) => n)).toEqual([5, 6, 7]);
  });

  it('keeps its place when time has passed, however little was acknowledged', async () => {
    await client.appendToStream('deal-1', happened(0));
    await create({ checkPointLowerBound: 1, checkPointUpperBound: 500, checkPointAfter: 10 });
    const written = client.subscribeToStream(CHECKPOINTS);
    const consumer = consume();
    await handle(consumer, 1, (message) => consumer.ack(message));
    for await (const checkpoint of written) {
      expect(checkpoint.event?.data).toBe('0');
      break;
    }
    await written.unsubscribe();
  });

  it('passes no checkpoint over what is still in hand', async () => {
    await client.appendToStream('deal-1', happenings(0, 8));
    await create({ checkPointLowerBound: 1, checkPointUpperBound: 3, checkPointAfter: 60_000 });
    const consumer = consume();
    await handle(consumer, 8, (message) =>
      message.event?.data.n === 4 ? undefined : consumer.ack(message),
    );
    const [checkpoint] = await all(
      client.readStream(CHECKPOINTS, { direction: BACKWARDS, fromRevision: END, maxCount: 1 }),
    );
    expect(Number(checkpoint?.event?.data)).toBeLessThan(4);
  });

  it('follows links, which are what is acknowledged', async () => {
    const other = await start({ categoryLinks: true });
    const worker = connect(other);
    await worker.appendToStream('deal-1', happened(1));
    await worker.createPersistentSubscriptionToStream(
      '$ce-deal',
      'mailer',
      persistentSubscriptionToStreamSettingsFromDefaults({
        startFrom: START,
        resolveLinkTos: true,
      }),
    );
    const consumer = worker.subscribeToPersistentSubscriptionToStream('$ce-deal', 'mailer');
    for await (const message of consumer) {
      expect(message.event).toMatchObject({ streamId: 'deal-1', data: { n: 1 } });
      expect(message.link).toMatchObject({ streamId: '$ce-deal', revision: 0n });
      await consumer.ack(message);
      break;
    }
    await consumer.unsubscribe();
    const { stats } = await worker.getPersistentSubscriptionToStreamInfo('$ce-deal', 'mailer');
    expect(stats.outstandingMessagesCount).toBe(0);
  });
});

describe('consumers of a group', () => {
  /** How many of twelve messages each of two consumers gets before anybody acknowledges. */
  const shares = async (strategy: 'RoundRobin' | 'DispatchToSingle' | 'Pinned', streams = 1) => {
    await client.createPersistentSubscriptionToAll(
      'mailer',
      persistentSubscriptionToAllSettingsFromDefaults({
        startFrom: START,
        consumerStrategyName: strategy,
      }),
      { filter: streamNameFilter({ prefixes: ['deal-'] }) },
    );
    const consumers = [0, 1].map(() =>
      client.subscribeToPersistentSubscriptionToAll('mailer', { bufferSize: 20 }),
    );
    await Promise.all(consumers.map((each) => once(each, 'confirmation')));
    const got = consumers.map((): string[] => []);
    const twelve = new Promise<void>((resolve) => {
      consumers.forEach((consumer, index) => {
        consumer.on('data', ({ event }) => {
          got[index]?.push(String(event?.streamId));
          if (got.flat().length === 12) resolve();
        });
      });
    });
    for (let n = 0; n < 12; n += 1) await client.appendToStream(`deal-${n % streams}`, happened(n));
    await twelve;
    await Promise.all(consumers.map((each) => each.unsubscribe()));
    return got;
  };

  it('take turns', async () => {
    const got = await shares('RoundRobin');
    expect(got.map(({ length }) => length)).toEqual([6, 6]);
  });

  it('stand by while one can take everything', async () => {
    const got = await shares('DispatchToSingle');
    expect(got.map(({ length }) => length)).toEqual([12, 0]);
  });

  it('keep to their streams', async () => {
    const [first = [], second = []] = await shares('Pinned', 4);
    expect(first.length).toBeGreaterThan(0);
    expect(second.length).toBeGreaterThan(0);
    expect(first.filter((stream) => second.includes(stream))).toEqual([]);
  });

  it('are no more than may be', async () => {
    await create({ maxSubscriberCount: 1 });
    const first = consume();
    await once(first, 'confirmation');
    await expect(all(consume())).rejects.toMatchObject({ type: 'maximum-subscribers-reached' });
    await first.unsubscribe();
  });

  it('are sent away when the group is set anew or removed', async () => {
    await create();
    const first = consume();
    await once(first, 'confirmation');
    const dropped = expect(all(first)).rejects.toMatchObject({
      type: 'persistent-subscription-dropped',
    });
    await client.updatePersistentSubscriptionToStream(
      'deal-1',
      'mailer',
      persistentSubscriptionToStreamSettingsFromDefaults({ maxRetryCount: 3 }),
    );
    await dropped;
    expect((await info()).settings.maxRetryCount).toBe(3);
    const second = consume();
    await once(second, 'confirmation');
    const again = expect(all(second)).rejects.toMatchObject({
      type: 'persistent-subscription-dropped',
    });
    await client.deletePersistentSubscriptionToStream('deal-1', 'mailer');
    await again;
  });
});

describe('a consumer group on the whole log', () => {
  it('sees what its filter lets pass, with positions, and moves on over the rest', async () => {
    await client.createPersistentSubscriptionToAll(
      'mailer',
      persistentSubscriptionToAllSettingsFromDefaults({
        startFrom: START,
        checkPointLowerBound: 1,
        checkPointAfter: 5,
      }),
      { filter: streamNameFilter({ prefixes: ['deal-'] }) },
    );
    await client.appendToStream('deal-1', happened(1));
    const { position } = await client.appendToStream('other-1', happenings(0, 50));
    const consumer = client.subscribeToPersistentSubscriptionToAll('mailer');
    for await (const message of consumer) {
      expect(numbersOf([message])).toEqual([1]);
      expect(message.commitPosition).toBe(message.event?.position?.commit);
      await consumer.ack(message);
      break;
    }
    await client.appendToStream('other-1', happened(50));
    await consumer.unsubscribe();
    const { stats } = await client.getPersistentSubscriptionToAllInfo('mailer');
    expect(stats.lastKnownEventPosition?.commit).toBeGreaterThan(position?.commit ?? 0n);
  });
});

describe('the list of groups', () => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults();

  it('tells what is there, and how it is set', async () => {
    await create({ messageTimeout: 1234, consumerStrategyName: 'Pinned' });
    await client.createPersistentSubscriptionToStream('deal-2', 'mailer', settings);
    await client.createPersistentSubscriptionToAll(
      'audit',
      persistentSubscriptionToAllSettingsFromDefaults(),
    );
    const groups = await client.listAllPersistentSubscriptions();
    expect(groups.map(({ eventSource, groupName }) => [eventSource, groupName])).toEqual([
      ['deal-1', 'mailer'],
      ['deal-2', 'mailer'],
      ['$all', 'audit'],
    ]);
    expect(await client.listPersistentSubscriptionsToStream('deal-2')).toHaveLength(1);
    expect(await client.listPersistentSubscriptionsToAll()).toMatchObject([
      { settings: { startFrom: END } },
    ]);
    expect((await info()).settings).toMatchObject({
      messageTimeout: 1234,
      consumerStrategyName: 'Pinned',
      startFrom: START,
    });
  });

  it('knows no group twice, and none that is not there', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ type: 'persistent-subscription-exists' });
    await client.deletePersistentSubscriptionToStream('deal-1', 'mailer');
    const missing = { type: 'persistent-subscription-does-not-exist' };
    await expect(
      client.deletePersistentSubscriptionToStream('deal-1', 'mailer'),
    ).rejects.toMatchObject(missing);
    await expect(
      client.updatePersistentSubscriptionToStream('deal-1', 'mailer', settings),
    ).rejects.toMatchObject(missing);
    await expect(client.replayParkedMessagesToStream('deal-1', 'mailer')).rejects.toMatchObject(
      missing,
    );
    await expect(info()).rejects.toMatchObject(missing);
    await expect(all(consume())).rejects.toMatchObject(missing);
  });

  it('takes no group whose batches do not fit its buffer', async () => {
    await expect(create({ readBatchSize: 20, historyBufferSize: 20 })).rejects.toMatchObject({
      type: 'persistent-subscription-failed',
    });
  });

  it('opens again from the checkpoints when it is asked to', async () => {
    await client.appendToStream('deal-1', happened(0));
    await create();
    const consumer = consume();
    await once(consumer, 'confirmation');
    const dropped = expect(all(consumer)).rejects.toMatchObject({
      type: 'persistent-subscription-dropped',
    });
    await client.restartPersistentSubscriptionSubsystem();
    await dropped;
  });
});
