import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publicApi } from './public-api/entries.ts';
import { apiPage, nameList } from './public-api/page.ts';

const folder = join(resolve(__dirname, '..'), 'docs/reference/api');
const write = process.env['PRESALES_WRITE_REFERENCE'] === '1';
if (write) rmSync(folder, { recursive: true, force: true });

/** Compares a file with what the sources say, or writes it. */
const expectFile = (name: string, content: string): void => {
  const path = join(folder, name);
  if (write) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, content);
  }
  expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(content);
};

const api = publicApi();

describe('The public names (npm run reference)', () => {
  it('are those of the list: what is added or taken away is seen', () =>
    expectFile('names.txt', nameList(api)));

  it('each say what they mean', () =>
    expect(
      [...api.values()].flatMap((entries) =>
        entries.flatMap(({ module, exports }) =>
          exports
            .filter(({ meaning }) => meaning === '')
            .map(({ name, file }) => `${module} ${name} (${file})`),
        ),
      ),
    ).toEqual([]));

  it.each([...api])('of %s have a page', (name, entries) =>
    expectFile(`${name}.md`, apiPage(name, entries)),
  );

  it('have no page of a package that is no more', () =>
    expect(readdirSync(folder).sort()).toEqual(
      [...[...api.keys()].map((name) => `${name}.md`), 'names.txt'].sort(),
    ));
});
