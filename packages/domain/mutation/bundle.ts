import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Workspace links lead out of the mutated copy, so our packages are found by their folder. */
const ownPackages = (root: string): Plugin => ({
  name: 'own-packages',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@presales\/[^/]+$/ }, ({ path }) => ({
      path: join(root, 'packages', path.slice('@presales/'.length), 'src/index.ts'),
    }));
  },
});

/**
 * Not run here: golden events read files beside themselves, the README shows a program, and the laws
 * take seconds for every aggregate where a scenario tells at once.
 */
const leftOut = /^(golden|readme|laws)\.test\.ts$/;

/** One module of the tests of a folder, those of every folder for what all share. */
export const bundledTests = async (root: string, folder: string): Promise<string> => {
  const tests = join(root, 'packages/domain/test');
  const mine = (name: string): boolean =>
    folder === 'shared' || name.startsWith(`${folder}.`) || name.startsWith(`${folder}-`);
  const names = readdirSync(tests).filter(
    (name) => name.endsWith('.test.ts') && !leftOut.test(name) && mine(name),
  );
  const outfile = join(root, 'packages/domain/mutation/tests.mjs');
  await build({
    stdin: {
      contents: [
        `import './setup.ts';`,
        ...names.sort().map((name) => `import '../test/${name}';`),
      ].join('\n'),
      resolveDir: join(root, 'packages/domain/mutation'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    plugins: [ownPackages(root)],
    // The package promises that importing it does nothing; its tests are imported for what they do.
    ignoreAnnotations: true,
    logLevel: 'error',
  });
  return outfile;
};
