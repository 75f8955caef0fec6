import { BEGINNING, EventLogError } from '@presales/kernel';
import { sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import { filter, firstValueFrom } from 'rxjs';
import { realWorld } from '../src/clock.ts';
import { projections } from '../src/projections.ts';
import { counted, logOf } from './projector/ledger-log.ts';

describe('the projectors of all read models', () => {
  it('tell who still waits for them when they are stopped', async () => {
    const log = await logOf([counted('ada', 1)]);
    const store = await sqliteReadModelStore({ file: ':memory:' });
    // A log that promises more than it gives: nobody ever stands at its head.
    const promising = { ...log, head: async () => 9n };
    const all = projections({
      log: promising,
      store,
      models: [ledger],
      live: true,
      world: realWorld,
    });
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
    const all = projections({ log, store, models: [ledger, other], live: false, world: realWorld });
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

  it('wait by the clock they are given, while a store is busy', async () => {
    const log = await logOf([counted('ada', 1)]);
    const store = await sqliteReadModelStore({ file: ':memory:' });
    let busy = 3;
    const contended = {
      ...log,
      head: async () => {
        busy -= 1;
        if (busy >= 0) throw new EventLogError('event-log/busy', 'for now');
        return log.head();
      },
    };
    const waits: number[] = [];
    const world = {
      now: realWorld.now,
      wait: async (milliseconds: number) => void waits.push(milliseconds),
      random: () => 1,
    };
    const all = projections({ log: contended, store, models: [ledger], live: true, world });
    await firstValueFrom(all.updates.pipe(filter(({ state }) => state === 'live')));
    expect(waits).toEqual([50, 100, 200]);
    await all.stop();
    await store.close();
  });

  it('tell why one of them cannot get there', async () => {
    const log = await logOf([counted('ada', 1)]);
    const store = await sqliteReadModelStore({ file: ':memory:' });
    const newer = await store.attach({ ...ledger, version: 2 });
    expect(await newer.position()).toBe(BEGINNING);
    const all = projections({ log, store, models: [ledger], live: true, world: realWorld });
    await expect(all.caughtUp()).rejects.toMatchObject({ code: 'read-model/newer-version' });
    await all.stop();
    await store.close();
  });
});
