import { isDeepStrictEqual } from 'node:util';
import type { Opportunity } from '@presales/domain/opportunity';
import type { NewEvent } from '@presales/kernel/store';
import type { Store } from '../contenders/contender.ts';
import { evolve, initialState } from '../contenders/fold.ts';
import { contenders } from '../contenders/index.ts';
import { meter, type Rates } from '../harness/meter.ts';
import { inDirectory } from '../harness/place.ts';
import { newEvent } from '../workload/commits.ts';
import { opportunity } from '../workload/opportunity.ts';
import { people } from '../workload/people.ts';
import { seeded } from '../workload/random.ts';

/** Loading opportunities of one length, again and again. */
export interface RehydrateLimitOptions {
  /** Events of each opportunity. */
  readonly length: number;
  readonly seconds: number;
}

/** The same for one store. */
export interface RehydrateOptions extends RehydrateLimitOptions {
  readonly contender: string;
}

interface Stream {
  readonly name: string;
  readonly events: readonly NewEvent[];
  readonly state: Opportunity;
}

/** Opportunities in the store: loaded in turn, so that no load follows itself. */
const streams = 20;

/** Events in one append while the store is filled. */
const perAppend = 50;

/** Fills a store, then loads its opportunities in turn; every state is checked once. */
export const measureRehydrate = ({
  contender: name,
  length,
  seconds,
}: RehydrateOptions): Promise<Rates> =>
  inDirectory(async (directory) => {
    const contender = contenders.get(name);
    if (contender === undefined) throw new Error(`no contender ${name}`);
    const store = await contender.open(`${directory}/events.db`, () => new Date().toISOString());
    const all = opportunities(length);
    for (const stream of all) await fill(store, stream);
    for (const stream of all) {
      const state = await store.load(stream.name);
      if (!isDeepStrictEqual(state, stream.state))
        throw new Error(`${stream.name} was loaded as ${JSON.stringify(state)}`);
    }
    const rates = await loadRates(all, seconds, (stream) => store.load(stream.name));
    await store.close();
    return rates;
  });

/** No store at all: the JSON is in memory, and is parsed and folded. */
export const rehydrateLimit = async ({
  length,
  seconds,
}: RehydrateLimitOptions): Promise<Rates> => {
  const all = opportunities(length).map(({ events }) =>
    events.map(({ type, data }) => ({ type, data: JSON.stringify(data) })),
  );
  const load = async (stream: readonly { readonly type: string; readonly data: string }[]) => {
    let state = initialState;
    for (const { type, data } of stream) state = evolve(state, { type, data: JSON.parse(data) });
    return state;
  };
  return loadRates(all, seconds, load);
};

const opportunities = (length: number): readonly Stream[] => {
  const random = seeded(2);
  const source = { random, people: people(random), length };
  return Array.from({ length: streams }, (_, index) => {
    const history = opportunity({ ...source, number: index + 1 });
    return {
      name: history.stream,
      events: history.events.map((event, place) => newEvent(random, event, index * length + place)),
      state: history.events.reduce(evolve, initialState),
    };
  });
};

const fill = async (store: Store, { name, events }: Stream): Promise<void> => {
  for (let before = 0; before < events.length; before += perAppend)
    await store.append(name, before, events.slice(before, before + perAppend));
};

/** Half of the time warms up, the other half counts. */
const loadRates = async <One>(
  all: readonly One[],
  seconds: number,
  load: (one: One) => Promise<unknown>,
): Promise<Rates> => {
  const loadFor = async (milliseconds: number): Promise<Rates> => {
    const timing = meter();
    const until = performance.now() + milliseconds;
    let loads = 0;
    timing.start();
    do {
      for (const one of all) await load(one);
      loads += all.length;
    } while (performance.now() < until);
    timing.stop();
    return timing.rates(loads);
  };
  await loadFor(seconds * 500);
  return loadFor(seconds * 500);
};
