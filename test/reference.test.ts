import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { aggregates } from '@presales/domain';
import { commandsFor } from '@presales/testing';
import fc from 'fast-check';
import { aggregatePage } from './reference/aggregate-page.ts';
import { behaviourOf } from './reference/behaviour.ts';
import { sourceComments } from './reference/source-comments.ts';

const root = resolve(__dirname, '..');
const folder = join(root, 'docs/reference/domain');
const write = process.env['PRESALES_WRITE_REFERENCE'] === '1';

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const pages = Object.entries(aggregates).map(([name, aggregate]) => ({
  name,
  aggregate,
  file: `${kebab(name)}.md`,
}));

describe('the reference of the domain', () => {
  it.each(pages)(
    'of $name is what the sources say: npm run reference',
    ({ name, aggregate, file }) => {
      const page = aggregatePage({
        name,
        category: aggregate.category,
        commands: aggregate.commands,
        events: aggregate.events,
        versionOf: aggregate.codec.versionOf as (type: string) => number,
        comments: sourceComments(join(root, 'packages/domain/src', kebab(name))),
        behaviour: behaviourOf(
          aggregate.decider as never,
          fc.array(commandsFor(aggregate as never), { minLength: 1, maxLength: 30, size: 'max' }),
        ),
      });
      const path = join(folder, file);
      if (write) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, page);
      }
      expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(page);
    },
  );
});
