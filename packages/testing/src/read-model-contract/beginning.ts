import { rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { ledger, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** A read model before its first commit. */
export const beginningCases = ({ describe, it, onLedger, onPlace }: Suite): void =>
  describe('a read model that was never projected', () => {
    it(
      'stands at the beginning',
      onPlace(async ({ store }) => {
        strictEqual(await store.position('ledger'), BEGINNING);
      }),
    );

    it(
      'cannot be queried',
      onPlace(async ({ store }) => {
        await rejects(
          store.read(ledger, async () => 'an answer'),
          {
            code: 'read-model/unknown',
          },
        );
      }),
    );

    it(
      'is empty at the beginning once it is attached',
      onLedger(async ({ store, model }) => {
        strictEqual(await model.position(), BEGINNING);
        sameData(await ledgerRows(store), { position: BEGINNING, counters: [], words: [] });
      }),
    );
  });
