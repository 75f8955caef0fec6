import type { SqlDialect, SqlReader } from '@presales/kernel';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** The parts of Kysely that write the SQL of a dialect. */
interface Speech {
  readonly adapter: () => DialectAdapter;
  readonly compiler: () => QueryCompiler;
  readonly introspector: typeof SqliteIntrospector | typeof PostgresIntrospector;
}

const speeches: Readonly<Record<SqlDialect, Speech>> = {
  sqlite: {
    adapter: () => new SqliteAdapter(),
    compiler: () => new SqliteQueryCompiler(),
    introspector: SqliteIntrospector,
  },
  postgres: {
    adapter: () => new PostgresAdapter(),
    compiler: () => new PostgresQueryCompiler(),
    introspector: PostgresIntrospector,
  },
};

/**
 * Typed queries over the tables of a read model: the builder writes the SQL of the store's dialect,
 * and the store runs it. A column or table that is not there does not compile.
 *
 *     store.read(model, (reader) =>
 *       queryBuilder<FunnelTables>(reader).selectFrom('funnel_step').selectAll().execute());
 */
export const queryBuilder = <Tables>(reader: SqlReader): Kysely<Tables> => {
  const { adapter, compiler, introspector: Introspector } = speeches[reader.dialect];
  return new Kysely<Tables>({
    dialect: {
      createAdapter: adapter,
      createDriver: () => new ReaderDriver(reader),
      createIntrospector: (database) => new Introspector(database),
      createQueryCompiler: compiler,
    },
  });
};

/** Runs what the builder wrote on the snapshot that the store holds open. */
class ReaderDriver extends DummyDriver {
  private readonly reader: SqlReader;

  constructor(reader: SqlReader) {
    super();
    this.reader = reader;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const { reader } = this;
    return {
      executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => ({
        // The query says which rows it expects; the store's tables hold them.
        rows: (await reader.rows(sql, parameters)) as unknown as R[],
      }),
      streamQuery: () => {
        throw new Error('a read model is read statement by statement, not as a stream');
      },
    };
  }
}
