import { ReadModelError, type Row, type Table } from '@presales/kernel';
import { type Cell, cellsOf, type TableChanges } from '@presales/kernel/store';
import type Database from 'better-sqlite3';
import { isSqliteError } from './fault.ts';

/**
 * One table of a read model on one connection. Every call belongs to a transaction of the caller.
 */
export interface TableAccess {
  readonly load: (keys: readonly string[]) => ReadonlyMap<string, Row>;
  readonly write: (changes: PreparedChanges) => void;
}

/** Rows in one statement: a third less work than a statement a row; 50 of them brought no more. */
const rowsAtOnce = 16;

/** What the driver takes, in the order of the columns. */
type Values = readonly Cell[];

/** Rows that were checked, laid out as the statements take them. */
interface PreparedRows {
  /** The values of `rowsAtOnce` rows each, one row after the other. */
  readonly bundles: readonly Values[];
  /** What is left over, a row each. */
  readonly singles: readonly Values[];
}

/** Changes of which nothing but the store can still be wrong. */
export interface PreparedChanges {
  readonly table: Table;
  readonly inserts: PreparedRows;
  readonly upserts: PreparedRows;
  readonly deletes: readonly string[];
}

const prepareRows = (cells: (row: Row) => readonly Cell[], rows: readonly Row[]): PreparedRows => {
  const valuesOf = (some: readonly Row[]): Values => some.flatMap(cells);
  const bundles: Values[] = [];
  const bundled = rows.length - (rows.length % rowsAtOnce);
  for (let at = 0; at < bundled; at += rowsAtOnce)
    bundles.push(valuesOf(rows.slice(at, at + rowsAtOnce)));
  return { bundles, singles: rows.slice(bundled).map(cells) };
};

/**
 * Rows as they will be written.
 *
 * @throws InvalidRow before anything is written
 */
export const prepareChanges = (changes: readonly TableChanges[]): readonly PreparedChanges[] =>
  changes.map(({ table, inserts, upserts, deletes }) => {
    const cells = cellsOf(table);
    return {
      table,
      inserts: prepareRows(cells, inserts),
      upserts: prepareRows(cells, upserts),
      deletes,
    };
  });

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
  const insert = rowWriter(database, into, row, '', (values, cause) => {
    const key = JSON.stringify(values[columns.indexOf(table.key)]);
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

/** Writes rows by two statements: one for a bundle, one for a single row. */
const rowWriter = (
  database: Database.Database,
  into: string,
  row: string,
  orElse: string,
  conflict: (values: Values, cause: unknown) => unknown,
) => {
  const rows = Array.from({ length: rowsAtOnce }, () => row).join(', ');
  const bundle = database.prepare(`${into} ${rows} ${orElse}`);
  const single = database.prepare(`${into} ${row} ${orElse}`);
  const writeOne = (values: Values): void => {
    try {
      single.run(values);
    } catch (error) {
      throw isConflict(error) ? conflict(values, error) : error;
    }
  };
  const writeBundle = (values: Values): void => {
    try {
      bundle.run(values);
    } catch (error) {
      if (!isConflict(error)) throw error;
      // SQLite took the whole bundle back: row by row tells which one it was.
      const width = values.length / rowsAtOnce;
      for (let at = 0; at < values.length; at += width) writeOne(values.slice(at, at + width));
    }
  };
  return ({ bundles, singles }: PreparedRows): void => {
    for (const values of bundles) writeBundle(values);
    for (const values of singles) writeOne(values);
  };
};

const isConflict = (error: unknown): boolean =>
  isSqliteError(error) && error.code.startsWith('SQLITE_CONSTRAINT');
