import type { Database } from 'better-sqlite3';
import { isSqliteError } from './fault.ts';

/** Findings of SQLite's own check, at most. */
const most = 1_000;

/**
 * What SQLite's own check says of the structure of a file: its pages, indexes and free list. None, when
 * it is whole.
 */
export const brokenStructure = (database: Database): readonly string[] => {
  try {
    return database
      .prepare<[], string>(`PRAGMA integrity_check(${most})`)
      .pluck()
      .all()
      .filter((line) => line !== 'ok');
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return [error.message];
  }
};
