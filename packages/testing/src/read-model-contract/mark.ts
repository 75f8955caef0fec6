import { rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { diary, inserts, markAt, upserts } from './changes.ts';
import { counter, ledger } from './ledger.ts';
import { sameData } from './same-data.ts';

/** The mark by which a store recognises the log that it was projected from. */
export const markCases = ({ describe, it, onLedger }: Suite): void =>
  describe('the mark of the log', () => {
    it(
      'is none before the first commit that brings one',
      onLedger(async ({ model }) => {
        strictEqual(await model.mark(), undefined);
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        strictEqual(await model.mark(), undefined);
      }),
    );

    it(
      'is that of the last commit which brought one, for whoever attaches',
      onLedger(async ({ store, model }) => {
        await model.commit([], BEGINNING, 1n, markAt(1n));
        await model.commit([upserts(counter('ada'))], 1n, 4n, markAt(3n));
        sameData(await model.mark(), markAt(3n));
        await model.commit([], 4n, 9n);
        sameData(await model.mark(), markAt(3n));
        sameData(await (await store.attach(ledger)).mark(), markAt(3n));
      }),
    );

    it(
      'is given back as it was written, however large its numbers are',
      onLedger(async ({ model }) => {
        const mark = { ...markAt(9_007_199_254_740_993n), revision: 9_007_199_254_740_995n };
        await model.commit([], BEGINNING, 9_007_199_254_740_993n, mark);
        sameData(await model.mark(), mark);
      }),
    );

    it(
      'stays with its rows when a commit is fenced or refused',
      onLedger(async ({ model }) => {
        const word = inserts({ id: '1', word: 'first' });
        await model.commit([word], BEGINNING, 1n, markAt(1n));
        await rejects(model.commit([], BEGINNING, 2n, markAt(2n)), {
          code: 'read-model/fenced',
        });
        await rejects(model.commit([word], 1n, 2n, markAt(2n)), {
          code: 'read-model/duplicate-fact',
        });
        sameData(await model.mark(), markAt(1n));
      }),
    );

    it(
      'is forgotten with a reset and with an older version, each read model by itself',
      onLedger(async ({ store, model }) => {
        const other = await store.attach(diary());
        await model.commit([], BEGINNING, 1n, markAt(1n));
        await other.commit([], BEGINNING, 2n, markAt(2n));
        await model.reset();
        strictEqual(await model.mark(), undefined);
        sameData(await other.mark(), markAt(2n));
        const newer = await store.attach({ ...diary(), version: 2 });
        strictEqual(await newer.mark(), undefined);
      }),
    );
  });
