import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import { projector } from './real-world.ts';

/**
 * Projects a log into a store, both named by the arguments, in many small commits, and tells its
 * parent of each: the parent kills it somewhere on the way.
 */
const [, , logFile = '', storeFile = ''] = process.argv;

const work = async (): Promise<void> => {
  const log = await sqliteEventLog({ file: logFile, now: () => '', readOnly: true });
  const store = await sqliteReadModelStore({ file: storeFile });
  const one = projector({ log, store, model: ledger, pageLimit: 5 });
  one.updates.subscribe(({ position }) => process.send?.(String(position)));
  await one.catchUp();
  await store.close();
  await log.close();
  process.disconnect();
};

void work();
