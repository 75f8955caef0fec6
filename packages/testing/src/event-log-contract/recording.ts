import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { EventLog, Recorded } from '@presales/kernel';
import type { Appended, ExpectedRevision, NewEvent } from '@presales/kernel/store';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { event, events, streamOf } from './events.ts';

/**
 * Where and when events were stored, according to the answer to their append. A log may leave this out
 * where it would have to read for it; what it says must agree with a reading.
 */
export const recordingCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  /** What a reading says of the last events of a stream. */
  const read = async (log: EventLog, stream: string, count: number): Promise<readonly Recorded[]> =>
    (await streamOf(log, stream))
      .slice(-count)
      .map(({ position, recordedAt }) => ({ position, recordedAt }));

  /** Appends, and compares what the answer says with a reading. */
  const told = async (
    log: EventLog,
    stream: string,
    expected: ExpectedRevision,
    list: readonly NewEvent[],
  ): Promise<Appended> => {
    const appended = await log.append(stream, expected, list);
    const { recorded, position } = appended;
    if (contract.tellsRecorded === true) ok(recorded !== undefined, 'the log tells nothing');
    if (recorded === undefined) return appended;
    strictEqual(recorded.at(-1)?.position, position);
    deepStrictEqual(recorded, await read(log, stream, list.length));
    return appended;
  };

  describe('the answer to an append tells where and when each event was stored', () => {
    it('as a reading tells it', () =>
      bench(contract, async ({ log, setClock }) => {
        await told(log, 'deal-1', 'no-stream', events(1, 3));
        setClock('2026-03-01T10:00:00.000Z');
        await told(log, 'deal-2', 'no-stream', events(10, 1));
        await told(log, 'deal-1', 2n, events(4, 2));
      }));

    it('also when the clock runs backwards', () =>
      bench(contract, async ({ log, setClock }) => {
        for (const [index, hour] of ['12', '09', '13'].entries()) {
          setClock(`2026-03-01T${hour}:00:00.000Z`);
          await told(log, `deal-${index}`, 'no-stream', events(index * 10, 2));
        }
      }));

    it('also of events that another log recorded first', () =>
      bench(contract, async ({ log, setClock }) => {
        const recordedAt = (minute: number) => `2020-01-01T00:0${minute}:00.000Z`;
        const list = [0, 1, 2].map((n) => event(n, { recordedAt: recordedAt(n) }));
        await told(log, 'deal-1', 'no-stream', list);
        setClock('2020-01-02T00:00:00.000Z');
        await told(log, 'deal-1', 2n, [event(3), event(4)]);
      }));

    it('also when many are under way at once', () =>
      bench(contract, async ({ log }) => {
        const streams = Array.from({ length: 20 }, (_, index) => `deal-${index}`);
        await Promise.all(
          streams.map((stream, index) => told(log, stream, 'no-stream', events(index * 10, 3))),
        );
      }));

    // The first append may have stored more than these events, which only the stream can show.
    it('but not when they were stored before: then the stream tells', () =>
      bench(contract, async ({ log }) => {
        await told(log, 'deal-1', 'no-stream', events(1, 3));
        for (const count of [1, 2, 3]) {
          const again = await log.append('deal-1', 'no-stream', events(1, count));
          strictEqual(again.recorded, undefined);
          strictEqual(again.revision, BigInt(count - 1));
        }
        await told(log, 'deal-1', 2n, events(4, 1));
        strictEqual((await log.append('deal-1', 'no-stream', events(1, 4))).recorded, undefined);
      }));
  });
};
