import type { Database } from 'better-sqlite3';

/**
 * Who a file is: one row, made with the file and copied with it. `id` never changes. `stamp` changes
 * when the write-ahead log begins anew, and `before` is what it was until then, so that a file and a
 * write-ahead log tell whether they belong together. All three are of fixed length, because they are
 * also found in the bytes of the files, before SQLite may look at them.
 *
 * SQLite's own change counter cannot serve: with a write-ahead log a connection gives all its commits
 * the same number.
 */
export const createIdentity = (database: Database): void => {
  database.exec(`
    CREATE TABLE identity (id TEXT NOT NULL, before TEXT NOT NULL, stamp TEXT NOT NULL) STRICT;
    INSERT INTO identity VALUES (${randomUuid}, '${noStamp}', ${randomStamp});
  `);
};

/** What stood before the first stamp. */
export const noStamp = '0000000000000000';

/** SQL for a random stamp of sixteen digits. */
const randomStamp = 'lower(hex(randomblob(8)))';

/** SQL for a random UUID (version 4). A file gets it once, when it is made. */
const randomUuid = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4'
  || substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + (random() & 3), 1)
  || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

/** The id of a file that was brought to today's version; undefined in an older one. */
export const idOf = (database: Database): string | undefined => {
  if (pageOfStamp(database) === undefined) return undefined;
  return database.prepare<[], string>('SELECT id FROM identity').pluck().get();
};

/** The stamp of a file as a connection sees it; undefined where there is none, or it cannot be read. */
export const stampOf = (database: Database): string | undefined => {
  try {
    return database.prepare<[], string>('SELECT stamp FROM identity').pluck().get();
  } catch {
    return undefined;
  }
};

/** Gives a file a new stamp, in a transaction of its own, and answers with it. */
export const stamped = (database: Database): string | undefined =>
  database
    .prepare<[], string>(
      `UPDATE identity SET before = stamp, stamp = ${randomStamp} RETURNING stamp`,
    )
    .pluck()
    .get();

/** The page that the stamp is on; undefined in a file of an older version. */
export const pageOfStamp = (database: Database): number | undefined =>
  database
    .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'identity'")
    .pluck()
    .get();
