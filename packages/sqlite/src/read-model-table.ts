import {
  type Cell,
  cellsOf,
  ReadModelError,
  type Row,
  type Table,
  type TableChanges,
} from '@presales/kernel';
import Database from 'better-sqlite3';

/** One table of a read model on one connection. Every call belongs to a transaction of the caller. */
export interface TableAccess {
  readonly load: (keys: readonly string[]) => ReadonlyMap<string, Row>;
  readonly write: (changes: PreparedChanges) => void;
}

/** Changes whose rows were checked and brought into the order of the columns. */
export interface PreparedChanges {
  readonly table: Table;
  readonly inserts: readonly Binding[];
  readonly upserts: readonly Binding[];
  readonly deletes: readonly string[];
}

/** The values of one row in the order of the columns, as the driver takes them. */
type Binding = readonly (string | number | bigint | null)[];

/** The driver binds other numbers as reals, and SQLite takes those for integers only below 2^51. */
const exactReal = 2 ** 51;

const bind = (cell: Cell): string | number | bigint | null =>
  typeof cell === 'number' && Math.abs(cell) >= exactReal ? BigInt(cell) : cell;

/**
 * Rows as they will be written.
 *
 * @throws InvalidRow before anything is written
 */
export const prepareChanges = (changes: readonly TableChanges[]): readonly PreparedChanges[] =>
  changes.map(({ table, inserts, upserts, deletes }) => {
    const cells = cellsOf(table);
    const binding = (row: Row): Binding => cells(row).map(bind);
    return { table, inserts: inserts.map(binding), upserts: upserts.map(binding), deletes };
  });

/** The statements of a table, prepared once. */
export const tableAccess = (database: Database.Database, table: Table): TableAccess => {
  const columns = Object.keys(table.columns);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const values = columns.map(() => '?').join(', ');
  const key = columns.indexOf(table.key);
  const rest = columns.filter((name) => name !== table.key);
  const onConflict =
    rest.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${rest.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`;
  const insert = database.prepare(`INSERT INTO "${table.name}" (${names}) VALUES (${values})`);
  const upsert = database.prepare(
    `INSERT INTO "${table.name}" (${names}) VALUES (${values}) ON CONFLICT ("${table.key}") DO ${onConflict}`,
  );
  const remove = database.prepare<[string]>(`DELETE FROM "${table.name}" WHERE "${table.key}" = ?`);
  const find = database.prepare<[string], Row>(
    `SELECT ${names} FROM "${table.name}" WHERE "${table.key}" = ?`,
  );

  const add = (binding: Binding): void => {
    try {
      insert.run(binding);
    } catch (error) {
      if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')))
        throw error;
      throw new ReadModelError(
        'read-model/duplicate-fact',
        `table ${table.name}: a fact under ${JSON.stringify(binding[key])} stands already`,
        { cause: error },
      );
    }
  };

  return {
    load: (keys) => {
      const rows = new Map<string, Row>();
      for (const wanted of keys) {
        const row = find.get(wanted);
        if (row !== undefined) rows.set(wanted, row);
      }
      return rows;
    },
    write: ({ inserts, upserts, deletes }) => {
      for (const gone of deletes) remove.run(gone);
      for (const binding of inserts) add(binding);
      for (const binding of upserts) upsert.run(binding);
    },
  };
};
