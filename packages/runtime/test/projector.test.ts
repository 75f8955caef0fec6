import { setImmediate } from 'node:timers/promises';
import {
  BEGINNING,
  type EventLog,
  EventLogError,
  memoryEventLog,
  ReadModelError,
} from '@presales/kernel';
import type { AttachedReadModel, LivePage, ReadModelStore } from '@presales/kernel/store';
import { sqliteReadModelStore } from '@presales/sqlite';
import { type LedgerEvent, ledger, ledgerRows } from '@presales/testing';
import { filter, firstValueFrom } from 'rxjs';
import type { Projector, ProjectorUpdate } from '../src/projector.ts';
import { counted, logOf, newLedgerEvent, unheard, write } from './projector/ledger-log.ts';
import { rowsAfter } from './projector/ledger-rows.ts';
import { projector } from './projector/real-world.ts';

const inMemory = (): Promise<ReadModelStore> => sqliteReadModelStore({ file: ':memory:' });

/** Many counts of few names. */
const many = (length: number): LedgerEvent[] =>
  Array.from({ length }, (_, at) => counted(`c${at % 7}`, at));

/** The store, with something done before every commit. */
const committing = (
  store: ReadModelStore,
  before: (...commit: Parameters<AttachedReadModel['commit']>) => unknown,
): ReadModelStore => ({
  ...store,
  attach: async (model) => {
    const attached = await store.attach(model);
    return {
      ...attached,
      commit: async (...commit) => {
        await before(...commit);
        await attached.commit(...commit);
      },
    };
  },
});

const until = (one: Projector, wanted: (update: ProjectorUpdate) => boolean) =>
  firstValueFrom(one.updates.pipe(filter(wanted)));
const liveAt = (position: bigint) => (update: ProjectorUpdate) =>
  update.state === 'live' && update.position >= position;
const heard = (one: Projector): ProjectorUpdate[] => {
  const updates: ProjectorUpdate[] = [];
  one.updates.subscribe((update) => updates.push(update));
  return updates;
};

describe('a projector that catches up', () => {
  it('brings the read model to where the log ends, and says where that is', async () => {
    const events = many(2_345);
    const [log, store] = [await logOf(events), await inMemory()];
    expect(await projector({ log, store, model: ledger }).catchUp()).toBe(2_344n);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('goes on from the checkpoint', async () => {
    const events = many(20);
    const [log, store] = [await logOf(events.slice(0, 10)), await inMemory()];
    const one = projector({ log, store, model: ledger });
    await one.catchUp();
    await write(log, events.slice(10), 10);
    const asked: unknown[] = [];
    const readAll: EventLog['readAll'] = (options) => {
      asked.push(options);
      return log.readAll(options);
    };
    await projector({ log: { ...log, readAll }, store, model: ledger }).catchUp();
    expect(asked).toEqual([
      { after: 9n, types: ['Counted', 'Forgotten', 'Labelled', 'Merged', 'Remarked'] },
    ]);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('stands at the head though the last events are none of its own', async () => {
    const events = [counted('ada', 1), unheard, unheard];
    const [log, store] = [await logOf(events), await inMemory()];
    const one = projector({ log, store, model: ledger });
    expect(await one.catchUp()).toBe(2n);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('has nothing to do, and writes nothing, at the head or in an empty log', async () => {
    const [log, store] = [await logOf([]), await inMemory()];
    const commits: unknown[] = [];
    const one = projector({
      log,
      store: committing(store, (...commit) => commits.push(commit)),
      model: ledger,
    });
    expect(await one.catchUp()).toBe(BEGINNING);
    expect(commits).toHaveLength(0);
    await write(log, many(3));
    await one.catchUp();
    expect(await one.catchUp()).toBe(2n);
    expect(commits).toHaveLength(1);
  });

  it.each([
    [1, 2_500],
    [7, 358],
    [1_000, 3],
    [2_499, 2],
    [2_500, 1],
    [9_999, 1],
  ])('writes at most %d handled events in a commit', async (pageLimit, expected) => {
    const events = many(2_500);
    const [log, store] = [await logOf(events), await inMemory()];
    const ends: bigint[] = [];
    await projector({
      log,
      store: committing(store, (_, from, through) => {
        expect(through - from).toBeLessThanOrEqual(BigInt(pageLimit));
        ends.push(through);
      }),
      model: ledger,
      pageLimit,
    }).catchUp();
    expect(ends).toHaveLength(expected);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('tells how far it is: catching up with ever less before it, then stopped', async () => {
    const [log, store] = [await logOf(many(10)), await inMemory()];
    const one = projector({ log, store, model: ledger, pageLimit: 4 });
    const updates = heard(one);
    await one.catchUp();
    const model = 'ledger';
    expect(updates).toEqual([
      { model, position: -1n, state: 'catching-up', lag: 10n },
      { model, position: 3n, state: 'catching-up', lag: 6n },
      { model, position: 7n, state: 'catching-up', lag: 2n },
      { model, position: 9n, state: 'stopped' },
    ]);
    expect(heard(one)).toEqual([{ model, position: 9n, state: 'stopped' }]);
  });

  it('lets others have their turn between two commits', async () => {
    const [log, store] = [await logOf(many(100)), await inMemory()];
    const order: string[] = [];
    const one = projector({
      log,
      store: committing(store, () => order.push('commit')),
      model: ledger,
      pageLimit: 10,
    });
    const caughtUp = one.catchUp();
    for (
      let turn = 0;
      turn < 200 && order.filter((what) => what === 'commit').length < 10;
      turn++
    ) {
      await setImmediate();
      order.push('turn');
    }
    await caughtUp;
    expect(order.join(' ')).not.toContain('commit commit');
    expect(order.filter((what) => what === 'commit')).toHaveLength(10);
  });

  it('asks the store for a row once while it can keep it, and never for facts', async () => {
    const events: LedgerEvent[] = [
      counted('ada', 1),
      { type: 'Remarked', data: { words: ['well'] } },
      counted('ada', 2),
      counted('bob', 3),
      { type: 'Forgotten', data: { name: 'bob' } },
      { type: 'Forgotten', data: { name: 'bob' } },
    ];
    const asked = async (rowsKept: number) => {
      const [log, store] = [await logOf(events), await inMemory()];
      const loads: string[] = [];
      const attach: ReadModelStore['attach'] = async (model) => {
        const attached = await store.attach(model);
        return {
          ...attached,
          load: (table, keys) => {
            loads.push(`${table.name}: ${keys.join()}`);
            return attached.load(table, keys);
          },
        };
      };
      await projector({
        log,
        store: { ...store, attach },
        model: ledger,
        pageLimit: 1,
        rowsKept,
      }).catchUp();
      expect(await ledgerRows(store)).toEqual(rowsAfter(events));
      return loads;
    };
    const [ada, bob] = ['ledger_counter: ada', 'ledger_counter: bob'];
    expect(await asked(100)).toEqual([ada, bob]);
    expect(await asked(2)).toEqual([ada, bob]);
  });

  it('lets the long unused rows go, and asks for them again', async () => {
    const names = ['a', 'b', 'c', 'd', 'a'];
    const events = names.map((name) => counted(name, 1));
    const [log, store] = [await logOf(events), await inMemory()];
    const loads: string[] = [];
    const attach: ReadModelStore['attach'] = async (model) => {
      const attached = await store.attach(model);
      return {
        ...attached,
        load: (table, keys) => {
          loads.push(...keys);
          return attached.load(table, keys);
        },
      };
    };
    await projector({
      log,
      store: { ...store, attach },
      model: ledger,
      pageLimit: 1,
      rowsKept: 1,
    }).catchUp();
    expect(loads).toEqual(names);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it.each([{ pageLimit: 0 }, { pageLimit: Number.NaN }, { rowsKept: 0 }])(
    'is refused without room to work: %j',
    async (options) => {
      const [log, store] = [await logOf([]), await inMemory()];
      expect(() => projector({ log, store, model: ledger, ...options })).toThrow(RangeError);
    },
  );
});

describe('a projector that follows the log', () => {
  it('is live where the log ends, and takes what comes', async () => {
    const events = many(30);
    const [log, store] = [await logOf(events.slice(0, 20)), await inMemory()];
    const one = projector({ log, store, model: ledger });
    const stop = new AbortController();
    const running = one.run(stop.signal);
    await until(one, liveAt(19n));
    await write(log, events.slice(20), 20);
    await until(one, liveAt(29n));
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
    stop.abort();
    await running;
    expect(await until(one, () => true)).toEqual({
      model: 'ledger',
      position: 29n,
      state: 'stopped',
    });
  });

  it('has nothing before it once it is past where the log ended when it began', async () => {
    const [log, store] = [await logOf(many(2)), await inMemory()];
    const one = projector({ log, store, model: ledger, pageLimit: 2 });
    const stop = new AbortController();
    const running = one.run(stop.signal);
    await until(one, liveAt(1n));
    const updates = heard(one);
    const events = many(5).map((event, at) => newLedgerEvent(event, 2 + at));
    await log.append('ledger-2', 'no-stream', events);
    await until(one, liveAt(6n));
    const model = 'ledger';
    expect(updates).toEqual([
      { model, position: 1n, state: 'live' },
      { model, position: 3n, state: 'catching-up', lag: 0n },
      { model, position: 5n, state: 'catching-up', lag: 0n },
      { model, position: 6n, state: 'live' },
    ]);
    stop.abort();
    await running;
  });

  it('moves its checkpoint past live events that are none of its own', async () => {
    const [log, store] = [await logOf(many(2)), await inMemory()];
    const one = projector({ log, store, model: ledger });
    const stop = new AbortController();
    const running = one.run(stop.signal);
    await until(one, liveAt(1n));
    await write(log, [unheard], 2);
    await until(one, liveAt(2n));
    expect(await store.position('ledger')).toBe(2n);
    stop.abort();
    await running;
  });

  it('begins nothing when it was told to stop before', async () => {
    const [log, store] = [await logOf(many(3)), await inMemory()];
    await projector({ log, store, model: ledger }).run(AbortSignal.abort());
    expect(await store.position('ledger')).toBe(BEGINNING);
  });

  it('stops between two commits, with what it has written in place', async () => {
    const events = many(1_000);
    const [log, store] = [await logOf(events), await inMemory()];
    const stop = new AbortController();
    let commits = 0;
    const gated = committing(store, () => {
      commits += 1;
      if (commits === 3) stop.abort();
    });
    await projector({ log, store: gated, model: ledger, pageLimit: 10 }).run(stop.signal);
    expect(commits).toBe(3);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events.slice(0, 30)));
  });

  it('ends when the log is closed', async () => {
    const [log, store] = [await logOf(many(3)), await inMemory()];
    const one = projector({ log, store, model: ledger });
    const running = one.run(new AbortController().signal);
    await until(one, liveAt(2n));
    await log.close();
    await running;
    expect(await until(one, () => true)).toMatchObject({ state: 'stopped', position: 2n });
  });

  it('reads no page before the last one is written', async () => {
    const [log, store] = [await logOf(many(5_000)), await inMemory()];
    let pulled = 0;
    const follow: EventLog['follow'] = async function* (options) {
      for await (const page of log.follow(options)) {
        pulled += 1;
        yield page;
      }
    };
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const one = projector({
      log: { ...log, follow },
      store: committing(store, () => gate),
      model: ledger,
      pageLimit: 1_000,
    });
    const stop = new AbortController();
    const running = one.run(stop.signal);
    for (let turn = 0; turn < 50; turn++) await setImmediate();
    expect(pulled).toBe(1);
    open();
    await until(one, liveAt(4_999n));
    expect(pulled).toBe(5);
    stop.abort();
    await running;
  });

  it('moves its checkpoint through long silence, yet not at every page', async () => {
    const [empty, store] = [await logOf([]), await inMemory()];
    const last = 249;
    const follow = async function* (): AsyncGenerator<LivePage> {
      for (let at = 0; at <= last; at++)
        yield { events: [], through: BigInt(at), caughtUp: at === last };
    };
    const moves: (readonly [bigint, bigint])[] = [];
    await projector({
      log: { ...empty, follow, head: async () => BigInt(last) },
      store: committing(store, (_, from, through) => moves.push([from, through])),
      model: ledger,
    }).run(new AbortController().signal);
    expect(moves).toEqual([
      [-1n, 99n],
      [99n, 199n],
      [199n, 249n],
    ]);
  });
});

describe('two projectors of one read model', () => {
  it('come to the same rows as one, event by event, and neither fails', async () => {
    const events = many(60);
    const [log, store] = [await logOf([]), await inMemory()];
    const both = [1, 2].map(() => projector({ log, store, model: ledger }));
    const updates = both.map(heard);
    const stop = new AbortController();
    const running = both.map((one) => one.run(stop.signal));
    for (const [nth, event] of events.entries()) {
      await write(log, [event], nth);
      await Promise.all(both.map((one) => until(one, liveAt(BigInt(nth)))));
    }
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
    stop.abort();
    await Promise.all(running);
    expect(updates.flat().filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it('never write a row that the other has changed meanwhile', async () => {
    const events = many(40);
    const [log, store] = [await logOf(events), await inMemory()];
    const rival = projector({ log, store, model: ledger });
    let commits = 0;
    const slow = committing(store, async () => {
      commits += 1;
      if (commits === 2) await rival.catchUp();
    });
    const one = projector({ log, store: slow, model: ledger, pageLimit: 10 });
    expect(await one.catchUp()).toBe(39n);
    expect(commits).toBe(2);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('end with the older program when a newer one has taken the tables over', async () => {
    const [log, store] = [await logOf(many(10)), await inMemory()];
    let taken = false;
    const slow = committing(store, async () => {
      if (!taken) await store.attach({ ...ledger, version: 2 });
      taken = true;
    });
    await expect(projector({ log, store: slow, model: ledger }).catchUp()).rejects.toMatchObject({
      code: 'read-model/newer-version',
    });
    expect(await store.position('ledger')).toBe(BEGINNING);
  });
});

describe('a projector whose store fails', () => {
  it('says so with the store’s own error, and goes on from there the next time', async () => {
    const events = many(50);
    const [log, store] = [await logOf(events), await inMemory()];
    const full = new ReadModelError('read-model/full', 'the disk is full');
    let commits = 0;
    const failing = committing(store, () => {
      commits += 1;
      if (commits === 3) throw full;
    });
    const one = projector({ log, store: failing, model: ledger, pageLimit: 10 });
    await expect(one.catchUp()).rejects.toBe(full);
    expect(await until(one, () => true)).toEqual({
      model: 'ledger',
      position: 19n,
      state: 'failed',
      error: full,
    });
    expect(await one.catchUp()).toBe(49n);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('tells even when the store is closed', async () => {
    const [log, store] = [await logOf(many(1)), await inMemory()];
    await store.close();
    const one = projector({ log, store, model: ledger });
    const closed = { code: 'read-model/closed' };
    await expect(one.run(new AbortController().signal)).rejects.toMatchObject(closed);
    expect(await until(one, () => true)).toMatchObject({ state: 'failed', error: closed });
  });
});

describe('a projector that follows the log while a store fails for a time', () => {
  /** A world in which no time passes, and what was waited in it. */
  const timeless = () => {
    const waits: number[] = [];
    const wait = async (milliseconds: number) => {
      waits.push(milliseconds);
    };
    return { waits, world: { wait, random: () => 1 } };
  };

  it.each(['read-model/busy', 'read-model/full', 'read-model/unavailable'] as const)(
    'outlasts a store of read models that says %s, and tells of it',
    async (code) => {
      const events = many(50);
      const [log, store] = [await logOf(events), await inMemory()];
      const fault = new ReadModelError(code, 'for now');
      let commits = 0;
      const failing = committing(store, () => {
        commits += 1;
        if (commits === 3 || commits === 4) throw fault;
      });
      const { waits, world } = timeless();
      const one = projector({ log, store: failing, model: ledger, pageLimit: 10, world });
      const updates = heard(one);
      const stop = new AbortController();
      const running = one.run(stop.signal);
      await until(one, liveAt(49n));
      stop.abort();
      await running;
      expect(updates.filter(({ state }) => state === 'waiting')).toEqual([
        { model: 'ledger', position: 19n, state: 'waiting', error: fault },
        { model: 'ledger', position: 19n, state: 'waiting', error: fault },
      ]);
      expect(updates.at(-1)).toEqual({ model: 'ledger', position: 49n, state: 'stopped' });
      // Nothing was written between the two: the second wait is the longer one.
      expect(waits).toEqual([50, 100]);
      expect(await ledgerRows(store)).toEqual(rowsAfter(events));
    },
  );

  it.each(['event-log/busy', 'event-log/full', 'event-log/unavailable'] as const)(
    'outlasts a log that says %s, however often, and never waits longer than a second',
    async (code) => {
      const [log, store] = [await logOf(many(3)), await inMemory()];
      let asked = 0;
      const away: EventLog = {
        ...log,
        head: async () => {
          asked += 1;
          if (asked <= 2_000) throw new EventLogError(code, 'for now');
          return log.head();
        },
      };
      const { waits, world } = timeless();
      const one = projector({ log: away, store, model: ledger, world });
      const stop = new AbortController();
      const running = one.run(stop.signal);
      await until(one, liveAt(2n));
      stop.abort();
      await running;
      expect(waits.slice(0, 6)).toEqual([50, 100, 200, 400, 800, 1_000]);
      expect(waits).toHaveLength(2_000);
      expect(Math.max(...waits)).toBe(1_000);
    },
  );

  it('waits the first time anew after it has got further, and never as long as its rivals', async () => {
    const [log, store] = [await logOf(many(60)), await inMemory()];
    let commits = 0;
    const failing = committing(store, () => {
      commits += 1;
      if (commits % 2 === 0) throw new ReadModelError('read-model/busy', 'for now');
    });
    const { waits, world } = timeless();
    const random = () => 0;
    const one = projector({
      log,
      store: failing,
      model: ledger,
      pageLimit: 10,
      world: { ...world, random },
    });
    const stop = new AbortController();
    const running = one.run(stop.signal);
    await until(one, liveAt(59n));
    stop.abort();
    await running;
    expect(waits).toEqual([25, 25, 25, 25, 25]);
  });

  it('stops at once when it is told to in the middle of a wait', async () => {
    const [log, store] = [await logOf(many(3)), await inMemory()];
    const failing = committing(store, () => {
      throw new ReadModelError('read-model/full', 'the disk is full');
    });
    const one = projector({ log, store: failing, model: ledger });
    const stop = new AbortController();
    const endless = projector({
      log,
      store: failing,
      model: ledger,
      world: {
        wait: (_, signal) =>
          new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
        random: () => 0,
      },
    });
    const running = [one.run(stop.signal), endless.run(stop.signal)];
    for (const each of [one, endless]) await until(each, ({ state }) => state === 'waiting');
    stop.abort();
    await Promise.all(running);
    for (const each of [one, endless])
      expect(await until(each, () => true)).toMatchObject({ state: 'stopped' });
  });

  it.each(['read-model/corrupt', 'read-model/read-only', 'read-model/closed'] as const)(
    'fails for good when the store says %s',
    async (code) => {
      const [log, store] = [await logOf(many(3)), await inMemory()];
      const failing = committing(store, () => {
        throw new ReadModelError(code, 'for good');
      });
      const { waits, world } = timeless();
      const one = projector({ log, store: failing, model: ledger, world });
      await expect(one.run(new AbortController().signal)).rejects.toMatchObject({ code });
      expect(await until(one, () => true)).toMatchObject({ state: 'failed', error: { code } });
      expect(waits).toEqual([]);
    },
  );
});

describe('a read model that is ahead of its log', () => {
  it('is not projected on: the error says so and offers to rebuild, which helps', async () => {
    const [longer, store] = [await logOf(many(9)), await inMemory()];
    await projector({ log: longer, store, model: ledger }).catchUp();
    const events = many(4).map(({ type }) => ({
      type,
      data: { name: 'new', by: 1 },
    })) as LedgerEvent[];
    const log = await logOf(events);
    const one = projector({ log, store, model: ledger });
    const ahead = {
      code: 'read-model/ahead-of-log',
      message: expect.stringMatching(/ledger.*position 8.*ends at 3.*rebuild/),
    };
    await expect(one.run(new AbortController().signal)).rejects.toMatchObject(ahead);
    await expect(one.catchUp()).rejects.toMatchObject(ahead);
    expect(await until(one, () => true)).toMatchObject({ state: 'failed', position: 8n });
    expect(await one.rebuild()).toBe(3n);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('is not one that stands at the very end of its log', async () => {
    const [log, store] = [await logOf(many(9)), await inMemory()];
    await projector({ log, store, model: ledger }).catchUp();
    expect(await projector({ log, store, model: ledger }).catchUp()).toBe(8n);
  });
});

describe('a read model that was projected from another log', () => {
  /** A log that tells another story; it is recorded in another hour, or its events are others. */
  const another = async (length: number, { hour = '2026-03-02T09:00:00.000Z', first = 0 } = {}) => {
    const log = memoryEventLog({ now: () => hour });
    for (let nth = first; nth < first + length; nth++)
      await log.append(`ledger-${nth}`, 'no-stream', [newLedgerEvent(counted('new', 1), nth)]);
    return log;
  };
  const otherLog = (position: bigint) => ({
    code: 'read-model/other-log',
    message: expect.stringMatching(
      new RegExp(`ledger.*another log.*position ${position}.*rebuild.*delete.*another place`),
    ),
  });

  it.each([
    ['whose events are others', { first: 100 }],
    ['with the same events, recorded anew', { hour: '2026-03-02T09:00:00.001Z' }],
    ['with the same last event at another place', { first: 1 }],
  ])('is not projected on over a log %s; a rebuild helps', async (_, other) => {
    const [before, store] = [await logOf(many(9)), await inMemory()];
    await projector({ log: before, store, model: ledger }).catchUp();
    const expected = await ledgerRows(store);
    const log = await another(12, other);
    const one = projector({ log, store, model: ledger });
    await expect(one.run(new AbortController().signal)).rejects.toMatchObject(otherLog(8n));
    await expect(one.catchUp()).rejects.toMatchObject(otherLog(8n));
    expect(await until(one, () => true)).toMatchObject({ state: 'failed', position: 8n });
    expect(await ledgerRows(store)).toEqual(expected);
    expect(await one.rebuild()).toBe(11n);
    expect(await ledgerRows(store)).toEqual(
      rowsAfter(Array.from({ length: 12 }, () => counted('new', 1))),
    );
    expect(await projector({ log, store, model: ledger }).catchUp()).toBe(11n);
  });

  it('is known by the first event of the log while none was its own', async () => {
    const [before, store] = [await logOf([unheard, unheard]), await inMemory()];
    await projector({ log: before, store, model: ledger }).catchUp();
    expect(await projector({ log: before, store, model: ledger }).catchUp()).toBe(1n);
    const log = await another(3, { first: 100 });
    const one = projector({ log, store, model: ledger });
    await expect(one.catchUp()).rejects.toMatchObject(otherLog(0n));
  });

  it('is not one whose log went on with events that are none of its own', async () => {
    const events = many(5);
    const [log, store] = [await logOf(events), await inMemory()];
    await projector({ log, store, model: ledger }).catchUp();
    await write(log, [unheard, unheard], 5);
    await projector({ log, store, model: ledger }).catchUp();
    await write(log, [counted('ada', 1)], 7);
    expect(await projector({ log, store, model: ledger }).catchUp()).toBe(7n);
    expect(await ledgerRows(store)).toEqual(
      rowsAfter([...events, unheard, unheard, counted('ada', 1)]),
    );
  });

  it('is not one whose log has deleted the stream by which it would be known', async () => {
    const [log, store] = [await logOf(many(3)), await inMemory()];
    await projector({ log, store, model: ledger }).catchUp();
    const gone: EventLog = {
      ...log,
      readStream: () => {
        throw new EventLogError('event-log/stream-deleted', 'ledger-2 was deleted');
      },
    };
    expect(await projector({ log: gone, store, model: ledger }).catchUp()).toBe(2n);
    const failing: EventLog = {
      ...log,
      readStream: () => {
        throw new EventLogError('event-log/corrupt', 'damaged');
      },
    };
    await expect(projector({ log: failing, store, model: ledger }).catchUp()).rejects.toMatchObject(
      { code: 'event-log/corrupt' },
    );
  });
});

describe('a rebuild', () => {
  it('begins at the first event, and takes away what should not be there', async () => {
    const events = many(25);
    const [log, store] = [await logOf(events), await inMemory()];
    const one = projector({ log, store, model: ledger });
    await one.catchUp();
    const attached = await store.attach(ledger);
    const [counting] = ledger.tables;
    if (counting === undefined) throw new Error('the ledger has a table of counters');
    const stray = { name: 'stray', count: 1, label: null, merged_from: null, last_step: null };
    await attached.commit(
      [{ table: counting.table, inserts: [], upserts: [stray], deletes: ['c1'] }],
      24n,
      24n,
    );
    expect(await one.rebuild()).toBe(24n);
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
  });

  it('beside a run leaves it running', async () => {
    const events = many(30);
    const [log, store] = [await logOf(events.slice(0, 20)), await inMemory()];
    const one = projector({ log, store, model: ledger, pageLimit: 3 });
    const updates = heard(one);
    const stop = new AbortController();
    const running = one.run(stop.signal);
    await until(one, liveAt(19n));
    expect(await one.rebuild()).toBe(19n);
    await write(log, events.slice(20), 20);
    await until(one, liveAt(29n));
    expect(await ledgerRows(store)).toEqual(rowsAfter(events));
    expect(updates.filter(({ state }) => state === 'stopped')).toEqual([]);
    stop.abort();
    await running;
    expect(updates.at(-1)?.state).toBe('stopped');
  });
});
