import {
  type Cell,
  cellsOf,
  ReadModelError,
  type Row,
  type Table,
  type TableChanges,
} from '@presales/kernel';
import type Database from 'better-sqlite3';
import { isSqliteError } from './database-fault.ts';

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

/** Rows in one statement: half as much work as a statement a row; more of them bring no more. */
const rowsAtOnce = 16;

/** The statements of a table, prepared once. */
export const tableAccess = (database: Database.Database, table: Table): TableAccess => {
  const columns = Object.keys(table.columns);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const row = `(${columns.map(() => '?').join(', ')})`;
  const rest = columns.filter((name) => name !== table.key);
  const replace =
    rest.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${rest.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`;
  const orReplace = `ON CONFLICT ("${table.key}") DO ${replace}`;
  const into = `INSERT INTO "${table.name}" (${names}) VALUES`;
  const insert = rowWriter(database, into, row, '', (binding, cause) => {
    const key = JSON.stringify(binding[columns.indexOf(table.key)]);
    return new ReadModelError(
      'read-model/duplicate-fact',
      `table ${table.name}: a fact under ${key} stands already`,
      { cause },
    );
  });
  const upsert = rowWriter(database, into, row, orReplace, (_, error) => error);
  const remove = database.prepare<[string]>(`DELETE FROM "${table.name}" WHERE "${table.key}" = ?`);
  const find = database.prepare<[string], Row>(
    `SELECT ${names} FROM "${table.name}" WHERE "${table.key}" = ?`,
  );

  return {
    load: (keys) => {
      const rows = new Map<string, Row>();
      for (const wanted of keys) {
        const found = find.get(wanted);
        if (found !== undefined) rows.set(wanted, found);
      }
      return rows;
    },
    write: ({ inserts, upserts, deletes }) => {
      for (const gone of deletes) remove.run(gone);
      upsert(upserts);
      insert(inserts);
    },
  };
};

/** Writes rows, as many as there are, by two statements: one for a bundle, one for a single row. */
const rowWriter = (
  database: Database.Database,
  into: string,
  row: string,
  orElse: string,
  conflict: (binding: Binding, cause: unknown) => unknown,
) => {
  const rows = Array.from({ length: rowsAtOnce }, () => row).join(', ');
  const bundle = database.prepare(`${into} ${rows} ${orElse}`);
  const single = database.prepare(`${into} ${row} ${orElse}`);
  const oneByOne = (bindings: readonly Binding[]): void => {
    for (const binding of bindings)
      try {
        single.run(binding);
      } catch (error) {
        throw isConflict(error) ? conflict(binding, error) : error;
      }
  };
  return (bindings: readonly Binding[]): void => {
    for (let at = 0; at < bindings.length; at += rowsAtOnce) {
      const some = bindings.slice(at, at + rowsAtOnce);
      if (some.length < rowsAtOnce) oneByOne(some);
      else
        try {
          bundle.run(some.flat());
        } catch (error) {
          if (!isConflict(error)) throw error;
          // SQLite took the whole bundle back: row by row tells which one it was.
          oneByOne(some);
          throw error;
        }
    }
  };
};

const isConflict = (error: unknown): boolean =>
  isSqliteError(error) && error.code.startsWith('SQLITE_CONSTRAINT');
