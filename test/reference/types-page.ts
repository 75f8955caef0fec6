import { code } from './markdown.ts';
import type { SourceComments } from './source-comments.ts';
import { namedWithin, shapeText } from './type-text.ts';

/** The types that fields are named by, each with its shape and what its comment says. */
export const typesPage = (
  messages: readonly unknown[],
  sources: readonly SourceComments[],
): string => {
  const types = new Map<string, unknown>();
  for (const schema of messages)
    for (const [name, type] of namedWithin(schema)) types.set(name, type);
  return `${[
    '# types',
    `What the fields of commands and events hold. Every type is exported under its name, with a schema
of the same name. This page is generated like those of the [aggregates](README.md).`,
    ...[...types]
      .sort(byName)
      .flatMap(([name, schema]) => [
        `## ${name}`,
        sources.map(({ of }) => of(name)).find((comment) => comment !== '') ?? '',
        code(shapeText(schema)),
      ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;
