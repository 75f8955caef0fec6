/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';
import whole from '../../../jest.config.ts';

const { globalSetup: _, ...shared } = whole;

/**
 * The folder whose sources are mutated: only its own tests are run, or a mutant would take a minute.
 * What all share has no tests of its own and is tried by everybody's.
 */
const folder = process.env['PRESALES_MUTATED'] ?? 'shared';
const tests = folder === 'shared' ? '*' : `{${folder},${folder}-*}`;

/**
 * The tests of the domain against its sources as they lie in the copy that is mutated: workspace links
 * lead out of that copy, so packages are found by their folder.
 */
const config: Config = {
  ...shared,
  rootDir: '../../..',
  testMatch: [`<rootDir>/packages/domain/test/${tests}.test.ts`],
  testPathIgnorePatterns: ['/(laws|golden|readme)\\.test\\.ts$'],
  moduleNameMapper: { '^@presales/([^/]+)$': '<rootDir>/packages/$1/src/index.ts' },
  setupFiles: ['<rootDir>/packages/domain/mutation/setup.ts'],
  reporters: ['default'],
};

export default config;
