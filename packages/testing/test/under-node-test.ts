import { describe, it } from 'node:test';
import { memoryEventLog } from '@presales/kernel';
import { sqliteReadModelStore } from '@presales/sqlite';
import { eventLogContract, readModelStoreContract } from '@presales/testing';

const runner = { describe, it };

eventLogContract(
  {
    name: 'memory',
    open: async (world) => memoryEventLog(world),
    gapless: true,
    runs: 3,
  },
  runner,
);

readModelStoreContract(
  {
    name: 'on SQLite in memory',
    lasting: false,
    open: async () => ({ store: await sqliteReadModelStore({ file: ':memory:' }) }),
  },
  runner,
);
