import type { StoredEvent } from '@presales/kernel';
import { sqliteEventLog } from '@presales/sqlite';
import { allOf, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';
import { start } from './event-log-process.ts';

describe('several processes that write one event log', () => {
  const directory = temporaryDirectory();

  it('lose nothing, and a follower in another process misses and repeats nothing', async () => {
    const file = directory.file('shared.db');
    const log = await sqliteEventLog({ file, now, pollInterval: 1 });
    const [writers, count] = [4, 60];
    const children = Array.from({ length: writers }, (_, writer) =>
      start('write-shared.mjs', [file, writer, count, 2]),
    );
    const followed: StoredEvent[] = [];
    for await (const { events } of log.follow()) {
      followed.push(...events);
      if (followed.length >= writers * count) break;
    }
    for (const child of children) expect(await child.ended).toBe(0);

    const all = await allOf(log);
    expect(followed).toEqual(all);
    expect(all.map(({ position }) => position)).toEqual(all.map((_, index) => BigInt(index)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(writers * count);
    for (const stream of ['deal-0', 'deal-1']) {
      const revisions = all.filter((event) => event.stream === stream).map((e) => e.revision);
      expect(revisions).toEqual(revisions.map((_, index) => BigInt(index)));
    }
    for (let writer = 0; writer < writers; writer++) {
      const mine = all.filter(({ metadata }) => metadata.actor === `writer-${writer}`);
      expect(mine.map(({ data }) => ('n' in data ? data.n : undefined))).toEqual(
        Array.from({ length: count }, (_, n) => n),
      );
    }
    await log.close();
  }, 60_000);

  it('may make the file at the same moment', async () => {
    const file = directory.file('fresh.db');
    const children = Array.from({ length: 4 }, (_, writer) =>
      start('append.mjs', [file, writer, 0, 3, 2]),
    );
    for (const child of children) expect(await child.ended).toBe(0);
    const log = await sqliteEventLog({ file, now });
    expect((await allOf(log)).length).toBe(4 * 3 * 2);
    await log.close();
  }, 60_000);
});

describe('a second process that holds the write lock', () => {
  const directory = temporaryDirectory();

  it('makes an append fail by name, while reading goes on', async () => {
    const file = directory.file('locked.db');
    const log = await sqliteEventLog({ file, now, busyTimeout: 150 });
    await log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
    const holder = start('hold-lock.mjs', [file]);
    await holder.tells(1);
    await expect(log.append('deal-1', 0n, [eventOf(1, 0)])).rejects.toMatchObject({
      name: 'EventLogError',
      code: 'event-log/busy',
    });
    expect((await allOf(log)).length).toBe(1);
    holder.process.stdin?.write('go\n');
    await holder.ended;
    expect((await log.append('deal-1', 0n, [eventOf(1, 0)])).revision).toBe(1n);
    await log.close();
  }, 60_000);

  it('is waited for, while this process lives on', async () => {
    const file = directory.file('waited.db');
    const log = await sqliteEventLog({ file, now, busyTimeout: 50_000 });
    const holder = start('hold-lock.mjs', [file]);
    await holder.tells(1);
    const append = log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
    expect(await log.head()).toBe(-1n);
    // This write reaches the holder only because the wait for its lock gives others their turn.
    holder.process.stdin?.write('go\n');
    expect((await append).position).toBe(0n);
    await holder.ended;
    await log.close();
  }, 60_000);

  it('does not keep others from opening and reading it', async () => {
    const file = directory.file('opening.db');
    await (await sqliteEventLog({ file, now })).close();
    const holder = start('hold-lock.mjs', [file]);
    await holder.tells(1);
    const log = await sqliteEventLog({ file, now, busyTimeout: 50 });
    expect(await log.head()).toBe(-1n);
    await log.close();
    holder.process.stdin?.write('go\n');
    await holder.ended;
  }, 60_000);
});

describe('a process that used an event log', () => {
  const directory = temporaryDirectory();

  it.each(['close', 'abort', 'append'])(
    'ends by itself after %s',
    async (how) => {
      const child = start('leave.mjs', [directory.file(`${how}.db`), how]);
      expect(await child.ended).toBe(0);
      expect(child.told).toEqual([{ done: how }]);
    },
    60_000,
  );
});
