import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own for every test file, gone after its tests. */
export const temporaryDirectory = (): { readonly file: (name: string) => string } => {
  const directory = mkdtempSync(join(tmpdir(), 'presales-event-log-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return { file: (name) => join(directory, name) };
};
