import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

/*
 * Builds what runs: every source of every package becomes one module in `dist`, with its source map.
 * Nothing is type-checked (`npm run typecheck` does that), and no declarations are written
 * (`npm run build:types` does).
 *
 * The compiler is the one that the tests run through. It rewrites `.ts` specifiers in the syntax
 * tree, which esbuild does only when it bundles, and then it turns top-level classes into variables
 * whose names differ.
 */

const packages = (): readonly string[] => {
  const folder = fileURLToPath(new URL('../packages', import.meta.url));
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((each) => existsSync(join(each, 'tsconfig.json')));
};

const buildPackage = async (folder: string): Promise<void> => {
  const [src, dist] = [join(folder, 'src'), join(folder, 'dist')];
  // A declaration of another's package describes it to the compiler, and runs nothing.
  const sources = filesBelow(src).filter((file) => !file.endsWith('.d.ts'));
  const modules = sources.map((file) => file.replace(/\.ts$/, ''));
  const built = new Set(modules.flatMap((module) => outputs.map((ending) => module + ending)));
  const stale = filesBelow(dist).filter((file) => /\.(js|ts|map)$/.test(file) && !built.has(file));
  await Promise.all([
    ...modules.map((module) => compile(join(src, `${module}.ts`), join(dist, `${module}.js`))),
    ...stale.map((file) => rm(join(dist, file))),
  ]);
};

/** What a module may have in `dist`. */
const outputs = ['.js', '.js.map', '.d.ts', '.d.ts.map'];

/** Named, because the compiler's types do not know the last of these options. */
const jsc = {
  target: 'es2022',
  parser: { syntax: 'typescript' },
  transform: { verbatimModuleSyntax: true },
  rewriteRelativeImportExtensions: true,
} as const;

const compile = async (source: string, target: string): Promise<void> => {
  const map = `${target}.map`;
  const { code, map: written = '' } = await transformFile(source, {
    configFile: false,
    swcrc: false,
    jsc,
    module: { type: 'es6' },
    sourceMaps: true,
    inlineSourcesContent: false,
    sourceFileName: relative(dirname(target), source),
  });
  await mkdir(dirname(target), { recursive: true });
  await Promise.all([
    writeFile(target, `${code}//# sourceMappingURL=${basename(map)}\n`),
    writeFile(map, written),
  ]);
};

/** The files in a folder and the folders in it, by their paths from it. */
const filesBelow = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    : [];

await Promise.all(packages().map(buildPackage));
