import type { Row, SqlReader } from '@presales/kernel';
import type Database from 'better-sqlite3';

/**
 * Runs a query in one transaction, so that all its statements see the same snapshot. On a
 * connection that may write, writing is forbidden for as long.
 */
export const onSnapshot = async <Result>(
  database: Database.Database,
  mayWrite: boolean,
  query: (reader: SqlReader) => Promise<Result>,
): Promise<Result> => {
  if (mayWrite) database.pragma('query_only = ON');
  try {
    database.exec('BEGIN');
    try {
      return await query(readerOf(database));
    } finally {
      // Some errors have ended the transaction already.
      if (database.inTransaction) database.exec('ROLLBACK');
    }
  } finally {
    if (mayWrite) database.pragma('query_only = OFF');
  }
};

const readerOf = (database: Database.Database): SqlReader => ({
  dialect: 'sqlite',
  // A statement without rows, such as a deletion, is refused by `all`, one that writes by the database.
  rows: async (statement, parameters = []) =>
    database.prepare<unknown[], Row>(statement).all(parameters),
});
