import { copyFileSync } from 'node:fs';
import { open } from '@presales/runtime';
import { processes } from '../business/deal.ts';
import { disorder, eventsIn } from './events.ts';
import { unfollowed } from './followed.ts';
import { differing, tablesIn } from './tables.ts';

/** A log at the end of an attack, when all that follows from it has followed. */
export interface Settled {
  readonly events: Awaited<ReturnType<typeof eventsIn>>;
  /** How many tables of read models and processes were compared. */
  readonly tables: number;
  readonly findings: readonly string[];
}

/**
 * Lets everything settle, and makes all tables of read models and processes anew, over a copy of the log:
 * every one comes out as it is. The processes leave there what they have answered alone.
 */
export const settled = async (file: string): Promise<Settled> => {
  await settle(file, 'beginning');
  const events = await eventsIn(file);
  const rebuilt = file.replace(/\.db$/, '-rebuilt.db');
  copyFileSync(file, rebuilt);
  await settle(rebuilt, 'now');
  const [before, after] = [readModelsOf(file), readModelsOf(rebuilt)];
  return {
    events,
    tables: tablesIn(before).size,
    findings: [
      ...disorder(events),
      ...unfollowed(events),
      ...differing(before, after).map((name) => `table ${name} is not what a rebuild gives`),
    ].map((each) => `at the end: ${each}`),
  };
};

const readModelsOf = (file: string): string => file.replace(/\.db$/, '.read-models.db');

const settle = async (file: string, processesFrom: 'beginning' | 'now'): Promise<void> => {
  const presales = await open({
    eventLog: `sqlite:${file}`,
    processes: processes(),
    processesFrom,
  });
  try {
    await presales.processes.settled();
    await presales.caughtUp();
  } finally {
    await presales.close();
  }
};
