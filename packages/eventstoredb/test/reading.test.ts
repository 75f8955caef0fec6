import { type After, type EventStoreDbOptions, eventStoreDbEventLog } from '@presales/eventstoredb';
import type { EventStoreDbServer } from '@presales/eventstoredb-server';
import type { EventLog } from '@presales/kernel';
import type { Page } from '@presales/kernel/store';
import { resting } from '../src/resting.ts';
import { event, events, ids } from './events.ts';
import { testLogs, testServers } from './servers.ts';

/** Two pages and a part of a third. */
const count = 1_300;

/** A reader who asks page by page. */
const reader = (log: EventLog) => {
  const pages = log.readAll()[Symbol.asyncIterator]();
  const seen: string[] = [];
  const take = async (): Promise<Page | undefined> => {
    const { done, value } = await pages.next();
    if (done === true) return undefined;
    seen.push(...ids(value.events));
    return value;
  };
  return {
    take,
    rest: async () => {
      while ((await take()) !== undefined);
      return seen;
    },
    leave: () => pages.return?.(),
  };
};

describe('A reader of everything on a server', () => {
  const servers = testServers();
  const logs = testLogs();

  const start = async (options: EventStoreDbOptions = {}) => {
    const server: EventStoreDbServer = await servers.start();
    const connection = server.connectionString();
    const log = await logs(eventStoreDbEventLog({ connection }, options));
    await log.append('deal-1', 'no-stream', events(0, count - 300));
    await log.append('deal-2', 'no-stream', events(count - 300, 300));
    // A fault that does nothing counts the readings that go forwards through the whole log.
    const readings = server.faults.inject({
      on: 'read',
      stream: '$all',
      effect: { kind: 'delay', at: 'request', milliseconds: 0 },
    });
    return { server, log, readings };
  };

  it('goes on in one call from page to page', async () => {
    const { log, readings } = await start();
    const before = readings.strikes();
    expect(await reader(log).rest()).toEqual(ids(events(0, count)));
    // One to learn where the log ends, and one for all pages.
    expect(readings.strikes() - before).toBe(2);
  });

  it('misses and repeats nothing when his call was ended while he was busy', async () => {
    const due: (() => void)[] = [];
    const after: After = (milliseconds, run) => {
      // The call that rests is waited for a second; everything else has the machine's time.
      if (milliseconds === 1_000) {
        due.push(run);
        return () => void due.splice(due.indexOf(run), 1);
      }
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    };
    const { log, readings } = await start({ after });
    const slow = reader(log);
    await slow.take();
    const before = readings.strikes();
    expect(due).toHaveLength(1);
    due[0]?.();
    expect(await slow.rest()).toEqual(ids(events(0, count)));
    expect(readings.strikes() - before).toBe(1);
    expect(due).toEqual([]);
  });

  it('misses and repeats nothing when the server restarts while he is busy', async () => {
    const { server, log } = await start();
    const slow = reader(log);
    await slow.take();
    await server.restart();
    expect(await slow.rest()).toEqual(ids(events(0, count)));
  });

  it('holds up nobody, though more of them take their time than calls may be open', async () => {
    const { log } = await start({ readTimeout: 60_000 });
    const slow = Array.from({ length: 45 }, () => reader(log));
    await Promise.all(slow.map(({ take }) => take()));
    await log.append('deal-3', 'no-stream', [event(5_000)]);
    expect(await reader(log).rest()).toHaveLength(count + 1);
    // Those who began before it was written do not see it: neither who rests longest nor who came last.
    for (const each of [slow[0], slow[44]])
      expect(await each?.rest()).toEqual(ids(events(0, count)));
    for (const each of slow) await each.leave();
  });

  it('is not given what was written after he began, nor more than he asked for', async () => {
    const { log } = await start();
    const pages: Page[] = [];
    for await (const page of log.readAll({ limit: 700 })) {
      pages.push(page);
      await log.append(`late-${pages.length}`, 'no-stream', [event(6_000 + pages.length)]);
    }
    expect(pages.flatMap((page) => ids(page.events))).toEqual(ids(events(0, 700)));
    const last = pages.at(-1);
    expect(last?.through).toBe(last?.events.at(-1)?.position);
  });
});

describe('Calls at rest', () => {
  const setUp = () => {
    const due = new Set<() => void>();
    const ended: string[] = [];
    const calls = resting(
      (_, run) => {
        due.add(run);
        return () => due.delete(run);
      },
      2,
      1_000,
    );
    return { due, ended, rest: (name: string) => calls.rest(() => ended.push(name)), calls };
  };

  it('are taken up again once, and then rest no more', () => {
    const { due, ended, rest, calls } = setUp();
    const takeUp = rest('a');
    expect(takeUp()).toBe(true);
    expect(takeUp()).toBe(false);
    expect(due.size).toBe(0);
    calls.stop();
    expect(ended).toEqual([]);
  });

  it('are ended when they rest too long, the oldest first when they are too many, and all at the end', () => {
    const { due, ended, rest, calls } = setUp();
    const first = rest('a');
    rest('b');
    rest('c');
    expect(ended).toEqual(['a']);
    expect(first()).toBe(false);
    const [late] = due;
    late?.();
    expect(ended).toEqual(['a', 'b']);
    calls.stop();
    expect(ended).toEqual(['a', 'b', 'c']);
    expect(due.size).toBe(0);
  });
});
