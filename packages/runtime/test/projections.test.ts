import { BEGINNING } from '@presales/kernel';
import { sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import { projections } from '../src/projections.ts';
import { counted, logOf } from './projector/ledger-log.ts';

describe('the projectors of all read models', () => {
  it('tell who still waits for them when they are stopped', async () => {
    const log = await logOf([counted('ada', 1)]);
    const store = await sqliteReadModelStore({ file: ':memory:' });
    // A log that promises more than it gives: nobody ever stands at its head.
    const promising = { ...log, head: async () => 9n };
    const all = projections({ log: promising, store, models: [ledger], live: true });
    const closed = expect(all.caughtUp()).rejects.toMatchObject({
      code: 'runtime/closed',
      message: expect.stringMatching(/^memory:: closed before read model ledger/),
    });
    await all.stop();
    await closed;
    await expect(all.caughtUp()).rejects.toMatchObject({ code: 'runtime/closed' });
    await store.close();
  });

  it('are waited for one by one, where only one is asked', async () => {
    const log = await logOf([counted('ada', 1)]);
    const store = await sqliteReadModelStore({ file: ':memory:' });
    const other = { ...ledger, name: 'other', tables: [] };
    const all = projections({ log, store, models: [ledger, other], live: false });
    expect(await all.caughtUp('other')).toBe(0n);
    expect(await store.position('other')).toBe(0n);
    expect(await store.position('ledger')).toBe(BEGINNING);
    expect(await all.caughtUp()).toBe(0n);
    expect(await store.position('ledger')).toBe(0n);
    await expect(all.caughtUp('nobody')).rejects.toThrow(
      new RangeError('no read model nobody; expected ledger, other'),
    );
    await all.stop();
    await store.close();
  });

  it('tell why one of them cannot get there', async () => {
    const log = await logOf([counted('ada', 1)]);
    const store = await sqliteReadModelStore({ file: ':memory:' });
    const newer = await store.attach({ ...ledger, version: 2 });
    expect(await newer.position()).toBe(BEGINNING);
    const all = projections({ log, store, models: [ledger], live: true });
    await expect(all.caughtUp()).rejects.toMatchObject({ code: 'read-model/newer-version' });
    await all.stop();
    await store.close();
  });
});
