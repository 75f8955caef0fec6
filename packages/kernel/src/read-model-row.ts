import { PresalesError } from './errors.ts';
import type { Cell, ColumnType, ReadModel, Row, Table } from './read-model.ts';

/** A row that is not as its table's columns say: a fault of the read model's program. */
export class InvalidRow extends PresalesError {
  constructor(table: Table, row: Row, reason: string) {
    super(
      'read-model/invalid-row',
      `table ${table.name}, row ${JSON.stringify(row[table.key])}: ${reason}`,
    );
  }
}

/** Tables that no store can have: a fault of the read model's program. */
export class InvalidReadModel extends PresalesError {
  constructor(model: Pick<ReadModel, 'name'>, reason: string) {
    super('read-model/invalid-definition', `read model ${model.name}: ${reason}`);
  }
}

const fits: Readonly<Record<ColumnType, (cell: Cell | undefined) => boolean>> = {
  text: (cell) => typeof cell === 'string',
  integer: (cell) => Number.isSafeInteger(cell),
  'text?': (cell) => cell === null || typeof cell === 'string',
  'integer?': (cell) => cell === null || Number.isSafeInteger(cell),
};

const wanted: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  integer: 'a whole number that is exact (at most 2^53 - 1)',
  'text?': 'text or null',
  'integer?': 'a whole number that is exact (at most 2^53 - 1), or null',
};

/**
 * Turns the rows of a table into cells in the order of its columns. Every store writes rows through
 * it, so that all of them refuse the same rows with the same words.
 *
 * The function that it returns throws InvalidRow when a column is missing, when there is one too many,
 * or when one holds another type.
 */
export const cellsOf = (table: Table): ((row: Row) => Cell[]) => {
  const columns = Object.entries(table.columns);
  return (row) => {
    const cells = columns.map(([name, type]): Cell => {
      const cell = row[name];
      if (cell === undefined || !fits[type](cell))
        throw new InvalidRow(
          table,
          row,
          `column ${name}: expected ${wanted[type]}, found ${typeof cell === 'number' ? cell : cell === null ? 'null' : typeof cell}`,
        );
      return cell;
    });
    if (Object.keys(row).length !== columns.length)
      throw new InvalidRow(
        table,
        row,
        `no such column: ${Object.keys(row)
          .filter((name) => !Object.hasOwn(table.columns, name))
          .join(', ')}`,
      );
    return cells;
  };
};

/** Names go into SQL as they are, so their alphabet is small, and they fit into every database. */
const identifier = /^[a-z][a-z0-9_]{0,59}$/;
const reserved = /^(presales_|sqlite_|pg_)/;

/**
 * Checks a read model's definition before any store is touched.
 *
 * @throws InvalidReadModel naming the table and what is wrong with it
 */
export const checkReadModel = (model: Pick<ReadModel, 'name' | 'version' | 'tables'>): void => {
  if (model.name === '') throw new InvalidReadModel(model, 'expected a name');
  if (!Number.isSafeInteger(model.version) || model.version < 1)
    throw new InvalidReadModel(model, `expected a version from 1, found ${model.version}`);
  const names = new Set<string>();
  for (const { table } of model.tables) {
    const fault = names.has(table.name) ? 'the name stands twice' : faultOf(table);
    if (fault !== undefined) throw new InvalidReadModel(model, `table ${table.name}: ${fault}`);
    names.add(table.name);
  }
};

/** What is wrong with a table's own definition; undefined when nothing is. */
const faultOf = ({ name, columns, key, indexes = [] }: Table): string | undefined => {
  if (!identifier.test(name) || reserved.test(name))
    return 'expected a lower_snake_case name that is not reserved';
  const misnamed = Object.keys(columns).find((column) => !identifier.test(column));
  if (misnamed !== undefined) return `column ${misnamed}: expected lower_snake_case`;
  if (!Object.hasOwn(columns, key) || columns[key] !== 'text')
    return `key ${key}: expected a column of type text`;
  const missing = indexes.flat().find((column) => !Object.hasOwn(columns, column));
  return missing === undefined ? undefined : `index: no column ${missing}`;
};
