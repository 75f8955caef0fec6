import { posix } from 'node:path';
import type { Import, Source } from './source.ts';

/** Which packages the sources of each package may import. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  domain: ['kernel'],
  processes: ['kernel', 'domain'],
  projections: ['kernel', 'domain'],
  sqlite: ['kernel'],
  eventstoredb: ['kernel'],
  runtime: ['kernel', 'domain', 'processes', 'projections'],
  import: ['kernel', 'domain', 'runtime'],
  demo: ['kernel', 'domain', 'processes', 'projections', 'runtime'],
  cli: ['kernel', 'domain', 'projections', 'runtime', 'import', 'demo'],
  'eventstoredb-server': ['kernel'],
  testing: ['kernel', 'domain'],
  bench: [
    'kernel',
    'domain',
    'projections',
    'runtime',
    'import',
    'sqlite',
    'eventstoredb',
    'eventstoredb-server',
  ],
  torture: ['kernel', 'processes', 'runtime', 'demo', 'sqlite'],
  examples: ['kernel', 'domain', 'processes', 'projections', 'runtime', 'import', 'demo'],
};

/** Loaded by the scheme of a connection string, so that nobody installs what they do not use. */
export const mayImportLazily: Readonly<Record<string, readonly string[]>> = {
  runtime: ['sqlite', 'eventstoredb'],
  cli: ['eventstoredb-server'],
};

/**
 * What the tests of a package may import on top of what its sources may: itself, the test kit, and
 * the stores that its promises are tested on.
 */
export const testsMayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: ['testing'],
  domain: ['testing'],
  processes: ['testing'],
  projections: ['testing', 'sqlite'],
  sqlite: ['testing', 'domain', 'projections'],
  eventstoredb: [
    'testing',
    'eventstoredb-server',
    'domain',
    'processes',
    'projections',
    'sqlite',
    'runtime',
  ],
  runtime: ['testing', 'sqlite', 'eventstoredb', 'eventstoredb-server'],
  import: ['testing', 'sqlite'],
  demo: ['testing', 'sqlite'],
  'eventstoredb-server': [],
  cli: ['testing', 'sqlite', 'eventstoredb-server'],
  testing: ['sqlite'],
  bench: [],
  torture: [],
  examples: ['testing', 'eventstoredb-server'],
};

/** The clock, ids and chance: only `runtime` takes them from the world. */
const world: readonly string[] = [
  'Date.now',
  'new Date()',
  'Date()',
  'Math.random',
  'performance.now',
  'process.hrtime',
  'process.uptime',
  'crypto.randomUUID',
  'crypto.randomBytes',
  'crypto.getRandomValues',
  'Temporal.Now',
  'setTimeout',
  'setInterval',
];

/** Modules that hand out the clock, ids or chance, by the names that do. */
const worldImports: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'webcrypto'],
  'node:timers': ['setTimeout', 'setInterval'],
  'node:timers/promises': ['setTimeout', 'setInterval', 'scheduler'],
  'node:perf_hooks': ['performance'],
  uuid: ['v1', 'v4', 'v6', 'v7'],
};

/** Writing to the terminal: only `cli` does. */
const printing: readonly string[] = ['console.*', 'process.stdout', 'process.stderr'];

/** Where a rule does not hold, and why. */
export const exceptions: Readonly<
  Record<string, { readonly use: string; readonly because: string }>
> = {
  'packages/sqlite/src/event-log-doorbell.ts': {
    use: 'setInterval',
    because: 'another process rings no bell: its commits are found by looking now and then',
  },
  'packages/import/src/run/import-lock.ts': {
    use: 'setTimeout',
    because:
      'another process rings no bell: the end of its import is found by looking now and then',
  },
  'packages/eventstoredb/src/timers.ts': {
    use: 'setTimeout',
    because: 'a network may fall silent: every wait has a limit, and every retry a pause',
  },
  'packages/eventstoredb/src/chance.ts': {
    use: 'Math.random',
    because: 'those who lost one server must not all come back to it at once',
  },
  'packages/eventstoredb-server/src/clock.ts': {
    use: 'Date.now',
    because: 'a server stamps what it stores by its own clock, which tests may replace',
  },
  'packages/eventstoredb-server/src/timer.ts': {
    use: 'setTimeout',
    because: 'a server that answers late has to wait',
  },
};

/** The folder of a package by the name it is imported under; undefined for what is not ours. */
export const folderOf = (module: string): string | undefined => {
  const [scope, name] = module.split('/');
  return module === 'presales' ? 'cli' : scope === '@presales' ? name : undefined;
};

/** Whose file it is, and whether it is one of its tests or of the tools that try these. */
export const placeOf = (file: string): { readonly owner: string; readonly test: boolean } => {
  const [top = '', owner = '', part] = file.split('/');
  return top === 'packages'
    ? { owner, test: part === 'test' || part === 'mutation' }
    : { owner: top, test: top === 'test' || file.endsWith('.test.ts') };
};

/** The package that a bare module name is of: `a/b` of `a`, `@s/a/b` of `@s/a`. */
export const packageOf = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');

const isRelative = (module: string): boolean => module.startsWith('.');

/** One line for each import of a file that the table does not allow. */
export const forbiddenImports = (file: string, { imports }: Source): readonly string[] =>
  imports.flatMap((each) => {
    const reason = isRelative(each.from) ? strays(file, each.from) : foreign(file, each);
    return reason === undefined ? [] : [`${file} imports ${each.from}: ${reason}`];
  });

const foreign = (file: string, { from, kind }: Import): string | undefined => {
  const imported = folderOf(from);
  const { owner, test } = placeOf(file);
  if (imported === undefined || owner === 'test') return undefined;
  const own = [owner, ...(testsMayImport[owner] ?? [])];
  const allowed = [
    ...(mayImport[owner] ?? []),
    ...(kind === 'lazy' ? (mayImportLazily[owner] ?? []) : []),
    ...(test ? own : []),
  ];
  return allowed.includes(imported) ? undefined : `${owner} may not import ${imported}`;
};

/** A relative import stays within its package's sources or tests, and within its aggregate. */
const strays = (file: string, from: string): string | undefined => {
  const target = posix.normalize(posix.join(posix.dirname(file), from));
  const parts = file.split('/');
  const home =
    parts[0] === 'packages'
      ? parts.slice(0, placeOf(file).test || parts[2] === 'bin' ? 2 : 3)
      : parts.slice(0, 1);
  if (!target.startsWith(`${home.join('/')}/`)) return 'a relative import leaves its package';
  const aggregates = 'packages/domain/src/';
  if (!file.startsWith(aggregates) || parts.length === 4) return undefined;
  const [, , , aggregate = ''] = parts;
  return [aggregate, 'shared'].some((folder) => target.startsWith(`${aggregates}${folder}/`))
    ? undefined
    : 'aggregates do not import one another';
};

/** One line for each use of the clock, of ids or of chance. */
export const worldUses = (file: string, { imports, uses }: Source): readonly string[] => [
  ...world.filter((use) => uses.has(use)).map((use) => `${file} uses ${use}`),
  ...imports.flatMap(({ from, names }) =>
    (worldImports[from] ?? [])
      .filter((name) => names.includes(name))
      .map((name) => `${file} takes ${name} from ${from}`),
  ),
];

/** One line for each way that a file prints. */
export const prints = (file: string, { imports, uses }: Source): readonly string[] => [
  ...printing.filter((use) => uses.has(use)).map((use) => `${file} uses ${use}`),
  ...imports.flatMap(({ from }) => (from === 'node:console' ? [`${file} imports ${from}`] : [])),
];

/** The lines that no exception answers for. */
export const withoutExceptions = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => {
    const exception = exceptions[line.split(' ')[0] ?? ''];
    return exception === undefined || !line.endsWith(`uses ${exception.use}`);
  });
