import type { Position, ReadModel, Row, SqlReader, Table } from '@presales/kernel';
import type { Finding, FindingCode, ReadModelStore } from '@presales/kernel/store';

/** Rows that are read in one go. */
const chunk = 1_000;

/**
 * Compares the rows of a read model in a store, as they stand at one moment, with those of a rebuild:
 * table by table, in the order of their keys.
 *
 * @param rebuild gives a store that has the read model as the log says it was at that position
 */
export const compareRows = (
  model: ReadModel,
  store: ReadModelStore,
  rebuild: (position: Position) => Promise<ReadModelStore>,
  onFinding: (finding: Finding) => Promise<void>,
): Promise<void> =>
  store.read(model, async (here, position) => {
    const rebuilt = await rebuild(position);
    await rebuilt.read(model, async (there) => {
      for (const { table } of model.tables)
        for await (const finding of differences(table, here, there)) await onFinding(finding);
    });
  });

async function* differences(
  table: Table,
  here: SqlReader,
  there: SqlReader,
): AsyncGenerator<Finding> {
  const found = (code: FindingCode, key: string, message: string): Finding => ({
    code,
    changesFigures: true,
    message,
    table: table.name,
    key,
  });
  const rows = rowsOf(here, table);
  const expected = rowsOf(there, table);
  let row = (await rows.next()).value;
  let wanted = (await expected.next()).value;
  while (row !== undefined || wanted !== undefined) {
    const order = inOrder(row?.key, wanted?.key);
    if (order < 0 && row !== undefined)
      yield found('read-model/extra-row', row.key, 'a row that a rebuild does not have');
    if (order > 0 && wanted !== undefined)
      yield found('read-model/missing-row', wanted.key, 'a row is missing that a rebuild has');
    if (order === 0 && row !== undefined && wanted !== undefined) {
      const others = columnsThatDiffer(table, row.row, wanted.row);
      if (others.length > 0) yield found('read-model/different-row', row.key, others.join(', '));
    }
    if (order <= 0) row = (await rows.next()).value;
    if (order >= 0) wanted = (await expected.next()).value;
  }
}

/** `margin is 5 instead of 4`, for each column that differs. */
const columnsThatDiffer = (table: Table, row: Row, wanted: Row): readonly string[] =>
  Object.keys(table.columns)
    .filter((column) => row[column] !== wanted[column])
    .map(
      (column) =>
        `${column} is ${JSON.stringify(row[column])} instead of ${JSON.stringify(wanted[column])}`,
    );

/** As SQLite orders text: by its bytes. What has come to its end is after all. */
const inOrder = (one: string | undefined, other: string | undefined): number => {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
};

interface KeyedRow {
  readonly key: string;
  readonly row: Row;
}

/** The rows of a table in the order of their keys. */
async function* rowsOf(reader: SqlReader, table: Table): AsyncGenerator<KeyedRow, undefined> {
  const columns = Object.keys(table.columns).map((name) => `"${name}"`);
  const select = `SELECT ${columns.join(', ')} FROM "${table.name}"`;
  const order = `ORDER BY "${table.key}" LIMIT ${chunk}`;
  let rows = await reader.rows(`${select} ${order}`);
  for (;;) {
    let last: string | undefined;
    for (const row of rows) {
      last = String(row[table.key]);
      yield { key: last, row };
    }
    if (last === undefined || rows.length < chunk) return undefined;
    rows = await reader.rows(`${select} WHERE "${table.key}" > ? ${order}`, [last]);
  }
}
