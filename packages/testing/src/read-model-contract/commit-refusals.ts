import { rejects } from 'node:assert/strict';
import { BEGINNING, type Table } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { inserts, upserts } from './changes.ts';
import { counter, counterTable, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** A fact is written once. */
export const repeatedFactCases = ({ it, onLedger }: Suite): void => {
  it(
    'refuses a fact whose key stands already, and writes nothing else with it',
    onLedger(async ({ store, model }) => {
      await model.commit([inserts({ id: '1', word: 'first' })], BEGINNING, 1n);
      const before = await ledgerRows(store);
      await rejects(
        model.commit(
          [
            upserts(counter('ada')),
            inserts({ id: '2', word: 'second' }, { id: '1', word: 'other' }),
          ],
          1n,
          2n,
        ),
        {
          code: 'read-model/duplicate-fact',
          message: /ledger_word/,
        },
      );
      sameData(await ledgerRows(store), before);
      await model.commit([inserts({ id: '2', word: 'second' })], 1n, 2n);
    }),
  );

  for (const [given, at] of [
    ['at the beginning', 0],
    ['in the middle', 50],
    ['at the end', 99],
  ] as const)
    it(
      `names the fact that stands already among a hundred, ${given}`,
      onLedger(async ({ store, model }) => {
        await model.commit([inserts({ id: `w${at}`, word: 'first' })], BEGINNING, 1n);
        const words = Array.from({ length: 100 }, (_, id) => ({ id: `w${id}`, word: 'later' }));
        await rejects(model.commit([inserts(...words)], 1n, 2n), {
          code: 'read-model/duplicate-fact',
          message: new RegExp(`"w${at}"`),
        });
        sameData((await ledgerRows(store)).words, [{ id: `w${at}`, word: 'first' }]);
      }),
    );

  it(
    'refuses a fact that stands twice in one commit',
    onLedger(async ({ store, model }) => {
      const words = Array.from({ length: 40 }, (_, id) => ({ id: `w${id % 39}`, word: 'new' }));
      await rejects(model.commit([inserts(...words)], BEGINNING, 1n), {
        code: 'read-model/duplicate-fact',
        message: /"w0"/,
      });
      sameData((await ledgerRows(store)).words, []);
    }),
  );
};

/** A row has the columns of its table, and values of their types. */
export const invalidRowCases = ({ it, onLedger }: Suite): void => {
  for (const [given, row, column] of [
    ['without a column', { name: 'n', count: 1, label: null, last_step: 1 }, 'merged_from'],
    ['with a column too many', { ...counter('n'), colour: 'red' }, 'colour'],
    ['with text for a number', { ...counter('n'), count: '1' }, 'count'],
    ['with a fraction', { ...counter('n'), count: 1.5 }, 'count'],
    ['with an inexact number', { ...counter('n'), count: 2 ** 53 }, 'count'],
    ['with a number for text', { ...counter('n'), label: 1 }, 'label'],
    ['with nothing where something must be', { ...counter('n'), count: null }, 'count'],
    ['with no number', { ...counter('n'), last_step: Number.NaN }, 'last_step'],
  ] as const)
    it(
      `refuses a row ${given}, naming the column, and writes nothing`,
      onLedger(async ({ store, model }) => {
        const table: Table = counterTable;
        await rejects(
          model.commit(
            [
              inserts({ id: '1', word: 'first' }),
              { table, inserts: [], upserts: [counter('ada'), row], deletes: [] },
            ],
            BEGINNING,
            1n,
          ),
          {
            code: 'read-model/invalid-row',
            message: new RegExp(`ledger_counter.*"n".*${column}`),
          },
        );
        sameData(await ledgerRows(store), { position: BEGINNING, counters: [], words: [] });
      }),
    );
};
