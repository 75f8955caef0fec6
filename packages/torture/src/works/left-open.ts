import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '@presales/runtime';
import { deal, opening } from '../business/deal.ts';
import { copyFolder } from '../harness/copies.ts';

/** A folder with the files of a log as a service that is still running, or was killed, leaves them. */
export const leftOpen = async (folder: string, seed: number): Promise<string> => {
  const made = `${folder}-made`;
  mkdirSync(made);
  const presales = await open({
    eventLog: `sqlite:${join(made, 'log.db')}`,
    readModels: 'memory:',
    project: false,
  });
  const steps = [opening(), ...[0, 1, 2, 3].map((number) => deal(seed, number))].flat();
  for (const { ask } of steps) await ask(presales);
  // Copied while it is open: closing it empties the write-ahead log.
  copyFolder(made, folder);
  await presales.close();
  return folder;
};
