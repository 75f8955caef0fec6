import {
  BEGINNING,
  type ColumnType,
  InvalidReadModel,
  type Position,
  type ReadModel,
  ReadModelError,
  type Table,
} from '@presales/kernel';
import { checkReadModel } from '@presales/kernel/store';
import type Database from 'better-sqlite3';
import { createIdentity } from './file-identity.ts';
import type { DatabaseKind } from './open-database.ts';
import { forgetParked } from './read-model-parked.ts';

/** A file of read models: checkpoints, whose table is whose, and the tables themselves. */
export const readModelStoreKind: DatabaseKind = {
  what: 'read-model store',
  applicationId: 0x70_73_72_6d,
  mayBeLink: false,
  readableFrom: 2,
  migrations: [
    (database) =>
      database.exec(`
        CREATE TABLE presales_read_model (
          name TEXT PRIMARY KEY,
          version INTEGER NOT NULL,
          position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE presales_read_model_table (
          name TEXT PRIMARY KEY,
          read_model TEXT NOT NULL,
          definition TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
      `),
    // Rows of before belong to nobody knows which log: as a version of before all, they begin anew.
    (database) =>
      database.exec(`
        ALTER TABLE presales_read_model ADD COLUMN log_mark TEXT;
        UPDATE presales_read_model SET version = 0;
      `),
    createIdentity,
    (database) =>
      database.exec(`
        ALTER TABLE presales_read_model ADD COLUMN parkings INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE presales_parked (
          read_model TEXT NOT NULL,
          stream TEXT NOT NULL,
          position INTEGER NOT NULL,
          revision INTEGER NOT NULL,
          event_id TEXT NOT NULL,
          event_type TEXT NOT NULL,
          code TEXT NOT NULL,
          message TEXT NOT NULL,
          parked_at TEXT NOT NULL,
          attempts INTEGER NOT NULL,
          waiting INTEGER NOT NULL,
          retry_asked INTEGER NOT NULL,
          PRIMARY KEY (read_model, stream)
        ) STRICT, WITHOUT ROWID;
      `),
  ],
};

/** A read model as the store knows it. */
export interface Checkpoint {
  readonly version: number;
  readonly position: Position;
  /** The mark of the log, as text. */
  readonly mark: string | null;
  /** How often parked streams were changed without the checkpoint: whoever saw them before is fenced. */
  readonly parkings: number;
}

/** Where a read model stands in the store; undefined when it was never attached. */
export const checkpointOf = (
  database: Database.Database,
  model: string,
): Checkpoint | undefined => {
  const found = database
    .prepare<
      [string],
      { version: bigint; position: bigint; mark: string | null; parkings: bigint }
    >(
      'SELECT version, position, log_mark AS mark, parkings FROM presales_read_model WHERE name = ?',
    )
    .safeIntegers()
    .get(model);
  return found && { ...found, version: Number(found.version), parkings: Number(found.parkings) };
};

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: 'TEXT NOT NULL',
  integer: 'INTEGER NOT NULL',
  'text?': 'TEXT',
  'integer?': 'INTEGER',
};

/** The statements that make a table, its names checked before. */
const definitionOf = (table: Table): string => {
  const columns = Object.entries(table.columns).map(
    ([name, type]) => `"${name}" ${sqlTypes[type]}${name === table.key ? ' PRIMARY KEY' : ''}`,
  );
  const indexes = (table.indexes ?? []).map(
    (index) =>
      `CREATE INDEX "${table.name}__${index.join('__')}" ON "${table.name}" (${index.map((name) => `"${name}"`).join(', ')})`,
  );
  return [
    `CREATE TABLE "${table.name}" (${columns.join(', ')}) STRICT, WITHOUT ROWID`,
    ...indexes,
  ].join(';\n');
};

/**
 * Whether the read model's tables stand in the file as its program wants them; false when they are
 * missing or of an older version.
 *
 * @throws ReadModelError `read-model/newer-version`
 * @throws InvalidReadModel when the tables changed while the version did not
 */
export const isPresent = (
  database: Database.Database,
  model: ReadModel,
  place: string,
): boolean => {
  checkReadModel(model);
  const checkpoint = checkpointOf(database, model.name);
  if (checkpoint === undefined || checkpoint.version < model.version) return false;
  if (checkpoint.version > model.version)
    throw new ReadModelError(
      'read-model/newer-version',
      `${place}: read model ${model.name} is of version ${checkpoint.version}; this program knows version ${model.version}`,
    );
  const stored = new Map(
    tablesOf(database, model.name).map(({ name, definition }) => [name, definition]),
  );
  const same =
    stored.size === model.tables.length &&
    model.tables.every(({ table }) => stored.get(table.name) === definitionOf(table));
  if (!same)
    throw new InvalidReadModel(
      model,
      `its tables are no longer those of version ${model.version} in ${place}; raise the version and it is rebuilt`,
    );
  return true;
};

/**
 * Makes the read model's tables anew, at the beginning of the log, in place of any older ones. The
 * caller holds the transaction.
 *
 * @throws InvalidReadModel when a table of that name belongs to another read model
 */
export const recreate = (database: Database.Database, model: ReadModel): void => {
  for (const { name } of tablesOf(database, model.name)) database.exec(`DROP TABLE "${name}"`);
  database.prepare('DELETE FROM presales_read_model_table WHERE read_model = ?').run(model.name);
  forgetParked(database, model.name);
  const owner = database
    .prepare<[string], string>('SELECT read_model FROM presales_read_model_table WHERE name = ?')
    .pluck();
  const own = database.prepare('INSERT INTO presales_read_model_table VALUES (?, ?, ?)');
  for (const { table } of model.tables) {
    const other = owner.get(table.name);
    if (other !== undefined)
      throw new InvalidReadModel(model, `table ${table.name} belongs to read model ${other}`);
    const definition = definitionOf(table);
    own.run(table.name, model.name, definition);
    database.exec(definition);
  }
  database
    .prepare('INSERT OR REPLACE INTO presales_read_model VALUES (?, ?, ?, NULL, 0)')
    .run(model.name, model.version, BEGINNING);
};

const tablesOf = (database: Database.Database, model: string) =>
  database
    .prepare<[string], { name: string; definition: string }>(
      'SELECT name, definition FROM presales_read_model_table WHERE read_model = ?',
    )
    .all(model);
