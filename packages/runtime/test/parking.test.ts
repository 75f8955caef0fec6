import { type EventLog, memoryEventLog, type ReadModel } from '@presales/kernel';
import type { ParkedStream, ReadModelStore } from '@presales/kernel/store';
import { sqliteReadModelStore } from '@presales/sqlite';
import {
  type LedgerEvent,
  ledger,
  ledgerByHand,
  ledgerEvents,
  ledgerRows,
} from '@presales/testing';
import fc from 'fast-check';
import { filter, firstValueFrom } from 'rxjs';
import type { Projector, ProjectorUpdate } from '../src/projector.ts';
import { counted, newLedgerEvent, type Unheard } from './projector/ledger-log.ts';
import { projector } from './projector/real-world.ts';

/** An event and the stream it is of. */
interface Told {
  readonly stream: string;
  readonly event: LedgerEvent;
}

const said = (stream: string, event: LedgerEvent): Told => ({ stream, event });
const remarked = (...words: readonly string[]): LedgerEvent => ({
  type: 'Remarked',
  data: { words },
});

const inMemory = (): Promise<ReadModelStore> => sqliteReadModelStore({ file: ':memory:' });
const emptyLog = (): EventLog => memoryEventLog({ now: () => '2026-03-02T09:00:00.000Z' });

const revisions = new WeakMap<EventLog, Map<string, bigint>>();
let written = 0;

/** Writes events each to the end of its stream. */
const write = async (log: EventLog, history: readonly Told[]): Promise<void> => {
  const ends = revisions.get(log) ?? new Map<string, bigint>();
  revisions.set(log, ends);
  for (const { stream, event } of history) {
    written += 1;
    const { revision } = await log.append(stream, ends.get(stream) ?? 'no-stream', [
      newLedgerEvent(event satisfies LedgerEvent | Unheard, written),
    ]);
    ends.set(stream, revision);
  }
};

const logOf = async (history: readonly Told[]): Promise<EventLog> => {
  const log = emptyLog();
  await write(log, history);
  return log;
};

/** What the ledger cannot take while it is fragile: a count by five, or a remark without words. */
const isPoison = (event: LedgerEvent): boolean =>
  (event.type === 'Counted' && event.data.by === 5) ||
  (event.type === 'Remarked' && event.data.words.length === 0);

/** The ledger, which cannot take some events: it says so itself, or no table takes their rows. */
const fragile: ReadModel = {
  ...ledger,
  decode: (stored) => {
    const event = stored as unknown as LedgerEvent;
    if (event.type === 'Counted' && event.data.by === 5)
      return { ...stored, data: { ...event.data, by: Number.NaN } };
    if (isPoison(event)) throw new Error('out of ink');
    return stored;
  },
};

/** What a history comes to by hand: from its first poison on, nothing of a stream counts. */
const byHand = (history: readonly Told[]) => {
  const parked = new Map<string, { position: bigint; waiting: number }>();
  const taken: { event: LedgerEvent; position: bigint }[] = [];
  for (const [at, { stream, event }] of history.entries()) {
    const one = parked.get(stream);
    if (one !== undefined) one.waiting += 1;
    else if (isPoison(event)) parked.set(stream, { position: BigInt(at), waiting: 0 });
    else taken.push({ event, position: BigInt(at) });
  }
  return {
    rows: { position: BigInt(history.length) - 1n, ...ledgerByHand(taken) },
    parked: [...parked].map(([stream, one]) => ({ stream, ...one })),
  };
};

const parkedIn = async (store: ReadModelStore) =>
  (await store.parked()).map(({ stream, position, waiting }: ParkedStream) => ({
    stream,
    position,
    waiting,
  }));

const until = (one: Projector, wanted: (update: ProjectorUpdate) => boolean) =>
  firstValueFrom(one.updates.pipe(filter(wanted)));
const liveAt = (position: bigint) => (update: ProjectorUpdate) =>
  update.state === 'live' && update.position >= position;

const history = [
  said('ledger-a', counted('ada', 1)),
  said('ledger-b', counted('bob', 5)),
  said('ledger-a', counted('ada', 2)),
  said('ledger-b', counted('bob', 7)),
  said('ledger-c', remarked()),
  said('ledger-a', remarked('well')),
  said('ledger-c', remarked('later')),
  said('ledger-b', counted('bob', 8)),
];

describe('an event that a read model cannot take', () => {
  it('parks its stream, is named, and everything else goes on', async () => {
    const [log, store] = [await logOf(history), await inMemory()];
    const one = projector({
      log,
      store,
      model: fragile,
      world: { now: () => '2026-03-02T10:00:00.000Z' },
    });
    expect(await one.catchUp()).toBe(7n);
    expect(await ledgerRows(store)).toEqual(byHand(history).rows);
    const [bob, remark] = await one.parked();
    expect(bob).toEqual({
      stream: 'ledger-b',
      position: 1n,
      revision: 0n,
      eventId: expect.any(String),
      eventType: 'Counted',
      code: 'read-model/invalid-row',
      message: expect.stringContaining('column count: expected a whole number'),
      parkedAt: '2026-03-02T10:00:00.000Z',
      attempts: 1,
      waiting: 2,
      retryAsked: false,
    });
    expect(remark).toMatchObject({ stream: 'ledger-c', code: 'Error', message: 'out of ink' });
    expect(await until(one, () => true)).toEqual({
      model: 'ledger',
      position: 7n,
      parked: 2,
      state: 'stopped',
    });
  });

  it('is met while following as while catching up, and what comes later waits', async () => {
    const [log, store] = [await logOf([]), await inMemory()];
    const one = projector({ log, store, model: fragile });
    const stop = new AbortController();
    const running = one.run(stop.signal);
    for (const [at, each] of history.entries()) {
      await write(log, [each]);
      await until(one, liveAt(BigInt(at)));
    }
    expect(await until(one, () => true)).toMatchObject({ state: 'live', parked: 2 });
    stop.abort();
    await running;
    expect(await ledgerRows(store)).toEqual(byHand(history).rows);
    expect(await parkedIn(store)).toEqual(byHand(history).parked);
  });

  it('that has no place in time is parked with the field that says so', async () => {
    const [log, store] = [await logOf(history.slice(0, 1)), await inMemory()];
    // Logs refuse such an event today; one that stands in an old log is read as it stands.
    const old: EventLog = {
      ...log,
      readAll: async function* (options) {
        for await (const { events, ...page } of log.readAll(options))
          yield {
            ...page,
            events: events.map((event) => ({
              ...event,
              metadata: { ...event.metadata, occurredAt: 'yesterday' },
            })),
          };
      },
    };
    const one = projector({ log: old, store, model: ledger });
    await one.catchUp();
    expect(await one.parked()).toMatchObject([
      {
        code: 'input/invalid',
        message: expect.stringMatching(/metadata\.occurredAt: expected an instant.*"yesterday"/),
      },
    ]);
  });

  it('is no reason to park when the store itself fails', async () => {
    const [log, store] = [await logOf(history.slice(0, 1)), await inMemory()];
    const one = projector({ log, store, model: ledger });
    await store.close();
    await expect(one.catchUp()).rejects.toMatchObject({ code: 'read-model/closed' });
  });
});

/** Histories of few streams, with some poison. */
const histories = fc.array(
  fc.record({
    stream: fc.constantFrom('ledger-a', 'ledger-b', 'ledger-c', 'ledger-d'),
    event: fc.oneof(
      { weight: 5, arbitrary: ledgerEvents },
      { weight: 1, arbitrary: fc.constantFrom(counted('ada', 5), remarked()) },
    ),
  }),
  { minLength: 1, maxLength: 40 },
);
const pageLimit = fc.integer({ min: 1, max: 20 });

describe('a read model with parked streams', () => {
  it('has the same rows and the same parked streams whatever the pages, live and rebuilt', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(histories, { minLength: 1, maxLength: 3 }),
        pageLimit,
        pageLimit,
        async (batches, some, other) => {
          const [log, store] = [emptyLog(), await inMemory()];
          const all = batches.flat();
          let end = -1n;
          for (const batch of batches) {
            const one = projector({ log, store, model: fragile, pageLimit: some });
            const stop = new AbortController();
            const running = one.run(stop.signal);
            await write(log, batch);
            end += BigInt(batch.length);
            await until(one, liveAt(end));
            stop.abort();
            await running;
          }
          expect(await ledgerRows(store)).toEqual(byHand(all).rows);
          expect(await parkedIn(store)).toEqual(byHand(all).parked);
          await projector({ log, store, model: fragile, pageLimit: other }).rebuild();
          expect(await ledgerRows(store)).toEqual(byHand(all).rows);
          expect(await parkedIn(store)).toEqual(byHand(all).parked);
        },
      ),
      { numRuns: 40 },
    ));

  it('is, retried when the cause is gone, row for row what a rebuild gives', () =>
    fc.assert(
      fc.asyncProperty(histories, pageLimit, async (some, limit) => {
        const [log, store, anew] = [await logOf(some), await inMemory(), await inMemory()];
        await projector({ log, store, model: fragile, pageLimit: limit }).catchUp();
        const { parked } = byHand(some);
        const { released } = await projector({ log, store, model: ledger }).retry();
        expect([...released].sort()).toEqual(parked.map(({ stream }) => stream).sort());
        await projector({ log, store: anew, model: ledger }).catchUp();
        expect(await ledgerRows(store)).toEqual(await ledgerRows(anew));
        expect(await store.parked()).toEqual([]);
      }),
      { numRuns: 40 },
    ));
});

describe('a parked stream that is retried', () => {
  it('is added in place where its events only add facts, in the order of the log', async () => {
    const [log, store] = [await logOf(history), await inMemory()];
    await projector({ log, store, model: fragile }).catchUp();
    const one = projector({ log, store, model: ledger });
    expect(await one.retry('ledger-c')).toEqual({
      how: 'in-place',
      released: ['ledger-c'],
      parked: [],
    });
    const { words } = await ledgerRows(store);
    expect(words.map(({ id }) => id)).toEqual(['5/0', '6/0']);
    expect(await parkedIn(store)).toEqual([{ stream: 'ledger-b', position: 1n, waiting: 2 }]);
  });

  it('has the read model rebuilt where rows depend on the order of several streams', async () => {
    const [log, store] = [await logOf(history), await inMemory()];
    await projector({ log, store, model: fragile }).catchUp();
    expect(await projector({ log, store, model: ledger }).retry('ledger-b')).toMatchObject({
      how: 'rebuilt',
      released: ['ledger-b'],
    });
    expect((await ledgerRows(store)).counters).toMatchObject([
      { name: 'ada', count: 3 },
      { name: 'bob', count: 20 },
    ]);
  });

  it.each(['ledger-b', 'ledger-c'])('stays parked while its event fails: %s', async (stream) => {
    const [log, store] = [await logOf(history), await inMemory()];
    const one = projector({ log, store, model: fragile });
    await one.catchUp();
    const before = (await one.parked()).find((each) => each.stream === stream);
    const { released, parked } = await one.retry(stream);
    expect(released).toEqual([]);
    expect(parked).toEqual([{ ...before, attempts: 2 }]);
    expect(await ledgerRows(store)).toEqual(byHand(history).rows);
  });

  it('moves on to the next event that cannot be taken, with what came before it', async () => {
    const remarks = [
      said('ledger-c', remarked()),
      said('ledger-c', remarked('good')),
      said('ledger-c', remarked('bad')),
      said('ledger-c', remarked('worse')),
    ];
    const [log, store] = [await logOf(remarks), await inMemory()];
    await projector({ log, store, model: fragile }).catchUp();
    const choosy: ReadModel = {
      ...ledger,
      decode: (stored) => {
        if (JSON.stringify(stored.data).includes('bad')) throw new Error('not that word');
        return ledger.decode(stored);
      },
    };
    const { parked } = await projector({ log, store, model: choosy }).retry();
    expect(parked).toMatchObject([
      { position: 2n, revision: 2n, message: 'not that word', attempts: 1, waiting: 1 },
    ]);
    expect((await ledgerRows(store)).words).toEqual([{ id: '1/0', word: 'good' }]);
  });

  it('is known to whoever projects the same read model meanwhile: nothing is counted twice', async () => {
    const [log, store] = [await logOf(history), await inMemory()];
    const service = projector({ log, store, model: fragile });
    const stop = new AbortController();
    const running = service.run(stop.signal);
    await until(service, liveAt(7n));
    await projector({ log, store, model: ledger }).retry('ledger-c');
    const more = said('ledger-c', remarked('after'));
    await write(log, [more]);
    await until(service, liveAt(8n));
    stop.abort();
    await running;
    const { words } = await ledgerRows(store);
    expect(words.map(({ id }) => id)).toEqual(['5/0', '6/0', '8/0']);
    expect(await parkedIn(store)).toEqual([{ stream: 'ledger-b', position: 1n, waiting: 2 }]);
  });

  it('must be one', async () => {
    const [log, store] = [await logOf(history), await inMemory()];
    const one = projector({ log, store, model: ledger });
    await expect(one.retry('ledger-x')).rejects.toMatchObject({ code: 'runtime/not-parked' });
    expect(await one.retry()).toEqual({ how: 'in-place', released: [], parked: [] });
  });
});
