import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogue,
  codec,
  fold,
  type Message,
  message,
  messageTypes,
  type StoredEvent,
  schemaOf,
  type Upcaster,
} from '@presales/kernel';
import fc from 'fast-check';
import { z } from 'zod';
import { CounterEvent, counter, upcasters } from './fixtures/counter.ts';

/** One event for every version ever written; a line once here stays for good. */
const golden: readonly StoredEvent[] = JSON.parse(
  readFileSync(join(__dirname, 'fixtures/counter.golden.json'), 'utf8'),
  (key, value) => (key === 'revision' || key === 'position' ? BigInt(value) : value),
);
const [first, second, third] = golden;
if (first === undefined || second === undefined || third === undefined)
  throw new Error('the golden file has lost events');

describe('a codec', () => {
  it('knows its types in the order they are written', () =>
    expect(messageTypes(CounterEvent)).toEqual(['Counted', 'CounterClosed']));

  it('gives the schema of the data of each type', () => {
    expect(Object.keys(schemaOf(CounterEvent, 'Counted').shape)).toContain('counterId');
    // What comes from data is no type of the union.
    expect(() => schemaOf<Message>(CounterEvent, 'toString')).toThrow(RangeError);
  });

  it('writes the version that the last upcaster leads to', () => {
    expect(counter.codec.versionOf('Counted')).toBe(3);
    expect(counter.codec.versionOf('CounterClosed')).toBe(1);
  });

  it('holds a golden event for every version of every type, in the file', () =>
    expect(golden.map(({ type, version }) => `${type} ${version}`).sort()).toEqual(
      counter.codec.types
        .flatMap((type) =>
          Array.from(
            { length: counter.codec.versionOf(type) },
            (_, index) => `${type} ${index + 1}`,
          ),
        )
        .sort(),
    ));

  it('reads every version ever written as today has it', () => {
    const events = golden.map(counter.codec.decode);
    expect(events.map(({ data, version }) => ({ data, version }))).toEqual([
      { data: { counterId: 'a', by: 1, unit: 'piece' }, version: 3 },
      { data: { counterId: 'a', by: 3, unit: 'piece' }, version: 3 },
      { data: { counterId: 'a', by: 2, unit: 'box' }, version: 3 },
      { data: { counterId: 'a' }, version: 1 },
    ]);
    expect(
      fold(
        counter.decider,
        events.map(({ type, data }) => CounterEvent.parse({ type, data })),
      ),
    ).toEqual({
      total: 6,
      closed: true,
    });
  });

  it('changes nothing of an event but its data and version, and not the stored one', () => {
    const before = structuredClone(first);
    const { data: _, version: __, ...rest } = counter.codec.decode(first);
    const { data: ___, version: ____, ...stored } = first;
    expect(rest).toEqual(stored);
    expect(first).toEqual(before);
  });

  it('hands on what stands under the present version as it is', () =>
    expect(counter.codec.decode(third)).toBe(third));

  it('reads no version that it does not know, and says which it does', () => {
    for (const version of [0, -1, 4, 1.5, Number.NaN])
      expect(() => counter.codec.decode({ ...first, version })).toThrow(
        expect.objectContaining({
          code: 'codec/undecodable',
          message: expect.stringContaining('this program knows versions 1 to 3'),
        }),
      );
  });

  it('reads no type that it does not know, and says where it stands', () =>
    expect(() => counter.codec.decode({ ...second, type: 'Weighed' })).toThrow(
      'counter-a revision 1 (position 1), Weighed version 2: unknown event type',
    ));

  it('parses what was upcast, and names the wrong place', () =>
    expect(() => counter.codec.decode({ ...second, data: { counterId: 'a', by: -3 } })).toThrow(
      'upcasting failed: version 3: data.by: expected more than 0',
    ));

  it('says so when an upcaster throws, with the cause', () => {
    const cause = new Error('no such field');
    const broken = codec(CounterEvent, [
      {
        type: 'Counted',
        from: 1,
        up: () => {
          throw cause;
        },
      },
    ]);
    expect(() => broken.decode(first)).toThrow(
      expect.objectContaining({ code: 'codec/undecodable', cause, stored: first }),
    );
  });

  it('refuses chains with a gap, a repetition or an unknown type when the program starts', () => {
    const up: Upcaster['up'] = (data) => data;
    const broken = (...chain: readonly Upcaster[]) =>
      expect(() => codec(CounterEvent, chain)).toThrow(
        expect.objectContaining({ code: 'codec/broken-chain' }),
      );
    broken({ type: 'Counted', from: 2, up });
    broken({ type: 'Counted', from: 0, up });
    broken({ type: 'Counted', from: 1, up }, { type: 'Counted', from: 3, up });
    broken({ type: 'Counted', from: 1, up }, { type: 'Counted', from: 1, up });
    broken({ type: 'Weighed', from: 1, up });
    expect(() => codec(CounterEvent, upcasters)).not.toThrow();
  });

  it('refuses two schemas for one type when the program starts', () => {
    const twice = z.discriminatedUnion('type', [
      message('Walked', { steps: z.int() }),
      message('Walked', { metres: z.int() }),
    ]);
    expect(() => codec(twice)).toThrow(
      expect.objectContaining({ code: 'codec/broken-chain', message: 'two schemas claim Walked' }),
    );
  });

  it('leads from any version through every later upcaster, each once and in order', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }).chain((length) =>
          fc.tuple(
            fc.integer({ min: 1, max: length }),
            fc.shuffledSubarray(
              Array.from({ length }, (_, index) => index + 1),
              { minLength: length },
            ),
          ),
        ),
        ([version, order]) => {
          const Walked = z.discriminatedUnion('type', [
            message('Walked', { steps: z.array(z.int()) }),
          ]);
          const { decode } = codec(
            Walked,
            order.map((from) => ({
              type: 'Walked',
              from,
              up: ({ steps }) => ({ steps: [...z.array(z.int()).parse(steps), from] }),
            })),
          );
          const expected = order.filter((from) => from >= version).sort((a, b) => a - b);
          expect(decode({ ...first, type: 'Walked', version, data: { steps: [] } }).data).toEqual({
            steps: expected,
          });
        },
      ),
    ));
});

describe('a catalogue of codecs', () => {
  const Other = z.discriminatedUnion('type', [message('Weighed', { grams: z.int() })]);

  it('reads the events of every family', () => {
    const decode = catalogue([counter.codec, codec(Other)]);
    expect(decode(first).data).toEqual({ counterId: 'a', by: 1, unit: 'piece' });
    const weighed = { ...first, type: 'Weighed', data: { grams: 5 } };
    expect(decode(weighed)).toBe(weighed);
    expect(() => decode({ ...first, type: 'Lost' })).toThrow('Lost version 1: unknown event type');
  });

  it('refuses two families that claim one type', () =>
    expect(() => catalogue([counter.codec, codec(CounterEvent)])).toThrow(
      expect.objectContaining({ code: 'codec/broken-chain' }),
    ));
});
