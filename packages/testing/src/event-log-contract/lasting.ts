import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, events, follower, ids, pagesOf, placeOf, streamOf } from './events.ts';

const closed = { code: 'event-log/closed' };

/** The end of a log, and its life after it. */
export const lastingCases = (contract: EventLogContract, runner: TestRunner): void => {
  closingCases(contract, runner);
  if (contract.openAgain === undefined) return;
  reopeningCases(contract, runner);
  sharingCases(contract, runner);
};

/** Closing a log, with whatever is under way. */
const closingCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('closing the log', () => {
    it('is idempotent', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        await Promise.all([log.close(), log.close()]);
        await log.close();
      }));

    it('refuses whatever is asked of it afterwards', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        await log.close();
        await rejects(log.append('deal-1', 0n, [event(2)]), closed);
        await rejects(log.append('deal-1', 0n, []), closed);
        await rejects(log.head(), closed);
        await rejects(streamOf(log, 'deal-1'), closed);
        await rejects(pagesOf(log), closed);
        await rejects(follower(log).next(), closed);
      }));

    it('refuses the next page of a reading under way', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', events(0, 1_000));
        await log.append('deal-1', 999n, events(1_000, 1_000));
        await rejects(async () => {
          for await (const page of log.readAll()) {
            strictEqual(page.events.length > 0, true);
            await log.close();
          }
        }, closed);
      }));

    it('waits for the appends under way, and they are answered', () =>
      bench(contract, async ({ log }) => {
        const appends = Array.from({ length: 20 }, (_, n) =>
          log.append(`deal-${n}`, 'no-stream', [event(n)]),
        );
        await log.close();
        strictEqual((await Promise.all(appends)).length, 20);
      }));
  });
};

/** What another log finds after the first was closed. */
const reopeningCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('a log that is opened again', () => {
    it('holds what was acknowledged, and what was under way when it was closed', () =>
      bench(contract, async ({ log, openAgain }) => {
        await log.append('deal-1', 'no-stream', events(0, 3));
        const before = await allOf(log);
        const underWay = log.append('deal-2', 'no-stream', [event(9)]);
        await log.close();
        await underWay;
        const again = await openAgain();
        const after = await allOf(again);
        deepStrictEqual(after.slice(0, 3), before);
        deepStrictEqual(ids(after), ids([...events(0, 3), event(9)]));
      }));

    it('goes on where it stood', () =>
      bench(contract, async ({ log, openAgain }) => {
        const first = await log.append('deal-1', 'no-stream', events(0, 3));
        await log.close();
        const again = await openAgain();
        const repeated = await again.append('deal-1', 'no-stream', events(0, 3));
        deepStrictEqual(repeated, placeOf(first));
        await rejects(again.append('deal-1', 'no-stream', [event(9)]), {
          code: 'event-log/conflict',
        });
        const { revision } = await again.append('deal-1', 2n, [event(3)]);
        strictEqual(revision, 3n);
        deepStrictEqual(ids(await allOf(again)), ids(events(0, 4)));
      }));
  });
};

/** Two logs that are open on the same events. */
const sharingCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('two logs onto the same events', () => {
    it('see what the other appends', () =>
      bench(contract, async ({ log, openAgain }) => {
        const other = await openAgain();
        await log.append('deal-1', 'no-stream', [event(0, { type: 'First' })]);
        await other.append('deal-1', 0n, [event(1, { type: 'Second' })]);
        await log.append('deal-1', 1n, [event(2, { type: 'Third' })]);
        deepStrictEqual(await allOf(log), await allOf(other));
        deepStrictEqual(ids(await streamOf(other, 'deal-1')), ids(events(0, 3)));
        deepStrictEqual(ids(await allOf(other, { types: ['Third'] })), ids([event(2)]));
      }));

    it('refuse each other a revision that is taken', () =>
      bench(contract, async ({ log, openAgain }) => {
        const other = await openAgain();
        const outcomes = await Promise.allSettled(
          [log, other].map((each, index) => each.append('deal-1', 'no-stream', [event(index)])),
        );
        deepStrictEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
        strictEqual((await allOf(log)).length, 1);
      }));

    it('recognise an append that the other has stored', () =>
      bench(contract, async ({ log, openAgain }) => {
        const other = await openAgain();
        const first = await log.append('deal-1', 'no-stream', events(0, 2));
        const repeated = await other.append('deal-1', 'no-stream', events(0, 2));
        deepStrictEqual(repeated, placeOf(first));
      }));

    it('wake each other’s followers', () =>
      bench(contract, async ({ log, openAgain }) => {
        const other = await openAgain();
        const following = follower(log);
        await following.next();
        const waiting = following.take(2);
        await other.append('deal-1', 'no-stream', events(0, 2));
        deepStrictEqual(ids(await waiting), ids(events(0, 2)));
        following.stop();
      }));

    it('are followed without gap or repetition while both append', () =>
      bench(contract, async ({ log, openAgain }) => {
        const logs = [log, await openAgain()];
        const followers = logs.map((each) => follower(each));
        const readings = followers.map((each) => each.take(200));
        await Promise.all(
          logs.map(async (each, writer) => {
            for (let n = 0; n < 100; n++)
              await each.append(`deal-${writer}-${n}`, 'no-stream', [event(writer * 1_000 + n)]);
          }),
        );
        const all = await allOf(log);
        for (const reading of readings) deepStrictEqual(await reading, all);
        for (const each of followers) each.stop();
      }));
  });
};
