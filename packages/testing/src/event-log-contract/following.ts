import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { BEGINNING, type StoredEvent } from '@presales/kernel';
import type { LivePage } from '@presales/kernel/store';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, events, fill, follower, ids } from './events.ts';

const eventsOf = (pages: readonly LivePage[]): readonly StoredEvent[] =>
  pages.flatMap((page) => [...page.events]);

/**
 * Following the log. The sequence is that of EventStoreDB's `Enumerator.AllSubscription.cs`:
 * history, caught up, then live; a position to start from is exclusive.
 */
export const followingCases = (contract: EventLogContract, runner: TestRunner): void => {
  followedCases(contract, runner);
  endCases(contract, runner);
};

/** What a follower is given. */
const followedCases = (contract: EventLogContract, runner: TestRunner): void =>
  runner.describe('following the log', () => {
    startCases(contract, runner);
    filteredCases(contract, runner);
    completeCases(contract, runner);
  });

/** Where following begins, and how history becomes live. */
const startCases = (contract: EventLogContract, { it }: TestRunner): void => {
  it('gives the history, and says once it has caught up', () =>
    bench(contract, async ({ log }) => {
      await fill(log, 'deal-1', events(0, 2_500));
      const following = follower(log);
      const pages = await following.until(({ caughtUp }) => caughtUp);
      deepStrictEqual(ids(eventsOf(pages)), ids(events(0, 2_500)));
      ok(pages.length > 1, 'one page only');
      strictEqual(pages.at(-1)?.through, await log.head());
      following.stop();
      strictEqual(await following.next(), undefined);
    }));

  it('says at once that it has caught up with an empty log', () =>
    bench(contract, async ({ log }) => {
      const following = follower(log);
      deepStrictEqual(await following.next(), { events: [], through: BEGINNING, caughtUp: true });
      following.stop();
    }));

  it('goes on with what is appended while it waits', () =>
    bench(contract, async ({ log }) => {
      const following = follower(log);
      await following.next();
      const waiting = following.until(({ events }) => events.at(-1)?.id === event(1).id);
      await log.append('deal-1', 'no-stream', events(0, 2));
      const pages = await waiting;
      deepStrictEqual(ids(eventsOf(pages)), ids(events(0, 2)));
      strictEqual(pages.at(-1)?.through, await log.head());
      following.stop();
    }));

  it('begins strictly after the position asked for', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(0, 5));
      const after = (await allOf(log))[2]?.position ?? BEGINNING;
      const following = follower(log, { after });
      deepStrictEqual(ids(await following.take(2)), ids(events(3, 2)));
      following.stop();
    }));

  it('from the end gives only what is new', () =>
    bench(contract, async ({ log }) => {
      await log.append('deal-1', 'no-stream', events(0, 5));
      const head = await log.head();
      const following = follower(log, { after: head });
      deepStrictEqual(await following.next(), { events: [], through: head, caughtUp: true });
      const waiting = following.next();
      await log.append('deal-1', 4n, events(5, 1));
      deepStrictEqual(ids((await waiting)?.events ?? []), ids(events(5, 1)));
      following.stop();
    }));
};

/** What a filter lets through. */
const filteredCases = (contract: EventLogContract, { it }: TestRunner): void => {
  it('gives only what the filter lets through, and knows the log beyond it', () =>
    bench(contract, async ({ log }) => {
      await log.append('lead-1', 'no-stream', [event(0), event(1, { type: 'LeadCaptured' })]);
      await log.append('deal-1', 'no-stream', [event(2, { type: 'LeadCaptured' }), event(3)]);
      const following = follower(log, { types: ['LeadCaptured'], categories: ['lead'] });
      const history = await following.until(({ caughtUp }) => caughtUp);
      deepStrictEqual(ids(eventsOf(history)), ids([event(1)]));
      strictEqual(history.at(-1)?.through, await log.head());
      await log.append('deal-1', 1n, [event(4)]);
      const head = await log.head();
      const beyond = await following.until(({ through }) => through >= head);
      deepStrictEqual(eventsOf(beyond), []);
      await log.append('lead-1', 1n, [event(5, { type: 'LeadCaptured' })]);
      deepStrictEqual(ids(await following.take(1)), ids([event(5)]));
      following.stop();
    }));

  it('gives a type that happened for the first time after it began', () =>
    bench(contract, async ({ log }) => {
      const following = follower(log, { types: ['OpportunityWon'] });
      await following.next();
      await log.append('deal-1', 'no-stream', [event(1), event(2, { type: 'OpportunityWon' })]);
      deepStrictEqual(ids(await following.take(1)), ids([event(2)]));
      following.stop();
    }));
};

/** Nothing is lost or repeated, however slow the reader and however many the writers. */
const completeCases = (contract: EventLogContract, { it }: TestRunner): void => {
  it('waits for a slow reader without losing or repeating anything', () =>
    bench(contract, async ({ log }) => {
      await fill(log, 'deal-1', events(0, 1_500));
      const following = follower(log);
      const read = [...((await following.next())?.events ?? [])];
      await fill(log, 'deal-2', events(2_000, 1_500));
      read.push(...(await following.take(3_000 - read.length)));
      await log.append('deal-3', 'no-stream', events(5_000, 1));
      read.push(...(await following.take(1)));
      deepStrictEqual(read, await allOf(log));
      following.stop();
    }));

  it('resumes from where another stopped, without gap or repetition', () =>
    bench(contract, async ({ log }) => {
      await fill(log, 'deal-1', events(0, 2_200));
      const read: StoredEvent[] = [];
      let after = BEGINNING;
      for (let round = 0; round < 6; round++) {
        const following = follower(log, { after });
        const page = await following.next();
        following.stop();
        strictEqual(await following.next(), undefined);
        read.push(...(page?.events ?? []));
        after = page?.through ?? after;
        await log.append(`lead-${round}`, 'no-stream', [event(5_000 + round)]);
      }
      const last = follower(log, { after });
      read.push(...(await last.take(2_206 - read.length)));
      last.stop();
      deepStrictEqual(read, await allOf(log));
    }));

  it('gives every follower everything', () =>
    bench(contract, async ({ log }) => {
      const all = [follower(log), follower(log), follower(log, { categories: ['deal'] })];
      await log.append('deal-1', 'no-stream', events(0, 3));
      for (const following of all) {
        deepStrictEqual(ids(await following.take(3)), ids(events(0, 3)));
        following.stop();
      }
    }));

  it('keeps the order, gives all and nothing twice while many writers append', () =>
    bench(contract, async ({ log }) => {
      const following = follower(log);
      const reading = following.take(8 * 40 * 2);
      await Promise.all(
        Array.from({ length: 8 }, async (_, writer) => {
          for (let n = 0; n < 40; n++)
            await log.append(
              `deal-${writer}`,
              n === 0 ? 'no-stream' : BigInt(2 * n - 1),
              events(writer * 1_000 + n * 2, 2),
            );
        }),
      );
      deepStrictEqual(await reading, await allOf(log));
      following.stop();
    }));
};

/** When following ends. */
const endCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('the end of following', () => {
    it('comes with the signal, while it waits', () =>
      bench(contract, async ({ log }) => {
        const following = follower(log);
        await following.next();
        const waiting = following.next();
        following.stop();
        strictEqual(await waiting, undefined);
        await log.append('deal-1', 'no-stream', [event(1)]);
        strictEqual(await following.next(), undefined);
      }));

    it('comes with the signal, while the reader works on a page', () =>
      bench(contract, async ({ log }) => {
        await fill(log, 'deal-1', events(0, 1_500));
        const following = follower(log);
        await following.next();
        following.stop();
        strictEqual(await following.next(), undefined);
      }));

    it('comes at once when the signal was given before', () =>
      bench(contract, async ({ log }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        const following = follower(log);
        following.stop();
        strictEqual(await following.next(), undefined);
      }));

    it('of one follower is not that of another', () =>
      bench(contract, async ({ log }) => {
        const [one, other] = [follower(log), follower(log)];
        await one.next();
        await other.next();
        const waiting = [one.next(), other.next()];
        one.stop();
        strictEqual(await waiting[0], undefined);
        await log.append('deal-1', 'no-stream', [event(1)]);
        deepStrictEqual(ids((await waiting[1])?.events ?? []), ids([event(1)]));
        other.stop();
      }));

    it('comes when the log is closed, while it waits', () =>
      bench(contract, async ({ log }) => {
        const following = follower(log);
        await following.next();
        const waiting = following.next();
        await log.close();
        strictEqual(await waiting, undefined);
      }));

    it('comes when the reader leaves the loop', () =>
      bench(contract, async ({ log }) => {
        await fill(log, 'deal-1', events(0, 1_500));
        let pages = 0;
        for await (const page of log.follow()) {
          pages += page.events.length > 0 ? 1 : 0;
          break;
        }
        strictEqual(pages, 1);
        await log.append('deal-1', 1_499n, [event(9_999)]);
      }));
  });
};
