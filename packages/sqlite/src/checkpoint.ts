import { closeSync, fsyncSync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/**
 * Moves the write-ahead log into the file and waits until the disk has both. Where another connection
 * is in the way, the rest stays in the write-ahead log, and the disk has that.
 *
 * @throws SqliteError or a system error when the disk fails; the write-ahead log then holds all that
 *   it held
 */
export const checkpoint = (database: Database): void => {
  const busy = database.prepare<[], number>('PRAGMA wal_checkpoint(TRUNCATE)').pluck().get();
  if (busy !== 0) syncFile(`${database.name}-wal`);
};

/** Waits until the disk has what was written to a file. */
const syncFile = (path: string): void => {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
