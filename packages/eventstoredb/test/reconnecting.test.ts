import {
  type EventStoreDbEventLog,
  eventStoreDbEventLog,
  type FollowerStatus,
} from '@presales/eventstoredb';
import type { EventStoreDbServer, Fault } from '@presales/eventstoredb-server';
import { allOf, event, events, following, ids } from './events.ts';
import { testLogs, testServers } from './servers.ts';

/** Short times, so that what takes seconds in production takes a moment here. */
const impatient = { appendTimeout: 4_000, readTimeout: 1_500, heartbeat: 100, gap: 20 };

describe('a follower of a log on a server', () => {
  const servers = testServers();
  const logs = testLogs();

  const start = async (
    options?: Parameters<typeof servers.start>[0],
  ): Promise<{ readonly server: EventStoreDbServer; readonly log: EventStoreDbEventLog }> => {
    const server = await servers.start(options);
    const connection = server.connectionString();
    return { server, log: await logs(eventStoreDbEventLog({ connection }, impatient)) };
  };

  /** Resolves when the followers' states satisfy. */
  const until = (
    log: EventStoreDbEventLog,
    enough: (followers: readonly FollowerStatus[]) => boolean,
  ): Promise<void> =>
    new Promise((resolve) => {
      const look = (followers: readonly FollowerStatus[]): void => {
        if (!enough(followers)) return;
        unwatch();
        resolve();
      };
      const unwatch = log.watch(look);
      look(log.followers());
    });

  it.each([
    ['stops and starts again', (server: EventStoreDbServer) => server.restart()],
    [
      'dies and starts again',
      async (server: EventStoreDbServer) => {
        await server.kill();
        await server.restart();
      },
    ],
    ['breaks all connections', async (server: EventStoreDbServer) => server.cut()],
  ])('goes on after the last event when the server %s', async (_, disturb) => {
    const { server, log } = await start();
    await log.append('deal-1', 'no-stream', events(0, 700));
    const follower = following(log);
    await follower.caughtUp();
    await disturb(server);
    await log.append('deal-2', 'no-stream', events(1_000, 10));
    expect(ids(await follower.seen(710))).toEqual(ids(await allOf(log)));
    await disturb(server);
    await log.append('deal-3', 'no-stream', [event(2_000)]);
    expect(ids(await follower.seen(711))).toEqual(ids(await allOf(log)));
    follower.stop();
  });

  const ending: readonly [string, Fault][] = [
    [
      'finds it too slow',
      { on: 'deliver', skip: 3, times: 2, effect: { kind: 'fail', with: 'too-slow' } },
    ],
    [
      'cuts the connection in the midst of history',
      { on: 'deliver', skip: 100, times: 3, effect: { kind: 'cut', at: 'request' } },
    ],
    [
      'is not ready when it subscribes',
      { on: 'subscribe', times: 2, effect: { kind: 'fail', with: 'not-ready' } },
    ],
    [
      'does not answer its subscription',
      { on: 'subscribe', times: 1, effect: { kind: 'drop', at: 'request' } },
    ],
    [
      'falls silent while it subscribes and reads',
      { on: ['subscribe', 'read'], times: 2, skip: 1, effect: { kind: 'drop', at: 'request' } },
    ],
    ['sends nothing of what it should', { on: 'deliver', effect: { kind: 'drop', at: 'request' } }],
    ['says that it fell behind', { on: 'deliver', times: 3, effect: { kind: 'fall-behind' } }],
  ];
  it.each(ending)('misses and repeats nothing when the server %s', async (_, fault) => {
    const { server, log } = await start();
    await log.append('deal-1', 'no-stream', events(0, 600));
    server.faults.inject(fault);
    const follower = following(log);
    const seeing = follower.seen(605);
    await log.append('deal-2', 'no-stream', events(1_000, 5));
    expect(ids(await seeing)).toEqual([...ids(events(0, 600)), ...ids(events(1_000, 5))]);
    follower.stop();
  });

  it('goes on with the new leader of a cluster', async () => {
    const { server, log } = await start({ nodes: 3 });
    const follower = following(log);
    await follower.caughtUp();
    for (let round = 0; round < 3; round++) {
      await log.append(`deal-${round}`, 'no-stream', [event(round)]);
      const leader = server.nodes.find((node) => node.isLeader());
      await leader?.kill();
      await log.append(`lead-${round}`, 'no-stream', [event(100 + round)]);
      expect(ids(await follower.seen(2 * round + 2))).toEqual(ids(await allOf(log)));
      await leader?.start();
    }
    follower.stop();
  });

  it('is seen to be disconnected, and to be live again', async () => {
    const { server, log } = await start();
    await log.append('deal-1', 'no-stream', [event(1)]);
    const follower = following(log, { types: ['QuotationDrafted'] });
    await follower.caughtUp();
    expect(log.followers()).toEqual([
      {
        filter: { types: ['QuotationDrafted'] },
        state: 'live',
        through: await log.head(),
        lag: 0n,
      },
    ]);
    expect(await log.health()).toMatchObject({ status: 'healthy', problems: [] });
    const waiting = follower.seen(2);
    await server.kill();
    await until(log, ([status]) => status?.state === 'disconnected');
    const { status, problems } = await log.health();
    expect(status).toBe('failing');
    expect(problems.join()).toMatch(/QuotationDrafted: .*UNAVAILABLE/);
    await server.restart();
    await log.append('deal-1', 0n, [event(2)]);
    expect(ids(await waiting)).toEqual(ids(events(1, 2)));
    await until(log, ([each]) => each?.state === 'live');
    expect(await log.health()).toMatchObject({ status: 'healthy' });
    follower.stop();
    expect(log.followers()).toEqual([]);
  });

  it('that stands still while the log goes on is stuck, and not failing', async () => {
    const server = await servers.start();
    const connection = server.connectionString();
    const log = await logs(eventStoreDbEventLog({ connection }, { ...impatient, stuckAfter: 30 }));
    const follower = following(log, { types: ['QuotationDrafted'] });
    await follower.caughtUp();
    const stuck = new Promise<void>((resolve) => {
      log.watch(async () => {
        if ((await log.health()).status === 'stuck') resolve();
      });
    });
    await log.append('deal-1', 'no-stream', [event(1)]);
    await stuck;
    const { problems } = await log.health();
    expect(problems).toEqual([
      expect.stringMatching(/^the follower of QuotationDrafted: no progress/),
    ]);
    await follower.seen(1);
    expect(await log.health()).toMatchObject({ status: 'healthy' });
    follower.stop();
  });

  it('ends with an error only when trying again can never help', async () => {
    const { server, log } = await start();
    server.faults.inject({ on: 'subscribe', effect: { kind: 'fail', with: 'access-denied' } });
    await expect(following(log).next()).rejects.toMatchObject({ code: 'event-log/access-denied' });
    expect(log.followers()).toEqual([]);
  });

  it('ends with an error when the log never had the position it was to go on from', async () => {
    const { log } = await start();
    const { position } = await log.append('deal-1', 'no-stream', events(1, 2));
    await log.append('deal-2', 'no-stream', [event(3)]);
    await expect(following(log, { after: position + 1n }).next()).rejects.toMatchObject({
      code: 'event-log/no-such-position',
      message: expect.stringContaining('another log’s'),
    });
    const reading = log.readAll({ after: position + 1n })[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toMatchObject({ code: 'event-log/no-such-position' });
    expect(log.followers()).toEqual([]);
  });

  it('ends with the log, also when the server is away', async () => {
    const { server, log } = await start();
    const follower = following(log);
    await follower.caughtUp();
    const waiting = follower.next();
    await server.kill();
    await log.close();
    await expect(waiting).rejects.toThrow('the following has ended');
  });
});

describe('followers of one filter', () => {
  const servers = testServers();
  const logs = testLogs();

  it('share one subscription, and a slow one holds back nobody', async () => {
    const server = await servers.start();
    const connection = server.connectionString();
    const log = await logs(eventStoreDbEventLog({ connection }));
    const subscribed = server.faults.inject({
      on: 'subscribe',
      effect: { kind: 'delay', at: 'request', milliseconds: 0 },
    });
    const [slow, ...fast] = Array.from({ length: 5 }, () => following(log));
    await Promise.all([slow, ...fast].map((each) => each?.caughtUp()));
    expect(subscribed.strikes()).toBe(1);
    let expected: 'no-stream' | bigint = 'no-stream';
    for (let at = 0; at < 6_000; at += 1_000)
      expected = (await log.append('deal-1', expected, events(at, 1_000))).revision;
    const all = ids(await allOf(log));
    for (const each of fast) expect(ids(await each.seen(6_000))).toEqual(all);
    await log.append('deal-2', 'no-stream', [event(9_999)]);
    for (const each of fast) await each.seen(6_001);
    expect(ids((await slow?.seen(6_001)) ?? [])).toEqual(ids(await allOf(log)));
    expect(subscribed.strikes()).toBe(1);
    for (const each of [slow, ...fast]) each?.stop();
  });

  it('of which one begins far behind do not wait for each other', async () => {
    const server = await servers.start();
    const connection = server.connectionString();
    const log = await logs(eventStoreDbEventLog({ connection }));
    let expected: 'no-stream' | bigint = 'no-stream';
    for (let at = 0; at < 3_000; at += 1_000)
      expected = (await log.append('deal-1', expected, events(at, 1_000))).revision;
    const ahead = following(log, { after: await log.head() });
    await ahead.caughtUp();
    const behind = following(log);
    await log.append('deal-2', 'no-stream', [event(5_000)]);
    expect(ids(await ahead.seen(1))).toEqual(ids([event(5_000)]));
    expect(ids(await behind.seen(3_001))).toEqual(ids(await allOf(log)));
    ahead.stop();
    behind.stop();
  });
});
