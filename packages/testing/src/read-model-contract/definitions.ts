import { rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING, facts, type Table } from '@presales/kernel';
import type { Suite } from './bench.ts';
import { upserts } from './changes.ts';
import { counter, ledger, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

/** Definitions that every store refuses. */
export const definitionCases = ({ describe, it, onLedger, onPlace }: Suite): void =>
  describe('a definition that cannot be', () => {
    const tableOf = (given: Partial<Table>): Table => ({
      name: 'oddity',
      columns: { id: 'text', size: 'integer' },
      key: 'id',
      ...given,
    });
    for (const [given, tables] of [
      ['a table named with quotes', [tableOf({ name: 'odd"ity' })]],
      ['a table named as the store names its own', [tableOf({ name: 'presales_read_model' })]],
      ['one table twice', [tableOf({}), tableOf({})]],
      ['a column named with a space', [tableOf({ columns: { id: 'text', 'a b': 'text' } })]],
      ['a key that is no column', [tableOf({ key: 'name' })]],
      ['a key that is no text', [tableOf({ key: 'size' })]],
      ['an index over no column', [tableOf({ indexes: [['colour']] })]],
    ] as const)
      it(
        `is refused: ${given}`,
        onPlace(async ({ store }) => {
          const model = { ...ledger, tables: tables.map((table) => facts(table, {})) };
          await rejects(store.attach(model), {
            code: 'read-model/invalid-definition',
          });
          strictEqual(await store.position('ledger'), BEGINNING);
        }),
      );

    it(
      "is refused: another read model's table, which stays as it is",
      onLedger(async ({ store, model }) => {
        await model.commit([upserts(counter('ada'))], BEGINNING, 3n);
        await rejects(store.attach({ ...ledger, name: 'thief' }), {
          code: 'read-model/invalid-definition',
          message: /ledger_counter/,
        });
        sameData((await ledgerRows(store)).counters, [counter('ada')]);
        strictEqual(await store.position('thief'), BEGINNING);
      }),
    );
  });
