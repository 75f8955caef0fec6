import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import type { EventLog } from '@presales/kernel';
import type { Appended, Direction, ExpectedRevision, NewEvent } from '@presales/kernel/store';
import * as fc from 'fast-check';
import { longCase, type TestRunner } from '../test-runner.ts';
import { bench, type EventLogContract } from './contract.ts';
import { allOf, event, ids, placeOf, streamOf } from './events.ts';

/** An append that was acknowledged, with the answer that its repetition must get. */
interface Acknowledged {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
  readonly appended: Appended;
}

/** A model of a log, in the simplest form. */
interface Model {
  readonly log: { readonly stream: string; readonly event: NewEvent }[];
  readonly acknowledged: Acknowledged[];
  next: number;
}

/** The log under test, which is replaced when it is opened again. */
interface Real {
  log: EventLog;
  readonly reopen: () => Promise<EventLog>;
}

type Step = fc.AsyncCommand<Model, Real>;

const inStream = (model: Model, stream: string): readonly NewEvent[] =>
  model.log.filter((each) => each.stream === stream).map((each) => each.event);

const endOf = (model: Model, stream: string): ExpectedRevision => {
  const { length } = inStream(model, stream);
  return length === 0 ? 'no-stream' : BigInt(length - 1);
};

const always = (): boolean => true;

/** Appends with the right expected revision, or with one that is wrong by so many. */
const append = (stream: string, count: number, beside: number, type: string): Step => ({
  check: always,
  toString: () => `append ${count} ${type} to ${stream}, ${beside} beside its end`,
  run: async (model, { log }) => {
    const end = inStream(model, stream).length - 1 + beside;
    const expected = end < 0 ? 'no-stream' : BigInt(end);
    const list = Array.from({ length: count }, () => event(model.next++, { type }));
    if (expected !== endOf(model, stream)) {
      await rejects(log.append(stream, expected, list), { code: 'event-log/conflict' });
      return;
    }
    const appended = await log.append(stream, expected, list);
    model.log.push(...list.map((each) => ({ stream, event: each })));
    strictEqual(appended.revision, BigInt(inStream(model, stream).length - 1));
    strictEqual(appended.position, await log.head());
    model.acknowledged.push({ stream, expected, events: list, appended });
  },
});

const repeat = (which: number): Step => ({
  check: ({ acknowledged }) => acknowledged.length > 0,
  toString: () => `repeat append ${which}`,
  run: async ({ acknowledged }, { log }) => {
    const earlier = acknowledged[which % acknowledged.length];
    if (earlier === undefined) return;
    const { stream, expected, events, appended } = earlier;
    deepStrictEqual(await log.append(stream, expected, events), placeOf(appended));
  },
});

const readOneStream = (
  stream: string,
  from: number | undefined,
  direction: Direction,
  limit: number,
): Step => ({
  check: always,
  toString: () => `read ${limit} of ${stream} ${direction} from ${from}`,
  run: async (model, { log }) => {
    const all = inStream(model, stream);
    const wanted =
      direction === 'forwards'
        ? all.slice(from ?? 0)
        : all.slice(0, (from ?? all.length) + 1).reverse();
    const read = await streamOf(log, stream, {
      direction,
      limit,
      ...(from === undefined ? {} : { from: BigInt(from) }),
    });
    deepStrictEqual(ids(read), ids(wanted.slice(0, limit)));
  },
});

const readEverything = (
  types: readonly string[] | undefined,
  direction: Direction,
  after: number | undefined,
  limit: number,
): Step => ({
  check: always,
  toString: () => `read ${limit} of ${types ?? 'all'} ${direction} after append ${after}`,
  run: async (model, { log }) => {
    const { acknowledged } = model;
    const place =
      after === undefined ? undefined : acknowledged[after % (acknowledged.length || 1)];
    const lastOfPlace = place?.events.at(-1)?.id;
    const at = model.log.findIndex((each) => each.event.id === lastOfPlace);
    const forwards = direction === 'forwards';
    const past = forwards
      ? model.log.slice(at + 1)
      : model.log.slice(0, at < 0 ? undefined : at).reverse();
    const wanted = past
      .map((each) => each.event)
      .filter(({ type }) => types === undefined || types.includes(type));
    const read = await allOf(log, {
      direction,
      limit,
      ...(types === undefined ? {} : { types }),
      ...(place === undefined ? {} : { after: place.appended.position }),
    });
    deepStrictEqual(ids(read), ids(wanted.slice(0, limit)));
  },
});

const reopen: Step = {
  check: always,
  toString: () => 'close and open again',
  run: async (_, real) => {
    await real.log.close();
    real.log = await real.reopen();
  },
};

const streams = fc.constantFrom('deal-1', 'deal-2', 'lead-1');
const types = fc.constantFrom('Drafted', 'Won', 'Lost');
const directions = fc.constantFrom<Direction>('forwards', 'backwards');
const limits = fc.oneof(fc.constant(1_000), fc.nat(5));
const places = fc.option(fc.nat(12), { nil: undefined });

const steps = (reopens: boolean): fc.Arbitrary<Step>[] => [
  fc
    .tuple(streams, fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 0, 0, -1, 1, -2), types)
    .map(([stream, count, beside, type]) => append(stream, count, beside, type)),
  fc.nat(50).map(repeat),
  fc.tuple(streams, places, directions, limits).map((all) => readOneStream(...all)),
  fc
    .tuple(
      fc.option(fc.subarray(['Drafted', 'Won', 'Lost']), { nil: undefined }),
      directions,
      places,
      limits,
    )
    .map((all) => readEverything(...all)),
  ...(reopens ? [fc.constant(reopen)] : []),
];

/** In every random history of operations the log answers as its model does. */
export const historyCases = (contract: EventLogContract, { describe, it }: TestRunner): void => {
  describe('any history', () => {
    it(
      'is answered as its plain model answers it',
      () =>
        fc.assert(
          fc.asyncProperty(
            fc.commands(steps(contract.openAgain !== undefined), { maxCommands: 40, size: 'max' }),
            (commands) =>
              bench(contract, async ({ log, openAgain }) => {
                const model: Model = { log: [], acknowledged: [], next: 0 };
                const real: Real = { log, reopen: openAgain };
                await fc.asyncModelRun(() => ({ model, real }), commands);
                deepStrictEqual(
                  ids(await allOf(real.log)),
                  ids(model.log.map((each) => each.event)),
                );
              }),
          ),
          { numRuns: contract.runs ?? 25 },
        ),
      longCase,
    );
  });
};
