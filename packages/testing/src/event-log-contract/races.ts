import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type EventLog, RevisionConflict } from '@presales/kernel';
import * as fc from 'fast-check';
import { longCase, type TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, events, follower, ids, streamOf } from './events.ts';

/** The number of appends of each writer, the events in each, and to which of two streams they go. */
const plans = fc.array(
  fc.array(
    fc.record({
      stream: fc.constantFrom('deal-1', 'deal-2'),
      count: fc.integer({ min: 1, max: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  { minLength: 2, maxLength: 4 },
);

/** Reads where the stream ends, lets others go first, and appends; after a conflict it tries again. */
const appendSometime = async (
  log: EventLog,
  turn: () => Promise<void>,
  stream: string,
  list: ReturnType<typeof events>,
): Promise<void> => {
  for (;;) {
    const last = (await streamOf(log, stream, { direction: 'backwards', limit: 1 })).at(0);
    await turn();
    try {
      await log.append(stream, last?.revision ?? 'no-stream', list);
      return;
    } catch (error) {
      ok(error instanceof RevisionConflict, String(error));
    }
  }
};

/** Writers whose steps interleave in any order. */
export const raceCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('writers that race', () => {
    it(
      'lose nothing, write nothing twice, and are followed in order',
      () =>
        fc.assert(
          fc.asyncProperty(fc.scheduler(), plans, (scheduler, writers) =>
            bench(contract, async ({ log }) => {
              const turn = scheduler.scheduleFunction(async () => {});
              const following = follower(log);
              const appends = writers.map((plan, writer) =>
                plan.map(({ stream, count }, index) => ({
                  stream,
                  list: events(writer * 100 + index * 10, count),
                })),
              );
              const expected = appends.flat().flatMap(({ list }) => list);
              const reading = following.take(expected.length);
              await scheduler.waitFor(
                Promise.all(
                  appends.map(async (mine) => {
                    for (const { stream, list } of mine)
                      await appendSometime(log, turn, stream, list);
                  }),
                ),
              );
              const all = await allOf(log);
              deepStrictEqual([...ids(all)].sort(), [...ids(expected)].sort());
              deepStrictEqual(await reading, all);
              following.stop();
              for (const mine of appends) {
                const written = ids(mine.flatMap(({ list }) => list));
                deepStrictEqual(
                  ids(all).filter((id) => written.includes(id)),
                  written,
                );
              }
              for (const stream of ['deal-1', 'deal-2'])
                (await streamOf(log, stream)).forEach(({ revision }, index) => {
                  strictEqual(revision, BigInt(index));
                });
            }),
          ),
          { numRuns: contract.runs ?? 25 },
        ),
      longCase,
    );
  });
};
