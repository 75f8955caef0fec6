import type { Row, SqlDialect, SqlReader } from '@presales/kernel';
import { queryBuilder } from '@presales/projections';

/** A reader that notes what it is asked. */
const noting = (dialect: SqlDialect) => {
  const asked: (readonly [string, readonly unknown[]])[] = [];
  const reader: SqlReader = {
    dialect,
    rows: async (statement, parameters = []) => {
      asked.push([statement, parameters]);
      return [{ name: 'ada', count: 1 }] satisfies Row[];
    },
  };
  return { asked, reader };
};

interface Tables {
  readonly counter: { readonly name: string; readonly count: number };
}

const query = (reader: SqlReader) =>
  queryBuilder<Tables>(reader)
    .selectFrom('counter')
    .selectAll()
    .where('name', '=', 'ada')
    .where('count', '>', 0)
    .execute();

describe('the query builder', () => {
  it.each([
    ['sqlite', 'select * from "counter" where "name" = ? and "count" > ?'],
    ['postgres', 'select * from "counter" where "name" = $1 and "count" > $2'],
  ] as const)(
    'writes the SQL of %s, and hands out what the store finds',
    async (dialect, statement) => {
      const { asked, reader } = noting(dialect);
      expect(await query(reader)).toEqual([{ name: 'ada', count: 1 }]);
      expect(asked).toEqual([[statement, ['ada', 0]]]);
    },
  );

  it('does not read as a stream', async () => {
    const { reader } = noting('sqlite');
    const rows = queryBuilder<Tables>(reader).selectFrom('counter').selectAll().stream();
    await expect(rows.next()).rejects.toThrow('statement by statement');
  });
});
