import {
  type EventStoreDbEventLog,
  type EventStoreDbOptions,
  eventStoreDbEventLog,
} from '@presales/eventstoredb';
import type { EventStoreDbServer } from '@presales/eventstoredb-server';
import { allOf, event, events, ids, streamOf } from './events.ts';
import { clientOf, testLogs, testServers } from './servers.ts';

describe('an append to a log on a server', () => {
  const servers = testServers();
  const logs = testLogs();

  const start = async (
    options: EventStoreDbOptions = {},
    server?: Parameters<typeof servers.start>[0],
  ): Promise<{ readonly server: EventStoreDbServer; readonly log: EventStoreDbEventLog }> => {
    const started = await servers.start(server);
    const connection = started.connectionString();
    const log = await logs(
      eventStoreDbEventLog({ connection }, { appendTimeout: 600, ...options }),
    );
    await log.append('warm-up', 'no-stream', [event(9_999)]);
    return { server: started, log };
  };

  it('whose answer is lost is asked again, and stored once', async () => {
    const { server, log } = await start();
    const lost = server.faults.inject({
      on: 'append',
      times: 1,
      effect: { kind: 'drop', at: 'reply' },
    });
    const appended = await log.append('deal-1', 'no-stream', events(1, 2));
    expect(lost.strikes()).toBe(1);
    expect(appended).toEqual({ revision: 1n, position: await log.head() });
    expect(ids(await streamOf(log, 'deal-1'))).toEqual(ids(events(1, 2)));
  });

  it('that is cut off before it is stored is asked again', async () => {
    const { server, log } = await start({ appendTimeout: 4_000 });
    server.faults.inject({ on: 'append', times: 2, effect: { kind: 'cut', at: 'request' } });
    await log.append('deal-1', 'no-stream', events(1, 2));
    expect(ids(await streamOf(log, 'deal-1'))).toEqual(ids(events(1, 2)));
  });

  it('that is never answered is of unknown outcome, and can be asked again at any time', async () => {
    const { server, log } = await start();
    const fault = server.faults.inject({ on: 'append', effect: { kind: 'drop', at: 'reply' } });
    await expect(log.append('deal-1', 'no-stream', events(1, 2))).rejects.toMatchObject({
      code: 'event-log/unknown-outcome',
    });
    fault.lift();
    await log.append('deal-1', 1n, [event(3)]);
    const { revision } = await log.append('deal-1', 'no-stream', events(1, 2));
    expect(revision).toBe(1n);
    expect(ids(await streamOf(log, 'deal-1'))).toEqual(ids(events(1, 3)));
  });

  it('that was not answered, and whose place another took meanwhile, is a conflict', async () => {
    const { server, log } = await start();
    server.faults.inject({ on: 'append', times: 1, effect: { kind: 'drop', at: 'request' } });
    const [first, second] = await Promise.allSettled([
      log.append('deal-1', 'no-stream', [event(1)]),
      log.append('deal-1', 'no-stream', [event(2)]),
    ]);
    expect(second).toMatchObject({ status: 'fulfilled' });
    expect(first).toMatchObject({
      status: 'rejected',
      reason: { code: 'event-log/conflict', expected: 'no-stream', actual: 0n },
    });
  });

  it('finds the leader', async () => {
    const { server, log } = await start({ appendTimeout: 4_000 }, { nodes: 3 });
    server.faults.inject({ on: 'append', times: 1, effect: { kind: 'fail', with: 'not-leader' } });
    await log.append('deal-1', 'no-stream', [event(1)]);
    expect(ids(await streamOf(log, 'deal-1'))).toEqual(ids([event(1)]));
  });

  it('to a server that is gone fails with nothing stored, in time', async () => {
    const { server, log } = await start();
    await server.kill();
    // The first call learns that the server is gone, and may have reached it; the next knows.
    await log.append('deal-1', 'no-stream', [event(1)]).catch(() => undefined);
    await expect(log.append('deal-2', 'no-stream', [event(2)])).rejects.toMatchObject({
      code: 'event-log/unavailable',
    });
  });

  it('is refused when it is larger than the server takes', async () => {
    const { log } = await start({}, { maxAppendSize: 1_000 });
    await expect(
      log.append('deal-1', 'no-stream', [event(1, 'Big', { text: 'x'.repeat(2_000) })]),
    ).rejects.toMatchObject({ code: 'event-log/invalid-append', message: /1000/ });
    await log.append('deal-1', 'no-stream', [event(1)]);
  });

  it('is refused to whom the server does not let', async () => {
    const { server, log } = await start();
    server.faults.inject({ on: 'append', effect: { kind: 'fail', with: 'access-denied' } });
    await expect(log.append('deal-1', 'no-stream', [event(1)])).rejects.toMatchObject({
      code: 'event-log/access-denied',
    });
  });

  it('is refused by a log that only reads', async () => {
    const { server } = await start();
    const connection = server.connectionString();
    const log = await logs(eventStoreDbEventLog({ connection }, { readOnly: true }));
    await expect(log.append('deal-1', 'no-stream', [event(1)])).rejects.toMatchObject({
      code: 'event-log/read-only',
    });
    expect(await allOf(log)).toHaveLength(1);
  });

  it('carries the conventions of EventStoreDB, and does not show them', async () => {
    const { server, log } = await start();
    const recordedAt = '2020-01-01T00:00:00.000Z';
    await log.append('deal-1', 'no-stream', [{ ...event(1), version: 3, recordedAt }]);
    const client = clientOf(server.connectionString());
    for await (const { event: stored } of client.readStream('deal-1'))
      expect(stored?.metadata).toEqual({
        ...event(1).metadata,
        version: 3,
        recordedAt,
        $correlationId: 'correlation-1',
        $causationId: 'causation-1',
      });
    await client.dispose();
    const [read] = await streamOf(log, 'deal-1');
    expect(read).toMatchObject({ version: 3, recordedAt });
    expect(read?.metadata).toEqual(event(1).metadata);
  });

  it('to a stream that was deleted begins it anew, and to a tombstoned one is refused', async () => {
    const { server, log } = await start();
    const client = clientOf(server.connectionString());
    await log.append('deal-1', 'no-stream', events(1, 3));
    await client.deleteStream('deal-1');
    expect(await streamOf(log, 'deal-1')).toEqual([]);
    const { revision } = await log.append('deal-1', 'no-stream', [event(7)]);
    expect(revision).toBe(3n);
    expect(ids(await streamOf(log, 'deal-1'))).toEqual(ids([event(7)]));
    await client.tombstoneStream('deal-1');
    const deleted = { code: 'event-log/stream-deleted' };
    await expect(log.append('deal-1', 3n, [event(8)])).rejects.toMatchObject(deleted);
    await expect(streamOf(log, 'deal-1')).rejects.toMatchObject(deleted);
    await client.dispose();
  });

  it('of others, in bytes or without our metadata, is shown as it is', async () => {
    const { server, log } = await start();
    const client = clientOf(server.connectionString());
    await client.appendToStream('deal-1', [
      {
        id: event(1).id,
        contentType: 'application/octet-stream',
        type: 'Scanned',
        data: Buffer.from('PDF'),
        metadata: undefined,
      },
      {
        id: event(2).id,
        contentType: 'application/json',
        type: 'Noted',
        data: 'hello',
        metadata: undefined,
      },
    ]);
    const [scanned, noted] = await streamOf(log, 'deal-1');
    expect(scanned).toMatchObject({
      data: { base64: 'UERG' },
      version: 1,
      metadata: { actor: 'unknown', causationId: event(1).id, occurredAt: scanned?.recordedAt },
    });
    expect(noted).toMatchObject({ data: { value: 'hello' }, revision: 1n });
    await client.dispose();
  });

  it.each([true, false])(
    'is answered when ten thousand are under way (in batches: %s)',
    async (batchAppend) => {
      const { log } = await start({ appendTimeout: 60_000 }, { batchAppend });
      const count = batchAppend ? 10_000 : 1_000;
      const outcomes = await Promise.allSettled(
        Array.from({ length: count }, (_, n) => log.append(`deal-${n}`, 'no-stream', [event(n)])),
      );
      expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect(await allOf(log)).toHaveLength(count + 1);
    },
    120_000,
  );

  it('is not held up by readings that were broken off, though the server has a hundred calls', async () => {
    const { log } = await start();
    await log.append('deal-1', 'no-stream', events(0, 40));
    await Promise.all(
      Array.from({ length: 120 }, async () => {
        for await (const page of log.readAll()) if (page.events.length > 0) break;
      }),
    );
    for (let n = 0; n < 110; n++)
      for await (const page of log.follow()) if (page.events.length > 0) break;
    expect(await log.append('deal-2', 'no-stream', [event(5_000)])).toMatchObject({ revision: 0n });
    expect(log.followers()).toEqual([]);
  }, 30_000);
});
