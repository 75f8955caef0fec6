import { getEventListeners } from 'node:events';
import type { StoredEvent } from '@presales/kernel';
import * as fc from 'fast-check';
import { backoff } from '../src/backoff.ts';
import type { ClientRecord } from '../src/client.ts';
import { logFilter } from '../src/filter.ts';
import { hubWindow } from '../src/hub-window.ts';
import { fromServerMetadata } from '../src/metadata.ts';
import { quiet } from '../src/quiet.ts';
import { slots } from '../src/slots.ts';
import { pause, TimeLimit, within } from '../src/timers.ts';
import { event } from './events.ts';

const record = (streamId: string, type: string): ClientRecord => ({
  streamId,
  type,
  id: '',
  revision: 0n,
  data: {},
  isJson: true,
  created: new Date(0),
});

describe('a filter for the server', () => {
  const matches = (filter: ReturnType<typeof logFilter>, each: ClientRecord): boolean =>
    new RegExp(filter.server.regex).test(
      filter.server.filterOn === 'eventType' ? each.type : each.streamId,
    );

  it('names types whole, with everything in them taken literally', () =>
    expect(logFilter({ types: ['A.B', 'C+(d)'] }, '').server).toEqual({
      filterOn: 'eventType',
      regex: '^(?:A\\.B|C\\+\\(d\\))$',
    }));
  it('names categories up to their dash or end', () =>
    expect(logFilter({ categories: ['lead'] }, 'ns.').server).toEqual({
      filterOn: 'streamName',
      regex: '^(?:ns\\.lead)(?:-|$)',
    }));
  it('leaves out the server’s own events when everything is wanted', () =>
    expect(logFilter({}, '').server).toEqual({ filterOn: 'eventType', regex: '^[^$]' }));
  it('lets nothing pass when nothing is wanted', () => {
    expect(matches(logFilter({ types: [] }, ''), record('a', ''))).toBe(false);
    expect(matches(logFilter({ categories: [] }, ''), record('', 'a'))).toBe(false);
  });
  it('leaves out types that are not wanted, whole, and the server’s own', () => {
    const filter = logFilter({ exceptTypes: ['A.B', 'Won'], categories: ['lead'] }, '');
    expect(filter.server.filterOn).toBe('eventType');
    const passed = ['A.B', 'AxB', 'Won', 'WonBack', '$metadata', 'Lost'].filter((type) =>
      matches(filter, record('lead-1', type)),
    );
    expect(passed).toEqual(['AxB', 'WonBack', 'Lost']);
    expect(filter.streamOf(record('lead-1', 'Won'))).toBeUndefined();
    expect(filter.streamOf(record('deal-1', 'Lost'))).toBeUndefined();
    expect(filter.streamOf(record('lead-1', 'Lost'))).toBe('lead-1');
    expect(filter.key).not.toBe(logFilter({ categories: ['lead'] }, '').key);
  });
  it('is the same for the same wishes in another order', () =>
    expect(logFilter({ types: ['b', 'a', 'b'] }, '').key).toBe(
      logFilter({ types: ['a', 'b'] }, '').key,
    ));
  it('is another for types than for categories of one name', () =>
    expect(logFilter({ types: ['a'] }, '').key).not.toBe(logFilter({ categories: ['a'] }, '').key));

  const names = fc.constantFrom('deal', 'dealer', 'de.l', 'lead', 'a+b', '$all', 'Won', '');
  it('never leaves out on the server what is wanted here', () =>
    fc.assert(
      fc.property(
        fc.option(fc.array(names), { nil: undefined }),
        fc.option(fc.array(names), { nil: undefined }),
        fc.option(fc.array(names), { nil: undefined }),
        fc.constantFrom('', 'ns.'),
        names,
        fc.constantFrom('', '-1', '-deal-1'),
        names,
        (types, exceptTypes, categories, prefix, category, id, type) => {
          const filter = logFilter(
            {
              ...(types && { types }),
              ...(exceptTypes && { exceptTypes }),
              ...(categories && { categories }),
            },
            prefix,
          );
          const each = record(`${prefix}${category}${id}`, type);
          const wanted =
            !type.startsWith('$') &&
            !each.streamId.startsWith('$') &&
            types?.includes(type) !== false &&
            exceptTypes?.includes(type) !== true &&
            categories?.includes(category) !== false;
          expect(filter.streamOf(each)).toBe(wanted ? category + id : undefined);
          if (wanted && type !== '') expect(matches(filter, each)).toBe(true);
        },
      ),
    ));
});

describe('the window of a hub', () => {
  const stored = (position: bigint): StoredEvent => ({
    ...event(Number(position)),
    stream: 'deal-1',
    revision: position,
    position,
    recordedAt: '2026-03-01T09:00:00.000Z',
  });
  const span = (from: bigint, count: number): readonly StoredEvent[] =>
    Array.from({ length: count }, (_, index) => stored(from + BigInt(index)));

  it('keeps a few pages, whatever went through it', () => {
    const window = hubWindow(-1n);
    for (let at = 0; at < 100_000; at += 500)
      window.push({ events: span(BigInt(at), 500), through: BigInt(at + 499) });
    expect(window.reach()).toBe(99_999n);
    expect(window.ahead(-1n)).toBeLessThanOrEqual(2_000);
    expect(window.start()).toBeGreaterThanOrEqual(97_999n);
  });

  it('keeps few empty stretches too', () => {
    const window = hubWindow(-1n);
    for (let at = 0n; at < 10_000n; at++) window.push({ events: [], through: at });
    expect(window.ahead(-1n)).toBe(2_000);
  });

  it('gives what stands after a position, also from the midst of a page, and never too much', () => {
    const window = hubWindow(10n);
    expect(window.after(10n)).toBeUndefined();
    window.push({ events: span(11n, 3), through: 15n });
    window.push({ events: [], through: 20n });
    window.push({ events: span(21n, 500), through: 600n });
    expect(window.after(12n)).toEqual({ events: [stored(13n)], through: 20n });
    expect(window.after(15n)).toEqual({ events: span(21n, 500), through: 600n });
    expect(window.after(600n)).toBeUndefined();
  });
});

describe('metadata that another program wrote', () => {
  const created = '2026-03-01T09:00:00.000Z';

  it.each([undefined, 'garbage', '2026-03-01', 7])(
    'have no time of recording in %j',
    (recordedAt) =>
      expect(fromServerMetadata({ recordedAt }, 'e-1', created)).not.toHaveProperty('recordedAt'),
  );

  it('have one that is an instant', () =>
    expect(fromServerMetadata({ recordedAt: created }, 'e-1', created)).toMatchObject({
      recordedAt: created,
    }));
});

describe('waiting', () => {
  /** Timers that run when they are told to. */
  const clockwork = () => {
    const due: { at: number; run: () => void }[] = [];
    let now = 0;
    return {
      after: (milliseconds: number, run: () => void) => {
        const timer = { at: now + milliseconds, run };
        due.push(timer);
        return () => {
          if (due.includes(timer)) due.splice(due.indexOf(timer), 1);
        };
      },
      pass: (milliseconds: number) => {
        now += milliseconds;
        for (const timer of due.filter(({ at }) => at <= now)) {
          due.splice(due.indexOf(timer), 1);
          timer.run();
        }
      },
      left: () => due.length,
    };
  };

  it('has a limit, and leaves no timer behind', async () => {
    const clock = clockwork();
    expect(await within(clock.after, 100, Promise.resolve(7))).toBe(7);
    expect(clock.left()).toBe(0);
    const waiting = within(clock.after, 100, new Promise(() => undefined));
    clock.pass(100);
    await expect(waiting).rejects.toBeInstanceOf(TimeLimit);
  });

  it('for quiet counts from the last noise, and to the nearest end', () => {
    const clock = clockwork();
    let rings = 0;
    const calm = quiet(clock.after, () => {
      rings += 1;
    });
    calm.within(100);
    clock.pass(60);
    calm.within(100);
    clock.pass(40);
    expect([rings, calm.isOver(), calm.isOver()]).toEqual([1, true, false]);
    calm.within(100);
    calm.within(30);
    clock.pass(30);
    expect(calm.isOver()).toBe(true);
    calm.within(100);
    calm.broken();
    clock.pass(1_000);
    expect([rings, calm.isOver(), clock.left()]).toEqual([2, false, 0]);
  });

  it('between tries leaves no listener on the signal that may end it, however it ended', async () => {
    const clock = clockwork();
    const stopping = new AbortController();
    const passing = pause(clock.after, 100, stopping.signal);
    clock.pass(100);
    await passing;
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
    const broken = pause(clock.after, 100, stopping.signal);
    stopping.abort();
    await broken;
    await pause(clock.after, 100, stopping.signal);
    expect([getEventListeners(stopping.signal, 'abort'), clock.left()]).toEqual([[], 0]);
  });

  it('between tries grows, to five seconds and no more, and is never the same for all', () => {
    expect([1, 2, 3, 8, 1_000].map((failures) => backoff(failures, 1))).toEqual([
      50, 100, 200, 5_000, 5_000,
    ]);
    expect(backoff(1, 0)).toBe(25);
  });

  it('in line ends in order, and no more run at once than there are slots', async () => {
    const line = slots(2);
    const ran: number[] = [];
    let running = 0;
    let most = 0;
    const work = (n: number) => async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      ran.push(n);
      await Promise.resolve();
      running -= 1;
      if (n === 1) throw new Error('one that fails');
    };
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => line(work(n))));
    expect(all.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect([ran, most]).toEqual([[0, 1, 2, 3, 4], 2]);
  });
});
