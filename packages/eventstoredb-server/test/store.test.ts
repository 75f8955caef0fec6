import fc from 'fast-check';
import {
  type Expected,
  type LogRecord,
  type ProposedEvent,
  TOMBSTONE,
} from '../src/store/log-record.ts';
import { createStore } from '../src/store/memory-store.ts';
import type { Store, WriteOutcome } from '../src/store/store.ts';

const MIDNIGHT = Date.UTC(2026, 2, 2);

const setUp = (): { readonly store: Store; readonly at: (seconds: number) => void } => {
  let now = MIDNIGHT;
  let ids = 0;
  return {
    store: createStore({ now: () => now, newId: () => `server-${++ids}` }),
    at: (seconds) => {
      now = MIDNIGHT + seconds * 1000;
    },
  };
};

const event = (id: string, data = '{}'): ProposedEvent => ({
  id,
  type: 'happened',
  isJson: true,
  data: Buffer.from(data, 'utf8'),
  metadata: new Uint8Array(),
});

const events = (ids: string): readonly ProposedEvent[] =>
  ids === '' ? [] : ids.split(' ').map((id) => event(id));

const setMetadata = (store: Store, stream: string, json: string): WriteOutcome =>
  store.append(`$$${stream}`, 'any', [{ ...event(`meta-${json}`, json), type: '$metadata' }]);

const everything = { limit: 1_000_000 };

const visible = (store: Store, stream: string): readonly bigint[] | string => {
  const page = store.readStreamForwards(stream, 0n, 1000);
  return page.result === 'events' ? page.records.map(({ revision }) => revision) : page.result;
};

const idsOf = (records: readonly LogRecord[]): string => records.map(({ id }) => id).join(' ');

/** In `IndexWriter.CheckCommit` each of these lines is a branch. */
describe('an append is checked against what stands in the stream', () => {
  type Case = readonly [
    stream: string,
    expected: Expected,
    ids: string,
    outcome: string,
    revision: bigint,
  ];

  /** What was done to the stream before, by its name. */
  const histories: Readonly<Record<string, (store: Store) => void>> = {
    missing: () => undefined,
    written: (store) => store.append('written', 'any', events('a b c')),
    'only metadata': (store) => setMetadata(store, 'only metadata', '{"$maxCount":5}'),
    'soft-deleted': (store) => {
      store.append('soft-deleted', 'any', events('a b c'));
      store.softDelete('soft-deleted', 'any');
    },
    tombstoned: (store) => {
      store.append('tombstoned', 'any', events('a b c'));
      store.tombstone('tombstoned', 'any');
    },
  };

  const cases: readonly Case[] = [
    ['missing', 'any', 'x y', 'written', 1n],
    ['missing', 'no-stream', 'x y', 'written', 1n],
    ['missing', 'stream-exists', 'x', 'wrong-expected-version', -1n],
    ['missing', 0n, 'x', 'wrong-expected-version', -1n],
    ['missing', 'any', '', 'written', -1n],
    ['missing', 'no-stream', '', 'written', -1n],
    ['missing', 0n, '', 'wrong-expected-version', -1n],
    ['only metadata', 'stream-exists', 'x', 'written', 0n],
    ['only metadata', 'no-stream', 'x', 'written', 0n],

    ['written', 'any', 'x', 'written', 3n],
    ['written', 'stream-exists', 'x', 'written', 3n],
    ['written', 2n, 'x', 'written', 3n],
    ['written', 3n, 'x', 'wrong-expected-version', 2n],
    ['written', 1n, 'x', 'wrong-expected-version', 2n],
    ['written', 'no-stream', 'x', 'wrong-expected-version', 2n],
    ['written', 'any', '', 'written', 2n],
    ['written', 2n, '', 'written', 2n],
    ['written', 1n, '', 'wrong-expected-version', 2n],

    // An exact expectation that was outgrown is right for what stands there, and for nothing else.
    ['written', 'no-stream', 'a b c', 'idempotent', 2n],
    ['written', 'no-stream', 'a', 'idempotent', 0n],
    ['written', 0n, 'b c', 'idempotent', 2n],
    ['written', 0n, 'b', 'idempotent', 1n],
    ['written', 0n, 'c', 'wrong-expected-version', 2n],
    ['written', 'no-stream', 'b a', 'wrong-expected-version', 2n],
    ['written', 'no-stream', 'a x', 'wrong-expected-version', 2n],
    ['written', 0n, 'b c x', 'wrong-expected-version', 2n],
    ['written', 2n, 'a', 'written', 3n],

    // Without one the first id decides, and the order of the others does not matter.
    ['written', 'any', 'a b c', 'idempotent', 2n],
    ['written', 'any', 'c a', 'idempotent', 0n],
    ['written', 'stream-exists', 'a b', 'idempotent', 1n],
    ['written', 'any', 'x a', 'written', 4n],
    ['written', 'any', 'a x', 'wrong-expected-version', 2n],

    ['soft-deleted', 'any', 'x', 'written', 3n],
    ['soft-deleted', 'no-stream', 'x', 'written', 3n],
    ['soft-deleted', 2n, 'x', 'written', 3n],
    ['soft-deleted', 1n, 'x', 'wrong-expected-version', 2n],
    ['soft-deleted', 'stream-exists', 'x', 'deleted', 0n],
    ['soft-deleted', 'no-stream', 'a b c', 'idempotent', 2n],
    ['soft-deleted', 'no-stream', 'a x', 'wrong-expected-version', 2n],

    ['tombstoned', 'any', 'x', 'deleted', 0n],
    ['tombstoned', 'any', 'a b c', 'deleted', 0n],
    ['tombstoned', 'no-stream', 'x', 'deleted', 0n],
    ['tombstoned', 'stream-exists', 'x', 'deleted', 0n],
    ['tombstoned', 2n, 'x', 'deleted', 0n],
  ];

  it.each(cases)('%s, expecting %s, [%s]: %s', (stream, expected, ids, outcome, revision) => {
    const { store } = setUp();
    histories[stream]?.(store);
    const answer = store.append(stream, expected, events(ids));
    expect(answer.outcome).toBe(outcome);
    if (answer.outcome === 'wrong-expected-version') expect(answer.actual).toBe(revision);
    else if (answer.outcome !== 'deleted') expect(answer.revision).toBe(revision);
  });

  it('answers a repetition with the position of the original event', () => {
    const { store } = setUp();
    const first = store.append('deal', 'no-stream', events('a b'));
    store.append('deal', 1n, events('c'));
    expect(store.append('deal', 'no-stream', events('a b'))).toEqual({
      ...first,
      outcome: 'idempotent',
    });
  });

  it('has no position to tell for a repetition that can no longer be read', () => {
    const { store } = setUp();
    store.append('deal', 'no-stream', events('a b'));
    store.softDelete('deal', 'any');
    expect(store.append('deal', 'no-stream', events('a b'))).toMatchObject({
      outcome: 'idempotent',
      position: undefined,
    });
  });

  it('knows an id in its own stream only', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a'));
    expect(store.append('other', 'any', events('a'))).toMatchObject({ outcome: 'written' });
    expect(store.append('deal', 'any', events('a'))).toMatchObject({ outcome: 'idempotent' });
  });

  it('writes an id twice when it comes twice in one append', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a a'));
    expect(visible(store, 'deal')).toEqual([0n, 1n]);
  });

  it('writes all of an append or nothing', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            expected: fc.oneof(
              fc.constantFrom<Expected>('any', 'no-stream', 'stream-exists'),
              fc.bigInt({ min: 0n, max: 6n }),
            ),
            ids: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 }),
          }),
          { maxLength: 12 },
        ),
        (appends) => {
          const { store } = setUp();
          for (const { expected, ids } of appends) {
            const before = store.writtenTo('deal', 0n, 100);
            const { outcome } = store.append('deal', expected, events(ids.join(' ')));
            const added = outcome === 'written' ? ids : [];
            const afterwards = store.writtenTo('deal', 0n, 100);
            expect(idsOf(afterwards)).toBe([...before.map(({ id }) => id), ...added].join(' '));
            expect(afterwards.map(({ revision }) => revision)).toEqual(
              afterwards.map((_, index) => BigInt(index)),
            );
          }
        },
      ),
    ));
});

describe('a deleted stream', () => {
  it('is not found, and goes on counting when it comes back', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a b c'));
    store.softDelete('deal', 2n);
    expect(visible(store, 'deal')).toBe('not-found');
    expect(store.readStreamBackwards('deal', 'end', 10).result).toBe('not-found');
    store.append('deal', 'no-stream', events('d e'));
    expect(visible(store, 'deal')).toEqual([3n, 4n]);
  });

  it('keeps nothing of its metadata but where it began anew', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a'));
    setMetadata(store, 'deal', '{"$maxCount":5,"owner":"anna"}');
    store.softDelete('deal', 'any');
    store.append('deal', 'any', events('b'));
    expect(store.metadataOf('deal').raw).toEqual({ $tb: '1' });
  });

  it('comes back through new metadata, which is kept', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a'));
    store.softDelete('deal', 'any');
    setMetadata(store, 'deal', '{"owner":"anna"}');
    expect(visible(store, 'deal')).toEqual([]);
    expect(store.metadataOf('deal').raw).toEqual({ $tb: '1', owner: 'anna' });
    expect(store.append('deal', 0n, events('b'))).toMatchObject({ revision: 1n });
    expect(visible(store, 'deal')).toEqual([1n]);
  });

  it.each<readonly [string, Expected, string]>([
    ['missing', 'any', 'wrong-expected-version'],
    ['missing', 'no-stream', 'wrong-expected-version'],
    ['missing', 0n, 'wrong-expected-version'],
    ['only metadata', 'no-stream', 'written'],
    ['written', 'any', 'written'],
    ['written', 0n, 'written'],
    ['written', 1n, 'wrong-expected-version'],
    ['written', 'no-stream', 'wrong-expected-version'],
    ['tombstoned', 'any', 'deleted'],
  ])('may be deleted (%s, expecting %s)? %s', (stream, expected, outcome) => {
    const { store } = setUp();
    if (stream === 'only metadata') setMetadata(store, stream, '{}');
    if (stream === 'written' || stream === 'tombstoned') store.append(stream, 'any', events('a'));
    if (stream === 'tombstoned') store.tombstone(stream, 'any');
    expect(store.softDelete(stream, expected).outcome).toBe(outcome);
  });

  it('is gone for good with a tombstone, its metadata with it', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a'));
    expect(store.tombstone('deal', 1n).outcome).toBe('wrong-expected-version');
    expect(store.tombstone('deal', 0n)).toMatchObject({ outcome: 'written', revision: TOMBSTONE });
    expect(visible(store, 'deal')).toBe('deleted');
    expect(store.readStreamBackwards('deal', 'end', 1).result).toBe('deleted');
    expect(setMetadata(store, 'deal', '{}').outcome).toBe('deleted');
    expect(store.tombstone('deal', 'any').outcome).toBe('deleted');
  });

  it('may get a tombstone before it was ever written to', () => {
    const { store } = setUp();
    expect(store.tombstone('deal', 'no-stream').outcome).toBe('written');
    expect(store.append('deal', 'any', events('a')).outcome).toBe('deleted');
  });
});

describe('a reader of a stream', () => {
  const written = (): ReturnType<typeof setUp> => {
    const both = setUp();
    both.store.append('deal', 'any', events('a b c d e'));
    return both;
  };

  const read = (page: ReturnType<Store['readStreamForwards']>): unknown =>
    page.result === 'events' ? { ids: idsOf(page.records), end: page.end } : page.result;

  it('begins where it wants and reads as much as it wants, forwards', () => {
    const { store } = written();
    expect(read(store.readStreamForwards('deal', 1n, 2))).toEqual({ ids: 'b c', end: false });
    expect(read(store.readStreamForwards('deal', 3n, 2))).toEqual({ ids: 'd e', end: true });
    expect(read(store.readStreamForwards('deal', 5n, 2))).toEqual({ ids: '', end: true });
    expect(read(store.readStreamForwards('missing', 0n, 2))).toBe('not-found');
  });

  it('begins where it wants and reads as much as it wants, backwards', () => {
    const { store } = written();
    expect(read(store.readStreamBackwards('deal', 'end', 2))).toEqual({ ids: 'e d', end: false });
    expect(read(store.readStreamBackwards('deal', 1n, 2))).toEqual({ ids: 'b a', end: true });
    expect(read(store.readStreamBackwards('deal', 1n, 1))).toEqual({ ids: 'b', end: false });
    expect(read(store.readStreamBackwards('deal', 99n, 1))).toEqual({ ids: 'e', end: false });
  });

  it.each([
    ['{"$maxCount":2}', [3n, 4n]],
    ['{"$maxCount":9}', [0n, 1n, 2n, 3n, 4n]],
    ['{"$tb":3}', [3n, 4n]],
    ['{"$tb":3,"$maxCount":4}', [3n, 4n]],
    ['{"$tb":1,"$maxCount":2}', [3n, 4n]],
    ['{"$tb":9}', []],
    ['no json', [0n, 1n, 2n, 3n, 4n]],
    ['[1]', [0n, 1n, 2n, 3n, 4n]],
  ])('sees with the metadata %s the revisions %p', (metadata, revisions) => {
    const { store } = written();
    setMetadata(store, 'deal', metadata);
    expect(visible(store, 'deal')).toEqual(revisions);
    const backwards = store.readStreamBackwards('deal', 'end', 100);
    expect(backwards.result === 'events' && backwards.records.map((each) => each.revision)).toEqual(
      [...revisions].reverse(),
    );
  });

  it('goes on below what is hidden without stopping short', () => {
    const { store } = written();
    setMetadata(store, 'deal', '{"$tb":3}');
    expect(read(store.readStreamForwards('deal', 0n, 1))).toEqual({ ids: 'd', end: false });
    expect(read(store.readStreamBackwards('deal', 2n, 9))).toEqual({ ids: '', end: true });
  });

  it('sees what is young enough when it reads', () => {
    const { store, at } = setUp();
    setMetadata(store, 'deal', '{"$maxAge":60}');
    store.append('deal', 'any', events('a'));
    at(30);
    store.append('deal', 'any', events('b'));
    at(60);
    expect(visible(store, 'deal')).toEqual([0n, 1n]);
    at(60.001);
    expect(visible(store, 'deal')).toEqual([1n]);
    at(91);
    expect(visible(store, 'deal')).toEqual([]);
  });

  it('sees of a metadata stream its last event', () => {
    const { store } = setUp();
    setMetadata(store, 'deal', '{"$maxCount":1}');
    setMetadata(store, 'deal', '{"$maxCount":2}');
    expect(visible(store, '$$deal')).toEqual([1n]);
  });

  it('does not see a single event that is hidden', () => {
    const { store } = written();
    setMetadata(store, 'deal', '{"$tb":3}');
    expect(store.readEvent('deal', 2n)).toBeUndefined();
    expect(store.readEvent('deal', 3n)?.id).toBe('d');
    expect(store.readEvent('deal', 5n)).toBeUndefined();
  });
});

describe('the whole log', () => {
  it('grows by the size of what is written, so that positions are no numbers to count with', () => {
    const { store } = setUp();
    const places = ['{}', '{"a":1}', '{}'].map((data, index) => {
      store.append('deal', 'any', [event(String(index), data)]);
      return store.lastPosition() ?? -1n;
    });
    const [first = 0n, second = 0n, third = 0n] = places;
    expect(second - first).toBeGreaterThan(1n);
    expect(third - second).toBe(second - first + 5n);
    expect(places.map(store.isBoundary)).toEqual([true, true, true]);
    expect(places.map((place) => store.isBoundary(place + 1n))).toEqual([false, false, false]);
    expect(store.isBoundary(store.end())).toBe(true);
  });

  it('is read from a position on with it, and back from it without it', () => {
    const { store } = setUp();
    store.append('one', 'any', events('a b'));
    store.append('two', 'any', events('c'));
    const [, b, c] = store.readAllForwards(0n, everything).records;
    expect(idsOf(store.readAllForwards(b?.position ?? 0n, everything).records)).toBe('b c');
    expect(idsOf(store.readAllBackwards(c?.position ?? 0n, everything).records)).toBe('b a');
    expect(idsOf(store.readAllBackwards(store.end(), everything).records)).toBe('c b a');
  });

  it('is looked through in windows that say how far they came', () => {
    const { store } = setUp();
    store.append('one', 'any', events('a b c d e'));
    const accepts = ({ id }: LogRecord) => id === 'd';
    const first = store.readAllForwards(0n, { limit: 9, window: 3, accepts });
    expect(first).toMatchObject({ records: [], considered: 3, end: false });
    const second = store.readAllForwards(first.next, { limit: 1, window: 3, accepts });
    expect(idsOf(second.records)).toBe('d');
    expect(second).toMatchObject({ considered: 1, end: false });
    const last = store.readAllForwards(second.next, { limit: 1, window: 3, accepts });
    expect(last).toMatchObject({ records: [], considered: 1, end: true, next: store.end() });
  });

  it('shows what streams hide, deletions and metadata among it', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a b'));
    store.softDelete('deal', 'any');
    store.tombstone('other', 'any');
    expect(store.readAllForwards(0n, everything).records.map(({ type }) => type)).toEqual([
      'happened',
      'happened',
      '$metadata',
      '$streamDeleted',
    ]);
  });

  it('hides the epochs, and what groups on the whole log write for themselves', () => {
    const { store } = setUp();
    store.append('$epoch-information', 'any', events('a'));
    store.append('$persistentsubscription-$all::mailer-checkpoint', 'any', events('b'));
    store.append('$persistentsubscription-$all::mailer-parked', 'any', events('c'));
    store.append('$persistentsubscription-deal::mailer-parked', 'any', events('d'));
    expect(idsOf(store.readAllForwards(0n, everything).records)).toBe('d');
  });

  it('has a place for an append without events, where nobody finds anything', () => {
    const { store } = setUp();
    const outcome = store.append('deal', 'any', []);
    store.append('deal', 'any', events('a'));
    const before = store.end();
    const again = store.append('deal', 'any', []);
    store.append('deal', 'any', events('b'));
    expect(outcome).toMatchObject({ outcome: 'written', position: 0n });
    expect(again).toMatchObject({ outcome: 'written', position: before });
    expect(store.isBoundary(before)).toBe(true);
    expect(store.lastPosition()).toBeGreaterThan(0n);
    expect(idsOf(store.readAllForwards(0n, everything).records)).toBe('a b');
  });

  it('shows of a stream what was written from a revision on, no more than is wanted', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a b'));
    setMetadata(store, 'deal', '{"$maxCount":1}');
    store.tombstone('deal', 'any');
    const from = (revision: bigint, limit: number) =>
      store.writtenTo('deal', revision, limit).map((each) => each.revision);
    expect(from(0n, 2)).toEqual([0n, 1n]);
    expect(from(0n, 3)).toEqual([0n, 1n, TOMBSTONE]);
    expect(from(1n, 1)).toEqual([1n]);
    expect(store.writtenTo('missing', 0n, 1)).toEqual([]);
  });
});

describe('a link', () => {
  const link = (to: string): ProposedEvent => ({
    ...event(`link-${to}`),
    type: '$>',
    data: Buffer.from(to, 'utf8'),
  });

  const follow = (store: Store, to: string): string | undefined => {
    store.append('links', 'any', [link(to)]);
    const record = store.readEvent('links', store.lastRevision('links'));
    return record && store.resolve(record).event?.id;
  };

  it('leads to its event, the stream being what follows the first at', () => {
    const { store } = setUp();
    store.append('deal@home', 'any', events('a b'));
    expect(follow(store, '1@deal@home')).toBe('b');
  });

  it('leads nowhere when the event is hidden, or never was, or the link is none', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a b'));
    setMetadata(store, 'deal', '{"$tb":1}');
    expect(['0@deal', '2@deal', '0@missing', 'x@deal'].map((to) => follow(store, to))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is itself when it is no link', () => {
    const { store } = setUp();
    store.append('deal', 'any', events('a'));
    const record = store.readEvent('deal', 0n);
    expect(record && store.resolve(record)).toEqual({ event: record, link: undefined });
  });
});
