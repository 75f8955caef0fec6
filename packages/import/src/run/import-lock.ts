import { lstatSync } from 'node:fs';
import { hostname } from 'node:os';
import { Interrupted } from '@presales/kernel';
import Database from 'better-sqlite3';
import { ImportError } from '../import-error.ts';
import { systemCode, wordsOf } from '../system-error.ts';
import { faultOf, withOwn } from './own-file.ts';

/** Who imports into a log. */
export interface Importer {
  readonly pid: number;
  readonly host: string;
  /** What is imported, by which mapping. */
  readonly what: string;
}

/** How a lock is waited for. */
export interface Waiting {
  readonly signal: AbortSignal | undefined;
  /** Is called once, when another import holds the lock; what it says of itself, where it does. */
  readonly onWaiting: (holder: Importer | undefined) => void | Promise<void>;
}

/** Milliseconds from one look to the next. */
const pause = 200;

/** Milliseconds that a look of others at who holds the lock may hold up whoever says it. */
const readersPause = 5_000;

/**
 * Waits until no other import into a log is under way, and holds its place until it is released. The lock
 * is SQLite's own on a small database beside the log, so the system frees it with the process that held
 * it, however that ended.
 *
 * @returns what releases it
 * @throws Interrupted when the signal aborts; ImportError `import/file` when there can be no lock
 */
export const importLock = async (
  path: string,
  what: string,
  { signal, onWaiting }: Waiting,
): Promise<() => void> => {
  const database = openLock(path);
  try {
    let told = false;
    while (!taken(database, { pid: process.pid, host: hostname(), what })) {
      if (!told) await onWaiting(holderOf(database));
      told = true;
      if (signal?.aborted === true)
        throw new Interrupted('interrupted while another import was under way; nothing was stored');
      await new Promise<void>((resolve) => {
        setTimeout(resolve, pause);
      });
    }
    return () => database.close();
  } catch (error) {
    database.close();
    throw error instanceof Database.SqliteError ? noLock(path, error) : error;
  }
};

const openLock = (path: string): Database.Database => {
  try {
    makeOnce(path);
    const database = new Database(path, { timeout: readersPause });
    database.pragma('synchronous = off');
    return database;
  } catch (cause) {
    throw noLock(path, cause);
  }
};

/**
 * Makes the file where there is none: SQLite would follow a link, and let others read. One that is there is
 * not opened but by SQLite, because closing it would free the locks of this whole process.
 */
const makeOnce = (path: string): void => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) withOwn(path, 'create', () => undefined);
  else if (!found.isFile()) throw new Error('it is a link, or no file at all');
};

const noLock = (path: string, cause: unknown): ImportError =>
  new ImportError(
    'import/file',
    { file: path },
    `cannot be used to keep other imports out: ${faultOf(cause)}; it holds nothing else, and may be deleted when none is under way`,
    { cause },
  );

/** Takes the lock, and says who holds it: that is readable while a later writer is kept out. */
const taken = (database: Database.Database, { pid, host, what }: Importer): boolean => {
  if (!begun(database)) return false;
  database.exec('create table if not exists holder (pid integer, host text, what text)');
  database.exec('delete from holder');
  database.prepare('insert into holder values (?, ?, ?)').run(pid, host, what);
  database.exec('commit');
  // Another one may have been faster; it then says who it is.
  return begun(database);
};

const begun = (database: Database.Database): boolean => {
  try {
    database.pragma('busy_timeout = 0');
    database.exec('begin immediate');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    database.pragma(`busy_timeout = ${readersPause}`);
  }
};

const isBusy = (error: unknown): boolean => systemCode(error)?.startsWith('SQLITE_BUSY') === true;

const holderOf = (database: Database.Database): Importer | undefined => {
  try {
    return database.prepare<[], Importer>('select pid, host, what from holder').get();
  } catch (error) {
    // It has only begun, and there is nothing to read yet.
    if (error instanceof Database.SqliteError) return undefined;
    throw new Error(wordsOf(error), { cause: error });
  }
};
