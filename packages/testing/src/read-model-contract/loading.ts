import { strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { upserts } from './changes.ts';
import { counter, counterTable } from './ledger.ts';
import { sameData } from './same-data.ts';

/** Rows by their keys. */
export const loadingCases = ({ describe, it, onLedger }: Suite): void =>
  describe('loading rows', () => {
    it(
      'answers with those that are there',
      onLedger(async ({ model }) => {
        await model.commit([upserts(counter('ada'), counter('bob'))], BEGINNING, 1n);
        sameData(
          await model.load(counterTable, ['bob', 'eve']),
          new Map([['bob', counter('bob')]]),
        );
        sameData(await model.load(counterTable, []), new Map());
      }),
    );

    it(
      'tells apart keys that only look alike',
      onLedger(async ({ model }) => {
        const names = [
          'ada',
          'Ada',
          'ada ',
          'a\u0000da',
          '10',
          '010',
          'é',
          'e\u0301',
          "a'da",
          '%',
          '',
        ];
        const rows = names.map((name, count) => counter(name, { count }));
        await model.commit([upserts(...rows)], BEGINNING, 1n);
        sameData(
          await model.load(counterTable, names),
          new Map(rows.map((row) => [row.name, row])),
        );
      }),
    );

    it(
      'loads more keys at once than a statement takes parameters',
      onLedger(async ({ model }) => {
        const rows = Array.from({ length: 40_000 }, (_, at) => counter(`c${at}`, { count: at }));
        await model.commit([upserts(...rows)], BEGINNING, 1n);
        const loaded = await model.load(
          counterTable,
          rows.map(({ name }) => name),
        );
        strictEqual(loaded.size, 40_000);
        sameData(loaded.get('c39999'), rows[39_999]);
      }),
    );
  });
