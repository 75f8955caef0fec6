import { contest } from '../harness/contest.ts';
import { isolated } from '../harness/isolated.ts';
import { inDirectory } from '../harness/place.ts';
import { spread } from '../harness/statistics.ts';
import type { Benchmark } from './benchmark.ts';
import type { ModelParts, PartName } from './project-parts-program.ts';
import type { Memory } from './project-program.ts';

const parse = 'JSON.parse of the payloads';
const project = 'three read models';

const megabyte = 1_000_000;

/** A million events into the three read models: how fast, in how much memory, and where it goes. */
export const projecting: Benchmark = {
  name: 'project',
  about: 'a million events into the three read models: speed, memory, share of each part',
  run: ({ rounds = 3, events = 1_000_000, progress }) =>
    inDirectory(async (directory) => {
      const file = `${directory}/events.db`;
      await isolated('writeBigLog', { file, events });
      progress(`a log of ${events.toLocaleString('en')} events is written`);
      const memories: Memory[] = [];
      const comparison = await contest({
        title: `Project ${events.toLocaleString('en')} events into three read models`,
        unit: 'events',
        reference: parse,
        contenders: [parse, project],
        setUps: new Map([
          [parse, 'every payload parsed, metadata not; the reading of them not counted'],
          [project, 'open(…) and caughtUp(): three projectors at once, SQLite to SQLite'],
        ]),
        rounds,
        progress,
        turn: async (name) => {
          if (name === parse) return isolated('parsePayloads', { file });
          const result = await isolated('project', { file });
          memories.push(result.memory);
          return result;
        },
      });
      const { models } = await isolated('projectParts', { file });
      return {
        comparisons: [comparison],
        targets: [
          {
            what: 'peak resident memory',
            bound: 'at most',
            wanted: 300,
            unit: ' MB',
            figures: memories.map(({ peak }) => peak / megabyte),
          },
        ],
        remarks: [...memoryRemarks(memories), '', ...models.map(partsText)],
      };
    }),
};

const memoryRemarks = (memories: readonly Memory[]): readonly string[] => {
  const median = (figure: (memory: Memory) => number): string =>
    `${(spread(memories.map(figure)).median / megabyte).toFixed(0)} MB`;
  return [
    `resident before the first event: ${median(({ before }) => before)}; largest heap: ${median(({ heap }) => heap)}`,
    `most resident in each quarter of the way: ${[0, 1, 2, 3]
      .map((quarter) => median(({ quarters }) => quarters[quarter] ?? 0))
      .join(', ')}`,
  ];
};

const partNames: readonly PartName[] = ['read', 'decode', 'load', 'write', 'fold'];

const partsText = ({ model, handled, rate, parts }: ModelParts): string => {
  const total = partNames.reduce((sum, part) => sum + parts[part], 0);
  const shares = partNames.map((part) => `${part} ${((parts[part] / total) * 100).toFixed(0)} %`);
  return `${model} alone: ${Math.round(rate).toLocaleString('en')} events/s, ${handled.toLocaleString('en')} handled; ${shares.join(', ')}`;
};
