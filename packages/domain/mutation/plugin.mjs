// Stryker loads plugins as they are; this one hands over to TypeScript.
import { tsImport } from 'tsx/esm/api';

const { OneProcessRunner } = await tsImport('./runner.ts', import.meta.url);

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'one-process', injectableClass: OneProcessRunner },
];
