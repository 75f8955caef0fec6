import { rejects, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { upserts } from './changes.ts';
import { counter, ledger, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** What a query sees, and what it must not do. */
export const queryCases = (suite: Suite): void =>
  suite.describe('a query', () => {
    snapshotCases(suite);
    answeringCases(suite);
  });

/** A query sees one state of the read model, whatever is written meanwhile. */
const snapshotCases = ({ it, onLedger }: Suite): void => {
  it(
    'sees one snapshot from its first to its last statement',
    onLedger(async ({ store, model }) => {
      await model.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
      let committed: Promise<void> | undefined;
      const seen = await store.read(ledger, async (reader, position) => {
        committed = model.commit([upserts(counter('ada', { count: 2 }))], 1n, 2n);
        await setImmediate();
        const first = await reader.rows('SELECT count FROM ledger_counter');
        await setImmediate();
        const second = await reader.rows('SELECT count FROM ledger_counter');
        return { position, first, second };
      });
      sameData(seen, { position: 1n, first: [{ count: 1 }], second: [{ count: 1 }] });
      await committed;
      sameData((await ledgerRows(store)).counters, [counter('ada', { count: 2 })]);
    }),
  );

  it(
    'is answered at the position that its rows are of, whatever is written meanwhile',
    onLedger(async ({ store, model }) => {
      const rounds = 40;
      const writing = (async () => {
        for (let at = 0; at < rounds; at++) {
          const row = counter('ada', { count: at });
          await model.commit([upserts(row)], BigInt(at) - 1n, BigInt(at));
          await setImmediate();
        }
      })();
      const answers: boolean[] = [];
      for (let at = 0; at < rounds; at++) {
        const { position, counters } = await ledgerRows(store);
        answers.push(position === BigInt(counters[0]?.count ?? -1));
        await setImmediate();
      }
      await writing;
      sameData(
        answers,
        Array.from({ length: rounds }, () => true),
      );
      strictEqual(await store.position('ledger'), BigInt(rounds - 1));
    }),
  );
};

/** A query is answered, fails by itself, and only reads. */
const answeringCases = ({ it, onLedger }: Suite): void => {
  it(
    'that fails says why, and the next one is answered',
    onLedger(async ({ store }) => {
      const broken = new Error('the query is broken');
      await rejects(
        store.read(ledger, async () => {
          throw broken;
        }),
        (error) => error === broken,
      );
      strictEqual(await store.read(ledger, async () => 'an answer'), 'an answer');
    }),
  );

  it(
    'cannot write',
    onLedger(async ({ store, model }) => {
      await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
      for (const statement of [
        'DELETE FROM ledger_counter',
        'DELETE FROM ledger_counter RETURNING name',
      ])
        await rejects(store.read(ledger, (reader) => reader.rows(statement)));
      sameData((await ledgerRows(store)).counters, [counter('ada')]);
      await model.commit([upserts(counter('bob'))], 1n, 2n);
    }),
  );

  it(
    'may be asked many at once',
    onLedger(async ({ store, model }) => {
      await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
      const answers = await Promise.all(Array.from({ length: 20 }, () => ledgerRows(store)));
      strictEqual(
        answers.every(({ position }) => position === 1n),
        true,
      );
    }),
  );

  it(
    'finds rows in the order of their keys, byte by byte',
    onLedger(async ({ store, model }) => {
      const names = ['a', 'B', '10', '9', 'é', 'z', 'Z', '_'];
      await model.commit([upserts(...names.map((name) => counter(name)))], BEGINNING, 1n);
      const { counters } = await ledgerRows(store);
      sameData(
        counters.map(({ name }) => name),
        ['10', '9', 'B', 'Z', '_', 'a', 'z', 'é'],
      );
    }),
  );
};
