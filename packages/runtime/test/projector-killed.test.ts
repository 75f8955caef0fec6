import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { ledger, ledgerEvents, ledgerRows, readModelHash } from '@presales/testing';
import fc from 'fast-check';
import { write } from './projector/ledger-log.ts';
import { rowsAfter } from './projector/ledger-rows.ts';
import { projector } from './projector/real-world.ts';

/** Projects in another process, which is killed as soon as it tells of its nth commit. */
const projectAndKill = async (logFile: string, storeFile: string, nth: number): Promise<bigint> => {
  const child = fork(join(__dirname, 'projector', 'child.ts'), [logFile, storeFile], {
    execArgv: ['--conditions=@presales/source', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let told = 0;
  let last = -1n;
  child.on('message', (position) => {
    last = BigInt(String(position));
    told += 1;
    if (told === nth) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  return last;
};

describe('a projector that is killed on its way, again and again', () => {
  it('has rows and checkpoint of one moment every time, and comes to the same end', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'presales-killed-'));
    const [logFile, storeFile] = [join(directory, 'log.db'), join(directory, 'models.db')];
    const events = fc.sample(ledgerEvents, { numRuns: 600, seed: 7 });
    const log = await sqliteEventLog({
      file: logFile,
      now: () => '2026-03-02T09:00:00.000Z',
      durability: 'normal',
    });
    try {
      await write(log, events);
      for (const nth of [3, 12]) {
        const told = await projectAndKill(logFile, storeFile, nth);
        const store = await sqliteReadModelStore({ file: storeFile });
        const seen = await ledgerRows(store);
        expect(seen.position).toBeGreaterThanOrEqual(told);
        expect(seen).toEqual(rowsAfter(events.slice(0, Number(seen.position) + 1)));
        await store.close();
      }
      const store = await sqliteReadModelStore({ file: storeFile });
      await projector({ log, store, model: ledger }).catchUp();
      expect(await ledgerRows(store)).toEqual(rowsAfter(events));
      const fresh = await sqliteReadModelStore({ file: ':memory:' });
      await projector({ log, store: fresh, model: ledger }).catchUp();
      expect(await readModelHash(store, ledger)).toBe(await readModelHash(fresh, ledger));
      await store.close();
    } finally {
      await log.close();
      await rm(directory, { recursive: true });
    }
  }, 60_000);
});
