import { rejects, strictEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { upserts } from './changes.ts';
import { counter, counterTable, ledger } from './ledger.ts';

/** What a store answers after its end. */
export const closingCases = ({ describe, it, onLedger }: Suite): void =>
  describe('a store that was closed', () => {
    it(
      'says so to whoever asks, and may be closed twice',
      onLedger(async ({ store, model }) => {
        await store.close();
        await store.close();
        const closed = { code: 'read-model/closed' };
        await rejects(store.attach(ledger), closed);
        await rejects(store.position('ledger'), closed);
        await rejects(
          store.read(ledger, async () => 1),
          closed,
        );
        await rejects(model.commit([], BEGINNING, 1n), closed);
        await rejects(model.load(counterTable, []), closed);
      }),
    );

    it(
      'let the query finish that was under way',
      onLedger(async ({ store, model }) => {
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        let closing: Promise<void> | undefined;
        const answer = await store.read(ledger, async (reader) => {
          closing = store.close();
          await setImmediate();
          return (await reader.rows('SELECT * FROM ledger_counter')).length;
        });
        await closing;
        strictEqual(answer, 1);
      }),
    );
  });
