import { rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { upserts } from './changes.ts';
import { counter, ledger, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** Of two projectors of one read model only one goes on. */
export const fencingCases = ({ describe, it, onLedger }: Suite): void =>
  describe('two projectors of one read model', () => {
    it(
      'cannot both go on from one checkpoint: the second writes nothing',
      onLedger(async ({ store, model }) => {
        const other = await store.attach(ledger);
        await model.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
        await rejects(other.commit([upserts(counter('ada', { count: 9 }))], BEGINNING, 1n), {
          code: 'read-model/fenced',
        });
        sameData((await ledgerRows(store)).counters, [counter('ada', { count: 1 })]);
      }),
    );

    it(
      'take turns when each goes on from where the other left it',
      onLedger(async ({ store, model }) => {
        const other = await store.attach(ledger);
        await model.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
        await other.commit([upserts(counter('ada', { count: 2 }))], await other.position(), 2n);
        await model.commit([upserts(counter('ada', { count: 3 }))], await model.position(), 3n);
        strictEqual(await store.position('ledger'), 3n);
        sameData((await ledgerRows(store)).counters, [counter('ada', { count: 3 })]);
      }),
    );

    it(
      'are fenced by a reset',
      onLedger(async ({ store, model }) => {
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        await (await store.attach(ledger)).reset();
        await rejects(model.commit([], 1n, 2n), { code: 'read-model/fenced' });
      }),
    );
  });
