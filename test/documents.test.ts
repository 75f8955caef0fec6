import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(__dirname, '..');

/**
 * Documents quote programs and what they print. A fenced block whose first line reads
 * "```ts examples/…" is that program, to the letter; "```text examples/…" is what it prints.
 */
interface Quote {
  readonly document: string;
  readonly language: string;
  readonly program: string;
  readonly text: string;
}

const filesUnder = (folder: string, extension: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => join(folder, file))
    .sort();

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesUnder('docs', '.md'),
  ...filesUnder('packages', '.md').filter((file) => file.endsWith('README.md')),
  ...filesUnder('examples', '.md'),
];

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const quotes: readonly Quote[] = documents.flatMap((document) =>
  [...read(document).matchAll(/^```(ts|text) (examples\/\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', program = '', text = '']) => ({ document, language, program, text }),
  ),
);

const programs = filesUnder('examples', '.ts').filter((file) => !file.endsWith('.test.ts'));

describe('the documents', () => {
  it.each(
    quotes
      .filter(({ language }) => language === 'ts')
      .map((quote) => [quote.document, quote.program, quote] as const),
  )('%s quotes %s to the letter', (_, program, { text }) => expect(text).toBe(read(program)));

  it.each(documents)('%s links to files that are there', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)];
    const broken = links
      .map(([, link = '']) => resolve(root, document, '..', link))
      .filter((target) => {
        try {
          readFileSync(target);
          return false;
        } catch (error) {
          return (error as NodeJS.ErrnoException).code !== 'EISDIR';
        }
      });
    expect(broken.map((target) => relative(root, target))).toEqual([]);
  });

  it('quote every program of the tutorial', () => {
    const quoted = new Set(quotes.map(({ program }) => program));
    expect(
      programs.filter(
        (program) => program.startsWith('examples/tutorial/') && !quoted.has(program),
      ),
    ).toEqual([]);
  });
});

describe('every program under examples/', () => {
  it.each(programs)(
    '%s runs, and prints what the documents say',
    async (program) => {
      const { stdout } = await run('node', ['--import', 'tsx', program], {
        cwd: root,
        env: { ...process.env, NO_COLOR: '1' },
      });
      for (const { language, text } of quotes.filter((quote) => quote.program === program))
        if (language === 'text') expect(stdout).toBe(text);
    },
    60_000,
  );
});
