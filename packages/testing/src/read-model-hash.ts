import { createHash } from 'node:crypto';
import type { ReadModel, Row, SqlDialect, SqlReader, Table } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';

/** How many rows are read at a time. */
const chunk = 1_000;

/** How rows become the text that is hashed. */
export interface ReadModelHashOptions {
  /**
   * What to hash instead of a position of the log, such as the id of the event there. Two logs with
   * the same events then have the same hash, though each has positions of its own. It replaces the
   * values of columns named `position`, and the beginnings of keys named `fact`. The rows of a table
   * are then sorted by their text, which takes all of them into memory.
   */
  readonly placeOf?: (position: bigint) => string;
}

/**
 * The SHA-256 of all rows of a read model, table by table in the order of their names and row by row
 * in the order of their keys. Two projections of one log have the same hash, whatever the store,
 * the batch size or the machine. How far the projection has come is not part of it.
 */
export const readModelHash = (
  store: ReadModelStore,
  model: Pick<ReadModel, 'name' | 'tables'>,
  { placeOf }: ReadModelHashOptions = {},
): Promise<string> =>
  store.read(model, async (reader) => {
    const hash = createHash('sha256');
    const tables = model.tables.map(({ table }) => table);
    for (const table of tables.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const columns = Object.keys(table.columns).sort();
      hash.update(lineOf([table.name, table.key, ...columns]));
      for await (const line of linesOf(reader, table, columns, placeOf)) hash.update(line);
    }
    return hash.digest('hex');
  });

const lineOf = (values: readonly unknown[]): string => `${JSON.stringify(values)}\n`;

/** The rows of a table as lines, in the order of their keys, or of the lines when places are replaced. */
async function* linesOf(
  reader: SqlReader,
  table: Table,
  columns: readonly string[],
  placeOf: ReadModelHashOptions['placeOf'],
): AsyncGenerator<string> {
  const replaced: string[] = [];
  for await (const rows of pagesOf(reader, table, columns)) {
    const hashed = placeOf === undefined ? rows : rows.map((row) => placed(row, placeOf));
    const lines = hashed.map((row) => lineOf(columns.map((column) => row[column])));
    if (placeOf === undefined) yield lines.join('');
    else replaced.push(...lines);
  }
  yield* replaced.sort();
}

/** The rows of a table, page by page in the order of their keys. */
async function* pagesOf(
  reader: SqlReader,
  table: Table,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  let last: string | undefined;
  for (;;) {
    const rows = await reader.rows(
      `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table.name)}
       ${last === undefined ? '' : `WHERE ${quoted(table.key)} > ${first[reader.dialect]}`}
       ORDER BY ${quoted(table.key)} LIMIT ${chunk}`,
      last === undefined ? [] : [last],
    );
    yield rows;
    const end = rows.at(-1)?.[table.key];
    if (typeof end !== 'string') return;
    last = end;
  }
}

/** A name in SQL; those of a read model are from a small alphabet. */
const quoted = (name: string): string => `"${name}"`;

/** How a dialect writes the first parameter. */
const first: Readonly<Record<SqlDialect, string>> = { sqlite: '?', postgres: '$1' };

/** The row with its positions replaced. */
const placed = (row: Row, placeOf: (position: bigint) => string): Row => {
  const { position, fact } = row;
  const [place = '', ...part] = typeof fact === 'string' ? fact.split('.') : [];
  return {
    ...row,
    ...(typeof position === 'number' ? { position: placeOf(BigInt(position)) } : {}),
    ...(/^\d+$/.test(place) ? { fact: [placeOf(BigInt(place)), ...part].join('.') } : {}),
  };
};
