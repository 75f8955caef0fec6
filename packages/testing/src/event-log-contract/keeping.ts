import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { EventMetadata } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';
import * as fc from 'fast-check';
import { longCase, type TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, streamOf, uuid } from './events.ts';

const awkward = {
  empty: {},
  none: null,
  list: [[], [[1]], { a: [null, false, ''] }],
  numbers: [0, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 0.1],
  text: '"quoted" \\ / \b\f\n\r\t \u0000 \u2028 \u2029 – ☃ 𝕏 👩‍👩‍👧 e\u0301 \ud800',
  'name "with" quotes, [brackets] and \u{1f600}': 'ключ',
  sql: "'; DROP TABLE event; --",
};

/**
 * JSON objects with names and a depth that every log takes. They are made only when they are needed:
 * fast-check lists a million characters for these texts, which would slow down every other use of the
 * test kit.
 */
const jsonObject = (): fc.Arbitrary<object> =>
  fc
    .dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }))
    // Parsed anew, to have no `__proto__` by assignment, no minus zero and no object without prototype.
    .map((value): object => JSON.parse(JSON.stringify(value)))
    .filter((value) => !/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)));

/** What goes in comes out. */
export const keepingCases = (contract: EventLogContract, runner: TestRunner): void =>
  runner.describe('what was stored', () => {
    unchangedCases(contract, runner);
    recordedAtCases(contract, runner);
  });

/** Events read back as they were written. */
const unchangedCases = (contract: EventLogContract, { it }: TestRunner): void => {
  it('reads back as it was, with its place in stream and log', () =>
    bench(contract, async ({ log, setClock }) => {
      setClock('2026-03-01T10:00:00.000Z');
      const metadata: EventMetadata = {
        actor: 'Zoë "Zed" O’Neill',
        commandId: 'command-1',
        correlationId: 'correlation-1',
        causationId: 'causation-1',
        occurredAt: '1999-12-31T23:59:59.999Z',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      };
      const written: NewEvent = {
        id: uuid(7),
        type: 'Ünïcode',
        version: 3,
        data: awkward,
        metadata,
      };
      const { revision, position } = await log.append('deal-☃', 'no-stream', [written]);
      const [read] = await streamOf(log, 'deal-☃');
      const { recordedAt, ...rest } = read ?? { recordedAt: undefined };
      deepStrictEqual(rest, { ...written, stream: 'deal-☃', revision, position });
      ok(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(recordedAt)));
      deepStrictEqual(await allOf(log), [read]);
    }));

  it('leaves out optional fields that were left undefined', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', [event(1, { data: { reason: undefined, n: 1 } })]);
      deepStrictEqual(
        (await allOf(log)).map(({ data }) => data),
        [{ n: 1 }],
      );
    }));

  it('does not change when the writer changes what it handed in', () =>
    bench(contract, async ({ log }) => {
      const data = { lines: [1] };
      const stored = log.append('deal-1', 'no-stream', [event(1, { data })]);
      data.lines.push(2);
      await stored;
      data.lines.push(3);
      deepStrictEqual(
        (await allOf(log)).map((each) => each.data),
        [{ lines: [1] }],
      );
    }));

  it(
    'is whatever JSON there may be',
    () =>
      bench(contract, async ({ log }) => {
        let written = 0;
        await fc.assert(
          fc.asyncProperty(
            fc.array(jsonObject(), { minLength: 1, maxLength: 20 }),
            async (list) => {
              const first = written;
              written += list.length;
              await log.append(
                `deal-${first}`,
                'no-stream',
                list.map((data, index) => event(first + index, { data })),
              );
              deepStrictEqual(
                (await streamOf(log, `deal-${first}`)).map(({ data }) => data),
                list,
              );
            },
          ),
          { numRuns: 50 },
        );
        strictEqual((await allOf(log)).length, written);
      }),
    longCase,
  );
};

/** When events were recorded. */
const recordedAtCases = (contract: EventLogContract, { it }: TestRunner): void => {
  it('keeps the time at which another log recorded it, when it is copied from there', () =>
    bench(contract, async ({ log, setClock }) => {
      const times = ['2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.001Z'] as const;
      await log.append(
        'deal-1',
        'no-stream',
        times.map((recordedAt, index) => event(index, { recordedAt })),
      );
      setClock('2020-01-02T00:00:00.000Z');
      await log.append('deal-1', 1n, [event(2)]);
      const [first, second, third] = await allOf(log);
      deepStrictEqual([first?.recordedAt, second?.recordedAt], times);
      ok(String(third?.recordedAt) > times[1]);
      deepStrictEqual(first?.metadata, event(0).metadata);
    }));

  it('is recorded at times that never run backwards, whatever the clock does', () =>
    bench(contract, async ({ log, setClock }) => {
      const hours = ['12', '09', '13', '08', '08', '14'];
      for (const [index, hour] of hours.entries()) {
        setClock(`2026-03-01T${hour}:00:00.000Z`);
        await log.append(`deal-${index}`, 'no-stream', [event(index)]);
      }
      const recorded = (await allOf(log)).map(({ recordedAt }) => recordedAt);
      deepStrictEqual(recorded, [...recorded].sort());
      strictEqual(recorded.length, hours.length);
    }));
};
