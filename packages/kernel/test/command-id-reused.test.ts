import {
  type CommandContext,
  commandHandler,
  type EventLog,
  fingerprintOf,
  memoryEventLog,
} from '@presales/kernel';
import fc from 'fast-check';
import { type CounterCommand, counter } from './fixtures/counter.ts';
import { readAllOf, tellingLess } from './fixtures/faulty-log.ts';

const at = '2026-03-02T09:00:00.000Z';
const stream = 'counter-a';

const count = (by: number, times = 1): CounterCommand => ({
  type: 'Count',
  data: { counterId: 'a', by, times, at },
});
const as = (commandId: string): CommandContext => ({ actor: 'ann', commandId });
const reused = { code: 'handle/command-id-reused', stream, commandId: 'c1' };

const handlerOf = (log: EventLog, cachedStreams = 10) =>
  commandHandler(counter, { log, cachedStreams, wait: async () => undefined, random: () => 0 });

const logs: readonly (readonly [string, () => EventLog])[] = [
  ['a log that tells what it stored', () => memoryEventLog({ now: () => at })],
  ['a log that has to be read', () => tellingLess(memoryEventLog({ now: () => at }))],
];

describe.each(logs)('a command id given again, on %s', (_, newLog) => {
  it.each<[string, CounterCommand]>([
    ['with other data', count(1)],
    ['with another command', { type: 'CloseCounter', data: { counterId: 'a', at } }],
    [
      'with another hour',
      { type: 'Count', data: { counterId: 'a', by: 2, times: 2, at: '2026-03-02T09:00:00.001Z' } },
    ],
    ['with a command that would be refused', count(9, 9)],
  ])('%s is an error that says what to do, and nothing is stored', async (_, other) => {
    const log = newLog();
    await handlerOf(log).handle(count(2, 2), as('c1'));
    const stored = await readAllOf(log, stream);
    for (const cachedStreams of [10, 0]) {
      const handler = handlerOf(log, cachedStreams);
      await expect(handler.handle(other, as('c1'))).rejects.toMatchObject(reused);
      await expect(handler.handle(other, as('c1'))).rejects.toThrow('Give a new command an id');
    }
    expect(await readAllOf(log, stream)).toEqual(stored);
  });

  // The log knows the ids of the events again, whatever they say: it takes it for a repeated append.
  it('by an instance that has not heard of the first command is found out by what is stored', async () => {
    const log = newLog();
    const late = handlerOf(log);
    await late.handle(count(1), as('c0'));
    await handlerOf(log).handle(count(2), as('c1'));
    await expect(late.handle(count(3), as('c1'))).rejects.toMatchObject(reused);
    expect(await late.handle(count(2), as('c1'))).toMatchObject({ events: [{ revision: 1n }] });
    expect(await readAllOf(log, stream)).toHaveLength(2);
  });

  it('with the same fields in another order is the same command', async () => {
    const handler = handlerOf(newLog());
    const first = await handler.handle(count(2, 2), as('c1'));
    const turned = { data: { times: 2, at, by: 2, counterId: 'a' }, type: 'Count' } as const;
    expect(await handler.handle(turned, as('c1'))).toEqual(first);
  });

  it('to another aggregate is another command: one request may ask several', async () => {
    const handler = handlerOf(newLog());
    await handler.handle(count(1), as('c1'));
    const other = { type: 'Count', data: { counterId: 'b', by: 2, times: 1, at } } as const;
    expect(await handler.handle(other, as('c1'))).toMatchObject({ events: [{ revision: 0n }] });
  });

  it('after a refusal is free: a refusal leaves no trace', async () => {
    const handler = handlerOf(newLog());
    expect(await handler.handle(count(9, 9), as('c1'))).toMatchObject({ outcome: 'refused' });
    expect(await handler.handle(count(1), as('c1'))).toMatchObject({ outcome: 'emitted' });
  });

  it('is answered as before where the first command left no fingerprint', async () => {
    const log = newLog();
    await handlerOf({
      ...log,
      append: (name, expected, events) =>
        log.append(
          name,
          expected,
          events.map(({ metadata: { fingerprint: _, ...metadata }, ...event }) => ({
            ...event,
            metadata,
          })),
        ),
    }).handle(count(2), as('c1'));
    const [stored] = await readAllOf(log, stream);
    expect(stored?.metadata).not.toHaveProperty('fingerprint');
    const late = handlerOf(log);
    for (const command of [count(2), count(3)])
      expect(await late.handle(command, as('c1'))).toMatchObject({ events: [{ id: stored?.id }] });
  });

  it('is the same command under the fingerprint that its caller gives, whatever it says', async () => {
    const handler = handlerOf(newLog());
    const told = { ...as('c1'), fingerprint: 'mail-7' };
    const first = await handler.handle(count(2, 2), told);
    expect(first).toMatchObject({ events: [{ metadata: { fingerprint: 'mail-7' } }, {}] });
    expect(await handler.handle(count(1), told)).toEqual(first);
    await expect(handler.handle(count(2, 2), as('c1'))).rejects.toMatchObject(reused);
  });

  it('is answered if and only if it says the same', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 2 }),
        fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 2 }),
        fc.boolean(),
        async ([by = 1, times = 1], [otherBy = 1, otherTimes = 1], cold) => {
          const log = newLog();
          const handler = handlerOf(log);
          const first = await handler.handle(count(by, times), as('c1'));
          const again = (cold ? handlerOf(log) : handler).handle(
            count(otherBy, otherTimes),
            as('c1'),
          );
          if (by === otherBy && times === otherTimes) expect(await again).toEqual(first);
          else await expect(again).rejects.toMatchObject(reused);
        },
      ),
      { numRuns: 50 },
    ));
});

describe('the fingerprint of a message', () => {
  const message = { type: 'Count', data: { by: 1, lines: [{ b: 2, a: 1 }] } };

  it('is the same for the same content, whatever the order of its fields', () => {
    const same = { data: { lines: [{ a: 1, b: 2 }], by: 1, note: undefined }, type: 'Count' };
    expect(fingerprintOf(same)).toBe(fingerprintOf(message));
  });

  // It is compared with what is stored: what it is made of may never change.
  it('stays what it was', () => {
    expect(fingerprintOf(message)).toBe('Ytw15IJkYgav-HfGLFUPUKftXjccfzmPgPGYrbWdW5o');
  });

  it.each([
    [{ ...message, type: 'Counted' }],
    [{ ...message, data: { ...message.data, by: '1' } }],
    [{ ...message, data: { ...message.data, note: null } }],
    [{ ...message, data: { by: 1, lines: [{ b: 2 }, { a: 1 }] } }],
  ])('is another for %j', (other) => {
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(message));
  });

  it('is one for all that no JSON can say: no schema takes that', () => {
    const within: Record<string, unknown> = {};
    within['self'] = within;
    expect(fingerprintOf({ type: 'Count', data: { by: 1n } })).toBe(
      fingerprintOf({ type: 'Count', data: within }),
    );
  });
});
