import { strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { inserts, upserts } from './changes.ts';
import { invalidRowCases, repeatedFactCases } from './commit-refusals.ts';
import { counter, counterTable, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** What a commit writes, and what it refuses to write. */
export const commitCases = (suite: Suite): void =>
  suite.describe('a commit', () => {
    writtenCases(suite);
    exactCases(suite);
    repeatedFactCases(suite);
    invalidRowCases(suite);
  });

/** Rows and the checkpoint are written together. */
const writtenCases = ({ it, onLedger }: Suite): void => {
  it(
    'writes rows and checkpoint',
    onLedger(async ({ store, model }) => {
      await model.commit(
        [upserts(counter('ada', { count: 1 })), inserts({ id: '4/0', word: 'hello' })],
        BEGINNING,
        4n,
      );
      strictEqual(await model.position(), 4n);
      strictEqual(await store.position('ledger'), 4n);
      sameData(await ledgerRows(store), {
        position: 4n,
        counters: [counter('ada', { count: 1 })],
        words: [{ id: '4/0', word: 'hello' }],
      });
    }),
  );

  it(
    'moves the checkpoint without any row',
    onLedger(async ({ store, model }) => {
      await model.commit([], BEGINNING, 9_007_199_254_740_993n);
      strictEqual(await store.position('ledger'), 9_007_199_254_740_993n);
    }),
  );

  it(
    'replaces a row wholly, and takes away the deleted ones',
    onLedger(async ({ store, model }) => {
      const first = [
        counter('ada', { count: 1, label: 'old', last_step: 1 }),
        counter('bob', { count: 2 }),
        counter('eve', { count: 3 }),
      ];
      await model.commit([upserts(...first)], BEGINNING, 1n);
      await model.commit(
        [
          {
            table: counterTable,
            inserts: [],
            upserts: [counter('ada', { count: 7 })],
            deletes: ['eve', 'nobody'],
          },
        ],
        1n,
        2n,
      );
      const { counters } = await ledgerRows(store);
      sameData(counters, [counter('ada', { count: 7 }), counter('bob', { count: 2 })]);
    }),
  );

  it(
    'writes a hundred rows of each kind at once',
    onLedger(async ({ store, model }) => {
      const names = Array.from({ length: 100 }, (_, at) => `c${String(at).padStart(3, '0')}`);
      const counters = names.map((name, count) => counter(name, { count }));
      const words = names.map((id) => ({ id, word: 'new' }));
      await model.commit([upserts(...counters), inserts(...words)], BEGINNING, 1n);
      sameData(await ledgerRows(store), { position: 1n, counters, words });
      const later = counters.map((row) => ({ ...row, count: -row.count - 1 }));
      await model.commit([upserts(...later)], 1n, 2n);
      sameData((await ledgerRows(store)).counters, later);
    }),
  );
};

/** Values come back as they were written. */
const exactCases = ({ it, onLedger }: Suite): void => {
  for (const [given, row] of [
    ['the largest exact number', counter('n', { count: Number.MAX_SAFE_INTEGER })],
    ['the smallest exact number', counter('n', { count: Number.MIN_SAFE_INTEGER })],
    ['a number past 2^51', counter('n', { count: 2 ** 51 })],
    ['a number past 2^31', counter('n', { count: 2 ** 31 })],
    ['no label and no step', counter('n', { label: null, last_step: null })],
    ['an empty label', counter('n', { label: '' })],
    ['a label of several lines, quotes and signs', counter('n', { label: `'a'\n"b"\t;--` })],
    ['a label beyond the basic plane', counter('n', { label: '🦊 Ωmega zoë e\u0301' })],
    ['a label that looks like a number', counter('n', { label: '007' })],
  ] as const)
    it(
      `gives back ${given} as it was written`,
      onLedger(async ({ store, model }) => {
        await model.commit([upserts(row)], BEGINNING, 1n);
        sameData([...(await model.load(counterTable, ['n'])).values()], [row]);
        sameData((await ledgerRows(store)).counters, [row]);
      }),
    );
};
