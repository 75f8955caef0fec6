import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventLog, ReadModelError } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import {
  type LedgerEvent,
  ledger,
  ledgerEvents,
  ledgerRows,
  readModelHash,
} from '@presales/testing';
import fc from 'fast-check';
import { filter, firstValueFrom } from 'rxjs';
import { logOf, type Unheard, unheard, write } from './projector/ledger-log.ts';
import { rowsAfter } from './projector/ledger-rows.ts';
import { projector } from './projector/real-world.ts';

const inMemory = (): Promise<ReadModelStore> => sqliteReadModelStore({ file: ':memory:' });

/** A history of which the ledger does not handle everything. */
const histories: fc.Arbitrary<(LedgerEvent | Unheard)[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: ledgerEvents }, { weight: 1, arbitrary: fc.constant(unheard) }),
  { minLength: 1, maxLength: 60 },
);
const sizes = fc.record({
  pageLimit: fc.integer({ min: 1, max: 20 }),
  rowsKept: fc.integer({ min: 1, max: 8 }),
});

/** The hash of the ledger, projected in one go into a store of its own. */
const hashOf = async (log: EventLog): Promise<string> => {
  const store = await inMemory();
  await projector({ log, store, model: ledger }).catchUp();
  const hash = await readModelHash(store, ledger);
  await store.close();
  return hash;
};

/** The store, failing now before and now after the commits that are told. */
const failingAt = (store: ReadModelStore, failures: readonly ('before' | 'after' | 'not')[]) => {
  let commits = 0;
  const fail = () => {
    throw new ReadModelError('read-model/full', 'the disk is full');
  };
  const attach: ReadModelStore['attach'] = async (model) => {
    const attached = await store.attach(model);
    return {
      ...attached,
      commit: async (...commit) => {
        const failure = failures[commits++];
        if (failure === 'before') fail();
        await attached.commit(...commit);
        if (failure === 'after') fail();
      },
    };
  };
  return { ...store, attach };
};

describe('a read model', () => {
  it('is told by its log alone: other page sizes, other memory, twice or anew, the same rows', () =>
    fc.assert(
      fc.asyncProperty(histories, sizes, sizes, async (events, some, others) => {
        const [log, store] = [await logOf(events), await inMemory()];
        const expected = await hashOf(log);
        await projector({ log, store, model: ledger, ...some }).catchUp();
        expect(await ledgerRows(store)).toEqual(rowsAfter(events));
        expect(await readModelHash(store, ledger)).toBe(expected);
        await projector({ log, store, model: ledger, ...others }).rebuild();
        expect(await readModelHash(store, ledger)).toBe(expected);
      }),
      { numRuns: 60 },
    ));

  it('is the same followed live, with restarts, as rebuilt', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(histories, { minLength: 1, maxLength: 4 }),
        sizes,
        async (batches, some) => {
          const [log, store] = [await logOf([]), await inMemory()];
          let written = 0;
          for (const batch of batches) {
            const one = projector({ log, store, model: ledger, ...some });
            const stop = new AbortController();
            const running = one.run(stop.signal);
            await write(log, batch, written);
            written += batch.length;
            const end = BigInt(written) - 1n;
            await firstValueFrom(
              one.updates.pipe(
                filter(({ state, position }) => state === 'live' && position === end),
              ),
            );
            stop.abort();
            await running;
          }
          expect(await ledgerRows(store)).toEqual(rowsAfter(batches.flat()));
          expect(await readModelHash(store, ledger)).toBe(await hashOf(log));
        },
      ),
      { numRuns: 40 },
    ));

  it('is the same after every failure of its store, before a commit or just after it', () =>
    fc.assert(
      fc.asyncProperty(
        histories,
        sizes,
        fc.array(fc.constantFrom('before', 'after', 'not'), { maxLength: 12 }),
        async (events, some, failures) => {
          const [log, store] = [await logOf(events), await inMemory()];
          const failing = failingAt(store, failures);
          let position = -1n;
          while (position < BigInt(events.length) - 1n)
            position = await projector({ log, store: failing, model: ledger, ...some })
              .catchUp()
              .catch((error: unknown) => {
                expect(error).toMatchObject({ code: 'read-model/full' });
                return -1n;
              });
          expect(await ledgerRows(store)).toEqual(rowsAfter(events));
          expect(await readModelHash(store, ledger)).toBe(await hashOf(log));
        },
      ),
      { numRuns: 60 },
    ));

  it('is the same from a log in memory and a log in a file, into memory and into a file', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'presales-projector-'));
    const hour = '2026-03-02T09:00:00.000Z';
    const log = await sqliteEventLog({ file: join(directory, 'log.db'), now: () => hour });
    const store = await sqliteReadModelStore({ file: join(directory, 'models.db') });
    try {
      const history = fc.sample(ledgerEvents, { numRuns: 300, seed: 7 });
      await write(log, history);
      await projector({ log, store, model: ledger, pageLimit: 7 }).catchUp();
      expect(await ledgerRows(store)).toEqual(rowsAfter(history));
      expect(await readModelHash(store, ledger)).toBe(await hashOf(await logOf(history)));
    } finally {
      await log.close();
      await store.close();
      await rm(directory, { recursive: true });
    }
  });
});
