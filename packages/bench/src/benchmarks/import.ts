import { cpSync, mkdirSync } from 'node:fs';
import { contest, ratioIn } from '../harness/contest.ts';
import { isolated } from '../harness/isolated.ts';
import { inDirectory } from '../harness/place.ts';
import type { Benchmark } from './benchmark.ts';

const alone = 'the same CSV read alone';
const first = 'first import';
const again = 'second import';
const dry = 'dry run';

const runs = new Map([
  [first, 'first'],
  [again, 'again'],
  [dry, 'dry'],
] as const);

/** A long file into an empty log, once more, and without storing anything. */
export const importing: Benchmark = {
  name: 'import',
  about:
    'a CSV file into the log: the first time, again, and as a dry run, against reading it alone',
  run: ({ rounds = 3, events: rows = 92_000, progress }) =>
    inDirectory(async (directory) => {
      const file = `${directory}/loan.csv`;
      const mapping = `${directory}/loan.yaml`;
      await isolated('writeImportFile', { file, mapping, rows });
      const inFolder = (name: string): string => {
        mkdirSync(`${directory}/${name}`);
        return `${directory}/${name}/log.db`;
      };
      // What the second import finds is made once, and copied for every turn.
      const options = { file, rows, mapping };
      await isolated('import', { ...options, log: inFolder('imported'), run: 'first' });
      progress(`a file of ${rows.toLocaleString('en')} rows is written and imported`);
      let turns = 0;
      const comparison = await contest({
        title: `Import ${rows.toLocaleString('en')} rows of a CSV file`,
        unit: 'rows',
        reference: alone,
        contenders: [alone, first, again, dry],
        setUps: new Map([
          [alone, 'csv-parse, every row as a list of its cells, a process of its own'],
          [first, 'an empty log in a file, a durable commit for the rows in flight'],
          [again, 'the same file over the log that holds it'],
          [dry, 'everything decided in memory, nothing stored'],
        ]),
        rounds,
        progress,
        turn: async (name) => {
          const run = [...runs].find(([each]) => each === name)?.[1];
          if (run === undefined) return isolated('readCsv', { file, rows });
          const log = inFolder(`turn-${++turns}`);
          if (run === 'again')
            cpSync(`${directory}/imported`, `${directory}/turn-${turns}`, { recursive: true });
          return isolated('import', { ...options, log, run });
        },
      });
      const timesFaster = ratioIn(comparison, again).map(
        (ratio, round) => ratio / (ratioIn(comparison, first)[round] ?? Number.NaN),
      );
      return {
        comparisons: [comparison],
        targets: [
          {
            what: 'the second import, by the first',
            bound: 'at least',
            wanted: 10,
            unit: '',
            figures: timesFaster,
          },
        ],
        remarks: [],
      };
    }),
};
