/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** Packages published as ES modules only: jest runs CommonJS, so @swc/jest translates them too. */
const esmOnly = [
  'dinero\\.js',
  'temporal-polyfill',
  'temporal-utils',
  'temporal-spec',
  'uuid',
  'csv-parse',
  'email-providers',
  'fast-check',
  'pure-rand',
];

const config: Config = {
  testEnvironment: '<rootDir>/test/environment.ts',
  testEnvironmentOptions: { customExportConditions: ['@presales/source', 'node', 'node-addons'] },
  testMatch: [
    '<rootDir>/packages/*/test/**/*.test.ts',
    '<rootDir>/test/**/*.test.ts',
    '<rootDir>/examples/**/*.test.ts',
  ],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/packages/.*/dist/', '<rootDir>/.mutation/'],
  globalSetup: '<rootDir>/test/build.ts',
  reporters: ['default', '<rootDir>/test/requirements/reporter.mjs'],
  testSequencer: '<rootDir>/test/sequencer.mjs',
  // Both cores; a test that hangs still ends, and one on a busy machine is no failure.
  maxWorkers: '100%',
  // Modules of finished tests are not all given back: a worker that has grown is replaced by a new one.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
};

export default config;
