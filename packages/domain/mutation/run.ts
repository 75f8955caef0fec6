import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Mutates the domain, one folder of it after the other, each against the tests that carry its name:
 * `npm run mutation -w packages/domain -- lead quotation`, all folders without a name. Laws, golden
 * events and the tests of other aggregates do not count, so the true score is a little higher.
 * Static mutants, those in schemas made when a module loads, are left out: each would need a
 * process of its own. Reports and survivors are left in `.mutation/`.
 */
const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const sources = join(root, 'packages/domain/src');
const reports = join(root, '.mutation');

interface Score {
  readonly folder: string;
  readonly detected: number;
  readonly survived: number;
}

const run = (command: string, args: readonly string[], folder = ''): void => {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PRESALES_MUTATED: folder },
  });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed`);
};

/** The tools are installed by the first run, apart from everybody's set-up. */
const install = (): void => {
  if (!existsSync(join(here, 'node_modules'))) run('npm', ['ci', '--prefix', here]);
};

const mutate = (folder: string): Score => {
  run(join(here, 'node_modules/.bin/stryker'), ['run', join(here, 'stryker.config.mjs')], folder);
  return scoreOf(folder);
};

const scoreOf = (folder: string): Score => {
  const { files }: Report = JSON.parse(readFileSync(join(reports, `${folder}.json`), 'utf8'));
  const statuses = Object.values(files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const count = (...wanted: readonly string[]): number =>
    statuses.filter((status) => wanted.includes(status)).length;
  return {
    folder,
    detected: count('Killed', 'Timeout'),
    survived: count('Survived', 'NoCoverage'),
  };
};

/** What we read of Stryker's report. */
interface Report {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly status: string }[] }>
  >;
}

const percent = ({ detected, survived }: Omit<Score, 'folder'>): string =>
  `${((100 * detected) / (detected + survived)).toFixed(1)} %`;

const line = ({ folder, detected, survived }: Score): string =>
  `${folder.padEnd(18)} ${String(detected).padStart(5)} detected ${String(survived).padStart(5)} not ${percent({ detected, survived }).padStart(8)}`;

const everyFolder = (): readonly string[] =>
  readdirSync(sources, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const asked = process.argv.slice(2);
const known = everyFolder();
const unknown = asked.filter((folder) => !known.includes(folder));
if (unknown.length > 0) {
  console.error(`no folder ${unknown.join(', ')}: expected some of ${known.join(', ')}`);
  process.exit(2);
}
mkdirSync(reports, { recursive: true });
install();
const scores = (asked.length === 0 ? known : asked).map(mutate);
const total = scores.reduce(
  (sum, { detected, survived }) => ({
    folder: 'all',
    detected: sum.detected + detected,
    survived: sum.survived + survived,
  }),
  { folder: 'all', detected: 0, survived: 0 },
);
console.log([...scores, total].map(line).join('\n'));
