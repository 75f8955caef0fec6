import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import { projector } from './real-world.ts';

/**
 * Projects a log into a store, both named by the arguments, in many small commits, and tells its
 * parent of each: the parent kills it somewhere on the way. Should the parent be slow, the work
 * waits a moment after each commit, and does not end by itself when all is projected.
 */
const [, , logFile = '', storeFile = ''] = process.argv;

const work = async (): Promise<void> => {
  const log = await sqliteEventLog({ file: logFile, now: () => '', readOnly: true });
  const store = await sqliteReadModelStore({ file: storeFile });
  const one = projector({ log, store, model: ledger, pageLimit: 5 });
  one.updates.subscribe(({ position }) => {
    process.send?.(String(position));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  });
  await one.catchUp();
};

process.on('message', () => undefined); // keeps it alive, as long as the parent is
process.once('disconnect', () => process.exit(1));

void work();
