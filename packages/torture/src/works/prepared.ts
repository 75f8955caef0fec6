import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Work } from './work.ts';

/** The command line of a work in a new place of its own, where its calls can be counted. */
export const preparedCommand = async (work: Work, folder: string): Promise<readonly string[]> => {
  const place = join(folder, `${work.name}-counted`);
  mkdirSync(place);
  await work.prepare(place);
  return work.command(place);
};
