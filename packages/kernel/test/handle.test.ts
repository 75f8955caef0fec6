import {
  aggregate,
  type CommandContext,
  commandHandler,
  decisions,
  type EventLog,
  EventLogError,
  fingerprintOf,
  type HandlerEnvironment,
  hasCode,
  memoryEventLog,
  message,
  RevisionConflict,
  UnknownOutcome,
} from '@presales/kernel';
import { eventId } from '@presales/kernel/store';
import { z } from 'zod';
import {
  CounterCommand,
  type CounterEvent,
  type CounterRefusal,
  counter,
} from './fixtures/counter.ts';
import {
  type Fault,
  faultyLog,
  readAllOf,
  rivalEvent,
  tellingLess,
} from './fixtures/faulty-log.ts';

const at = '2026-03-02T09:00:00.000Z';
const now = () => '2026-03-02T10:00:00.000Z';
const stream = 'counter-a';

const count = (by: number, times = 1): CounterCommand => ({
  type: 'Count',
  data: { counterId: 'a', by, times, at },
});
const close: CounterCommand = { type: 'CloseCounter', data: { counterId: 'a', at } };
const as = (commandId: string): CommandContext => ({ actor: 'ann', commandId });

/** What a decider without rules would say. */
const countedBy = (by: number) =>
  decisions<CounterEvent, CounterRefusal>().emit({
    type: 'Counted',
    data: { counterId: 'a', by, unit: 'piece' },
  });

/** A handler on a log of its own; what it waited for is kept. */
const setUp = (
  options: {
    readonly log?: EventLog;
    readonly faults?: readonly Fault[];
  } & Partial<HandlerEnvironment> = {},
) => {
  const inner = options.log ?? memoryEventLog({ now });
  const waits: number[] = [];
  const environment: HandlerEnvironment = {
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 0,
    ...options,
    log: faultyLog(inner, options.faults ?? [], () => Promise.resolve()),
  };
  return { inner, waits, environment, handler: commandHandler(counter, environment) };
};

/** A log that notes what is asked of it. */
const noting = (inner: EventLog) => {
  const reads: (bigint | undefined)[] = [];
  const appends: unknown[] = [];
  const log: EventLog = {
    ...inner,
    append: (name, expected, events) => {
      appends.push([expected, events.map(({ id }) => id)]);
      return inner.append(name, expected, events);
    },
    readStream: (name, options) => {
      reads.push(options?.from);
      return inner.readStream(name, options);
    },
  };
  return { log, reads, appends };
};

describe('a command', () => {
  it('is answered with its events as the log has them', async () => {
    const { handler, inner } = setUp();
    const answer = await handler.handle(count(2, 2), as('c1'));
    expect(answer).toEqual({
      outcome: 'emitted',
      position: 1n,
      events: await readAllOf(inner, stream),
    });
    expect(answer.outcome === 'emitted' && answer.events).toMatchObject([
      {
        id: eventId(stream, 'c1', 0),
        stream,
        revision: 0n,
        position: 0n,
        type: 'Counted',
        version: 3,
        data: { counterId: 'a', by: 2, unit: 'after 0' },
        recordedAt: now(),
      },
      { id: eventId(stream, 'c1', 1), revision: 1n, data: { by: 2, unit: 'after 2' } },
    ]);
  });

  it.each([
    ['tells where and when it stored them', (log: EventLog) => log],
    ['does not tell it, so that they are read back', tellingLess],
  ])('is answered as the log reads, where the log %s', async (_, as) => {
    const { log, reads } = noting(memoryEventLog({ now }));
    const { handler } = setUp({ log: as(log) });
    const answers = [
      await handler.handle(count(2, 2), { actor: 'ann', commandId: 'c1' }),
      await handler.handle(count(1), { actor: 'ann', commandId: 'c2' }),
    ];
    expect(reads).toEqual(as === tellingLess ? [0n, 2n] : []);
    const events = answers.flatMap((answer) => (answer.outcome === 'emitted' ? answer.events : []));
    expect(events).toStrictEqual(await readAllOf(log, stream));
    expect(await handler.load('a')).toEqual({ state: { total: 5, closed: false }, revision: 2n });
  });

  it('is answered with data that are nobody else’s, without the fields that were left undefined', async () => {
    const note = { text: 'first', by: undefined };
    const events = z.discriminatedUnion('type', [
      message('Noted', { note: z.custom<typeof note>() }),
    ]);
    const notebook = aggregate({
      category: 'notebook',
      commands: CounterCommand,
      events,
      decider: {
        initialState: 0,
        evolve: (state: number) => state + 1,
        decide: () =>
          decisions<z.infer<typeof events>, CounterRefusal>().emit({
            type: 'Noted',
            data: { note },
          }),
      },
      identify: ({ data }) => data.counterId,
    });
    const { inner, environment } = setUp();
    const answer = await commandHandler(notebook, environment).handle(close, as('c1'));
    note.text = 'second';
    const stored = await readAllOf(inner, 'notebook-a');
    expect(answer.outcome === 'emitted' && answer.events).toStrictEqual(stored);
    expect(stored).toMatchObject([{ data: { note: { text: 'first' } } }]);
  });

  it('leaves who, when and why on its events; both causes are by default the command', async () => {
    const { handler, inner } = setUp();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await handler.handle(count(1), as('c1'));
    await handler.handle(count(1), {
      ...as('c2'),
      correlationId: 'deal',
      causationId: 'mail',
      traceparent,
    });
    const fingerprint = fingerprintOf(count(1));
    expect((await readAllOf(inner, stream)).map(({ metadata }) => metadata)).toEqual([
      {
        actor: 'ann',
        commandId: 'c1',
        correlationId: 'c1',
        causationId: 'c1',
        occurredAt: at,
        fingerprint,
      },
      {
        actor: 'ann',
        commandId: 'c2',
        correlationId: 'deal',
        causationId: 'mail',
        occurredAt: at,
        fingerprint,
        traceparent,
      },
    ]);
  });

  it('is refused with a value, and leaves no trace', async () => {
    const { handler, inner } = setUp();
    await handler.handle(count(8), as('c1'));
    expect(await handler.handle(count(3), as('c2'))).toEqual({
      outcome: 'refused',
      refusal: { code: 'counter/full', total: 8 },
    });
    expect(await readAllOf(inner, stream)).toHaveLength(1);
  });

  it('that asks for what is already so emits nothing', async () => {
    const { handler, inner } = setUp();
    await handler.handle(close, as('c1'));
    expect(await handler.handle(close, as('c2'))).toEqual({
      outcome: 'emitted',
      events: [],
      position: undefined,
    });
    expect(await readAllOf(inner, stream)).toHaveLength(1);
  });

  it.each([
    ['of an unknown type', { type: 'Reset', data: {} }, 'command Reset: type: expected one of'],
    [
      'with an unknown field',
      { type: 'CloseCounter', data: { counterId: 'a', at, force: true } },
      'command CloseCounter: data.force: unknown field',
    ],
    [
      'without a field',
      { type: 'CloseCounter', data: { at } },
      'data.counterId: missing; expected text',
    ],
    ['that is nothing', undefined, 'missing; expected an object'],
  ])('%s is refused before anything is read', async (_, input, message) => {
    const { log, reads } = noting(memoryEventLog({ now }));
    const { handler } = setUp({ log });
    // What comes from outside has no type yet.
    await expect(handler.handle(input as CounterCommand, as('c1'))).rejects.toThrow(message);
    expect(reads).toEqual([]);
  });

  it.each([
    ['actor', { actor: '', commandId: 'c1' }],
    ['commandId', { actor: 'ann', commandId: 'c\u0000' }],
    ['traceparent', { ...as('c1'), traceparent: 'x' }],
  ])('whose context has no good %s is refused', async (path, context) => {
    await expect(setUp().handler.handle(count(1), context)).rejects.toThrow(
      `context of command Count: ${path}: expected`,
    );
  });

  it('whose decision breaks its own schema stores nothing', async () => {
    const inner = memoryEventLog({ now });
    const faulty = commandHandler(
      {
        ...counter,
        decider: {
          ...counter.decider,
          decide: () => countedBy(-1),
        },
      },
      setUp({ log: inner }).environment,
    );
    await expect(faulty.handle(count(1), as('c1'))).rejects.toThrow(
      'event Counted: data.by: expected more than 0',
    );
    expect(await inner.head()).toBe(-1n);
  });
});

describe('a repeated command', () => {
  it('is answered as the first time, also after other events', async () => {
    const { handler, inner } = setUp();
    const first = await handler.handle(count(2, 2), as('c1'));
    await handler.handle(count(1), as('c2'));
    await handler.handle(close, as('c3'));
    expect(await handler.handle(count(2, 2), as('c1'))).toEqual(first);
    expect(await readAllOf(inner, stream)).toHaveLength(4);
  });

  it('is answered as the first time by an instance that never saw the stream', async () => {
    const { handler, inner, environment } = setUp();
    const first = await handler.handle(count(2, 2), as('c1'));
    await handler.handle(close, as('c2'));
    for (const cachedStreams of [10, 0]) {
      const cold = commandHandler(counter, { ...environment, cachedStreams });
      expect(await cold.handle(count(2, 2), as('c1'))).toEqual(first);
    }
    expect(await readAllOf(inner, stream)).toHaveLength(3);
  });

  it('is answered as the first time by an instance that knows an earlier state', async () => {
    const { handler, environment, inner } = setUp();
    const other = commandHandler(counter, environment);
    await other.handle(count(1), as('c0'));
    const first = await handler.handle(count(2), as('c1'));
    await handler.handle(close, as('c2'));
    expect(await other.handle(count(2), as('c1'))).toEqual(first);
    expect(await readAllOf(inner, stream)).toHaveLength(3);
  });

  it('is answered as the first time where it would say less today', async () => {
    const { handler, inner, environment } = setUp();
    const told = { ...as('c1'), fingerprint: 'message-1' };
    const first = await handler.handle(count(1, 3), told);
    await handler.handle(count(1), as('c2'));
    const another = commandHandler(counter, environment);
    expect(await another.handle(count(1), told)).toEqual(first);
    expect(await another.handle(count(1), as('c2'))).toMatchObject({ events: [{ revision: 3n }] });
    expect(await readAllOf(inner, stream)).toHaveLength(4);
  });

  it('is stored once when two instances race with it', async () => {
    const { handler, environment, inner } = setUp();
    const other = commandHandler(counter, environment);
    const [one, two] = await Promise.all([
      handler.handle(count(1, 3), as('c1')),
      other.handle(count(1, 3), as('c1')),
    ]);
    expect(one).toEqual(two);
    expect(await readAllOf(inner, stream)).toHaveLength(3);
  });

  it('that was refused left no trace: it is decided again', async () => {
    const { handler } = setUp();
    await handler.handle(count(8), as('c1'));
    expect(await handler.handle(count(3), as('c2'))).toMatchObject({ outcome: 'refused' });
    expect(await handler.handle(count(2), as('c2'))).toMatchObject({ outcome: 'emitted' });
  });
});

describe('a lost race', () => {
  it('is decided anew on what the winner wrote', async () => {
    const { handler, inner } = setUp({ faults: ['rival'] });
    const answer = await handler.handle(count(2), as('c1'));
    expect(answer).toMatchObject({ events: [{ revision: 1n, data: { unit: 'after 1' } }] });
    expect(await readAllOf(inner, stream)).toHaveLength(2);
  });

  it('may be refused for what the winner wrote', async () => {
    const { handler } = setUp({ faults: ['rival'] });
    expect(await handler.handle(count(10), as('c1'))).toEqual({
      outcome: 'refused',
      refusal: { code: 'counter/full', total: 1 },
    });
  });

  it('is tried ten times, waiting longer each time up to a bound, and then given up', async () => {
    const faults = new Array<Fault>(20).fill('rival');
    const roomy = { ...counter, decider: { ...counter.decider, decide: () => countedBy(1) } };
    const low = setUp({ faults });
    const rejected = commandHandler(roomy, low.environment).handle(count(1), as('c1'));
    await expect(rejected).rejects.toMatchObject({
      code: 'handle/contended',
      message: 'counter-a: other writers were faster 10 times; nothing was stored',
    });
    await expect(rejected).rejects.toHaveProperty('cause.code', 'event-log/conflict');
    expect(low.waits).toEqual([2.5, 5, 10, 20, 40, 80, 160, 250, 250]);

    const high = setUp({ faults, random: () => 1 - Number.EPSILON });
    await expect(
      commandHandler(roomy, high.environment).handle(count(1), as('c1')),
    ).rejects.toThrow();
    expect(high.waits.map(Math.round)).toEqual([5, 10, 20, 40, 80, 160, 320, 500, 500]);
  });

  it('is noticed by its code, whichever copy of the kernel threw it', async () => {
    const inner = memoryEventLog({ now });
    let thrown = false;
    const { handler } = setUp({
      log: {
        ...inner,
        append: async (...append) => {
          if (thrown) return inner.append(...append);
          thrown = true;
          const { code, expected, actual } = new RevisionConflict(stream, 'no-stream', 0n);
          throw Object.assign(new Error('conflict'), { code, expected, actual });
        },
      },
    });
    expect(await handler.handle(count(1), as('c1'))).toMatchObject({ outcome: 'emitted' });
  });
});

describe('an unknown outcome', () => {
  it.each(['stored-unsure', 'lost-unsure', 'late-unsure'] as const)(
    '(%s) leaves the events once, and the answer is theirs',
    async (fault) => {
      const { handler, inner } = setUp({ faults: [fault, fault] });
      const answer = await handler.handle(count(1, 2), as('c1'));
      const events = await readAllOf(inner, stream);
      expect(events.map(({ id }) => id)).toEqual([
        eventId(stream, 'c1', 0),
        eventId(stream, 'c1', 1),
      ]);
      expect(answer).toEqual({ outcome: 'emitted', events, position: 1n });
    },
  );

  it('is asked again with the same ids and the same expectation, without reading first', async () => {
    const { log, reads, appends } = noting(memoryEventLog({ now }));
    let unsure = 3;
    const { handler } = setUp({
      log: {
        ...log,
        append: async (...append) => {
          const appended = await log.append(...append);
          if (unsure-- > 0) throw new UnknownOutcome(stream);
          return appended;
        },
      },
    });
    await handler.handle(count(1, 2), as('c1'));
    const asked = ['no-stream', [eventId(stream, 'c1', 0), eventId(stream, 'c1', 1)]];
    expect(appends).toEqual([asked, asked, asked, asked]);
    expect(reads).toEqual([0n]);
  });

  it('is settled by a conflict: then the command is decided anew', async () => {
    const { handler, inner } = setUp({ faults: ['lost-unsure', 'rival'] });
    expect(await handler.handle(count(2), as('c1'))).toMatchObject({
      events: [{ revision: 1n, data: { unit: 'after 1' } }],
    });
    expect(await readAllOf(inner, stream)).toHaveLength(2);
  });

  it('stays unknown when the log then fails for another reason', async () => {
    const inner = memoryEventLog({ now });
    const cause = new Error('the commit failed', { cause: new Error('file too large') });
    const errors = [
      new UnknownOutcome(stream, { cause }),
      new EventLogError('event-log/busy', 'busy'),
    ];
    const { handler } = setUp({
      log: {
        ...inner,
        append: async () => {
          throw errors.length > 1 ? errors.shift() : errors[0];
        },
      },
    });
    await expect(handler.handle(count(1), as('c1'))).rejects.toMatchObject({
      code: 'handle/unknown-outcome',
      message: `${stream}: after 10 tries nobody can tell whether the events are stored; ask again with the same command id; the last cause: file too large`,
    });
  });

  it('is given up after ten tries, and a later repetition finds the events', async () => {
    const { handler, inner, waits } = setUp({ faults: new Array<Fault>(10).fill('stored-unsure') });
    await expect(handler.handle(count(1), as('c1'))).rejects.toMatchObject({
      code: 'handle/unknown-outcome',
    });
    expect(waits).toHaveLength(9);
    expect(await handler.handle(count(1), as('c1'))).toMatchObject({ events: [{ revision: 0n }] });
    expect(await inner.head()).toBe(0n);
  });
});

describe('any other failure of the log', () => {
  it('is handed on at once', async () => {
    const failure = new EventLogError('event-log/full', 'no space left');
    const { handler, waits } = setUp({
      log: { ...memoryEventLog({ now }), append: () => Promise.reject(failure) },
    });
    await expect(handler.handle(count(1), as('c1'))).rejects.toBe(failure);
    expect(waits).toEqual([]);
  });

  it('between storing and answering is told as such, and a repetition is answered', async () => {
    const inner = tellingLess(memoryEventLog({ now }));
    let failing = false;
    let appends = 0;
    const { handler } = setUp({
      log: {
        ...inner,
        append: async (...append) => {
          const appended = await inner.append(...append);
          appends += 1;
          failing = appends === 1;
          return appended;
        },
        readStream: (...read) => {
          if (failing) throw new EventLogError('event-log/unavailable', 'gone');
          return inner.readStream(...read);
        },
      },
    });
    await expect(handler.handle(count(1), as('c1'))).rejects.toMatchObject({
      code: 'handle/answer-lost',
      message: expect.stringContaining('stored up to revision 0'),
    });
    failing = false;
    expect(await handler.handle(count(1), as('c1'))).toMatchObject({ events: [{ revision: 0n }] });
  });
});

describe('a log that reads less than it has stored', () => {
  it('is found out: half an answer is none', async () => {
    const inner = tellingLess(memoryEventLog({ now }));
    const { handler } = setUp({
      log: {
        ...inner,
        readStream: (name, options) => inner.readStream(name, { ...options, limit: 1 }),
      },
    });
    await expect(handler.handle(count(1, 2), as('c1'))).rejects.toMatchObject({
      code: 'handle/answer-lost',
      cause: { message: '1 of 2 were found' },
    });
  });
});

describe('the state of a stream', () => {
  it('is loaded with the revision it stands at', async () => {
    const { handler } = setUp();
    expect(await handler.load('a')).toEqual({
      state: { total: 0, closed: false },
      revision: 'no-stream',
    });
    await handler.handle(count(2, 2), as('c1'));
    expect(await handler.load('a')).toEqual({ state: { total: 4, closed: false }, revision: 1n });
    await expect(handler.load('')).rejects.toThrow('id of a stream in category counter');
  });

  it.each([
    ['nothing is read where the log tells what it stored', (log: EventLog) => log, []],
    ['what was added is read back where it does not', tellingLess, [0n, 2n]],
  ])('is decided on as it is remembered, and %s', async (_, telling, expected) => {
    const { log, reads, appends } = noting(memoryEventLog({ now }));
    const { handler } = setUp({ log: telling(log) });
    await handler.handle(count(1, 2), as('c1'));
    await handler.handle(count(1), as('c2'));
    expect(appends).toHaveLength(2);
    expect(reads).toEqual(expected);
  });

  it('is kept, and only the tail is read', async () => {
    const { log, reads } = noting(memoryEventLog({ now }));
    const { handler } = setUp({ log });
    await handler.handle(count(1, 3), as('c1'));
    reads.length = 0;
    await log.append(stream, 2n, [rivalEvent(stream, 'rival')]);
    expect((await handler.load('a')).state.total).toBe(4);
    expect((await handler.load('a')).state.total).toBe(4);
    expect(reads).toEqual([3n, 4n]);
  });

  it('is kept for so many streams only, the least recently used going first', async () => {
    const { log, reads } = noting(memoryEventLog({ now }));
    const { handler } = setUp({ log, cachedStreams: 1 });
    await log.append('counter-a', 'no-stream', [rivalEvent('counter-a', 'ra')]);
    await log.append('counter-b', 'no-stream', [rivalEvent('counter-b', 'rb')]);
    for (const id of ['a', 'a', 'b', 'a']) await handler.load(id);
    expect(reads).toEqual([0n, 1n, 0n, 0n]);
  });

  it('is not kept at all when nothing shall be', async () => {
    const { log, reads } = noting(memoryEventLog({ now }));
    const { handler } = setUp({ log, cachedStreams: 0 });
    await log.append(stream, 'no-stream', [rivalEvent(stream, 'r')]);
    for (const id of ['a', 'a']) await handler.load(id);
    expect(reads).toEqual([0n, 0n]);
  });

  it('is not set back by a reader that began earlier and ended later', async () => {
    const { log, reads } = noting(memoryEventLog({ now }));
    let holdBack: Promise<void> | undefined;
    let letGo = (): void => undefined;
    const { handler } = setUp({
      log: {
        ...log,
        async *readStream(name, options) {
          const pages = [];
          const held = holdBack;
          holdBack = undefined;
          for await (const page of log.readStream(name, options)) pages.push(page);
          await held;
          yield* pages;
        },
      },
    });
    await log.append(stream, 'no-stream', [rivalEvent(stream, 'r0')]);
    holdBack = new Promise((resolve) => {
      letGo = resolve;
    });
    const slow = handler.load('a');
    // The slow reader has read revision 0 before revision 1 is written.
    while (reads.length === 0) await Promise.resolve();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await log.append(stream, 0n, [rivalEvent(stream, 'r1')]);
    expect((await handler.load('a')).revision).toBe(1n);
    letGo();
    expect((await slow).revision).toBe(0n);
    await handler.load('a');
    expect(reads).toEqual([0n, 0n, 2n]);
  });

  it('is not spoilt by an event that cannot be read', async () => {
    const inner = memoryEventLog({ now });
    let future = true;
    const { handler } = setUp({
      log: {
        ...inner,
        async *readStream(name, options) {
          for await (const page of inner.readStream(name, options))
            yield page.map((event) =>
              future && event.revision === 1n ? { ...event, version: 99 } : event,
            );
        },
      },
    });
    await inner.append(stream, 'no-stream', [rivalEvent(stream, 'r0'), rivalEvent(stream, 'r1')]);
    for (const attempt of [handler.load('a'), handler.handle(count(1), as('c1'))])
      await expect(attempt).rejects.toMatchObject({ code: 'codec/undecodable' });
    expect(await inner.head()).toBe(1n);
    future = false;
    expect((await handler.load('a')).state.total).toBe(2);
  });

  it('is read anew when the log was restored to an earlier time', async () => {
    const before = memoryEventLog({ now });
    const after = memoryEventLog({ now });
    let current = before;
    const { handler } = setUp({
      log: {
        ...before,
        append: (...append) => current.append(...append),
        readStream: (...read) => current.readStream(...read),
      },
    });
    await handler.handle(count(1, 3), as('c1'));
    await after.append(stream, 'no-stream', [rivalEvent(stream, 'r0')]);
    current = after;
    expect(await handler.handle(count(2), as('c2'))).toMatchObject({
      events: [{ revision: 1n, data: { unit: 'after 1' } }],
    });
  });
});

describe('many commands at once', () => {
  it('for one aggregate take turns in a handler: none waits, none is lost', async () => {
    const { handler, waits, inner } = setUp({
      retry: { attempts: 1, firstDelay: 0, longestDelay: 0 },
    });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => handler.handle(count(1), as(`c${index}`))),
    );
    expect(answers.map((answer) => answer.outcome === 'emitted' && answer.position)).toEqual(
      Array.from({ length: 10 }, (_, index) => BigInt(index)),
    );
    expect(waits).toEqual([]);
    expect(await readAllOf(inner, stream)).toHaveLength(10);
  });

  it('go on after one of them has failed', async () => {
    const { handler } = setUp();
    const outcomes = await Promise.allSettled([
      handler.handle(count(-1), as('c1')),
      handler.handle(count(1), as('c2')),
      handler.handle(count(20), as('c3')),
      handler.handle(count(1), as('c4')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect((await handler.load('a')).state.total).toBe(2);
  });

  it('for different aggregates do not wait for each other', async () => {
    const inner = memoryEventLog({ now });
    const never = new Promise<never>(() => undefined);
    const { handler } = setUp({
      log: {
        ...inner,
        append: (name, ...rest) => (name === stream ? never : inner.append(name, ...rest)),
      },
    });
    void handler.handle(count(1), as('c1'));
    const other: CounterCommand = { type: 'CloseCounter', data: { counterId: 'b', at } };
    expect(await handler.handle(other, as('c2'))).toMatchObject({ outcome: 'emitted' });
  });
});

it('an error is known by its code, and what is no error has none', () => {
  expect(hasCode(new UnknownOutcome(stream), 'event-log/unknown-outcome')).toBe(true);
  expect(hasCode(new UnknownOutcome(stream), 'event-log/conflict')).toBe(false);
  expect(hasCode({ code: 'event-log/conflict' }, 'event-log/conflict')).toBe(false);
});
