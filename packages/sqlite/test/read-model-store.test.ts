import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteReadModelStore } from '@presales/sqlite';
import { readModelStoreContract } from '@presales/testing';

readModelStoreContract({
  name: 'on a SQLite file',
  lasting: true,
  open: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'presales-read-models-'));
    const file = join(directory, 'read-models.db');
    return {
      store: await sqliteReadModelStore({ file }),
      again: () => sqliteReadModelStore({ file }),
      remove: () => rm(directory, { recursive: true }),
    };
  },
});

readModelStoreContract({
  name: 'on SQLite in memory',
  lasting: false,
  open: async () => ({ store: await sqliteReadModelStore({ file: ':memory:' }) }),
});
