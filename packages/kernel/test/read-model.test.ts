import { facts, type ReadModel, type Row, type Table, tableProjection } from '../src/index.ts';
import { type Cell, cellsOf, checkReadModel, handledTypes } from '../src/store.ts';

type Event =
  | { readonly type: 'Bought'; readonly data: object }
  | { readonly type: 'Asked'; readonly data: object }
  | { readonly type: 'Left'; readonly data: object };

const table: Table = {
  name: 'things',
  columns: { id: 'text', size: 'integer', note: 'text?', rank: 'integer?' },
  key: 'id',
  indexes: [['note'], ['size', 'rank']],
};

describe('a read model', () => {
  it('handles the event types of all its tables, each named once, in order', () => {
    const tables = [
      tableProjection<Row, Event>(table, {
        Left: { keys: () => [], step: (row) => row },
        Bought: { keys: () => [], step: (row) => row },
      }),
      facts<Row, Event>({ ...table, name: 'others' }, { Bought: () => [], Asked: () => undefined }),
    ];
    expect(handledTypes({ tables })).toEqual(['Asked', 'Bought', 'Left']);
  });
});

describe('the cells of a row', () => {
  const full: Row = { rank: 3, note: 'n', id: 'a', size: 1 };

  it('stand in the order of the columns, whatever the order of the row', () => {
    expect(cellsOf(table)(full)).toEqual<Cell[]>(['a', 1, 'n', 3]);
    expect(cellsOf(table)({ ...full, note: null, rank: null })).toEqual(['a', 1, null, null]);
  });

  it.each<[string, Row, RegExp]>([
    ['a missing column', { id: 'a', size: 1, note: null }, /things.*"a".*rank: expected a whole/],
    ['one column for another', { id: 'a', size: 1, note: null, rnk: 1 }, /rank/],
    ['a column too many', { ...full, extra: 1 }, /no such column: extra/],
    ['a number as text', { ...full, note: 5 }, /note: expected text or null, found 5/],
    ['text as a number', { ...full, rank: '5' }, /rank: .*or null, found string/],
    ['nothing as text', { ...full, id: null }, /id: expected text, found null/],
    ['nothing as a number', { ...full, size: null }, /size: expected a whole .*, found null/],
    ['a fraction', { ...full, size: 0.5 }, /size: .*found 0.5/],
    ['a number that is not exact', { ...full, rank: 2 ** 53 }, /rank: .*found 9007199254740992/],
    ['an infinite number', { ...full, size: Number.POSITIVE_INFINITY }, /size: .*found Infinity/],
  ])('are refused with %s', (_, row, message) => {
    expect(() => cellsOf(table)(row)).toThrow(message);
    expect(() => cellsOf(table)(row)).toThrow(
      expect.objectContaining({ code: 'read-model/invalid-row' }),
    );
  });
});

describe('the definition of a read model', () => {
  const model = (given: Partial<ReadModel> = {}) => ({
    name: 'model',
    version: 1,
    tables: [facts(table, {})],
    ...given,
  });
  const withTable = (given: Partial<Table>) =>
    model({ tables: [facts({ ...table, ...given }, {})] });

  it('is accepted when its tables can be', () => {
    expect(() => checkReadModel(model())).not.toThrow();
    expect(() => checkReadModel(withTable({ name: `a${'1'.repeat(59)}` }))).not.toThrow();
  });

  it.each<[string, ReturnType<typeof model>, RegExp]>([
    ['no name', model({ name: '' }), /expected a name/],
    ['version 0', model({ version: 0 }), /from 1, found 0/],
    ['half a version', model({ version: 1.5 }), /from 1, found 1.5/],
    ['a capital in a table', withTable({ name: 'Things' }), /table Things: .*lower_snake_case/],
    ['a table beginning with a digit', withTable({ name: '1st' }), /1st/],
    ['an empty table name', withTable({ name: '' }), /lower_snake_case/],
    ['too long a table name', withTable({ name: 'a'.repeat(61) }), /lower_snake_case/],
    ["the store's own prefix", withTable({ name: 'presales_x' }), /reserved/],
    ["SQLite's prefix", withTable({ name: 'sqlite_x' }), /reserved/],
    ["PostgreSQL's prefix", withTable({ name: 'pg_x' }), /reserved/],
    ['a table twice', model({ tables: [facts(table, {}), facts(table, {})] }), /things: .*twice/],
    ['a quoted column', withTable({ columns: { id: 'text', 'a"b': 'text' } }), /column a"b/],
    ['a key that is no column', withTable({ key: 'name' }), /key name/],
    ['a key that is a number', withTable({ key: 'size' }), /key size/],
    ['a key that may be nothing', withTable({ key: 'note' }), /key note/],
    ['a key of every object', withTable({ key: 'toString' }), /key toString/],
    ['an index of no column', withTable({ indexes: [['note', 'hue']] }), /index: no column hue/],
  ])('is refused with %s', (_, wrong, message) => {
    expect(() => checkReadModel(wrong)).toThrow(message);
    expect(() => checkReadModel(wrong)).toThrow(
      expect.objectContaining({ code: 'read-model/invalid-definition' }),
    );
  });
});
