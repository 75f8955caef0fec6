import { EventStoreDBClient } from '@eventstore/db-client';
import {
  type ConsumerGroupOptions,
  consumerGroup,
  eventStoreDbEventLog,
} from '@presales/eventstoredb';
import type { EventStoreDbServer } from '@presales/eventstoredb-server';
import type { NewEvent } from '@presales/kernel/store';
import { testServers } from './servers.ts';

jest.setTimeout(30_000);

const event = (n: number, type = 'QuotationSent'): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type,
  version: 1,
  data: { n },
  metadata: {
    actor: 'anna',
    commandId: `c${n}`,
    correlationId: `c${n}`,
    causationId: `c${n}`,
    occurredAt: '2026-03-01T09:00:00.000Z',
  },
});

/** Writes the events, each to a stream of its own. */
const write = async (server: EventStoreDbServer, events: readonly NewEvent[]): Promise<void> => {
  const log = await eventStoreDbEventLog({ connection: server.connectionString() });
  for (const each of events) await log.append(`quotation-${each.id}`, 'no-stream', [each]);
  await log.close();
};

/** What workers did, and a way to wait until they did so much. */
const diary = () => {
  const lines: string[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  return {
    lines,
    note: (line: string): void => {
      lines.push(line);
      for (const { count, resolve } of waiting) if (lines.length >= count) resolve();
    },
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        if (lines.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
};

describe('A worker of a consumer group', () => {
  const servers = testServers();
  const endings: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0)) await end();
  });

  const worker = (
    server: EventStoreDbServer,
    options: Omit<ConsumerGroupOptions, 'client' | 'group'>,
  ) => {
    const client = EventStoreDBClient.connectionString(server.connectionString());
    const group = consumerGroup({ client, group: 'mailer', ...options });
    const stopping = new AbortController();
    const running = group.run(stopping.signal);
    const stop = async (): Promise<void> => {
      stopping.abort();
      await running;
    };
    endings.push(async () => {
      await stop();
      await client.dispose();
    });
    return { group, stop };
  };

  it('is given what it asks for, as the log has it, and nothing else', async () => {
    const server = await servers.start();
    await write(server, [event(1), event(2, 'QuotationDrafted'), event(3)]);
    const { note, until, lines } = diary();
    worker(server, {
      types: ['QuotationSent'],
      handle: async ({ stream, type, data, metadata }, retries) =>
        note(JSON.stringify([stream, type, data, metadata.actor, retries])),
    });
    await until(2);
    await write(server, [event(4)]);
    await until(3);
    expect([...lines].sort()).toEqual(
      [1, 3, 4].map((n) =>
        JSON.stringify([`quotation-${event(n).id}`, 'QuotationSent', { n }, 'anna', 0]),
      ),
    );
  });

  it('is given again what failed, and told how often that was', async () => {
    const server = await servers.start();
    await write(server, [event(1)]);
    const { note, until, lines } = diary();
    worker(server, {
      handle: async (_, retries) => {
        note(`try ${retries}`);
        if (retries < 2) throw new Error('no mail today');
      },
    });
    await until(3);
    expect(lines).toEqual(['try 0', 'try 1', 'try 2']);
  });

  it('parks what keeps failing, goes on with the rest, and gets it back when it is replayed', async () => {
    const server = await servers.start();
    await write(server, [event(1), event(2)]);
    const { note, until, lines } = diary();
    let broken = true;
    const { group } = worker(server, {
      inFlight: 1,
      handle: async ({ data }) => {
        note(JSON.stringify(data));
        if (broken && JSON.stringify(data) === '{"n":1}') throw new Error('no such address');
      },
      onFailure: () => 'park',
    });
    await until(2);
    expect([...lines].sort()).toEqual(['{"n":1}', '{"n":2}']);
    broken = false;
    await write(server, [event(3)]);
    await until(3);
    expect(lines[2]).toBe('{"n":3}');
    await group.replayParked();
    await until(4);
    expect(lines[3]).toBe('{"n":1}');
  });

  it('lets go what may be skipped', async () => {
    const server = await servers.start();
    await write(server, [event(1), event(2)]);
    const { note, until, lines } = diary();
    worker(server, {
      inFlight: 1,
      handle: async ({ data }) => {
        note(JSON.stringify(data));
        throw new Error('not needed');
      },
      onFailure: () => 'skip',
    });
    await until(2);
    await write(server, [event(3)]);
    await until(3);
    expect(lines).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  });

  it('shares the work with others, and goes on after the loss of the server', async () => {
    const server = await servers.start();
    const seen = diary();
    const lost = diary();
    for (const name of ['first', 'second'])
      worker(server, {
        handle: async ({ id }) => seen.note(`${name} ${id}`),
        onTrouble: lost.note,
      });
    await write(
      server,
      Array.from({ length: 40 }, (_, n) => event(n)),
    );
    await seen.until(40);
    for (const name of ['first', 'second'])
      expect(seen.lines.filter((line) => line.startsWith(name)).length).toBeGreaterThan(0);
    await server.restart();
    await lost.until(2);
    await write(server, [event(99)]);
    while (!seen.lines.some((line) => line.endsWith(event(99).id)))
      await seen.until(seen.lines.length + 1);
    expect(new Set(seen.lines.map((line) => line.split(' ')[1])).size).toBe(41);
  });

  it('ends when it is told to, with what is under way done and acknowledged', async () => {
    const server = await servers.start();
    await write(server, [event(1)]);
    const seen = diary();
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { stop } = worker(server, {
      handle: async ({ id }) => {
        seen.note(`begun ${id}`);
        await finished;
        seen.note(`done ${id}`);
      },
    });
    await seen.until(1);
    const stopped = stop();
    finish();
    await stopped;
    expect(seen.lines).toEqual([`begun ${event(1).id}`, `done ${event(1).id}`]);
    const next = diary();
    worker(server, { handle: async ({ id }) => next.note(id) });
    await write(server, [event(2)]);
    await next.until(1);
    expect(next.lines).toEqual([event(2).id]);
  });

  describe('of one stream', () => {
    const stream = 'quotation-7';
    const grow = async (server: EventStoreDbServer, from: number, to: number): Promise<void> => {
      const log = await eventStoreDbEventLog({ connection: server.connectionString() });
      for (let n = from; n <= to; n++)
        await log.append(stream, n === 1 ? 'no-stream' : BigInt(n - 2), [event(n)]);
      await log.close();
    };

    it('is given its events and no others, from before and after it came', async () => {
      const server = await servers.start();
      await write(server, [event(90)]);
      await grow(server, 1, 2);
      const { note, until, lines } = diary();
      worker(server, {
        stream,
        handle: async ({ stream, revision, position, data, recordedAt }) =>
          note(JSON.stringify([stream, Number(revision), position, data, recordedAt.length])),
      });
      await until(2);
      await write(server, [event(91)]);
      await grow(server, 3, 3);
      await until(3);
      // Nothing is told of where they stand in the log; JSON has null for that.
      expect([...lines].sort()).toEqual(
        [1, 2, 3].map((n) => JSON.stringify([stream, n - 1, null, { n }, 24])),
      );
    });

    it('begins at its end where that is wanted, and lets go what is of other types', async () => {
      const server = await servers.start();
      await grow(server, 1, 1);
      const { note, until, lines } = diary();
      const { group } = worker(server, {
        stream,
        from: 'end',
        types: ['QuotationSent'],
        handle: async ({ data }) => note(JSON.stringify(data)),
      });
      // Parked events of a group can be asked for once the group is there.
      while ((await group.replayParked().catch(() => 'not yet')) === 'not yet');
      const log = await eventStoreDbEventLog({ connection: server.connectionString() });
      await log.append(stream, 0n, [event(2, 'QuotationDrafted'), event(3)]);
      await log.close();
      await until(1);
      expect(lines).toEqual(['{"n":3}']);
    });

    it('tries again, parks after the last retry, and gets back what is replayed', async () => {
      const server = await servers.start();
      await grow(server, 1, 2);
      const { note, until, lines } = diary();
      let broken = true;
      const { group } = worker(server, {
        stream,
        inFlight: 1,
        maxRetries: 2,
        handle: async ({ data }, retries) => {
          const { n } = data as { n: number };
          note(`${n} try ${retries}`);
          if (broken && n === 1) throw new Error('no such address');
        },
      });
      await until(4);
      expect(lines.filter((line) => line.startsWith('1'))).toEqual([
        '1 try 0',
        '1 try 1',
        '1 try 2',
      ]);
      broken = false;
      await grow(server, 3, 3);
      await until(5);
      expect(lines[4]).toBe('3 try 0');
      await group.replayParked();
      await until(6);
      expect(lines[5]).toBe('1 try 0');
    });

    it('is given what links lead to, and goes on after the last of them', async () => {
      const server = await servers.start({ categoryLinks: true });
      await grow(server, 1, 2);
      const first = diary();
      const { stop } = worker(server, {
        stream: '$ce-quotation',
        handle: async ({ stream, data }) => first.note(`${stream} ${JSON.stringify(data)}`),
      });
      await first.until(2);
      await stop();
      expect([...first.lines].sort()).toEqual([`${stream} {"n":1}`, `${stream} {"n":2}`]);
      const second = diary();
      worker(server, {
        stream: '$ce-quotation',
        handle: async ({ data }) => second.note(JSON.stringify(data)),
      });
      await grow(server, 3, 3);
      await second.until(1);
      expect(second.lines).toEqual(['{"n":3}']);
    });

    it('of one log among several on a server is that log’s', async () => {
      const server = await servers.start();
      const log = await eventStoreDbEventLog(
        { connection: server.connectionString() },
        { namespace: 'north' },
      );
      await log.append(stream, 'no-stream', [event(1)]);
      await log.close();
      await grow(server, 1, 1);
      const { note, until, lines } = diary();
      worker(server, {
        stream,
        namespace: 'north',
        handle: async ({ stream, id }) => note(`${stream} ${id}`),
      });
      await until(1);
      expect(lines).toEqual([`${stream} ${event(1).id}`]);
    });
  });
});
