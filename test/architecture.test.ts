import { misshapen } from './architecture/aggregate-shape.ts';
import { importCircles } from './architecture/circles.ts';
import {
  exceptions,
  folderOf,
  forbiddenImports,
  mayImport,
  mayImportLazily,
  packageOf,
  placeOf,
  prints,
  testsMayImport,
  withoutExceptions,
  worldUses,
} from './architecture/rules.ts';
import { readSource, type Source } from './architecture/source.ts';
import {
  exists,
  foldersOf,
  manifestOf,
  packageFolders,
  read,
  sourcesBelow,
} from './architecture/workspace.ts';

const folders = packageFolders();
const root = manifestOf();
const sources = new Map<string, Source>(
  [...folders.map((folder) => `packages/${folder}`), 'examples', 'test']
    .flatMap(sourcesBelow)
    .map((file) => [file, readSource(read(file))]),
);
const shipped = [...sources].filter(
  ([file]) => !placeOf(file).test && placeOf(file).owner !== 'examples',
);

/** The packages outside that some files of a package name, `node:` left out. */
const importedBy = (folder: string, test: boolean): ReadonlySet<string> =>
  new Set(
    [...sources]
      .filter(([file]) => placeOf(file).owner === folder && placeOf(file).test === test)
      .flatMap(([, { imports }]) => imports.map(({ from }) => from))
      .filter((from) => !from.startsWith('.') && !from.startsWith('node:') && from !== '(computed)')
      .map(packageOf),
  );

const domain = 'packages/domain/src';

describe('the architecture', () => {
  it('lets a file import what the table allows and nothing else', () =>
    expect([...sources].flatMap(([file, source]) => forbiddenImports(file, source))).toEqual([]));

  it('has no circle of imports in the sources of a package', () =>
    expect(
      importCircles(new Map([...sources].filter(([file]) => /^packages\/[^/]+\/src\//.test(file)))),
    ).toEqual([]));

  it('has one shape for every aggregate', () =>
    expect(
      foldersOf(domain)
        .filter((folder) => folder !== 'shared')
        .flatMap((aggregate) =>
          misshapen(
            aggregate,
            [...sources.keys()]
              .filter((file) => file.startsWith(`${domain}/${aggregate}/`))
              .map((file) => file.slice(`${domain}/${aggregate}/`.length)),
          ),
        ),
    ).toEqual([]));

  it('has a row for every package', () =>
    expect(folders.filter((folder) => mayImport[folder] === undefined)).toEqual([]));

  it('names no package that is not there', () => {
    const named = [mayImport, mayImportLazily, testsMayImport].flatMap((table) =>
      Object.entries(table).flatMap(([folder, others]) => [folder, ...others]),
    );
    const unknown = named.filter((each) => each !== 'examples' && !folders.includes(each));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('keeps the clock, ids and chance in the runtime', () =>
    expect(
      withoutExceptions(
        shipped
          .filter(([file]) => !['runtime', 'bench', 'torture'].includes(placeOf(file).owner))
          .flatMap(([file, source]) => worldUses(file, source)),
      ),
    ).toEqual([]));

  it('keeps printing in the command', () =>
    expect(
      shipped
        .filter(([file]) => !['cli', 'bench', 'torture'].includes(placeOf(file).owner))
        .flatMap(([file, source]) => prints(file, source)),
    ).toEqual([]));

  it('has no exception that is not needed', () =>
    expect(
      Object.entries(exceptions)
        .filter(([file, { use }]) => sources.get(file)?.uses.has(use) !== true)
        .map(([file]) => file),
    ).toEqual([]));
});

/** Declared without being imported by name, and why. */
const declaredOnly: Readonly<Record<string, string>> = {
  'presales: @presales/sqlite': 'the runtime loads it for a sqlite: connection string',
  'presales: @presales/eventstoredb': 'the runtime loads it for an esdb: connection string',
  'presales: @eventstore/db-client': 'the adapter loads it for an esdb: connection string',
  'presales: yauzl': 'the import loads it for a workbook',
  'presales: saxes': 'the import loads it for a workbook',
  '@presales/import: yauzl': 'it is loaded when a workbook comes',
  '@presales/import: saxes': 'it is loaded when a workbook comes',
  '@presales/import: chardet': 'it is loaded to propose an encoding',
  '@presales/import: hucre': 'tests load it to write workbooks',
  '@presales/import: read-excel-file': 'tests load it to read workbooks another way',
};

describe.each(folders)('packages/%s', (folder) => {
  const manifest = manifestOf(folder);
  const { name, devDependencies } = manifest;
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };

  it('declares what its sources import', () =>
    expect([...importedBy(folder, false)].filter((each) => declared[each] === undefined)).toEqual(
      [],
    ));

  it('declares, itself or in the workspace, what its tests import', () => {
    const known = { ...declared, ...devDependencies, ...root.devDependencies };
    expect(
      [...importedBy(folder, true)].filter(
        (each) => known[each] === undefined && folderOf(each) === undefined,
      ),
    ).toEqual([]);
  });

  it('uses what it declares', () => {
    const used = new Set([...importedBy(folder, false), ...importedBy(folder, true)]);
    expect(
      Object.keys({ ...declared, ...devDependencies }).filter(
        (each) =>
          !used.has(each) &&
          !(each.startsWith('@types/') && used.has(each.slice('@types/'.length))) &&
          declaredOnly[`${name}: ${each}`] === undefined,
      ),
    ).toEqual([]);
  });

  it('depends on no other package of ours than the table allows, in its own version', () => {
    const ours = Object.entries(declared).filter(([each]) => folderOf(each) !== undefined);
    const allowed = [...(mayImport[folder] ?? []), ...(mayImportLazily[folder] ?? [])];
    expect(
      ours
        .filter(([each]) => !allowed.includes(folderOf(each) ?? ''))
        .map(([each]) => each)
        .filter((each) => declaredOnly[`${name}: ${each}`] === undefined),
    ).toEqual([]);
    expect(ours.filter(([, version]) => version !== manifest.version)).toEqual([]);
  });

  it('has the licence and the engine of the workspace', () => {
    expect(manifest.license).toBe('MIT');
    expect(manifest.engines).toEqual(root.engines);
    expect(exists(`packages/${folder}/LICENSE`)).toBe(true);
  });

  if (manifest.private !== true)
    it('is ready to be published', () => {
      expect(manifest.exports).toBeDefined();
      expect(manifest.sideEffects).toBe(false);
      expect(manifest.publishConfig).toEqual({ access: 'public' });
      expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'README.md', 'LICENSE']));
      expect(exists(`packages/${folder}/README.md`)).toBe(true);
      expect(read(`packages/${folder}/LICENSE`)).toBe(read('LICENSE'));
    });
});

/** What the workspace's own tools are for, where no test imports them. */
const tools: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'npm run lint and npm run format',
  '@swc/jest': 'jest.config.ts: the tests are TypeScript',
  '@types/jest': 'the globals of the tests',
  '@types/node': 'the types of Node',
  esbuild: 'what esbuild-register runs on',
  'esbuild-register': 'jest.config.ts is TypeScript and read through it',
  jest: 'npm test',
  tsx: 'npm run build, and test/documents.test.ts runs the examples through it',
  typescript: 'npm run build:types and npm run typecheck',
};

describe('the workspace', () => {
  const used = new Set([...folders.flatMap((folder) => [...importedBy(folder, true)])]);
  for (const place of ['test', 'examples'])
    for (const each of importedBy(place, true)) used.add(each);

  it('declares what its own tests import', () =>
    expect(
      [...importedBy('test', true)].filter(
        (each) => root.devDependencies?.[each] === undefined && folderOf(each) === undefined,
      ),
    ).toEqual([]));

  it('uses what it declares', () =>
    expect(
      Object.keys({ ...root.dependencies, ...root.devDependencies }).filter(
        (each) => !used.has(each) && tools[each] === undefined,
      ),
    ).toEqual([]));
});

describe('the checker of the architecture', () => {
  const check = (file: string, text: string) => forbiddenImports(file, readSource(text));

  it.each([
    ['an import', "import { open } from '@presales/runtime';"],
    ['an import for types', "import type { Runtime } from '@presales/runtime';"],
    ['an import for its effects', "import '@presales/runtime';"],
    ['an export from elsewhere', "export { open } from '@presales/runtime';"],
    ['an export of everything', "export * from '@presales/runtime';"],
    ['a lazy import', "await import('@presales/runtime');"],
    ['a type import', "type Runtime = import('@presales/runtime').Runtime;"],
    ['a require', "const runtime = require('@presales/runtime');"],
  ])('finds a forbidden package in %s', (_, text) => {
    const file = 'packages/domain/src/lead/lead.ts';
    expect(check(file, text)).toEqual([
      `${file} imports @presales/runtime: domain may not import runtime`,
    ]);
    expect(check('packages/cli/src/program.ts', text)).toEqual([]);
  });

  it('finds nothing in comments and texts', () =>
    expect(
      check(
        'packages/kernel/src/a.ts',
        "// import '@presales/cli'\nconst a = `import('presales')`;",
      ),
    ).toEqual([]));

  it('lets the runtime load a store lazily only', () => {
    const file = 'packages/runtime/src/open.ts';
    expect(check(file, "await import('@presales/sqlite');")).toEqual([]);
    expect(check(file, "import { sqliteEventLog } from '@presales/sqlite';")).toEqual([
      `${file} imports @presales/sqlite: runtime may not import sqlite`,
    ]);
    expect(
      check('packages/projections/src/a.ts', "await import('@presales/sqlite');"),
    ).toHaveLength(1);
  });

  it('lets tests import the test kit, and sources not', () => {
    const text = "import { scenario } from '@presales/testing';";
    expect(check('packages/domain/test/lead.test.ts', text)).toEqual([]);
    expect(check('packages/domain/src/lead/lead.ts', text)).toHaveLength(1);
    expect(check('examples/a.ts', text)).toHaveLength(1);
    expect(check('examples/a.test.ts', text)).toEqual([]);
  });

  it('knows the command by its unscoped name', () =>
    expect(check('packages/runtime/src/open.ts', "import 'presales';")).toEqual([
      'packages/runtime/src/open.ts imports presales: runtime may not import cli',
    ]));

  it('keeps aggregates apart, but for what they share', () => {
    const file = 'packages/domain/src/lead/lead.ts';
    expect(check(file, "import './events.ts'; import '../shared/credit.ts';")).toEqual([]);
    expect(check(file, "import '../inquiry/events.ts';")).toEqual([
      `${file} imports ../inquiry/events.ts: aggregates do not import one another`,
    ]);
    expect(check(file, "import '../index.ts';")).toHaveLength(1);
    expect(check('packages/domain/src/shared/credit.ts', "import '../lead/lead.ts';")).toHaveLength(
      1,
    );
    expect(check('packages/domain/src/index.ts', "export * from './lead/index.ts';")).toEqual([]);
  });

  it('keeps relative imports within the package', () => {
    const text = "import '../../sqlite/src/index.ts';";
    expect(check('packages/runtime/src/open.ts', text)).toHaveLength(1);
    expect(check('packages/runtime/src/open.ts', "import '../test/kit.ts';")).toHaveLength(1);
    expect(check('packages/runtime/test/open.test.ts', "import '../src/open.ts';")).toEqual([]);
    expect(check('packages/runtime/test/open.test.ts', text)).toHaveLength(1);
    expect(check('packages/runtime/bin/run.js', "import '../dist/index.js';")).toEqual([]);
    expect(check('packages/cli/bin/presales.js', "import '../dist/index.js';")).toEqual([]);
  });

  const circlesOf = (files: Readonly<Record<string, string>>) =>
    importCircles(
      new Map(Object.entries(files).map(([file, text]) => [file, readSource(text)] as const)),
    );

  it('finds a circle of imports, for types too, and tells the shortest way round', () => {
    expect(
      circlesOf({
        'src/a/state.ts': "import type { Event } from './events.ts'; import '../shared.ts';",
        'src/a/events.ts': "export { refuse } from './decide/refusals.ts';",
        'src/a/decide/refusals.ts':
          "import type { State } from '../state.ts'; import '../events.ts';",
        'src/shared.ts': "import './a/state.ts';",
      }),
    ).toEqual([
      'src/a/decide/refusals.ts → src/a/events.ts → src/a/decide/refusals.ts',
      'src/a/state.ts → src/shared.ts → src/a/state.ts',
    ]);
    expect(circlesOf({ 'src/a.ts': "import './a.ts';" })).toEqual(['src/a.ts → src/a.ts']);
  });

  it('finds no circle where two ways lead to one file', () =>
    expect(
      circlesOf({
        'src/a.ts': "import './b.ts'; import './c.ts';",
        'src/b.ts': "import './c.ts';",
        'src/c.ts': "import '@presales/kernel';",
      }),
    ).toEqual([]));

  it("finds what is out of place in an aggregate's folder, and what is missing", () => {
    const whole = [
      'events.ts',
      'commands.ts',
      'state.ts',
      'refusals.ts',
      'evolve.ts',
      'shop-order.ts',
      'index.ts',
    ];
    expect(misshapen('shop-order', whole)).toEqual([]);
    expect(
      misshapen('shop-order', [...whole, 'vocabulary.ts', 'decide/pay.ts', 'figures/value.ts']),
    ).toEqual([]);
    expect(misshapen('shop-order', [...whole.slice(1), 'payments.ts', 'helpers/pay.ts'])).toEqual([
      'shop-order/events.ts is missing',
      "shop-order/payments.ts is none of an aggregate's files",
      "shop-order/helpers/pay.ts is none of an aggregate's files",
    ]);
  });

  it.each([
    ['Date.now();', 'uses Date.now'],
    ['const now = Date.now;', 'uses Date.now'],
    ['new Date();', 'uses new Date()'],
    ['new Date;', 'uses new Date()'],
    ['Date();', 'uses Date()'],
    ['promisify(setTimeout);', 'uses setTimeout'],
    ['Math.random();', 'uses Math.random'],
    ["Math['random']();", 'uses Math.random'],
    ['globalThis.crypto.randomUUID();', 'uses crypto.randomUUID'],
    ['performance.now();', 'uses performance.now'],
    ['setTimeout(() => 1, 5);', 'uses setTimeout'],
    ['Temporal.Now.instant();', 'uses Temporal.Now'],
    ["import { randomUUID as id } from 'node:crypto';", 'takes randomUUID from node:crypto'],
    [
      "import { setTimeout } from 'node:timers/promises';",
      'takes setTimeout from node:timers/promises',
    ],
    ["import { v4 } from 'uuid';", 'takes v4 from uuid'],
  ])('finds the world in %s', (text, found) =>
    expect(worldUses('a.ts', readSource(text))).toContain(`a.ts ${found}`),
  );

  it.each([
    'new Date(5);',
    'Date.parse("2026-01-01");',
    'Math.max(1, 2);',
    'clock.now();',
    "import { v5 } from 'uuid';",
    "import { createHash } from 'node:crypto';",
    "import { setImmediate } from 'node:timers/promises';",
  ])('lets pass %s', (text) => expect(worldUses('a.ts', readSource(text))).toEqual([]));

  it.each([
    'console.log(1);',
    'process.stdout.write("");',
    'const { error } = process.stderr;',
    "import 'node:console';",
  ])('finds printing in %s', (text) => expect(prints('a.ts', readSource(text))).toHaveLength(1));

  it('heeds an exception for its own use only', () => {
    const [[file, { use }] = ['', { use: '' }]] = Object.entries(exceptions);
    expect(
      withoutExceptions([`${file} uses ${use}`, `${file} uses Date.now`, `b.ts uses ${use}`]),
    ).toEqual([`${file} uses Date.now`, `b.ts uses ${use}`]);
  });
});
