import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export { capturing, presales, type Ran } from './run.ts';

/** A directory that is gone after the tests of a file. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'presales-cli-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
