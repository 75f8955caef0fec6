import { rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING, facts, type ReadModel, type Table, tableProjection } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { inserts, upserts } from './changes.ts';
import { counter, counterTable, ledger, ledgerRows, wordTable } from './ledger.ts';
import { sameData } from './same-data.ts';

/** The same definition, a newer and an older one. */
export const attachingCases = ({ describe, it, onLedger, onPlace }: Suite): void =>
  describe('a read model attached again', () => {
    it(
      'keeps rows and checkpoint in the same version',
      onLedger(async ({ store, model }) => {
        await model.commit([upserts(counter('ada'))], BEGINNING, 3n);
        const again = await store.attach(ledger);
        strictEqual(await again.position(), 3n);
        sameData((await ledgerRows(store)).counters, [counter('ada')]);
      }),
    );

    it(
      'begins anew in a newer version, with its tables as they are now',
      onLedger(async ({ store, model }) => {
        await model.commit([inserts({ id: '1', word: 'first' })], BEGINNING, 3n);
        const wider: Table = {
          name: 'ledger_word',
          columns: { id: 'text', word: 'text', length: 'integer' },
          key: 'id',
        };
        const newer = { ...ledger, version: 2, tables: [facts(wider, {})] };
        const attached = await store.attach(newer);
        strictEqual(await attached.position(), BEGINNING);
        const word = { id: '1', word: 'first', length: 5 };
        await attached.commit(
          [{ table: wider, inserts: [word], upserts: [], deletes: [] }],
          BEGINNING,
          1n,
        );
        sameData([...(await attached.load(wider, ['1'])).values()], [word]);
        // The counters are gone with the version that had them: another read model may take the name.
        const heir = { ...ledger, name: 'heir', tables: [tableProjection(counterTable, {})] };
        strictEqual(await (await store.attach(heir)).position(), BEGINNING);
      }),
    );

    it(
      'fences the projectors of the older version',
      onLedger(async ({ store, model }) => {
        await store.attach({ ...ledger, version: 2, tables: [facts(wordTable, {})] });
        const refused = { code: 'read-model/fenced' };
        await rejects(model.position(), refused);
        await rejects(model.load(counterTable, ['ada']), refused);
        await rejects(model.commit([], BEGINNING, 1n), refused);
        await rejects(model.reset(), refused);
      }),
    );

    it(
      'refuses to go back to an older version',
      onPlace(async ({ store }) => {
        const newer = await store.attach({ ...ledger, version: 2 });
        await newer.commit([upserts(counter('ada'))], BEGINNING, 3n);
        await rejects(store.attach(ledger), {
          code: 'read-model/newer-version',
          message: /version 2.*version 1/,
        });
        strictEqual(await store.position('ledger'), 3n);
      }),
    );

    it(
      'refuses tables that changed while the version did not',
      onLedger(async ({ store, model }) => {
        await model.commit([upserts(counter('ada'))], BEGINNING, 3n);
        const changed: ReadModel = { ...ledger, tables: [facts(wordTable, {})] };
        await rejects(store.attach(changed), {
          code: 'read-model/invalid-definition',
        });
        sameData((await ledgerRows(store)).counters, [counter('ada')]);
      }),
    );
  });
