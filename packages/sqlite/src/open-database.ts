import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Durability } from './durability.ts';
import { DatabaseFault, toDatabaseFault } from './fault.ts';
import { FileGuard } from './file-guard.ts';
import { holdFile } from './held-file.ts';
import { assertOwnWal } from './wal-of-file.ts';

/** One kind of database file: how to recognise it, and how to make it what it is today. */
export interface DatabaseKind {
  /** What messages call it, such as `event log`. */
  readonly what: string;
  /** SQLite's `application_id`: tells our files from everybody else's. */
  readonly applicationId: number;
  /** Whether the file's name may be a link to it. */
  readonly mayBeLink: boolean;
  /** The oldest version that can be read as it is. */
  readonly readableFrom: number;
  /** Each step leads from one version to the next; today's version is the number of steps. */
  readonly migrations: readonly ((database: Database.Database) => void)[];
}

/** Which file, and how it is held. */
export interface OpenDatabaseOptions {
  readonly file: string;
  /** By default `full`. */
  readonly durability?: Durability;
  /** Never writes: neither creates the file nor migrates it. */
  readonly readOnly?: boolean;
  /** Milliseconds to wait for another connection's lock; by default 5,000. */
  readonly busyTimeout?: number;
}

/** SQLite's own numbers for `PRAGMA synchronous`. */
const synchronous = { normal: 1, full: 2 } as const;

/**
 * SQLite's own default, written down on purpose. Ten times as much was measured and is slower: a
 * write-ahead log that still grows makes the file system note its new size with every commit, which
 * costs a lone writer a third of its rate, while one that is checkpointed early is written over in
 * place.
 */
const checkpointPages = 1_000;

/** Milliseconds that a lock is waited for by default. */
export const defaultBusyTimeout = 5_000;

/**
 * Milliseconds that one statement waits for a lock before the process gets a turn: SQLite waits in
 * the middle of a call, and nothing else happens in the process meanwhile.
 */
export const lockSlice = 100;

/** A database file of ours, open. */
export interface OpenDatabase {
  readonly database: Database.Database;
  readonly guard: FileGuard;
  /** Closes the connection, and lets go of the file. */
  readonly close: () => void;
}

/**
 * Opens a database file of ours, and makes or migrates it in one transaction. A file that is not
 * ours is left as it is. So is one beside which another's write-ahead log lies.
 *
 * @throws DatabaseFault
 */
export const openDatabase = (kind: DatabaseKind, options: OpenDatabaseOptions): OpenDatabase => {
  // An absolute path is always a file: SQLite gives `:memory:`, `` and `file:` meanings of their own.
  const named = resolve(options.file);
  const { readOnly = false } = options;
  const file = holdFile(named, { readOnly, mayBeLink: kind.mayBeLink });
  let database: Database.Database | undefined;
  try {
    assertOwnWal(file);
    database = connect(kind, file.path, options);
    const guard = new FileGuard(file, database);
    guard.assertInPlace();
    return { database, guard, close: () => close(database, guard) };
  } catch (error) {
    close(database, file);
    throw toDatabaseFault(error, named);
  }
};

/** The file is let go of also when SQLite cannot close it well. */
const close = (database: Database.Database | undefined, file: Pick<FileGuard, 'release'>): void => {
  try {
    database?.close();
  } finally {
    file.release();
  }
};

const connect = (
  kind: DatabaseKind,
  path: string,
  { durability = 'full', readOnly = false, busyTimeout }: OpenDatabaseOptions,
): Database.Database => {
  const database = new Database(path, {
    readonly: readOnly,
    fileMustExist: true,
    timeout: busyTimeout ?? defaultBusyTimeout,
  });
  try {
    setDurability(database, durability);
    const version = versionOf(database, kind, path);
    if (readOnly) assertPresent(version, kind, path);
    else {
      writeAhead(database, path);
      if (version !== kind.migrations.length) migrate(database, kind, path);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** The version of our schema in the file; 0 when there is nothing in it yet. */
const versionOf = (database: Database.Database, kind: DatabaseKind, path: string): number => {
  const applicationId = database.pragma('application_id', { simple: true });
  const version = Number(database.pragma('user_version', { simple: true }));
  if (applicationId !== kind.applicationId) {
    const objects = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
    if (applicationId !== 0 || version !== 0 || objects !== 0)
      throw new DatabaseFault('not-ours', `${path}: a database, but no presales ${kind.what}`);
    return 0;
  }
  if (version > kind.migrations.length)
    throw new DatabaseFault(
      'newer-version',
      `${path}: ${kind.what} of version ${version}; this program knows versions up to ${kind.migrations.length}`,
    );
  return version;
};

const assertPresent = (version: number, kind: DatabaseKind, path: string): void => {
  if (version === 0)
    throw new DatabaseFault('not-ours', `${path}: empty, no presales ${kind.what} yet`);
  if (version < kind.readableFrom)
    throw new DatabaseFault(
      'unavailable',
      `${path}: ${kind.what} of version ${version}; open it once for writing to bring it to version ${kind.migrations.length}`,
    );
};

const writeAhead = (database: Database.Database, path: string): void => {
  database.pragma('page_size = 4096');
  const mode = database.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal')
    throw new DatabaseFault('unavailable', `${path}: the file system has no write-ahead log`);
  database.pragma(`wal_autocheckpoint = ${checkpointPages}`);
};

/** One transaction: a crash leaves the old schema or the new one, never something between. */
const migrate = (database: Database.Database, kind: DatabaseKind, path: string): void => {
  database
    .transaction(() => {
      // Asked again under the lock: another process may have been faster.
      const version = versionOf(database, kind, path);
      for (const step of kind.migrations.slice(version)) step(database);
      database.pragma(`application_id = ${kind.applicationId}`);
      database.pragma(`user_version = ${kind.migrations.length}`);
    })
    .immediate();
};

/** Set and asserted on every connection: better-sqlite3 opens write-ahead logs with NORMAL. */
const setDurability = (database: Database.Database, durability: Durability): void => {
  database.pragma(`synchronous = ${durability}`);
  const actual = database.pragma('synchronous', { simple: true });
  if (actual !== synchronous[durability])
    throw new DatabaseFault('unavailable', `synchronous is ${actual}, not ${durability}`);
};
