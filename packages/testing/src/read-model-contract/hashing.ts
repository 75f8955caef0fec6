import { strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import { readModelHash } from '../read-model-hash.ts';
import type { Suite } from './bench.ts';
import { upserts } from './changes.ts';
import { type CounterRow, counter, ledger } from './ledger.ts';

/** The hash tells the same rows from other rows. */
export const hashingCases = ({ describe, it, onLedger }: Suite): void =>
  describe('the hash of a read model', () => {
    it(
      'is that of its rows, not of how or when they came',
      onLedger((one) =>
        onLedger(async (other) => {
          const [ada, bob] = [counter('ada'), counter('bob')];
          await one.model.commit([upserts(ada), upserts(bob)], BEGINNING, 1n);
          await other.model.commit([upserts({ ...bob, count: 5 })], BEGINNING, 1n);
          await other.model.commit([upserts(bob, ada)], 1n, 7n);
          strictEqual(
            await readModelHash(one.store, ledger),
            await readModelHash(other.store, ledger),
          );
        })(),
      ),
    );

    it(
      'tells apart a row more, another value, and nothing from an empty text',
      onLedger(async ({ store, model }) => {
        const rows: (readonly CounterRow[])[] = [
          [],
          [counter('ada')],
          [counter('ada', { label: '' })],
          [counter('ada', { merged_from: '' })],
          [counter('ada', { count: 1 })],
          [counter('ada'), counter('bob')],
          Array.from({ length: 2_500 }, (_, at) => counter(`c${at}`)),
          Array.from({ length: 2_500 }, (_, at) =>
            counter(`c${at}`, { count: at === 2_499 ? 1 : 0 }),
          ),
        ];
        const hashes = new Set<string>();
        for (const some of rows) {
          await model.reset();
          await model.commit([upserts(...some)], BEGINNING, 1n);
          hashes.add(await readModelHash(store, ledger));
        }
        strictEqual(hashes.size, rows.length);
      }),
    );
  });
