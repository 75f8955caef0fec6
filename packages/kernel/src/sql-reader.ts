import type { Row } from './read-model.ts';

/** Which SQL a store understands, so that whoever writes a statement writes that. */
export type SqlDialect = 'sqlite' | 'postgres';

/**
 * What a query asks the tables of a read model with. It is this small so that a store needs no query
 * builder, and a query may be written with any.
 */
export interface SqlReader {
  readonly dialect: SqlDialect;
  /**
   * The rows that one statement finds. Parameters are bound to its placeholders in order: `?` in
   * SQLite, `$1` in PostgreSQL. A statement that writes is refused.
   */
  readonly rows: (statement: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
}
