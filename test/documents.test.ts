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

describe('the business decisions', () => {
  const texts = [
    ...documents,
    ...['packages', 'examples', 'test'].flatMap((folder) => filesUnder(folder, '.ts')),
  ].map((file) => [file, read(file)] as const);
  const decided = [
    ...read('docs/decisions/business.md').matchAll(/^## <a id="b(\d+)"><\/a>B\1 /gm),
  ].map(([, number = '']) => Number(number));

  it('are numbered without a gap', () =>
    expect(decided).toEqual(decided.map((_, index) => index + 1)));

  it('are there where they are cited, as B7 is', () =>
    expect(
      texts.flatMap(([file, text]) =>
        [...text.matchAll(/(?<![\w'"`-])B(\d{1,2})(?![\w'"`-])/g)]
          .filter(([, number]) => !decided.includes(Number(number)))
          .map(([citation]) => `${file} cites ${citation}`),
      ),
    ).toEqual([]));

  it('are cited by that number only: the decisions about the architecture have four digits', () =>
    expect(
      texts.flatMap(([file, text]) =>
        [...text.matchAll(/(?<!-)\bdecisions?(?: |\n\s*\* )\d{1,2}(?!\d)/gi)].map(
          ([citation]) => `${file} cites ${citation}`,
        ),
      ),
    ).toEqual([]));
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
