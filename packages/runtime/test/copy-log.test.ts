import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventLog, EventLogError, limits, memoryEventLog } from '@presales/kernel';
import { sqliteEventLog } from '@presales/sqlite';
import fc from 'fast-check';
import { canonicalEvents } from '../src/canonical-event.ts';
import { type CopyProgress, copyLog } from '../src/copy-log.ts';
import { allOf, clock, counting, empty, event, type Fate, fateful, filled } from './copy/logs.ts';

const now = () => '2026-01-01T00:00:00.000Z';
const world = { now, wait: async () => undefined, random: () => 0 };
const turns = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 40 });

describe('A copied log', () => {
  it('has the events of the first one: order, revisions, ids, data, metadata, times', () =>
    fc.assert(
      fc.asyncProperty(turns, async (streams) => {
        const from = await filled(streams);
        const to = empty();
        const result = await copyLog({ from, to, world });
        expect(await allOf(to)).toEqual(await allOf(from));
        expect(result).toMatchObject({ events: streams.length, copied: streams.length });
      }),
    ));

  it('is found to be there already when it is copied again, and nothing is appended', async () => {
    const from = await filled([1, 2, 1, 3]);
    const to = empty();
    const first = await copyLog({ from, to, world });
    const { log, sizes } = counting(to);
    expect(await copyLog({ from, to: log, world })).toEqual({ ...first, copied: 0 });
    expect(sizes).toEqual([]);
  });

  it('grows with its source by what is new', async () => {
    const from = await filled([1, 2, 2]);
    const to = empty();
    await copyLog({ from, to, world });
    await from.append('deal-2', 1n, [event(50), event(51)]);
    expect(await copyLog({ from, to, world })).toMatchObject({ events: 5, copied: 2 });
    expect(await allOf(to)).toEqual(await allOf(from));
  });

  it('goes on from wherever an earlier copy stopped, also within one append', () =>
    fc.assert(
      fc.asyncProperty(turns, fc.nat(40), async (streams, stopped) => {
        const from = await filled(streams);
        const to = await filled(streams.slice(0, stopped));
        const already = Math.min(stopped, streams.length);
        expect(await copyLog({ from, to, world })).toMatchObject({
          events: streams.length,
          copied: streams.length - already,
        });
        expect(await allOf(to)).toEqual(await allOf(from));
      }),
    ));

  it('comes through a log that cannot be reached or loses its answers, each event once', () =>
    fc.assert(
      fc.asyncProperty(
        turns,
        fc.array(fc.constantFrom<Fate>('fine', 'unreachable', 'answer lost'), { maxLength: 60 }),
        fc.array(fc.constantFrom<Fate>('fine', 'unreachable'), { maxLength: 60 }),
        async (streams, fates, otherFates) => {
          const from = await filled(streams);
          const to = empty();
          const retry = { attempts: 100, firstDelay: 1, longestDelay: 1 };
          await copyLog({
            from: fateful(from, otherFates),
            to: fateful(to, fates),
            world,
            retry,
          });
          expect(await allOf(to)).toEqual(await allOf(from));
        },
      ),
    ));

  it('sends what follows in one stream together, never more than an append may hold', async () => {
    const from = memoryEventLog({ now: clock('2021-01-01T00:00:00.000Z') });
    const large = { name: 'x'.repeat(limits.appendBytes / 4) };
    await from.append('deal-1', 'no-stream', [event(0), event(1)]);
    await from.append('deal-2', 'no-stream', [event(2)]);
    await from.append('deal-1', 1n, [event(3)]);
    for (let n = 0; n < 5; n++)
      await from.append('deal-1', BigInt(n) + 2n, [event(10 + n, { data: large })]);
    const many = Array.from({ length: limits.appendEvents }, (_, n) => event(100 + n));
    await from.append('deal-3', 'no-stream', many);
    await from.append('deal-3', BigInt(limits.appendEvents) - 1n, [event(5_000)]);
    const to = empty();
    const { log, sizes } = counting(to);
    await copyLog({ from, to: log, world });
    expect(sizes).toEqual([2, 1, 4, 2, limits.appendEvents, 1]);
    expect(await allOf(to)).toEqual(await allOf(from));
  });

  it('is sent append by append: the next one only when the one before is answered', async () => {
    const to = empty();
    let inFlight = 0;
    let most = 0;
    const watched: EventLog = {
      ...to,
      append: async (...parts) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await new Promise(setImmediate);
        const answer = await to.append(...parts);
        inFlight -= 1;
        return answer;
      },
    };
    await copyLog({ from: await filled([1, 2, 3, 1, 2]), to: watched, world });
    expect(most).toBe(1);
  });

  it('tells how far it has come in each phase', async () => {
    const from = await filled([1, 2, 1]);
    const to = await filled([1]);
    const told: CopyProgress[] = [];
    await copyLog({ from, to, world, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { phase: 'comparing', done: 1, total: 3 },
      { phase: 'copying', done: 2, total: 3 },
      { phase: 'copying', done: 3, total: 3 },
    ]);
  });

  it('stops between two appends when asked to, and goes on when called again', async () => {
    const from = await filled([1, 2, 3, 1, 2]);
    const to = empty();
    const stop = new AbortController();
    const onProgress = ({ done }: CopyProgress) => done === 2 && stop.abort(new Error('enough'));
    await expect(copyLog({ from, to, world, signal: stop.signal, onProgress })).rejects.toThrow(
      'enough',
    );
    expect(await allOf(to)).toHaveLength(2);
    expect(await copyLog({ from, to, world })).toMatchObject({ events: 5, copied: 3 });
  });
});

describe('A copy is refused', () => {
  const refusal = async (from: EventLog, to: EventLog) => {
    const before = await allOf(to);
    const error: unknown = await copyLog({ from, to, world }).catch((error) => error);
    expect(await allOf(to)).toEqual(before);
    return error;
  };

  it('by a target that holds other events: the first of them is named', async () => {
    const to = await filled([1, 2]);
    await to.append('deal-9', 'no-stream', [event(77)]);
    const error = await refusal(await filled([1, 2, 1, 1]), to);
    expect(error).toMatchObject({ code: 'copy/other-events', shared: 2 });
    expect(String(error)).toMatch(
      /after 2 in common it has deal-9 revision 0 .*has deal-1 revision 1/,
    );
  });

  it('by a target that holds the same events in another order', async () => {
    const to = memoryEventLog({ now: clock('2021-01-01T00:00:00.000Z') });
    await to.append('deal-2', 'no-stream', [event(1)]);
    await to.append('deal-1', 'no-stream', [event(0)]);
    expect(await refusal(await filled([1, 2]), to)).toMatchObject({
      code: 'copy/other-events',
      shared: 0,
    });
  });

  it('by a target that has gone on by itself', async () => {
    const error = await refusal(await filled([1]), await filled([1, 1]));
    expect(error).toMatchObject({ code: 'copy/other-events', shared: 1 });
    expect(String(error)).toContain('ends there');
  });

  it.each([
    ['data', { data: { number: 1 } }],
    ['metadata', { metadata: { ...event(0).metadata, actor: 'Somebody else' } }],
    ['type', { type: 'Renamed' }],
    ['schema version', { version: 7 }],
    ['id', { id: event(70).id }],
    ['time of recording', { recordedAt: '2019-01-01T00:00:00.000Z' }],
  ])('by a target whose event has another %s', async (_, parts) => {
    const to = empty();
    await to.append('deal-1', 'no-stream', [
      event(0, { recordedAt: '2021-01-01T00:00:00.000Z', ...parts }),
    ]);
    expect(await refusal(await filled([1]), to)).toMatchObject({
      code: 'copy/other-events',
      shared: 0,
    });
  });

  it('when others write to the target meanwhile', async () => {
    const to = empty();
    const from = await filled([1, 2]);
    const raced: EventLog = {
      ...to,
      append: async (stream, expected, events) => {
        if (stream === 'deal-2') await to.append('deal-2', 'no-stream', [event(90)]);
        return to.append(stream, expected, events);
      },
    };
    await expect(copyLog({ from, to: raced, world })).rejects.toMatchObject({
      code: 'copy/other-events',
      message: expect.stringContaining('written to by others'),
    });
  });

  it('when the source has lost the beginning of a stream', async () => {
    const from = await filled([1, 1, 2, 2]);
    const truncated: EventLog = {
      ...from,
      async *readAll(options) {
        for await (const page of from.readAll(options))
          yield { ...page, events: page.events.filter(({ position }) => position !== 2n) };
      },
    };
    await expect(copyLog({ from: truncated, to: empty(), world })).rejects.toMatchObject({
      code: 'copy/incomplete-source',
      message: expect.stringContaining('deal-2 revision 1'),
    });
  });

  it.each([
    ['forgets one', (n: number) => n !== 2, (data: object) => data],
    ['changes one', () => true, (data: object) => ({ ...data, number: 0 })],
  ])('by its own end when the target %s of the events it acknowledged', async (_, keeps, kept) => {
    const to = empty();
    const forgetful: EventLog = {
      ...to,
      async *readAll(options) {
        for await (const page of to.readAll(options))
          yield {
            ...page,
            events: page.events
              .filter(({ position }) => keeps(Number(position)))
              .map((each) => ({ ...each, data: kept(each.data) })),
          };
      },
    };
    await expect(copyLog({ from: await filled([1, 2, 1]), to: forgetful, world })).rejects.toThrow(
      expect.objectContaining({ code: 'copy/unverified' }),
    );
  });

  it('for a log that stays out of reach, when its patience ends', async () => {
    const to = fateful(
      empty(),
      Array.from({ length: 50 }, (): Fate => 'unreachable'),
    );
    const retry = { attempts: 5, firstDelay: 1, longestDelay: 1 };
    let waits = 0;
    const wait = async () => {
      waits += 1;
    };
    await expect(
      copyLog({ from: await filled([1]), to, retry, world: { ...world, wait } }),
    ).rejects.toMatchObject({ code: 'event-log/unavailable' });
    expect(waits).toBe(4);
  });

  it('at once for what waiting does not mend', async () => {
    const to: EventLog = {
      ...empty(),
      append: async () => {
        throw new EventLogError('event-log/full', 'the disk is full');
      },
    };
    const wait = jest.fn(async () => undefined);
    await expect(
      copyLog({ from: await filled([1]), to, world: { ...world, wait } }),
    ).rejects.toMatchObject({ code: 'event-log/full' });
    expect(wait).not.toHaveBeenCalled();
  });
});

describe('A copy of a log that a wrong clock has written to', () => {
  const cap = '2021-02-01T00:00:00.000Z';

  /** Two events, one with the hour of a clock that was wrong, and two after it: none of an earlier hour. */
  const poisoned = async (): Promise<EventLog> => {
    let hour = '2021-01-01T00:00:00.000Z';
    const log = memoryEventLog({ now: () => hour, clockAhead: Number.POSITIVE_INFINITY });
    await filled([1, 2], log);
    hour = '2099-01-01T00:00:00.000Z';
    await log.append('deal-1', 0n, [event(2)]);
    hour = '2021-01-03T00:00:00.000Z';
    await log.append('deal-2', 0n, [event(3), event(4)]);
    return log;
  };
  const recorded = async (log: EventLog) => (await allOf(log)).map(({ recordedAt }) => recordedAt);

  it('keeps its hours, and says how many are in the future', async () => {
    const from = await poisoned();
    const to = empty();
    expect(await copyLog({ from, to, world })).toMatchObject({ events: 5, capped: 0, ahead: 3 });
    expect(await allOf(to)).toEqual(await allOf(from));
  });

  it('has them capped when it is told to, says how many, and changes nothing else', async () => {
    const from = await poisoned();
    const to = empty();
    const result = await copyLog({ from, to, world, capTimes: cap });
    expect(result).toMatchObject({ events: 5, copied: 5, capped: 3, ahead: 0 });
    expect(await recorded(to)).toEqual([...(await recorded(from)).slice(0, 2), ...[cap, cap, cap]]);
    const timeless = async (log: EventLog) =>
      (await allOf(log)).map(({ recordedAt: _, ...event }) => event);
    expect(await timeless(to)).toEqual(await timeless(from));
  });

  it('goes on with the right clock once they are capped', async () => {
    const to = memoryEventLog({ now: () => '2021-03-01T00:00:00.000Z' });
    await copyLog({ from: await poisoned(), to, world, capTimes: cap });
    await to.append('deal-3', 'no-stream', [event(9)]);
    expect((await recorded(to)).at(-1)).toBe('2021-03-01T00:00:00.000Z');
  });

  it('goes on where it stopped with the same cap, and is refused with another one', async () => {
    const from = await poisoned();
    const to = empty();
    const first = await copyLog({ from, to, world, capTimes: cap });
    expect(await copyLog({ from, to, world, capTimes: cap })).toEqual({ ...first, copied: 0 });
    for (const other of [{}, { capTimes: '2021-02-02T00:00:00.000Z' }])
      await expect(copyLog({ from, to, world, ...other })).rejects.toMatchObject({
        code: 'copy/other-events',
        shared: 2,
      });
  });

  /** What another program stored: events that were recorded at no hour at all. */
  const hourless = async (): Promise<EventLog> => {
    const log = await filled([1, 2, 1, 2]);
    const hours = ['', undefined, 'garbage', undefined];
    return {
      ...log,
      async *readAll(options) {
        for await (const page of log.readAll(options))
          yield {
            ...page,
            events: page.events.map((each) => ({
              ...each,
              recordedAt: hours[Number(each.position)] ?? each.recordedAt,
            })),
          };
      },
    };
  };

  it('takes no hour that is none, and names the event; with a cap it has that of the one before', async () => {
    const from = await hourless();
    await expect(copyLog({ from, to: empty(), world })).rejects.toMatchObject({
      code: 'event-log/invalid-append',
      message: expect.stringMatching(
        /^deal-1: event 0: expected an instant .* as recordedAt, got ""$/,
      ),
    });
    const to = empty();
    const result = await copyLog({ from, to, world, capTimes: cap });
    expect(result).toMatchObject({ events: 4, capped: 2 });
    const [, second, , fourth] = await recorded(from);
    expect(await recorded(to)).toEqual(['0000-01-01T00:00:00.000Z', second, second, fourth]);
    expect(await copyLog({ from, to, world, capTimes: cap })).toEqual({ ...result, copied: 0 });
  });

  it('may be capped though nothing is that late', async () => {
    const from = await filled([1, 2, 1]);
    const to = empty();
    const capped = await copyLog({ from, to, world, capTimes: cap });
    expect(capped).toMatchObject({ capped: 0, ahead: 0 });
    expect(await copyLog({ from, to, world })).toEqual({ ...capped, copied: 0 });
  });

  it('is not begun with a cap that is no instant', async () => {
    const to = empty();
    await expect(
      copyLog({ from: await poisoned(), to, world, capTimes: '2021-02-01' }),
    ).rejects.toMatchObject({ code: 'input/invalid' });
    expect(await allOf(to)).toEqual([]);
  });
});

describe('Between stores', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'presales-copy-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('a log comes back from SQLite as it went there', async () => {
    const streams = Array.from({ length: 1_500 }, (_, n) => (n * n) % 7);
    const from = await filled(streams);
    const now = clock('2026-01-01T00:00:00.000Z');
    const sqlite = await sqliteEventLog({
      file: join(directory, 'copy.db'),
      now,
      durability: 'normal',
    });
    const there = await copyLog({ from, to: sqlite, world });
    const back = empty();
    expect(await copyLog({ from: sqlite, to: back, world })).toEqual(there);
    expect(await allOf(back)).toEqual(await allOf(from));
    await sqlite.close();
  });
});

describe('The canonical events', () => {
  const stored = { ...event(0), stream: 'deal-1', revision: 0n, position: 0n };
  const at = (day: string) => ({ recordedAt: `2021-01-${day}T00:00:00.000Z` });

  it('are the same whatever order a store keeps the names of JSON in', () => {
    const one = { ...stored, ...at('01'), data: { a: [{ x: 1, y: 2 }], b: 2 } };
    const other = { ...stored, ...at('01'), data: { b: 2, a: [{ y: 2, x: 1 }] } };
    expect(canonicalEvents().add(one)).toBe(canonicalEvents().add(other));
  });

  it('tell lists apart by their order', () => {
    const [one, other] = [{ a: [1, 2] }, { a: [2, 1] }].map((data) =>
      canonicalEvents().add({ ...stored, ...at('01'), data }),
    );
    expect(one).not.toBe(other);
  });

  it('have a hash that anybody can compute again', () => {
    const events = canonicalEvents();
    events.add({ ...stored, ...at('01'), data: { b: 1, a: 'é' } });
    expect(events.count()).toBe(1);
    expect(events.hash()).toBe('3c92de5e0b34091f753a7d08916e46d12951bd62e8e3f8195eaa825359057d70');
  });

  it('have times that never run backwards, as embedded logs do', () => {
    const hashes = [at('02'), at('01')].map((second) => {
      const events = canonicalEvents();
      events.add({ ...stored, ...at('02') });
      events.add({ ...stored, ...second, revision: 1n });
      return events.hash();
    });
    expect(hashes[0]).toBe(hashes[1]);
  });
});
