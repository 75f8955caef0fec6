import { setImmediate } from 'node:timers/promises';
import {
  type AttachedReadModel,
  BEGINNING,
  facts,
  type LogMark,
  type Position,
  planPage,
  type ReadModel,
  type ReadModelStore,
  type Row,
  type Table,
  type TableChanges,
  tableProjection,
} from '@presales/kernel';
import fc from 'fast-check';
import { readModelHash } from '../read-model-hash.ts';
import {
  type CounterRow,
  counter,
  counterTable,
  type LedgerEvent,
  ledger,
  ledgerByHand,
  ledgerEvents,
  ledgerRows,
  storedLedgerEvent,
  type WordRow,
  wordTable,
} from './ledger.ts';

/** A place for read models, fresh and empty, and the first store that is open on it. */
export interface ReadModelPlace {
  readonly store: ReadModelStore;
  /** Opens the same place once more; absent where nothing is lasting. */
  readonly again?: () => Promise<ReadModelStore>;
  /** Called when the test is over and every store is closed. */
  readonly remove?: () => Promise<void>;
}

/** What the contract is to be held against. */
export interface ReadModelStoreContract {
  /** How the tests' titles call the store. */
  readonly name: string;
  readonly open: () => Promise<ReadModelPlace>;
  /** Whether rows outlive the store that wrote them; what lives in memory only does not. */
  readonly lasting: boolean;
}

/**
 * Registers, with the `describe`, `it` and `expect` of jest, the tests that every read-model store
 * must pass: what they promise is in `ReadModelStore` of the kernel.
 */
export const readModelStoreContract = ({ name, open, lasting }: ReadModelStoreContract): void => {
  describe(`the read-model store ${name}`, () => {
    const opened: { stores: ReadModelStore[]; remove?: () => Promise<void> }[] = [];
    afterEach(async () => {
      for (const { stores, remove } of opened.splice(0)) {
        for (const store of stores) await store.close();
        await remove?.();
      }
    });

    const place = async () => {
      const { store, again, remove } = await open();
      const stores = [store];
      opened.push({ stores, ...(remove === undefined ? {} : { remove }) });
      return {
        store,
        again:
          again &&
          (async () => {
            const other = await again();
            stores.push(other);
            return other;
          }),
      };
    };
    const attachedLedger = async () => {
      const { store } = await place();
      return { store, model: await store.attach(ledger) };
    };

    describe('a read model that was never projected', () => {
      it('stands at the beginning', async () => {
        const { store } = await place();
        expect(await store.position('ledger')).toBe(BEGINNING);
      });

      it('cannot be queried', async () => {
        const { store } = await place();
        await expect(store.read(ledger, async () => 'an answer')).rejects.toMatchObject({
          code: 'read-model/unknown',
        });
      });

      it('is empty at the beginning once it is attached', async () => {
        const { store, model } = await attachedLedger();
        expect(await model.position()).toBe(BEGINNING);
        expect(await ledgerRows(store)).toEqual({ position: BEGINNING, counters: [], words: [] });
      });
    });

    describe('a commit', () => {
      it('writes rows and checkpoint', async () => {
        const { store, model } = await attachedLedger();
        await model.commit(
          [upserts(counter('ada', { count: 1 })), inserts({ id: '4/0', word: 'hello' })],
          BEGINNING,
          4n,
        );
        expect(await model.position()).toBe(4n);
        expect(await store.position('ledger')).toBe(4n);
        expect(await ledgerRows(store)).toEqual({
          position: 4n,
          counters: [counter('ada', { count: 1 })],
          words: [{ id: '4/0', word: 'hello' }],
        });
      });

      it('moves the checkpoint without any row', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([], BEGINNING, 9_007_199_254_740_993n);
        expect(await store.position('ledger')).toBe(9_007_199_254_740_993n);
      });

      it('replaces a row wholly, and takes away the deleted ones', async () => {
        const { store, model } = await attachedLedger();
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
        expect(counters).toEqual([counter('ada', { count: 7 }), counter('bob', { count: 2 })]);
      });

      it.each([
        ['the largest exact number', counter('n', { count: Number.MAX_SAFE_INTEGER })],
        ['the smallest exact number', counter('n', { count: Number.MIN_SAFE_INTEGER })],
        ['a number past 2^51', counter('n', { count: 2 ** 51 })],
        ['a number past 2^31', counter('n', { count: 2 ** 31 })],
        ['no label and no step', counter('n', { label: null, last_step: null })],
        ['an empty label', counter('n', { label: '' })],
        ['a label of several lines, quotes and signs', counter('n', { label: `'a'\n"b"\t;--` })],
        ['a label beyond the basic plane', counter('n', { label: '🦊 Ωmega zoë e\u0301' })],
        ['a label that looks like a number', counter('n', { label: '007' })],
      ])('gives back %s as it was written', async (_, row) => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(row)], BEGINNING, 1n);
        expect([...(await model.load(counterTable, ['n'])).values()]).toEqual([row]);
        expect((await ledgerRows(store)).counters).toEqual([row]);
      });

      it('refuses a fact whose key stands already, and writes nothing else with it', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([inserts({ id: '1', word: 'first' })], BEGINNING, 1n);
        const before = await ledgerRows(store);
        await expect(
          model.commit(
            [
              upserts(counter('ada')),
              inserts({ id: '2', word: 'second' }, { id: '1', word: 'other' }),
            ],
            1n,
            2n,
          ),
        ).rejects.toMatchObject({
          code: 'read-model/duplicate-fact',
          message: expect.stringContaining('ledger_word'),
        });
        expect(await ledgerRows(store)).toEqual(before);
        await model.commit([inserts({ id: '2', word: 'second' })], 1n, 2n);
      });

      it.each([
        ['at the beginning', 0],
        ['in the middle', 50],
        ['at the end', 99],
      ])('names the fact that stands already among a hundred, %s', async (_, at) => {
        const { store, model } = await attachedLedger();
        await model.commit([inserts({ id: `w${at}`, word: 'first' })], BEGINNING, 1n);
        const words = Array.from({ length: 100 }, (_, id) => ({ id: `w${id}`, word: 'later' }));
        await expect(model.commit([inserts(...words)], 1n, 2n)).rejects.toMatchObject({
          code: 'read-model/duplicate-fact',
          message: expect.stringContaining(`"w${at}"`),
        });
        expect((await ledgerRows(store)).words).toEqual([{ id: `w${at}`, word: 'first' }]);
      });

      it('refuses a fact that stands twice in one commit', async () => {
        const { store, model } = await attachedLedger();
        const words = Array.from({ length: 40 }, (_, id) => ({ id: `w${id % 39}`, word: 'new' }));
        await expect(model.commit([inserts(...words)], BEGINNING, 1n)).rejects.toMatchObject({
          code: 'read-model/duplicate-fact',
          message: expect.stringContaining('"w0"'),
        });
        expect((await ledgerRows(store)).words).toEqual([]);
      });

      it('writes a hundred rows of each kind at once', async () => {
        const { store, model } = await attachedLedger();
        const names = Array.from({ length: 100 }, (_, at) => `c${String(at).padStart(3, '0')}`);
        const counters = names.map((name, count) => counter(name, { count }));
        const words = names.map((id) => ({ id, word: 'new' }));
        await model.commit([upserts(...counters), inserts(...words)], BEGINNING, 1n);
        expect(await ledgerRows(store)).toEqual({ position: 1n, counters, words });
        const later = counters.map((row) => ({ ...row, count: -row.count - 1 }));
        await model.commit([upserts(...later)], 1n, 2n);
        expect((await ledgerRows(store)).counters).toEqual(later);
      });

      it.each<[string, Row, string]>([
        ['without a column', { name: 'n', count: 1, label: null, last_step: 1 }, 'merged_from'],
        ['with a column too many', { ...counter('n'), colour: 'red' }, 'colour'],
        ['with text for a number', { ...counter('n'), count: '1' }, 'count'],
        ['with a fraction', { ...counter('n'), count: 1.5 }, 'count'],
        ['with an inexact number', { ...counter('n'), count: 2 ** 53 }, 'count'],
        ['with a number for text', { ...counter('n'), label: 1 }, 'label'],
        ['with nothing where something must be', { ...counter('n'), count: null }, 'count'],
        ['with no number', { ...counter('n'), last_step: Number.NaN }, 'last_step'],
      ])('refuses a row %s, naming the column, and writes nothing', async (_, row, column) => {
        const { store, model } = await attachedLedger();
        const table: Table = counterTable;
        await expect(
          model.commit(
            [
              inserts({ id: '1', word: 'first' }),
              { table, inserts: [], upserts: [counter('ada'), row], deletes: [] },
            ],
            BEGINNING,
            1n,
          ),
        ).rejects.toMatchObject({
          code: 'read-model/invalid-row',
          message: expect.stringMatching(new RegExp(`ledger_counter.*"n".*${column}`)),
        });
        expect(await ledgerRows(store)).toEqual({ position: BEGINNING, counters: [], words: [] });
      });
    });

    describe('the mark of the log', () => {
      it('is none before the first commit that brings one', async () => {
        const { model } = await attachedLedger();
        expect(await model.mark()).toBeUndefined();
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        expect(await model.mark()).toBeUndefined();
      });

      it('is that of the last commit which brought one, for whoever attaches', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([], BEGINNING, 1n, markAt(1n));
        await model.commit([upserts(counter('ada'))], 1n, 4n, markAt(3n));
        expect(await model.mark()).toEqual(markAt(3n));
        await model.commit([], 4n, 9n);
        expect(await model.mark()).toEqual(markAt(3n));
        expect(await (await store.attach(ledger)).mark()).toEqual(markAt(3n));
      });

      it('is given back as it was written, however large its numbers are', async () => {
        const { model } = await attachedLedger();
        const mark = { ...markAt(9_007_199_254_740_993n), revision: 9_007_199_254_740_995n };
        await model.commit([], BEGINNING, 9_007_199_254_740_993n, mark);
        expect(await model.mark()).toEqual(mark);
      });

      it('stays with its rows when a commit is fenced or refused', async () => {
        const { model } = await attachedLedger();
        const word = inserts({ id: '1', word: 'first' });
        await model.commit([word], BEGINNING, 1n, markAt(1n));
        await expect(model.commit([], BEGINNING, 2n, markAt(2n))).rejects.toMatchObject({
          code: 'read-model/fenced',
        });
        await expect(model.commit([word], 1n, 2n, markAt(2n))).rejects.toMatchObject({
          code: 'read-model/duplicate-fact',
        });
        expect(await model.mark()).toEqual(markAt(1n));
      });

      it('is forgotten with a reset and with an older version, each read model by itself', async () => {
        const { store, model } = await attachedLedger();
        const other = await store.attach(diary());
        await model.commit([], BEGINNING, 1n, markAt(1n));
        await other.commit([], BEGINNING, 2n, markAt(2n));
        await model.reset();
        expect(await model.mark()).toBeUndefined();
        expect(await other.mark()).toEqual(markAt(2n));
        const newer = await store.attach({ ...diary(), version: 2 });
        expect(await newer.mark()).toBeUndefined();
      });
    });

    describe('loading rows', () => {
      it('answers with those that are there', async () => {
        const { model } = await attachedLedger();
        await model.commit([upserts(counter('ada'), counter('bob'))], BEGINNING, 1n);
        expect(await model.load(counterTable, ['bob', 'eve'])).toEqual(
          new Map([['bob', counter('bob')]]),
        );
        expect(await model.load(counterTable, [])).toEqual(new Map());
      });

      it('tells apart keys that only look alike', async () => {
        const { model } = await attachedLedger();
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
        expect(await model.load(counterTable, names)).toEqual(
          new Map(rows.map((row) => [row.name, row])),
        );
      });

      it('loads more keys at once than a statement takes parameters', async () => {
        const { model } = await attachedLedger();
        const rows = Array.from({ length: 40_000 }, (_, at) => counter(`c${at}`, { count: at }));
        await model.commit([upserts(...rows)], BEGINNING, 1n);
        const loaded = await model.load(
          counterTable,
          rows.map(({ name }) => name),
        );
        expect(loaded.size).toBe(40_000);
        expect(loaded.get('c39999')).toEqual(rows[39_999]);
      });
    });

    describe('two projectors of one read model', () => {
      it('cannot both go on from one checkpoint: the second writes nothing', async () => {
        const { store, model } = await attachedLedger();
        const other = await store.attach(ledger);
        await model.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
        await expect(
          other.commit([upserts(counter('ada', { count: 9 }))], BEGINNING, 1n),
        ).rejects.toMatchObject({ code: 'read-model/fenced' });
        expect((await ledgerRows(store)).counters).toEqual([counter('ada', { count: 1 })]);
      });

      it('take turns when each goes on from where the other left it', async () => {
        const { store, model } = await attachedLedger();
        const other = await store.attach(ledger);
        await model.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
        await other.commit([upserts(counter('ada', { count: 2 }))], await other.position(), 2n);
        await model.commit([upserts(counter('ada', { count: 3 }))], await model.position(), 3n);
        expect(await store.position('ledger')).toBe(3n);
        expect((await ledgerRows(store)).counters).toEqual([counter('ada', { count: 3 })]);
      });

      it('are fenced by a reset', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        await (await store.attach(ledger)).reset();
        await expect(model.commit([], 1n, 2n)).rejects.toMatchObject({ code: 'read-model/fenced' });
      });
    });

    describe('a reset', () => {
      it('empties the tables and goes back to the beginning', async () => {
        const { store, model } = await attachedLedger();
        await model.commit(
          [upserts(counter('ada')), inserts({ id: '1', word: 'first' })],
          BEGINNING,
          1n,
        );
        await model.reset();
        expect(await ledgerRows(store)).toEqual({ position: BEGINNING, counters: [], words: [] });
      });

      it('leaves other read models alone', async () => {
        const { store, model } = await attachedLedger();
        const other = await store.attach(diary());
        await other.commit([diaryLine('kept')], BEGINNING, 5n);
        await model.reset();
        expect(await store.position('diary')).toBe(5n);
        expect([...(await other.load(diaryTable, ['kept'])).keys()]).toEqual(['kept']);
      });
    });

    describe('a read model attached again', () => {
      it('keeps rows and checkpoint in the same version', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada'))], BEGINNING, 3n);
        const again = await store.attach(ledger);
        expect(await again.position()).toBe(3n);
        expect((await ledgerRows(store)).counters).toEqual([counter('ada')]);
      });

      it('begins anew in a newer version, with its tables as they are now', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([inserts({ id: '1', word: 'first' })], BEGINNING, 3n);
        const wider: Table = {
          name: 'ledger_word',
          columns: { id: 'text', word: 'text', length: 'integer' },
          key: 'id',
        };
        const newer = { ...ledger, version: 2, tables: [facts(wider, {})] };
        const attached = await store.attach(newer);
        expect(await attached.position()).toBe(BEGINNING);
        const word = { id: '1', word: 'first', length: 5 };
        await attached.commit(
          [{ table: wider, inserts: [word], upserts: [], deletes: [] }],
          BEGINNING,
          1n,
        );
        expect([...(await attached.load(wider, ['1'])).values()]).toEqual([word]);
        // The counters are gone with the version that had them: another read model may take the name.
        const heir = { ...ledger, name: 'heir', tables: [tableProjection(counterTable, {})] };
        expect(await (await store.attach(heir)).position()).toBe(BEGINNING);
      });

      it('fences the projectors of the older version', async () => {
        const { store, model } = await attachedLedger();
        await store.attach({ ...ledger, version: 2, tables: [facts(wordTable, {})] });
        const refused = { code: 'read-model/fenced' };
        await expect(model.position()).rejects.toMatchObject(refused);
        await expect(model.load(counterTable, ['ada'])).rejects.toMatchObject(refused);
        await expect(model.commit([], BEGINNING, 1n)).rejects.toMatchObject(refused);
        await expect(model.reset()).rejects.toMatchObject(refused);
      });

      it('refuses to go back to an older version', async () => {
        const { store } = await place();
        const newer = await store.attach({ ...ledger, version: 2 });
        await newer.commit([upserts(counter('ada'))], BEGINNING, 3n);
        await expect(store.attach(ledger)).rejects.toMatchObject({
          code: 'read-model/newer-version',
          message: expect.stringMatching(/version 2.*version 1/),
        });
        expect(await store.position('ledger')).toBe(3n);
      });

      it('refuses tables that changed while the version did not', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada'))], BEGINNING, 3n);
        const changed: ReadModel = { ...ledger, tables: [facts(wordTable, {})] };
        await expect(store.attach(changed)).rejects.toMatchObject({
          code: 'read-model/invalid-definition',
        });
        expect((await ledgerRows(store)).counters).toEqual([counter('ada')]);
      });
    });

    describe('a definition that cannot be', () => {
      const tableOf = (given: Partial<Table>): Table => ({
        name: 'oddity',
        columns: { id: 'text', size: 'integer' },
        key: 'id',
        ...given,
      });
      it.each<[string, readonly Table[]]>([
        ['a table named with quotes', [tableOf({ name: 'odd"ity' })]],
        ['a table named as the store names its own', [tableOf({ name: 'presales_read_model' })]],
        ['one table twice', [tableOf({}), tableOf({})]],
        ['a column named with a space', [tableOf({ columns: { id: 'text', 'a b': 'text' } })]],
        ['a key that is no column', [tableOf({ key: 'name' })]],
        ['a key that is no text', [tableOf({ key: 'size' })]],
        ['an index over no column', [tableOf({ indexes: [['colour']] })]],
      ])('is refused: %s', async (_, tables) => {
        const { store } = await place();
        const model = { ...ledger, tables: tables.map((table) => facts(table, {})) };
        await expect(store.attach(model)).rejects.toMatchObject({
          code: 'read-model/invalid-definition',
        });
        expect(await store.position('ledger')).toBe(BEGINNING);
      });

      it("is refused: another read model's table, which stays as it is", async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada'))], BEGINNING, 3n);
        await expect(store.attach({ ...ledger, name: 'thief' })).rejects.toMatchObject({
          code: 'read-model/invalid-definition',
          message: expect.stringContaining('ledger_counter'),
        });
        expect((await ledgerRows(store)).counters).toEqual([counter('ada')]);
        expect(await store.position('thief')).toBe(BEGINNING);
      });
    });

    describe('a query', () => {
      it('sees one snapshot from its first to its last statement', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
        let committed: Promise<void> | undefined;
        const seen = await store.read(ledger, async (reader, position) => {
          committed = model.commit([upserts(counter('ada', { count: 2 }))], 1n, 2n);
          await setImmediate();
          const first = await reader.rows('SELECT count FROM ledger_counter');
          await setImmediate();
          const second = await reader.rows('SELECT count FROM ledger_counter');
          return { position, first, second };
        });
        expect(seen).toEqual({ position: 1n, first: [{ count: 1 }], second: [{ count: 1 }] });
        await committed;
        expect((await ledgerRows(store)).counters).toEqual([counter('ada', { count: 2 })]);
      });

      it('is answered at the position that its rows are of, whatever is written meanwhile', async () => {
        const { store, model } = await attachedLedger();
        const rounds = 40;
        const writing = (async () => {
          for (let at = 0; at < rounds; at++) {
            const row = counter('ada', { count: at });
            await model.commit([upserts(row)], BigInt(at) - 1n, BigInt(at));
            await setImmediate();
          }
        })();
        const answers: boolean[] = [];
        for (let at = 0; at < rounds; at++) {
          const { position, counters } = await ledgerRows(store);
          answers.push(position === BigInt(counters[0]?.count ?? -1));
          await setImmediate();
        }
        await writing;
        expect(answers).toEqual(Array.from({ length: rounds }, () => true));
        expect(await store.position('ledger')).toBe(BigInt(rounds - 1));
      });

      it('that fails says why, and the next one is answered', async () => {
        const { store } = await attachedLedger();
        const broken = new Error('the query is broken');
        await expect(
          store.read(ledger, async () => {
            throw broken;
          }),
        ).rejects.toBe(broken);
        expect(await store.read(ledger, async () => 'an answer')).toBe('an answer');
      });

      it('cannot write', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        for (const statement of [
          'DELETE FROM ledger_counter',
          'DELETE FROM ledger_counter RETURNING name',
        ])
          await expect(store.read(ledger, (reader) => reader.rows(statement))).rejects.toThrow();
        expect((await ledgerRows(store)).counters).toEqual([counter('ada')]);
        await model.commit([upserts(counter('bob'))], 1n, 2n);
      });

      it('may be asked many at once', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        const answers = await Promise.all(Array.from({ length: 20 }, () => ledgerRows(store)));
        expect(answers.every(({ position }) => position === 1n)).toBe(true);
      });

      it('finds rows in the order of their keys, byte by byte', async () => {
        const { store, model } = await attachedLedger();
        const names = ['a', 'B', '10', '9', 'é', 'z', 'Z', '_'];
        await model.commit([upserts(...names.map((name) => counter(name)))], BEGINNING, 1n);
        const { counters } = await ledgerRows(store);
        expect(counters.map(({ name }) => name)).toEqual(['10', '9', 'B', 'Z', '_', 'a', 'z', 'é']);
      });
    });

    describe('the hash of a read model', () => {
      it('is that of its rows, not of how or when they came', async () => {
        const [one, other] = [await attachedLedger(), await attachedLedger()];
        const [ada, bob] = [counter('ada'), counter('bob')];
        await one.model.commit([upserts(ada), upserts(bob)], BEGINNING, 1n);
        await other.model.commit([upserts({ ...bob, count: 5 })], BEGINNING, 1n);
        await other.model.commit([upserts(bob, ada)], 1n, 7n);
        expect(await readModelHash(one.store, ledger)).toBe(
          await readModelHash(other.store, ledger),
        );
      });

      it('tells apart a row more, another value, and nothing from an empty text', async () => {
        const rows: (readonly CounterRow[])[] = [
          [],
          [counter('ada')],
          [counter('ada', { label: '' })],
          [counter('ada', { merged_from: '' })],
          [counter('ada', { count: 1 })],
          [counter('ada'), counter('bob')],
          Array.from({ length: 2_500 }, (_, at) => counter(`c${at}`)),
          Array.from({ length: 2_500 }, (_, at) =>
            counter(`c${at}`, { count: at === 2_499 ? 1 : 0 }),
          ),
        ];
        const { store, model } = await attachedLedger();
        const hashes = new Set<string>();
        for (const some of rows) {
          await model.reset();
          await model.commit([upserts(...some)], BEGINNING, 1n);
          hashes.add(await readModelHash(store, ledger));
        }
        expect(hashes.size).toBe(rows.length);
      });
    });

    describe('a store that was closed', () => {
      it('says so to whoever asks, and may be closed twice', async () => {
        const { store, model } = await attachedLedger();
        await store.close();
        await store.close();
        const closed = { code: 'read-model/closed' };
        await expect(store.attach(ledger)).rejects.toMatchObject(closed);
        await expect(store.position('ledger')).rejects.toMatchObject(closed);
        await expect(store.read(ledger, async () => 1)).rejects.toMatchObject(closed);
        await expect(model.commit([], BEGINNING, 1n)).rejects.toMatchObject(closed);
        await expect(model.load(counterTable, [])).rejects.toMatchObject(closed);
      });

      it('let the query finish that was under way', async () => {
        const { store, model } = await attachedLedger();
        await model.commit([upserts(counter('ada'))], BEGINNING, 1n);
        let closing: Promise<void> | undefined;
        const answer = await store.read(ledger, async (reader) => {
          closing = store.close();
          await setImmediate();
          return (await reader.rows('SELECT * FROM ledger_counter')).length;
        });
        await closing;
        expect(answer).toBe(1);
      });
    });

    describe('a place that is opened again', () => {
      const opening = async () => {
        const { store, again } = await place();
        if (again === undefined) throw new Error(`${name}: a lasting place can be opened again`);
        return { store, again };
      };

      itWhere(lasting)('has every row, the checkpoint and the mark', async () => {
        const { store, again } = await opening();
        const model = await store.attach(ledger);
        await model.commit([upserts(counter('ada', { count: 5 }))], BEGINNING, 5n, markAt(4n));
        await store.close();
        const reopened = await again();
        expect(await reopened.position('ledger')).toBe(5n);
        expect((await ledgerRows(reopened)).counters).toEqual([counter('ada', { count: 5 })]);
        const attached = await reopened.attach(ledger);
        expect(await attached.position()).toBe(5n);
        expect(await attached.mark()).toEqual(markAt(4n));
      });

      itWhere(lasting)('fences between stores as within one', async () => {
        const { store, again } = await opening();
        const model = await store.attach(ledger);
        const other = await again();
        const rival = await other.attach(ledger);
        await rival.commit([upserts(counter('ada', { count: 1 }))], BEGINNING, 1n);
        await expect(
          model.commit([upserts(counter('ada', { count: 9 }))], BEGINNING, 2n),
        ).rejects.toMatchObject({ code: 'read-model/fenced' });
        expect(await ledgerRows(store)).toEqual(await ledgerRows(other));
        expect(await model.load(counterTable, ['ada'])).toEqual(
          new Map([['ada', counter('ada', { count: 1 })]]),
        );
      });
    });

    it('holds what a history comes to, in whatever stretches it was projected', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(ledgerEvents, { maxLength: 60 }),
          fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
          fc.infiniteStream(fc.constantFrom<Incident>('none', 'none', 'none', 'rival', 'reset')),
          async (events, sizes, incidents) => {
            const { store } = await place();
            await projectInStretches(store, events, sizes, incidents);
            const history = events.map((event, at) => ({ event, position: BigInt(at) }));
            const { position, ...rows } = await ledgerRows(store);
            expect(rows).toEqual(ledgerByHand(history));
            expect(position).toBe(BigInt(events.length) - 1n);
          },
        ),
        { numRuns: 60 },
      );
    });
  });
};

/** A test of what only some stores promise; where it is not promised, it is seen to be skipped. */
const itWhere = (promised: boolean) => (promised ? it : it.skip);

/** What befalls a projector between two stretches. */
type Incident = 'none' | 'rival' | 'reset';

/**
 * Projects without keeping any row in memory: every stretch is loaded, folded and committed. A rival
 * takes over with an instance of its own, so that the one before is stale; resets are rare enough
 * for the history to end.
 */
const projectInStretches = async (
  store: ReadModelStore,
  events: readonly LedgerEvent[],
  sizes: Iterator<number>,
  incidents: Iterator<Incident>,
): Promise<void> => {
  let model: AttachedReadModel = await store.attach(ledger);
  let resets = 0;
  for (;;) {
    const from = await model.position();
    const start = Number(from + 1n);
    const stretch = events.slice(start, start + Number(sizes.next().value ?? 1));
    if (stretch.length === 0) return;
    const page = stretch.map((event, at) => storedLedgerEvent(event, BigInt(start + at)));
    const plan = planPage(ledger, page);
    const rows = new Map<Table, Map<string, Row | undefined>>();
    for (const [table, keys] of plan.touched) {
      const loaded = await model.load(table, [...keys]);
      rows.set(table, new Map([...keys].map((key) => [key, loaded.get(key)])));
    }
    const through: Position = from + BigInt(stretch.length);
    await model.commit(plan.fold(rows), from, through);
    const incident = incidents.next().value;
    if (incident === 'rival') {
      const stale = model;
      model = await store.attach(ledger);
      await expect(stale.commit([], from, through)).rejects.toMatchObject({
        code: 'read-model/fenced',
      });
    }
    if (incident === 'reset' && resets++ < 2) await model.reset();
  }
};

/** The mark of a log whose event stands at a position. */
const markAt = (position: Position): LogMark => {
  const { id, stream, revision, recordedAt } = storedLedgerEvent(remark, position);
  return { id, stream, revision, position, recordedAt };
};
const remark: LedgerEvent = { type: 'Remarked', data: { words: ['zoë said "no"'] } };

const upserts = (...rows: readonly CounterRow[]): TableChanges => ({
  table: counterTable,
  inserts: [],
  upserts: rows,
  deletes: [],
});

const inserts = (...rows: readonly WordRow[]): TableChanges => ({
  table: wordTable,
  inserts: rows,
  upserts: [],
  deletes: [],
});

const diaryTable: Table = { name: 'diary_line', columns: { id: 'text' }, key: 'id' };
const diary = (): ReadModel => ({
  ...ledger,
  name: 'diary',
  tables: [tableProjection(diaryTable, {})],
});
const diaryLine = (id: string): TableChanges => ({
  table: diaryTable,
  inserts: [],
  upserts: [{ id }],
  deletes: [],
});
