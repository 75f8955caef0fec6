import { posix } from 'node:path';
import type { Source } from './source.ts';

/**
 * The circles of relative imports among sources, one line each: `a.ts → b.ts → a.ts`. An import of
 * types counts too, and so does a lazy one: a reader follows them all. Of the files that reach one
 * another, one shortest circle is told for each file that stands in none told before.
 */
export const importCircles = (sources: ReadonlyMap<string, Source>): readonly string[] => {
  const imports = new Map(
    [...sources].map(([file, source]) => [file, importedFiles(file, source, sources)]),
  );
  const told = new Set<string>();
  return [...imports.keys()].sort().flatMap((file) => {
    const circle = told.has(file) ? undefined : shortestCircle(file, imports);
    if (circle === undefined) return [];
    for (const each of circle) told.add(each);
    return [[...circle, file].join(' → ')];
  });
};

/** The files of the same sources that a file imports. */
const importedFiles = (
  file: string,
  { imports }: Source,
  sources: ReadonlyMap<string, Source>,
): readonly string[] =>
  imports
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => posix.normalize(posix.join(posix.dirname(file), from)))
    .filter((imported) => sources.has(imported));

/** The shortest way from a file back to itself, by its stations; undefined where there is none. */
const shortestCircle = (
  start: string,
  imports: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined => {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const longer: (readonly string[])[] = [];
    for (const way of ways)
      for (const next of imports.get(way.at(-1) ?? start) ?? []) {
        if (next === start) return way;
        if (seen.has(next)) continue;
        seen.add(next);
        longer.push([...way, next]);
      }
    ways = longer;
  }
  return undefined;
};
