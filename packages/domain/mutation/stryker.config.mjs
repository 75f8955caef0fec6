const folder = process.env['PRESALES_MUTATED'];

/** How one folder of the domain is mutated; `run.ts` says which. */
export default {
  testRunner: 'one-process',
  plugins: [new URL('plugin.mjs', import.meta.url).pathname],
  mutate: [`packages/domain/src/${folder}/**/*.ts`],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  ignorePatterns: ['/packages/*/dist', '/packages/bench', '/docs', '/examples'],
  reporters: ['clear-text', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  jsonReporter: { fileName: `.mutation/${folder}.json` },
  tempDirName: `.mutation/sandbox-${folder}`,
  concurrency: 2,
  timeoutMS: 20_000,
};
