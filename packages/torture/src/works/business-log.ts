import { open } from '@presales/runtime';
import { deal, opening, processes } from '../business/deal.ts';

/** The clock of logs that are to be the same in every place. */
const hour = '2026-11-01T09:00:00.000Z';

/** Writes some customers' business to a log, with all that follows from it, and its read models beside it. */
export const writeBusiness = async (file: string, seed: number, deals: number): Promise<void> => {
  const presales = await open({
    eventLog: `sqlite:${file}`,
    now: () => hour,
    durability: 'normal',
    processes: processes(),
    processesFrom: 'beginning',
  });
  try {
    for (const { ask } of opening()) await ask(presales);
    for (let number = 0; number < deals; number += 1) {
      for (const { ask } of deal(seed, number)) await ask(presales);
      // What follows stands where it stood the last time, so that every place holds the same bytes.
      await presales.processes.settled();
    }
    await presales.caughtUp();
  } finally {
    await presales.close();
  }
};
