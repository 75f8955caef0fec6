import { handledTypes } from '@presales/kernel/store';
import { readModels } from '@presales/projections';
import { contest, ratioIn } from '../harness/contest.ts';
import { isolated } from '../harness/isolated.ts';
import { inDirectory } from '../harness/place.ts';
import type { Benchmark } from './benchmark.ts';

const parse = 'JSON.parse of the payloads';
const everything = 'readAll, everything';
const filtered = (model: string): string => `readAll, types of ${model}`;

/** The whole log in global order: all of it, and the types of each read model. */
export const read: Benchmark = {
  name: 'read',
  about: 'a million events in global order, all and filtered by type',
  run: ({ rounds = 5, events = 1_000_000, progress }) =>
    inDirectory(async (directory) => {
      const file = `${directory}/events.db`;
      await isolated('writeBigLog', { file, events });
      progress(`a log of ${events.toLocaleString('en')} events is written`);
      const typesOf = new Map<string, readonly string[]>(
        readModels.map((model) => [filtered(model.name), handledTypes(model)]),
      );
      const handled = new Map<string, number>();
      const comparison = await contest({
        title: `Read ${events.toLocaleString('en')} events in global order`,
        unit: 'events',
        reference: parse,
        contenders: [parse, everything, ...typesOf.keys()],
        setUps: new Map([
          [parse, 'every payload parsed, metadata not; the reading of them not counted'],
          [everything, 'data and metadata of every event touched'],
        ]),
        rounds,
        progress,
        turn: async (name) => {
          if (name === parse) return isolated('parsePayloads', { file });
          const types = typesOf.get(name);
          const result = await isolated('read', {
            file,
            ...(types === undefined ? {} : { types }),
          });
          handled.set(name, result.read / events);
          return result;
        },
      });
      return {
        comparisons: [comparison],
        targets: [
          {
            what: 'everything, by JSON.parse of the payloads alone',
            bound: 'at least',
            wanted: 0.35,
            unit: '',
            figures: ratioIn(comparison, everything),
          },
          ...[...typesOf.keys()].map((name) => ({
            what: `${name}, by the same`,
            bound: 'at least' as const,
            wanted: 0.8,
            unit: '',
            figures: ratioIn(comparison, name),
          })),
        ],
        remarks: [...typesOf.keys()].map(
          (name) => `${name}: ${((handled.get(name) ?? 0) * 100).toFixed(0)} % of the events`,
        ),
      };
    }),
};
