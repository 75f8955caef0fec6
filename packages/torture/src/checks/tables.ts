import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';

/** The hash of the rows of every table in a file, whatever order they were written in. */
export const tablesIn = (file: string): ReadonlyMap<string, string> => {
  const database = new Database(file, { readonly: true });
  try {
    const names = database
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .pluck()
      .all();
    return new Map(names.filter(isData).map((name) => [name, hashOf(database, name)]));
  } finally {
    database.close();
  }
};

/**
 * A file's id, checkpoints and what came of single commands are of one run; all other tables are of the log alone.
 */
const isData = (name: string): boolean =>
  name !== 'identity' && !/^(presales_|process_)/.test(name);

const hashOf = (database: Database.Database, name: string): string => {
  const rows = database.prepare(`SELECT * FROM "${name}"`).raw().all();
  const hash = createHash('sha256');
  for (const line of rows.map((row) => JSON.stringify(row)).sort()) hash.update(`${line}\n`);
  return hash.digest('hex');
};

/** The tables whose rows differ, or that only one file has. */
export const differing = (one: string, other: string): readonly string[] => {
  const [left, right] = [tablesIn(one), tablesIn(other)];
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (name) => left.get(name) !== right.get(name),
  );
};
