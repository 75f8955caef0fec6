import { rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { markAt, upserts } from './changes.ts';
import { counter, counterTable, ledger, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** What outlives the store that wrote it; left out for places that are not lasting. */
export const reopeningCases = ({ describe, it, contract, onLedger }: Suite): void => {
  if (!contract.lasting) return;
  describe('a place that is opened again', () => {
    it(
      'has every row, the checkpoint and the mark',
      onLedger(async ({ store, model, openAgain }) => {
        await model.commit([upserts(counter('ada', { count: 5 }))], BEGINNING, 5n, markAt(4n));
        await store.close();
        const reopened = await openAgain();
        strictEqual(await reopened.position('ledger'), 5n);
        sameData((await ledgerRows(reopened)).counters, [counter('ada', { count: 5 })]);
        const attached = await reopened.attach(ledger);
        strictEqual(await attached.position(), 5n);
        sameData(await attached.mark(), markAt(4n));
      }),
    );

    it(
      'fences between stores as within one',
      onLedger(async ({ store, model, openAgain }) => {
        const other = await openAgain();
        const rival = await other.attach(ledger);
        await rival.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
        await rejects(model.commit([upserts(counter('ada', { count: 9 }))], BEGINNING, 2n), {
          code: 'read-model/fenced',
        });
        sameData(await ledgerRows(store), await ledgerRows(other));
        sameData(
          await model.load(counterTable, ['ada']),
          new Map([['ada', counter('ada', { count: 1 })]]),
        );
      }),
    );
  });
};
