import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING, type EventLog, type Position, type StoredEvent } from '@presales/kernel';
import type { NewEvent, ReadAllOptions } from '@presales/kernel/store';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, events, fill, ids, pagesOf } from './events.ts';

const drafted = { type: 'QuotationDrafted' };
const won = { type: 'OpportunityWon' };
const captured = { type: 'LeadCaptured' };

/** Appends eight events of three types to several streams and categories, and returns their positions. */
const history = async (log: EventLog): Promise<readonly Position[]> => {
  await log.append('quotation-1', 'no-stream', [event(0, drafted), event(1, drafted)]);
  await log.append('lead-1', 'no-stream', [event(2, captured)]);
  await log.append('quotation-2', 'no-stream', [event(3, drafted), event(4, won)]);
  await log.append('quotation-1', 1n, [event(5, won)]);
  await log.append('leader-1', 'no-stream', [event(6, captured)]);
  await log.append('lead', 'no-stream', [event(7, drafted)]);
  return (await allOf(log)).map(({ position }) => position);
};

/** Reading all streams in one order, as EventStoreDB's `AllReader.cs` reads `$all`. */
export const readingAllCases = (contract: EventLogContract, runner: TestRunner): void => {
  readingCases(contract, runner);
  reachCases(contract, runner);
};

/** Reads all pages of a direction, and compares them with the events expected in that order. */
const isCompleteIn = async (
  log: EventLog,
  direction: 'forwards' | 'backwards',
  expected: readonly NewEvent[],
): Promise<void> => {
  const all = await pagesOf(log, { direction });
  ok(all.length > 1, 'one page only');
  ok(all.slice(0, -1).every((page) => page.events.length > 0));
  for (const page of all.slice(0, -1)) strictEqual(page.through, page.events.at(-1)?.position);
  deepStrictEqual(ids(all.flatMap((page) => [...page.events])), ids(expected));
  const rare = await allOf(log, { direction, types: ['OpportunityWon'] });
  deepStrictEqual(ids(rare), ids(expected.filter(({ type }) => type === 'OpportunityWon')));
};

/** Reads the whole log in limited readings, each from the place where the one before ended. */
const resumedReading = async (log: EventLog, limit: number): Promise<readonly StoredEvent[]> => {
  const read: StoredEvent[] = [];
  let after: Position | undefined;
  for (;;) {
    const pages = await pagesOf(log, { limit, ...(after === undefined ? {} : { after }) });
    const events = pages.flatMap((page) => [...page.events]);
    if (events.length === 0) return read;
    read.push(...events);
    after = pages.at(-1)?.through;
  }
};

/** Which events a reading gives, and in which order. */
const readingCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  /** `after` and `expected` count the events of the history, since positions differ between logs. */
  const gives = (
    { after, ...options }: Omit<ReadAllOptions, 'after'> & { readonly after?: number },
    expected: readonly number[],
  ): Promise<void> =>
    bench(contract, async ({ log }) => {
      const positions = await history(log);
      const from = after === undefined ? undefined : positions[after];
      const read = await allOf(log, { ...options, ...(from === undefined ? {} : { after: from }) });
      deepStrictEqual(ids(read), ids(expected.map((n) => event(n))));
    });

  describe('reading the log', () => {
    it('gives all streams in one order', () => gives({}, [0, 1, 2, 3, 4, 5, 6, 7]));
    it('gives all of it backwards', () =>
      gives({ direction: 'backwards' }, [7, 6, 5, 4, 3, 2, 1, 0]));
    it('goes on strictly after a position', () => gives({ after: 4 }, [5, 6, 7]));
    it('gives nothing after the last position', () => gives({ after: 7 }, []));
    it('goes on strictly before a position when backwards', () =>
      gives({ after: 4, direction: 'backwards' }, [3, 2, 1, 0]));
    it('gives nothing before the first position', () =>
      gives({ after: 0, direction: 'backwards' }, []));
    it('gives no more than asked for', () => gives({ limit: 3 }, [0, 1, 2]));
    it('gives no more than asked for after a position', () =>
      gives({ after: 1, limit: 2 }, [2, 3]));
    it('gives no more than there is', () => gives({ after: 5, limit: 3 }, [6, 7]));
    it('gives the last events when they are asked for backwards', () =>
      gives({ direction: 'backwards', limit: 2 }, [7, 6]));
    it('gives nothing when nothing is asked for', () => gives({ limit: 0 }, []));

    it('gives the types asked for', () => gives({ types: ['OpportunityWon'] }, [4, 5]));
    it('gives any of several types', () =>
      gives({ types: ['OpportunityWon', 'LeadCaptured'] }, [2, 4, 5, 6]));
    it('gives nothing of a type that never happened', () => gives({ types: ['Lost'] }, []));
    it('gives nothing when no type is asked for', () => gives({ types: [] }, []));
    it('takes types by their whole name', () => gives({ types: ['Opportunity'] }, []));
    it('gives the categories asked for, which end at the first dash', () =>
      gives({ categories: ['lead'] }, [2, 7]));
    it('gives any of several categories', () =>
      gives({ categories: ['lead', 'leader'] }, [2, 6, 7]));
    it('gives nothing of a category that is not there', () => gives({ categories: ['deal'] }, []));
    it('gives nothing when no category is asked for', () => gives({ categories: [] }, []));
    it('gives what is of both a type and a category asked for', () =>
      gives({ types: ['QuotationDrafted'], categories: ['quotation'] }, [0, 1, 3]));
    it('leaves out the types that are not wanted, by their whole name', () =>
      gives({ exceptTypes: ['OpportunityWon', 'QuotationDrafted', 'Lead'] }, [2, 6]));
    it('gives what is of a category and of none of some types', () =>
      gives({ exceptTypes: ['OpportunityWon'], categories: ['quotation'] }, [0, 1, 3]));
    it('counts towards a limit only what the filter lets through', () =>
      gives({ types: ['OpportunityWon', 'LeadCaptured'], limit: 3 }, [2, 4, 5]));
    it('filters backwards as well', () =>
      gives(
        { types: ['OpportunityWon', 'LeadCaptured'], direction: 'backwards', limit: 3 },
        [6, 5, 4],
      ));
    it('filters after a position', () => gives({ types: ['OpportunityWon'], after: 4 }, [5]));

    it('has positions that only grow, the last of which is the head', () =>
      bench(contract, async ({ log }) => {
        strictEqual(await log.head(), BEGINNING);
        const positions = await history(log);
        for (const [index, position] of positions.entries())
          ok(position > (positions[index - 1] ?? BEGINNING));
        strictEqual(await log.head(), positions.at(-1));
        if (contract.gapless === true) deepStrictEqual(positions, [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n]);
      }));

    it('keeps the order of every stream', () =>
      bench(contract, async ({ log }) => {
        await history(log);
        const next = new Map<string, bigint>();
        for (const { stream, revision } of await allOf(log)) {
          strictEqual(revision, next.get(stream) ?? 0n);
          next.set(stream, revision + 1n);
        }
      }));

    it('refuses a limit that is no whole number from 0', () =>
      bench(contract, async ({ log }) => {
        for (const limit of [-1, 0.5, Number.NaN])
          await rejects(allOf(log, { limit }), { code: 'input/invalid' });
      }));
  });
};

/** How far a page says that the log has been read. */
const reachCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('how far a reading knows the log', () => {
    it('is its head once all was read, also when the filter left out everything', () =>
      bench(contract, async ({ log }) => {
        await history(log);
        const head = await log.head();
        for (const options of [
          {},
          { types: ['OpportunityWon'] },
          { types: ['Lost'] },
          { limit: 9 },
        ])
          strictEqual((await pagesOf(log, options)).at(-1)?.through, head);
        strictEqual((await pagesOf(log, { after: head })).at(-1)?.through, head);
        deepStrictEqual(await pagesOf(log, { types: ['Lost'] }), [{ events: [], through: head }]);
      }));

    it('is where a limit cut it short', () =>
      bench(contract, async ({ log }) => {
        const positions = await history(log);
        strictEqual((await pagesOf(log, { limit: 3 })).at(-1)?.through, positions[2]);
        const filtered = await pagesOf(log, { types: ['OpportunityWon'], limit: 1 });
        strictEqual(filtered.at(-1)?.through, positions[4]);
        deepStrictEqual(await pagesOf(log, { limit: 0 }), []);
      }));

    it('of an empty log is its beginning', () =>
      bench(contract, async ({ log }) => {
        deepStrictEqual(await pagesOf(log), [{ events: [], through: BEGINNING }]);
      }));

    it('never falls behind where it began', () =>
      bench(contract, async ({ log }) => {
        await history(log);
        const beyond = (await log.head()) + 1_000n;
        deepStrictEqual(await pagesOf(log, { after: beyond }), [{ events: [], through: beyond }]);
      }));

    it('leads through a long log page by page, without gap or repetition', () =>
      bench(contract, async ({ log }) => {
        const long = events(0, 2_500).map((each, index) => ({
          ...each,
          type: index % 700 === 0 ? 'OpportunityWon' : 'QuotationDrafted',
        }));
        await fill(log, 'quotation-1', long);
        for (const direction of ['forwards', 'backwards'] as const)
          await isCompleteIn(log, direction, direction === 'forwards' ? long : long.toReversed());
        deepStrictEqual(ids(await resumedReading(log, 333)), ids(long));
      }));

    it('ends where the log ended when the reading began', () =>
      bench(contract, async ({ log }) => {
        await fill(log, 'quotation-1', events(0, 1_500));
        let count = 0;
        for await (const page of log.readAll()) {
          count += page.events.length;
          await log.append(`lead-${count}`, 'no-stream', [event(10_000 + count)]);
        }
        strictEqual(count, 1_500);
      }));
  });
};
