import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { manifestOf, packageFolders } from './architecture/workspace.ts';

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

/** A link to something of ours: a file or folder from the root, and perhaps a place in it. */
interface Link {
  readonly file: string;
  readonly anchor?: string;
}

const linksOf = (document: string): readonly Link[] =>
  [...read(document).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(
    ([, file = '', anchor]) => ({
      file: file === '' ? document : relative(root, resolve(root, document, '..', decodeURI(file))),
      ...(anchor !== undefined && { anchor }),
    }),
  );

/** What a link may point at in a page: its own anchors, and its headings as GitHub names them. */
const anchorsOf = (file: string): readonly string[] => {
  const text = read(file);
  return [
    ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
    ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/<[^>]*>/g, '')
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  ];
};

const programs = filesUnder('examples', '.ts').filter((file) => !file.endsWith('.test.ts'));

describe('the documents', () => {
  it.each(
    quotes
      .filter(({ language }) => language === 'ts')
      .map((quote) => [quote.document, quote.program, quote] as const),
  )('%s quotes %s to the letter', (_, program, { text }) => expect(text).toBe(read(program)));

  it.each(documents)('%s links to files and headings that are there', (document) =>
    expect(
      linksOf(document).filter(({ file, anchor }) => {
        if (!existsSync(join(root, file))) return true;
        return anchor !== undefined && !anchorsOf(file).includes(anchor);
      }),
    ).toEqual([]),
  );

  it('quote every program of the tutorial', () => {
    const quoted = new Set(quotes.map(({ program }) => program));
    expect(
      programs.filter(
        (program) => program.startsWith('examples/tutorial/') && !quoted.has(program),
      ),
    ).toEqual([]);
  });
});

describe('the list of mutants that nothing can tell apart', () => {
  it('names files that are there', () =>
    expect(
      [...read('docs/explanation/mutation.md').matchAll(/`([a-z-]+\/[a-z/-]+\.ts)`/g)]
        .map(([, file = '']) => `packages/domain/src/${file}`)
        .filter((file) => !existsSync(join(root, file))),
    ).toEqual([]));
});

describe('the tables of packages', () => {
  const packages = packageFolders();
  const rows = (document: string, row: RegExp): readonly string[] =>
    [...read(document).matchAll(row)].map(([, folder = '']) => folder).sort();

  it('of CONTRIBUTING names every package', () =>
    expect(rows('CONTRIBUTING.md', /^\| `packages\/([^`]+)` \|/gm)).toEqual(packages));

  it('of the README names every package that is published, under its own name', () =>
    expect(rows('README.md', /^\| (\[`[^`]+`\]\(packages\/[^)]+\)) \|/gm)).toEqual(
      packages
        .filter((folder) => manifestOf(folder).private !== true)
        .map((folder) => `[\`${manifestOf(folder).name}\`](packages/${folder})`)
        .sort(),
    ));
});

describe('the decisions about the program', () => {
  it('are listed on the first page, by their titles', () =>
    expect(
      [...read('docs/decisions/README.md').matchAll(/^\| \[(\d+)\]\((\S+)\) \| (.+?) \|/gm)].map(
        ([, number, file, title]) => `${file}: ${number} ${title}`,
      ),
    ).toEqual(
      filesUnder('docs/decisions', '.md')
        .filter((file) => /\/\d/.test(file))
        .map((file) => `${basename(file)}: ${/^# (.*)$/m.exec(read(file))?.[1]}`),
    ));
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
