import { createHash } from 'node:crypto';
import type { ReadModel, ReadModelStore, Row, SqlDialect } from '@presales/kernel';

const chunk = 1_000;

/** How rows become the text that is hashed. */
export interface ReadModelHashOptions {
  /**
   * What stands for a position of the log, such as the id of the event there, so that two logs with
   * the same events have the same hash though each has positions of its own. It goes into columns
   * named `position`, and into keys named `fact`, which begin with a position. Rows then go by what
   * they say, and a table of them by their text, all in memory.
   */
  readonly placeOf?: (position: bigint) => string;
}

/**
 * The SHA-256 of all rows of a read model, table by table in the order of their names and row by row
 * in the order of their keys. Two projections of one log have the same hash, whatever the store,
 * the batch size or the machine; where the projection stands is not part of it.
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
      hash.update(`${JSON.stringify([table.name, table.key, ...columns])}\n`);
      const moved: string[] = [];
      let last: string | undefined;
      for (;;) {
        const rows = await reader.rows(
          `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table.name)}
           ${last === undefined ? '' : `WHERE ${quoted(table.key)} > ${first[reader.dialect]}`}
           ORDER BY ${quoted(table.key)} LIMIT ${chunk}`,
          last === undefined ? [] : [last],
        );
        for (const row of rows) {
          const said = placeOf === undefined ? row : placed(row, placeOf);
          const text = `${JSON.stringify(columns.map((column) => said[column]))}\n`;
          if (placeOf === undefined) hash.update(text);
          else moved.push(text);
        }
        const end = rows.at(-1)?.[table.key];
        if (typeof end !== 'string') break;
        last = end;
      }
      for (const text of moved.sort()) hash.update(text);
    }
    return hash.digest('hex');
  });

/** A name in SQL; those of a read model are from a small alphabet. */
const quoted = (name: string): string => `"${name}"`;

/** How a dialect writes the first parameter. */
const first: Readonly<Record<SqlDialect, string>> = { sqlite: '?', postgres: '$1' };

/** The row with its places in the log by another name. */
const placed = (row: Row, placeOf: (position: bigint) => string): Row => {
  const { position, fact } = row;
  const [place = '', ...part] = typeof fact === 'string' ? fact.split('.') : [];
  return {
    ...row,
    ...(typeof position === 'number' ? { position: placeOf(BigInt(position)) } : {}),
    ...(/^\d+$/.test(place) ? { fact: [placeOf(BigInt(place)), ...part].join('.') } : {}),
  };
};
