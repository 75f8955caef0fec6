import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(__dirname, '..');

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * The packages as a stranger gets them: packed, unpacked into an empty project, with nothing beside
 * them but what they declare. Other people's packages are linked, so that no network is needed.
 */
describe('the packages, packed and installed in an empty project', () => {
  let project: string;
  let names: readonly string[];

  const modules = () => join(project, 'node_modules');

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'presales-stranger-'));
    const folders = (await readdir(join(root, 'packages'))).map((name) =>
      join(root, 'packages', name),
    );
    const manifests = await Promise.all(
      folders.map(async (folder) => ({
        folder,
        manifest: JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest,
      })),
    );
    const published = manifests.filter(({ manifest }) => manifest.private !== true);
    names = published.map(({ manifest }) => manifest.name);
    for (const { folder, manifest } of published) await install(folder, manifest);
    await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }');
  }, 120_000);

  afterAll(() => rm(project, { recursive: true, force: true }));

  const install = async (folder: string, manifest: Manifest): Promise<void> => {
    const { stdout } = await run(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', project],
      { cwd: folder },
    );
    const [packed] = JSON.parse(stdout) as readonly [{ readonly filename: string }];
    const target = join(modules(), manifest.name);
    await mkdir(target, { recursive: true });
    await run('tar', [
      '-xzf',
      join(project, packed.filename),
      '-C',
      target,
      '--strip-components=1',
    ]);
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    for (const name of Object.keys(declared)) {
      const link = join(modules(), name);
      if (name.startsWith('@presales/') || existsSync(link)) continue;
      const nested = join(folder, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(existsSync(nested) ? nested : join(root, 'node_modules', name), link);
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

  it('carry their README, their licence and no sources', async () => {
    for (const name of names) {
      const files = await readdir(join(modules(), name));
      expect([name, files]).toEqual([
        name,
        expect.arrayContaining(['README.md', 'LICENSE', 'dist']),
      ]);
      expect([name, files.includes('src'), files.includes('test')]).toEqual([name, false, false]);
    }
  });

  it('type-check in a strict program under nodenext', async () => {
    await writeFile(
      join(project, 'program.ts'),
      `import { open } from '@presales/runtime';
import { money } from '@presales/kernel';
import { scenario, eventLogContract } from '@presales/testing';
import { lead } from '@presales/domain';

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
