import { strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { diary, diaryLine, diaryTable, inserts, upserts } from './changes.ts';
import { counter, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** A read model that begins again. */
export const resettingCases = ({ describe, it, onLedger }: Suite): void =>
  describe('a reset', () => {
    it(
      'empties the tables and goes back to the beginning',
      onLedger(async ({ store, model }) => {
        await model.commit(
          [upserts(counter('ada')), inserts({ id: '1', word: 'first' })],
          BEGINNING,
          1n,
        );
        await model.reset();
        sameData(await ledgerRows(store), { position: BEGINNING, counters: [], words: [] });
      }),
    );

    it(
      'leaves other read models alone',
      onLedger(async ({ store, model }) => {
        const other = await store.attach(diary());
        await other.commit([diaryLine('kept')], BEGINNING, 5n);
        await model.reset();
        strictEqual(await store.position('diary'), 5n);
        sameData([...(await other.load(diaryTable, ['kept'])).keys()], ['kept']);
      }),
    );
  });
