import { present } from '../contenders/index.ts';
import { contest, ratioIn } from '../harness/contest.ts';
import { isolated } from '../harness/isolated.ts';
import type { Comparison } from '../harness/report.ts';
import type { Benchmark } from './benchmark.ts';

const limit = 'JSON.parse and fold';
const ours = ['presales', 'presales, no cache'];
const peers = [
  'evtstore, WAL',
  'evtstore, cached',
  'act-sqlite',
  'emmett-sqlite, one connection',
  'emmett-sqlite',
];

/** Seconds of one turn, half of it warm-up. */
const seconds = 1.5;

/** The length that the target speaks of, and that the peers are measured at. */
const usual = 100;

/** Loading an aggregate: from the cache and its tail, from the stream, at most, and by the peers. */
export const rehydrate: Benchmark = {
  name: 'rehydrate',
  about: 'loading an aggregate of 10, 100 and 1,000 events, cached and not',
  run: async ({ rounds = 5, progress }) => {
    const comparisons: Comparison[] = [];
    for (const length of [10, usual, 1_000]) {
      const names = [...ours, 'floor', limit, ...(length === usual ? peers : [])];
      comparisons.push(
        await contest({
          title: `Rehydrate an opportunity of ${length} events`,
          unit: 'loads',
          reference: 'presales, no cache',
          contenders: [limit, ...present(names.filter((name) => name !== limit))],
          setUps: new Map([[limit, 'no store: the JSON is in memory']]),
          rounds,
          progress,
          turn: (contender) =>
            contender === limit
              ? isolated('rehydrateLimit', { length, seconds })
              : isolated('rehydrate', { contender, length, seconds }),
        }),
      );
    }
    const atUsual = comparisons[1];
    return {
      comparisons,
      targets:
        atUsual === undefined
          ? []
          : [
              {
                what: `cached state of ${usual} events, by the same without the cache`,
                bound: 'at least',
                wanted: 10,
                unit: '',
                figures: ratioIn(atUsual, 'presales'),
              },
            ],
      remarks: [],
    };
  },
};
