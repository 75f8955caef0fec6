import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import type { EventLog, Instant } from '@presales/kernel';
import type { TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, ids } from './events.ts';

const start: Instant = '2026-03-01T09:00:00.000Z';
const clockAhead = { code: 'event-log/clock-ahead' };

/** What a log does about a clock that cannot be right. */
export const clockCases = (contract: EventLogContract, runner: TestRunner): void => {
  if (contract.serverClock === true) return;
  aheadCases(contract, runner);
  exemptCases(contract, runner);
  settingCases(contract, runner);
  nonsenseCases(contract, runner);
};

const recorded = async (log: EventLog): Promise<readonly Instant[]> =>
  (await allOf(log)).map(({ recordedAt }) => recordedAt);

const aheadCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('a clock that runs ahead', () => {
    it('is an error before anything is stored, and the log goes on when it is put right', () =>
      bench(contract, async ({ log, setClock }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        setClock('2099-01-01T00:00:00.000Z');
        await rejects(log.append('deal-1', 0n, [event(2), event(3)]), clockAhead);
        await rejects(log.append('deal-2', 'no-stream', [event(4)]), clockAhead);
        deepStrictEqual(ids(await allOf(log)), ids([event(1)]));
        setClock('2026-03-02T09:00:00.000Z');
        await log.append('deal-1', 0n, [event(2), event(3)]);
        deepStrictEqual(await recorded(log), [
          start,
          '2026-03-02T09:00:00.000Z',
          '2026-03-02T09:00:00.000Z',
        ]);
      }));

    it('is told with both hours, and what to do', () =>
      bench(contract, async ({ log, setClock }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        setClock('2099-01-01T00:00:00.000Z');
        const error: unknown = await log.append('deal-1', 0n, [event(2)]).catch((thrown) => thrown);
        const message = error instanceof Error ? error.message : '';
        for (const part of ['2099-01-01T00:00:00.000Z', start, 'clockAhead'])
          strictEqual(message.includes(part), true, `${message} does not say ${part}`);
      }));

    it('by a year is taken: a log may rest over a holiday, a season, a whole year', () =>
      bench(contract, async ({ log, setClock }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        const hours = ['2026-05-01T09:00:00.000Z', '2027-05-02T09:00:00.000Z'];
        for (const [index, hour] of hours.entries()) {
          setClock(hour);
          await log.append('deal-1', BigInt(index), [event(index + 2)]);
        }
        deepStrictEqual(await recorded(log), [start, ...hours]);
        setClock('2028-05-02T09:00:00.001Z');
        await rejects(log.append('deal-1', 2n, [event(5)]), clockAhead);
      }));

    it('is measured from the last event, not from the first', () =>
      bench(contract, async ({ log, setClock }) => {
        for (const [index, year] of [2026, 2027, 2028, 2029].entries()) {
          setClock(`${year}-03-01T09:00:00.000Z`);
          await log.append(`deal-${index}`, 'no-stream', [event(index)]);
        }
        strictEqual((await allOf(log)).length, 4);
      }));
  });
};

const exemptCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('a clock that runs ahead', () => {
    it('is taken by an empty log, which has nothing to compare it with', () =>
      bench(contract, async ({ log, setClock }) => {
        setClock('2099-01-01T00:00:00.000Z');
        await log.append('deal-1', 'no-stream', [event(1)]);
        deepStrictEqual(await recorded(log), ['2099-01-01T00:00:00.000Z']);
      }));

    it('does not hinder what was stored before from being told again', () =>
      bench(contract, async ({ log, setClock }) => {
        const { revision, position } = await log.append('deal-1', 'no-stream', [event(1)]);
        setClock('2099-01-01T00:00:00.000Z');
        const again = await log.append('deal-1', 'no-stream', [event(1)]);
        deepStrictEqual({ ...again }, { revision, position });
        await rejects(log.append('deal-1', 'no-stream', [event(2)]), {
          code: 'event-log/conflict',
        });
      }));

    // A copy keeps the hours of its source, whatever they are; so does the log of a wrong clock.
    it('is not asked about events that another log has recorded', () =>
      bench(contract, async ({ log, setClock }) => {
        await log.append('deal-1', 'no-stream', [event(1)]);
        setClock('2199-01-01T00:00:00.000Z');
        const late = event(2, { recordedAt: '2099-01-01T00:00:00.000Z' });
        await Promise.all([
          log.append('deal-1', 0n, [late]),
          rejects(log.append('deal-2', 'no-stream', [event(3)]), clockAhead),
        ]);
        deepStrictEqual(ids(await allOf(log)), ids([event(1), late]));
      }));
  });
};

const settingCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('how far a clock may run ahead', () => {
    it('is a setting, to the millisecond', () =>
      bench(
        contract,
        async ({ log, setClock }) => {
          await log.append('deal-1', 'no-stream', [event(1)]);
          setClock('2026-03-01T10:00:00.001Z');
          await rejects(log.append('deal-1', 0n, [event(2)]), clockAhead);
          setClock('2026-03-01T10:00:00.000Z');
          await log.append('deal-1', 0n, [event(2)]);
          strictEqual((await allOf(log)).length, 2);
        },
        { clockAhead: 3_600_000 },
      ));

    it('is nothing to look at where any hour is to be taken', () =>
      bench(
        contract,
        async ({ log, setClock }) => {
          await log.append('deal-1', 'no-stream', [event(1)]);
          setClock('2099-01-01T00:00:00.000Z');
          await log.append('deal-1', 0n, [event(2)]);
          strictEqual((await allOf(log)).length, 2);
        },
        { clockAhead: Number.POSITIVE_INFINITY },
      ));

    for (const wrong of [-1, Number.NaN])
      it(`is an error when it is ${wrong}`, () =>
        rejects(
          bench(contract, async () => undefined, { clockAhead: wrong }),
          { code: 'input/invalid', message: /clockAhead: expected milliseconds from 0/ },
        ));
  });
};

const nonsenseCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('a clock that gives no instant', () => {
    for (const said of ['garbage', '', '2026-03-01', undefined, null, Number.NaN, 1772355600000])
      it(`but ${JSON.stringify(said) ?? said} is an error that says so, and nothing is stored`, () =>
        bench(contract, async ({ log, setClock }) => {
          // What a program in JavaScript may give, whatever the types say.
          setClock(said as unknown as Instant);
          await rejects(log.append('deal-1', 'no-stream', [event(1)]), {
            code: 'input/invalid',
            message: /^the clock: expected an instant/,
          });
          deepStrictEqual(await allOf(log), []);
          setClock(start);
          await log.append('deal-1', 'no-stream', [event(1)]);
        }));
  });
};
