import { isDeepStrictEqual } from 'node:util';
import type { Settings, Store } from '../contenders/contender.ts';
import { contenders } from '../contenders/index.ts';
import { meter, type Rates } from '../harness/meter.ts';
import { inDirectory } from '../harness/place.ts';
import { type Commit, commits } from '../workload/commits.ts';

/** One contender's turn at appending. */
export interface AppendOptions {
  readonly contender: string;
  readonly perCommit: number;
  /** Callers in flight, each waiting for its own append before the next. */
  readonly callers: number;
  /** Events to append at most. */
  readonly events: number;
  /** A slow contender stops after so long, and is judged by what it did. */
  readonly seconds: number;
}

export interface AppendResult extends Rates {
  readonly settings: Settings;
}

/** Part of the events come before the clock starts: compiled code, warm caches, a grown file. */
const warmUp = 0.2;

/** More events than are wanted, so that every caller is busy until the last one is appended. */
const surplus = 1.6;

/** Appends the workload to an empty store and makes sure that all of it is there. */
export const measureAppend = (options: AppendOptions): Promise<AppendResult> =>
  inDirectory(async (directory) => {
    const contender = contenders.get(options.contender);
    if (contender === undefined) throw new Error(`no contender ${options.contender}`);
    const store = await contender.open(`${directory}/events.db`, () => new Date().toISOString());
    const all = [
      ...commits({ seed: 1, events: options.events * surplus, perCommit: options.perCommit }),
    ];
    const lanes = lanesOf(all, options.callers);

    const warm = await drive(store, lanes, options.events * warmUp, options.seconds);
    const timing = meter();
    timing.start();
    const timed = await drive(store, lanes, options.events, options.seconds);
    timing.stop();

    // Asked at the end: a store may take its time to bring its connection to them.
    const settings = await store.settings();
    await verify(store, [...warm, ...timed]);
    await store.close();
    return { ...timing.rates(countOf(timed)), settings };
  });

/** Commits of one stream stay with one caller, in order. */
const lanesOf = (all: readonly Commit[], callers: number): readonly Commit[][] => {
  const lanes = Array.from({ length: callers }, (): Commit[] => []);
  const laneOf = new Map<string, Commit[]>();
  for (const commit of all) {
    const known = laneOf.get(commit.stream);
    const lane = known ?? lanes[laneOf.size % callers];
    if (lane === undefined) continue;
    laneOf.set(commit.stream, lane);
    lane.push(commit);
  }
  for (const lane of lanes) lane.reverse();
  return lanes;
};

/** Takes commits off the lanes until so many events are appended, or none is left, or time is up. */
const drive = async (
  store: Store,
  lanes: readonly Commit[][],
  events: number,
  seconds: number,
): Promise<readonly Commit[]> => {
  const done: Commit[] = [];
  let appended = 0;
  const until = performance.now() + seconds * 1_000;
  const call = async (lane: Commit[]): Promise<void> => {
    while (appended < events && performance.now() < until) {
      const commit = lane.pop();
      if (commit === undefined) return;
      await store.append(commit.stream, commit.before, commit.events);
      appended += commit.events.length;
      done.push(commit);
    }
  };
  await Promise.all(lanes.map(call));
  return done;
};

/** @throws Error when an event is missing or came back as something else */
const verify = async (store: Store, done: readonly Commit[]): Promise<void> => {
  const expected = countOf(done);
  const count = await store.count();
  if (count !== expected) throw new Error(`${count} events in the store instead of ${expected}`);
  const last = done.at(-1);
  const written = last?.events.at(-1);
  const stored = (await store.read(last?.stream ?? '')).at(-1);
  if (
    stored?.type !== written?.type ||
    !isDeepStrictEqual(stored?.data, written?.data) ||
    // A store may take one metadata a commit: it is then that of one of the commit's events.
    !last?.events.some(({ metadata }) => isDeepStrictEqual(stored?.metadata, metadata))
  )
    throw new Error(`the last event of ${last?.stream} came back as ${JSON.stringify(stored)}`);
};

const countOf = (done: readonly Commit[]): number =>
  done.reduce((sum, { events }) => sum + events.length, 0);
