import { posix } from 'node:path';

/** The files that an aggregate's folder may hold, beside the one that is named as the folder. */
const files: readonly string[] = [
  'events.ts',
  'upcasters.ts',
  'commands.ts',
  'state.ts',
  'refusals.ts',
  'evolve.ts',
  'vocabulary.ts',
  'index.ts',
];

/** The files that no aggregate does without. */
const needed: readonly string[] = [
  'events.ts',
  'commands.ts',
  'state.ts',
  'refusals.ts',
  'evolve.ts',
  'index.ts',
];

/** The folders in it: verbs, what is computed, rules that several verbs share, value schemas. */
const folders: readonly string[] = ['decide', 'figures', 'rules', 'values'];

/**
 * One line for each file that is out of place in an aggregate's folder, or missing from it. The
 * files are given by their paths below the folder.
 */
export const misshapen = (aggregate: string, paths: readonly string[]): readonly string[] => {
  const required = [...needed, `${aggregate}.ts`];
  return [
    ...required
      .filter((name) => !paths.includes(name))
      .map((name) => `${aggregate}/${name} is missing`),
    ...paths
      .filter((path) => !fits(aggregate, path))
      .map((path) => `${aggregate}/${path} is none of an aggregate's files`),
  ];
};

const fits = (aggregate: string, path: string): boolean => {
  const folder = posix.dirname(path);
  return folder === '.'
    ? files.includes(path) || path === `${aggregate}.ts`
    : folders.includes(folder);
};
