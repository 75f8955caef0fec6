import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { aggregates, kebabCase } from '@presales/domain';
import { histories } from '@presales/testing';
import { aggregatePage } from './reference/aggregate-page.ts';
import { behaviourOf } from './reference/behaviour.ts';
import { indexPage } from './reference/index-page.ts';
import { sourceComments } from './reference/source-comments.ts';
import { typesPage } from './reference/types-page.ts';
import { unmet } from './reference/unmet.ts';

const root = resolve(__dirname, '..');
const folder = join(root, 'docs/reference/domain');
const write = process.env['PRESALES_WRITE_REFERENCE'] === '1';
if (write) rmSync(folder, { recursive: true, force: true });

/** Compares a page with its file, or writes the file. */
const expectPage = (file: string, page: string): void => {
  const path = join(folder, file);
  if (write) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, page);
  }
  expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(page);
};

const described = Object.entries(histories).map(([name, { visit }]) => ({
  name,
  file: `${kebabCase(name)}.md`,
  comments: sourceComments(join(root, 'packages/domain/src', kebabCase(name))),
  visit,
}));

describe('the reference of the domain (npm run reference)', () => {
  it.each(described)('of $name is what the sources say', ({ name, file, comments, visit }) =>
    visit((aggregate, commands) => {
      const written = new Set(comments.refusals.map(({ code }) => code));
      const expected = [...written].filter((code) => !unmet.has(code)).sort();
      const behaviour = behaviourOf(aggregate, commands, expected);
      expectPage(file, aggregatePage({ name, aggregate, comments, behaviour }));
      // Every refusal that is written can be met, and none is met that is not written.
      expect([...behaviour.refused.keys()].sort()).toEqual(expected);
    }),
  );

  it('of the types is what the schemas say', () =>
    expectPage(
      'types.md',
      typesPage(
        Object.values(aggregates).flatMap(({ commands, events }) => [
          ...commands.options,
          ...events.options,
        ]),
        ['packages/domain/src', 'packages/kernel/src'].map((sources) =>
          sourceComments(join(root, sources)),
        ),
      ),
    ));

  it('names every aggregate on its first page', () =>
    expectPage(
      'README.md',
      indexPage(
        described.map(({ name, file, comments }) => ({ name, file, meaning: comments.of(name) })),
      ),
    ));

  it('has no page of what is no more', () =>
    expect(readdirSync(folder).sort()).toEqual(
      [...described.map(({ file }) => file), 'README.md', 'types.md'].sort(),
    ));
});
