import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { RevisionConflict } from '@presales/kernel';
import type { ExpectedRevision } from '@presales/kernel/store';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, events, ids, placeOf, streamOf } from './events.ts';

/**
 * Expected revisions and repeated appends, as EventStoreDB decides them
 * (`IndexWriter.CheckCommit`; its own tests are `ClientAPI/append_to_stream.cs` and
 * `Integration/Idempotency/`). Our port takes exact expected revisions only: it has no "any", no
 * "stream exists", no deletion and no truncation, so the cases about these are not here.
 */
export const appendingCases = (contract: EventLogContract, runner: TestRunner): void => {
  expectingCases(contract, runner);
  repeatingCases(contract, runner);
  batchCases(contract, runner);
};

/** A check that an append was refused because of its expected revision. */
const conflict =
  (stream: string, expected: ExpectedRevision, actual: ExpectedRevision) =>
  (error: unknown): boolean => {
    ok(error instanceof RevisionConflict, String(error));
    strictEqual(error.code, 'event-log/conflict');
    deepStrictEqual([error.stream, error.expected, error.actual], [stream, expected, actual]);
    return true;
  };

/** An append takes place only where its writer expects the stream to stand. */
const expectingCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('appending under an expected revision', () => {
    it('begins a stream that is expected not to be there', () =>
      bench(contract, async ({ log }) => {
        const { revision } = await log.append('deal-1', 'no-stream', [event(1)]);
        strictEqual(revision, 0n);
        deepStrictEqual(ids(await streamOf(log, 'deal-1')), [event(1).id]);
      }));

    it('refuses to continue a stream that is not there, and tells so', () =>
      bench(contract, async ({ log }) => {
        await rejects(log.append('deal-1', 0n, [event(1)]), conflict('deal-1', 0n, 'no-stream'));
        deepStrictEqual(await allOf(log), []);
      }));

    it('continues a stream after the revision it ends at', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', events(1, 3));
        const { revision } = await log.append('deal-1', 2n, events(4, 2));
        strictEqual(revision, 4n);
        deepStrictEqual(ids(await streamOf(log, 'deal-1')), ids(events(1, 5)));
      }));

    it('refuses a writer who knows less than there is, and tells both revisions', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', events(1, 3));
        await rejects(log.append('deal-1', 1n, [event(9)]), conflict('deal-1', 1n, 2n));
        await rejects(
          log.append('deal-1', 'no-stream', [event(9)]),
          conflict('deal-1', 'no-stream', 2n),
        );
        deepStrictEqual(ids(await allOf(log)), ids(events(1, 3)));
      }));

    it('refuses a writer who believes in more than there is', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', events(1, 3));
        await rejects(log.append('deal-1', 3n, [event(9)]), conflict('deal-1', 3n, 2n));
        await rejects(
          log.append('deal-1', 2n ** 70n, [event(9)]),
          conflict('deal-1', 2n ** 70n, 2n),
        );
        deepStrictEqual(ids(await allOf(log)), ids(events(1, 3)));
      }));

    it('counts the revisions of every stream for itself', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', events(1, 2));
        const { revision } = await log.append('deal-2', 'no-stream', events(3, 2));
        strictEqual(revision, 1n);
        deepStrictEqual(
          (await allOf(log)).map(({ stream, revision }) => [stream, revision]),
          [
            ['deal-1', 0n],
            ['deal-1', 1n],
            ['deal-2', 0n],
            ['deal-2', 1n],
          ],
        );
      }));

    it('tells streams apart whose names differ in case, blanks or accents only', () =>
      bench(contract, async ({ log }) => {
        const names = ['deal-a', 'deal-A', 'deal-a ', 'deal-á', 'deal-a\u0301', 'deal', 'deal-'];
        for (const [index, name] of names.entries())
          await log.append(name, 'no-stream', [event(index)]);
        for (const [index, name] of names.entries())
          deepStrictEqual(ids(await streamOf(log, name)), [event(index).id]);
      }));

    it('answers with the place of the last event', () =>
      bench(contract, async ({ log }) => {
        const appended = await log.append('deal-1', 'no-stream', events(1, 3));
        const last = (await allOf(log)).at(-1);
        deepStrictEqual(placeOf(appended), { revision: last?.revision, position: last?.position });
        strictEqual(await log.head(), appended.position);
      }));
  });
};

/** An append that was stored before is answered, and not stored again. */
const repeatingCases = (contract: EventLogContract, runner: TestRunner): void =>
  runner.describe('repeating an append', () => {
    recognisedCases(contract, runner);
    differingCases(contract, runner);
  });

/** What is recognised as a repetition. */
const recognisedCases = (contract: EventLogContract, { it }: TestRunner): void => {
  it('answers as the first time and stores nothing', () =>
    bench(contract, async ({ log }) => {
      const first = await log.append('deal-1', 'no-stream', events(1, 3));
      const again = await log.append('deal-1', 'no-stream', events(1, 3));
      deepStrictEqual(again, placeOf(first));
      const second = await log.append('deal-1', 2n, events(4, 2));
      deepStrictEqual(await log.append('deal-1', 2n, events(4, 2)), placeOf(second));
      deepStrictEqual(ids(await allOf(log)), ids(events(1, 5)));
    }));

  it('answers as the first time after more was written', () =>
    bench(contract, async ({ log }) => {
      const first = await log.append('deal-1', 'no-stream', events(1, 2));
      const second = await log.append('deal-1', 1n, events(3, 1));
      await log.append('deal-2', 'no-stream', events(10, 1));
      await log.append('deal-1', 2n, events(4, 2));
      const again = await log.append('deal-1', 'no-stream', events(1, 2));
      deepStrictEqual(again, placeOf(first));
      deepStrictEqual(await log.append('deal-1', 1n, events(3, 1)), placeOf(second));
      strictEqual((await allOf(log)).length, 6);
    }));

  it('recognises it by the ids alone, as the first time is what counts', () =>
    bench(contract, async ({ log }) => {
      const first = await log.append('deal-1', 'no-stream', [event(1, { data: { price: 1 } })]);
      deepStrictEqual(
        await log.append('deal-1', 'no-stream', [event(1, { data: { price: 2 } })]),
        placeOf(first),
      );
      deepStrictEqual(
        (await allOf(log)).map(({ data }) => data),
        [{ price: 1 }],
      );
    }));

  it('recognises the beginning of an earlier append', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(1, 3));
      const { revision } = await log.append('deal-1', 'no-stream', events(1, 2));
      strictEqual(revision, 1n);
      strictEqual((await allOf(log)).length, 3);
    }));

  it('recognises two earlier appends in one', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(1, 2));
      const second = await log.append('deal-1', 1n, events(3, 1));
      deepStrictEqual(await log.append('deal-1', 'no-stream', events(1, 3)), placeOf(second));
      strictEqual((await allOf(log)).length, 3);
    }));
};

/** What resembles a repetition and is not one. */
const differingCases = (contract: EventLogContract, { it }: TestRunner): void => {
  // "CorruptedIdempotency" of CheckCommit: the first events are known, those beyond the end are not.
  it('refuses what runs past the end of what was stored, and stores none of it', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(1, 2));
      await rejects(
        log.append('deal-1', 'no-stream', events(1, 3)),
        conflict('deal-1', 'no-stream', 1n),
      );
      strictEqual((await allOf(log)).length, 2);
    }));

  it('refuses known ids in another order', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(1, 2));
      await rejects(
        log.append('deal-1', 'no-stream', [event(2), event(1)]),
        conflict('deal-1', 'no-stream', 1n),
      );
      strictEqual((await allOf(log)).length, 2);
    }));

  it('refuses an append that begins as an earlier one and goes on otherwise', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(1, 3));
      await rejects(
        log.append('deal-1', 'no-stream', [event(1), event(2), event(9)]),
        conflict('deal-1', 'no-stream', 2n),
      );
      strictEqual((await allOf(log)).length, 3);
    }));

  it('refuses known ids at another place of the stream', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(1, 3));
      await rejects(log.append('deal-1', 0n, [event(1)]), conflict('deal-1', 0n, 2n));
      strictEqual((await allOf(log)).length, 3);
    }));

  // CheckCommit compares the stream too: an id names an event of one stream only.
  it('takes the same ids in another stream for other events', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(1, 2));
      const { revision } = await log.append('deal-2', 'no-stream', events(1, 2));
      strictEqual(revision, 1n);
      deepStrictEqual(ids(await streamOf(log, 'deal-2')), ids(events(1, 2)));
      strictEqual((await allOf(log)).length, 4);
    }));

  it('answers two callers of the same append alike, when both are under way at once', () =>
    bench(contract, async ({ log }) => {
      const [left, right] = await Promise.all([
        log.append('deal-1', 'no-stream', events(1, 2)),
        log.append('deal-1', 'no-stream', events(1, 2)),
      ]);
      deepStrictEqual(placeOf(left), placeOf(right));
      // At most one of them has stored the events, and only that one may say so.
      ok(left.recorded === undefined || right.recorded === undefined);
      strictEqual((await allOf(log)).length, 2);
    }));
};

/** One append of many events is stored as a whole or not at all. */
const batchCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('one append of many events', () => {
    // KurrentDB#4061: one append is atomic and its revisions contiguous.
    it('is stored whole, contiguous and in order, also among others under way', () =>
      bench(contract, async ({ log }) => {
        const streams = Array.from({ length: 20 }, (_, index) => `deal-${index}`);
        await Promise.all(
          streams.map((stream, index) => log.append(stream, 'no-stream', events(index * 100, 50))),
        );
        const all = await allOf(log);
        strictEqual(all.length, 1_000);
        for (let at = 0; at < all.length; at += 50) {
          const stretch = all.slice(at, at + 50);
          strictEqual(new Set(stretch.map(({ stream }) => stream)).size, 1);
          deepStrictEqual(
            stretch.map(({ revision }) => revision),
            Array.from({ length: 50 }, (_, index) => BigInt(index)),
          );
        }
      }));

    it('of several that race for one revision stores exactly one, whole', () =>
      bench(contract, async ({ log }) => {
        const outcomes = await Promise.allSettled(
          Array.from({ length: 10 }, (_, writer) =>
            log.append('deal-1', 'no-stream', events(writer * 10, 3)),
          ),
        );
        const winners = outcomes.flatMap(({ status }, writer) =>
          status === 'fulfilled' ? [writer] : [],
        );
        strictEqual(winners.length, 1);
        for (const outcome of outcomes)
          if (outcome.status === 'rejected') conflict('deal-1', 'no-stream', 2n)(outcome.reason);
        deepStrictEqual(ids(await allOf(log)), ids(events((winners[0] ?? 0) * 10, 3)));
      }));

    it('fails alone when it is refused: those under way beside it are stored', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        const outcomes = await Promise.allSettled([
          log.append('deal-2', 'no-stream', [event(2)]),
          log.append('deal-1', 'no-stream', [event(3)]),
          log.append('deal-3', 'no-stream', [event(4, { type: '' })]),
          log.append('deal-1', 0n, [event(5)]),
        ]);
        deepStrictEqual(
          outcomes.map(({ status }) => status),
          ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
        );
        deepStrictEqual(ids(await allOf(log)), ids([event(1), event(2), event(5)]));
      }));
  });
};
