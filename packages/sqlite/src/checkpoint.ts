import type { Database } from 'better-sqlite3';
import { syncFile } from './sync.ts';

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

/**
 * Makes sure that the disk has all that the database shows, whoever wrote it, without waiting for others. What
 * stands in the write-ahead log may be in the machine's memory only: a program that was killed did not wait
 * for it any more, and after a failed sync it is there although the disk has refused it. A sync that is asked
 * for again may then succeed without writing anything, so the pages are written into the file itself.
 *
 * @throws SqliteError or a system error when the disk fails
 */
export const secure = (database: Database): void => {
  const [done] = database
    .prepare<[], { readonly log: number; readonly checkpointed: number }>(
      'PRAGMA wal_checkpoint(PASSIVE)',
    )
    .all();
  if (done !== undefined && done.log > done.checkpointed) syncFile(`${database.name}-wal`);
};
