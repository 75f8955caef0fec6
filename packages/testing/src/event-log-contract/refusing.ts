import { deepStrictEqual, rejects } from 'node:assert/strict';
import { hasCode, limits } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, events } from './events.ts';

const nested = (levels: number): object => (levels <= 1 ? {} : { inner: nested(levels - 1) });

/** Data whose JSON has an exact number of bytes. */
const bytes = (count: number): object => ({ text: 'x'.repeat(count - '{"text":""}'.length) });

/** Appends that every log must refuse before it sends or writes anything. */
export const refusingCases = (contract: EventLogContract, runner: TestRunner): void => {
  const { describe, it } = runner;
  datingCases(contract, runner);
  const refuses = (list: readonly NewEvent[], stream = 'deal-1'): Promise<void> =>
    bench(contract, async ({ log }) => {
      await rejects(log.append(stream, 'no-stream', list), { code: 'event-log/invalid-append' });
      deepStrictEqual(await allOf(log), []);
    });
  const takes = (list: readonly NewEvent[]): Promise<void> =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', list);
      deepStrictEqual(
        (await allOf(log)).map(({ data }) => data),
        list.map(({ data }) => data),
      );
    });

  const metadataBytes = Buffer.byteLength(JSON.stringify(event(1).metadata));
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const poisoned: object = JSON.parse('{"line": {"__proto__": {"admin": true}}}');

  describe('an append that no log may take', () => {
    // EventStoreDB stores nothing and answers -1, which the client reads as 0: we refuse.
    it('has no events', () => refuses([]));
    it('has a stream name that is empty', () => refuses([event(1)], ''));
    it('has the name of a system stream', () => refuses([event(1)], '$settings'));
    it('has an event of a system type', () => refuses([event(1), event(2, { type: '$deleted' })]));
    it('has an event without a type', () => refuses([event(1, { type: '' })]));
    it('has an id that is no UUID', () => refuses([event(1, { id: 'first' })]));
    it('has an id in capitals, which would be another id to a log that compares text', () =>
      refuses([event(1, { id: 'ABCDEF00-0000-4000-8000-000000000001' })]));
    it('has one id twice', () => refuses([event(1), event(2), event(1)]));
    it('has a schema version below 1', () => refuses([event(1, { version: 0 })]));
    it('has a schema version that is no whole number', () => refuses([event(1, { version: 1.5 })]));
    it('has a time of recording that is no instant', () =>
      refuses([event(1, { recordedAt: 'yesterday' })]));
    it('has more events than one append may', () => refuses(events(1, limits.appendEvents + 1)));
    it('has more bytes than one append may', () =>
      refuses([event(1, { data: bytes(limits.appendBytes - metadataBytes + 1) })]));
    it('has more bytes than characters, and too many of them', () =>
      refuses([event(1, { data: { text: '€'.repeat(limits.appendBytes / 2) } })]));
    it('is nested too deep', () => refuses([event(1, { data: nested(limits.depth + 1) })]));
    it('is nested without end', () => refuses([event(1, { data: cyclic })]));
    it('has a big integer in it', () => refuses([event(1, { data: { amount: 1n } })]));
    it('has a number that JSON does not know', () =>
      refuses([event(1, { data: { n: Number.NaN } })]));
    it('has a minus zero, which would read back as zero', () =>
      refuses([event(1, { data: { n: -0 } })]));
    it('has a date in it, which would read back as text', () =>
      refuses([event(1, { data: { at: new Date(0) } })]));
    it('has a hole in a list, which would read back as null', () =>
      refuses([event(1, { data: { list: [undefined] } })]));
    it('has a function in it', () => refuses([event(1, { data: { total: () => 1 } })]));
    it('carries a __proto__ of its own', () => refuses([event(1, { data: poisoned })]));
    it('carries a field named constructor', () =>
      refuses([event(1, { data: { deal: { constructor: 'Bouygues' } } })]));
  });

  describe('an append at the bounds', () => {
    it('may have as many events as one append may', () => takes(events(1, limits.appendEvents)));
    it('may have as many bytes as one append may', () =>
      takes([event(1, { data: bytes(limits.appendBytes - metadataBytes) })]));
    it('may be nested as deep as one append may', () =>
      takes([event(1, { data: nested(limits.depth) })]));
  });
};

/** Business time is compared as text, and what is no instant would come after everything for good. */
const datingCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('an append whose events did not happen at any time', () => {
    for (const occurredAt of ['yesterday', '', '2026-03-01', '2026-02-30T00:00:00.000Z', undefined])
      it(`is refused with the event and its business time: ${JSON.stringify(occurredAt)}`, () =>
        bench(contract, async ({ log }) => {
          const { metadata } = event(1);
          // What a program in JavaScript may give, whatever the types say.
          const wrong = { ...metadata, occurredAt } as unknown as NewEvent['metadata'];
          const found = JSON.stringify(occurredAt) ?? 'undefined';
          await rejects(
            log.append('deal-1', 'no-stream', [event(1), event(2, { metadata: wrong })]),
            (error: Error) =>
              hasCode(error, 'event-log/invalid-append') &&
              error.message.startsWith('deal-1: event 1: expected an instant') &&
              error.message.endsWith(`as metadata.occurredAt, got ${found}`),
          );
          deepStrictEqual(await allOf(log), []);
        }));
    it('is refused without metadata', () =>
      bench(contract, async ({ log }) => {
        const without = event(1, { metadata: null as unknown as NewEvent['metadata'] });
        await rejects(log.append('deal-1', 'no-stream', [without]), {
          code: 'event-log/invalid-append',
        });
      }));
  });
};
