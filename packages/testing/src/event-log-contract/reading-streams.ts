import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import type { ReadStreamOptions } from '@presales/kernel/store';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { event, events, fill, ids, streamOf } from './events.ts';

/** Reading one stream, as EventStoreDB's `IndexReader.cs` reads it. */
export const readingStreamCases = (
  contract: EventLogContract,
  { describe, it }: TestRunner,
): void => {
  /** Compares the revisions that a reading gives, in a stream of five events among other streams. */
  const gives = (options: ReadStreamOptions, expected: readonly number[]): Promise<void> =>
    bench(contract, async ({ log }) => {
      await log.append('deal-0', 'no-stream', events(100, 2));
      await log.append('deal-1', 'no-stream', events(0, 3));
      await log.append('deal-2', 'no-stream', events(200, 2));
      await log.append('deal-1', 2n, events(3, 2));
      const read = await streamOf(log, 'deal-1', options);
      deepStrictEqual(ids(read), ids(expected.map((n) => event(n))));
      deepStrictEqual(
        read.map(({ revision }) => revision),
        expected.map(BigInt),
      );
      ok(read.every(({ stream }) => stream === 'deal-1'));
    });

  describe('reading a stream', () => {
    it('gives all of it, in order', () => gives({}, [0, 1, 2, 3, 4]));
    it('begins at the revision asked for', () => gives({ from: 2n }, [2, 3, 4]));
    it('begins at its beginning', () => gives({ from: 0n }, [0, 1, 2, 3, 4]));
    it('begins at its last event', () => gives({ from: 4n }, [4]));
    it('gives nothing from beyond its end', () => gives({ from: 5n }, []));
    it('gives nothing from far beyond its end', () => gives({ from: 2n ** 70n }, []));
    it('takes a revision before the beginning for the beginning', () =>
      gives({ from: -1n }, [0, 1, 2, 3, 4]));
    it('gives no more than asked for', () => gives({ limit: 2 }, [0, 1]));
    it('gives no more than there is', () => gives({ limit: 6 }, [0, 1, 2, 3, 4]));
    it('gives no more than asked for from a revision', () =>
      gives({ from: 1n, limit: 3 }, [1, 2, 3]));
    it('gives nothing when nothing is asked for', () => gives({ limit: 0 }, []));
    it('gives all of it backwards', () => gives({ direction: 'backwards' }, [4, 3, 2, 1, 0]));
    it('begins backwards at the revision asked for', () =>
      gives({ direction: 'backwards', from: 2n }, [2, 1, 0]));
    it('gives its first event backwards from the beginning', () =>
      gives({ direction: 'backwards', from: 0n }, [0]));
    it('gives nothing backwards from before the beginning', () =>
      gives({ direction: 'backwards', from: -1n }, []));
    it('begins backwards at its end when that was overshot', () =>
      gives({ direction: 'backwards', from: 2n ** 70n }, [4, 3, 2, 1, 0]));
    it('gives the last event when one is asked for backwards', () =>
      gives({ direction: 'backwards', limit: 1 }, [4]));
    it('gives no more backwards than asked for from a revision', () =>
      gives({ direction: 'backwards', from: 3n, limit: 2 }, [3, 2]));

    it('gives nothing when it is not there', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        deepStrictEqual(await streamOf(log, 'deal-2'), []);
        deepStrictEqual(await streamOf(log, 'deal-2', { direction: 'backwards' }), []);
        deepStrictEqual(await streamOf(log, 'deal'), []);
      }));

    it('gives a long one whole, in either direction', () =>
      bench(contract, async ({ log }) => {
        const long = events(0, 2_500);
        await fill(log, 'deal-1', long);
        deepStrictEqual(ids(await streamOf(log, 'deal-1')), ids(long));
        deepStrictEqual(
          ids(await streamOf(log, 'deal-1', { direction: 'backwards' })),
          ids(long.toReversed()),
        );
        deepStrictEqual(
          ids(await streamOf(log, 'deal-1', { from: 10n, limit: 2_100 })),
          ids(long.slice(10, 2_110)),
        );
      }));

    it('gives what was appended a moment ago', () =>
      bench(contract, async ({ log }) => {
        for (let n = 0; n < 20; n++) {
          await log.append('deal-1', n === 0 ? 'no-stream' : BigInt(n - 1), [event(n)]);
          deepStrictEqual(ids(await streamOf(log, 'deal-1', { from: BigInt(n) })), ids([event(n)]));
        }
      }));

    it('refuses a limit that is no whole number from 0', () =>
      bench(contract, async ({ log }) => {
        for (const limit of [-1, 1.5, Number.NaN])
          await rejects(streamOf(log, 'deal-1', { limit }), { code: 'input/invalid' });
      }));
  });
};
