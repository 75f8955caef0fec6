import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(__dirname, '..');

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly repository?: { readonly url: string; readonly directory: string };
  readonly homepage?: string;
  readonly bugs?: string;
  readonly keywords?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What npm tells of a tarball. */
interface Packed {
  readonly name: string;
  readonly filename: string;
}

const manifests = (): readonly Package[] =>
  readdirSync(join(root, 'packages')).map((name) => {
    const folder = join(root, 'packages', name);
    return { folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) };
  });

/** The files in a folder, by their paths from it. */
const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/**
 * The packages as a stranger gets them: packed, unpacked into an empty project, with nothing beside
 * them but what they declare. Other people's packages are linked, so that no network is needed.
 */
describe('the packages, packed and installed in an empty project', () => {
  let project: string;
  const published = manifests().filter(({ manifest }) => manifest.private !== true);
  const names = published.map(({ manifest }) => manifest.name);
  const tarballs = new Map<string, string>();

  const modules = () => join(project, 'node_modules');

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'presales-stranger-'));
    execFileSync('npm', ['run', '--silent', 'build:types'], { cwd: root, stdio: 'inherit' });
    for (const { name, filename } of await pack()) tarballs.set(name, join(project, filename));
    await Promise.all(published.map(install));
    await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }');
  }, 300_000);

  afterAll(() => rm(project, { recursive: true, force: true }));

  /** Packs what is built: the scripts of the packages would build it again for each of them. */
  const pack = async (): Promise<readonly Packed[]> => {
    const chosen = names.flatMap((name) => ['--workspace', name]);
    const { stdout } = await run(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', project, ...chosen],
      { cwd: root, maxBuffer: 2 ** 26 },
    );
    return Object.values(JSON.parse(stdout) as Readonly<Record<string, Packed>>);
  };

  const install = async ({ folder, manifest }: Package): Promise<void> => {
    const target = join(modules(), manifest.name);
    await mkdir(target, { recursive: true });
    const tarball = tarballs.get(manifest.name);
    if (tarball === undefined) throw new Error(`npm packed no ${manifest.name}`);
    await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    for (const name of Object.keys(declared)) {
      const link = join(modules(), name);
      if (name.startsWith('@presales/')) continue;
      const nested = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      if (!existsSync(link))
        symlinkSync(existsSync(nested) ? nested : join(root, 'node_modules', name), link);
    }
  };

  it('can each be imported by name', async () => {
    const script = names
      .filter((name) => name !== '@presales/testing')
      .map(
        (name) => `import * as p${names.indexOf(name)} from '${name}';
if (Object.keys(p${names.indexOf(name)}).length === 0) throw new Error('${name} exports nothing');`,
      )
      .join('\n');
    await writeFile(join(project, 'import.mjs'), script);
    await expect(run('node', ['import.mjs'], { cwd: project })).resolves.toBeDefined();
  });

  it('carry their README, their licence and their sources, and no trace of the build', () => {
    for (const name of names) {
      const files = filesOf(join(modules(), name));
      expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'src/index.ts']));
      expect(files.filter((file) => !/^(dist|src|bin)\//.test(file)).sort()).toEqual([
        'LICENSE',
        'README.md',
        'package.json',
      ]);
      expect(files.filter((file) => /(^|\/)\.|\.tsbuildinfo$/.test(file))).toEqual([]);
    }
  });

  it('have a source map for every module and every declaration, whose sources are there', () => {
    for (const name of names) {
      const folder = join(modules(), name);
      const built = filesOf(folder).filter((file) => /^dist\/.*\.(js|ts)$/.test(file));
      expect(built.length).toBeGreaterThan(1);
      expect(built.filter((file) => !/\.d\.ts$/.test(file)).length).toBe(built.length / 2);
      for (const file of built) {
        const map = join(folder, `${file}.map`);
        const { sources } = JSON.parse(readFileSync(map, 'utf8')) as {
          readonly sources: readonly string[];
        };
        expect(sources.map((source) => existsSync(resolve(dirname(map), source)))).toEqual([true]);
        expect(readFileSync(join(folder, file), 'utf8')).toContain(
          `//# sourceMappingURL=${basename(map)}`,
        );
      }
    }
  });

  it('have no fault that publint or Are The Types Wrong? knows', async () => {
    const program = join(__dirname, 'packages', 'faults.ts');
    const { stdout } = await run('node', ['--import', 'tsx', program, ...tarballs.values()], {
      cwd: root,
    });
    const found = new Map(Object.entries(JSON.parse(stdout) as Record<string, readonly string[]>));
    expect([...tarballs].map(([name, tarball]) => [name, found.get(tarball)])).toEqual(
      [...tarballs.keys()].map((name) => [name, []]),
    );
  }, 300_000);

  it('type-check in a strict program under nodenext', async () => {
    await writeFile(
      join(project, 'program.ts'),
      `import { open } from '@presales/runtime';
import { money } from '@presales/kernel';
import { scenario, eventLogContract } from '@presales/testing';
import { lead } from '@presales/domain/lead';

const presales = await open({ eventLog: 'memory:' });
const answer = await presales.lead({
  type: 'CaptureLead',
  data: { leadId: 'lead-1', partyId: 'party-1', source: 'webinar' },
});
if (answer.outcome === 'emitted') answer.events.map(({ type }) => type satisfies string);
else answer.refusal.code satisfies string;
// @ts-expect-error a lead has no colour
await presales.lead({ type: 'CaptureLead', data: { leadId: '1', partyId: '2', source: 'lunch', colour: 'red' } });
money(1, 'EUR').amount satisfies number;
scenario(lead).given();
eventLogContract satisfies object;
await presales.close();
`,
    );
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          skipLibCheck: true,
          types: [],
        },
        files: ['program.ts'],
      }),
    );
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const check = () => execFileSync(tsc, ['-p', project], { encoding: 'utf8', stdio: 'pipe' });
    expect(check).not.toThrow();
  }, 60_000);

  it('declare the stores without the types of the drivers, which a program need not have', async () => {
    const strict = join(project, 'stores');
    await mkdir(strict, { recursive: true });
    await writeFile(
      join(strict, 'stores.ts'),
      `import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { eventStoreDbEventLog } from '@presales/eventstoredb';
[sqliteEventLog, sqliteReadModelStore, eventStoreDbEventLog] satisfies readonly object[];
`,
    );
    await writeFile(
      join(strict, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          strict: true,
          noEmit: true,
          skipLibCheck: false,
          types: [],
        },
        files: ['stores.ts'],
      }),
    );
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const check = () => execFileSync(tsc, ['-p', strict], { encoding: 'utf8', stdio: 'pipe' });
    expect(check).not.toThrow();
  }, 60_000);

  it('give the command', async () => {
    const bin = join(modules(), 'presales', 'bin', 'presales.js');
    const { stdout } = await run('node', [bin, '--help'], { cwd: project });
    expect(stdout).toContain('Usage: presales');
  });
});

describe('a package that is published', () => {
  const repository = 'https://github.com/presales/presales';

  it.each(
    manifests()
      .filter(({ manifest }) => manifest.private !== true)
      .map(({ folder, manifest }) => [manifest.name, relative(root, folder), manifest] as const),
  )('says where it comes from: %s', (_, directory, manifest) => {
    expect(manifest.repository).toEqual({ type: 'git', url: `git+${repository}.git`, directory });
    expect(manifest.homepage).toBe(`${repository}/tree/main/${directory}#readme`);
    expect(manifest.bugs).toBe(`${repository}/issues`);
    expect(manifest.keywords?.length).toBeGreaterThan(0);
    expect(manifest.scripts?.['prepack']).toMatch(/build .*build:types/);
  });
});
