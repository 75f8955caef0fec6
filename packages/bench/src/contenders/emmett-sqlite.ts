import type { Opportunity } from '@presales/domain/opportunity';
import type { Contender, Store } from './contender.ts';
import { evolve, initialState } from './fold.ts';
import { requirePeer } from './peers.ts';

interface EmmettEvent {
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

interface EmmettConnection {
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly close: () => void;
}

interface EmmettStore {
  readonly appendToStream: (
    stream: string,
    events: readonly EmmettEvent[],
    options: { readonly expectedStreamVersion: bigint },
  ) => Promise<unknown>;
  readonly aggregateStream: (
    stream: string,
    folding: {
      readonly evolve: typeof evolve;
      readonly initialState: () => Opportunity;
    },
  ) => Promise<{ readonly state: Opportunity }>;
  readonly readStream: (stream: string) => Promise<{ readonly events: readonly EmmettEvent[] }>;
  readonly schema: { readonly migrate: () => Promise<void> };
}

interface Emmett {
  readonly sqliteConnection: (options: { readonly fileName: string }) => EmmettConnection;
  readonly getSQLiteEventStore: (options: {
    readonly fileName: string;
    readonly connectionOptions?: {
      readonly singleton: true;
      readonly connection: EmmettConnection;
    };
  }) => EmmettStore;
}

const peer = '@event-driven-io/emmett-sqlite';

/** As its quick start has it: a file name. It then opens a connection an operation. */
export const emmettSqlite: Contender = {
  name: 'emmett-sqlite',
  setUp: '@event-driven-io/emmett-sqlite 0.42, fileName alone, as documented',
  peer,
  open: (file) => open(file, false),
};

/** The fastest of the ways that its options allow: one connection for all. */
export const emmettSqliteSingle: Contender = {
  name: 'emmett-sqlite, one connection',
  setUp: '@event-driven-io/emmett-sqlite 0.42, connectionOptions: { singleton: true, connection }',
  peer,
  open: (file) => open(file, true),
};

const open = async (file: string, singleton: boolean): Promise<Store> => {
  const { getSQLiteEventStore, sqliteConnection }: Emmett = requirePeer(peer);
  // Opened by emmett's own function, so its settings are those that emmett's operations run at.
  const connection = sqliteConnection({ fileName: file });
  const store = getSQLiteEventStore({
    fileName: file,
    ...(singleton ? { connectionOptions: { singleton, connection } } : {}),
  });
  await store.schema.migrate();
  const first = async (sql: string, column: string): Promise<unknown> =>
    (await connection.query(sql))[0]?.[column];

  return {
    append: async (stream, before, events) => {
      await store.appendToStream(
        stream,
        events.map(({ type, data, metadata }) => ({ type, data, metadata })),
        { expectedStreamVersion: BigInt(before) },
      );
    },
    load: async (stream) => {
      const { state } = await store.aggregateStream(stream, {
        evolve,
        initialState: () => initialState,
      });
      return state;
    },
    read: async (stream) =>
      (await store.readStream(stream)).events.map(({ type, data, metadata }) => ({
        type,
        data,
        metadata: withoutTheirs(metadata),
      })),
    count: async () => Number(await first('SELECT count(*) AS n FROM emt_messages', 'n')),
    settings: async () => ({
      journalMode: String(await first('PRAGMA journal_mode', 'journal_mode')),
      synchronous: Number(await first('PRAGMA synchronous', 'synchronous')),
    }),
    close: async () => connection.close(),
  };
};

/** Emmett adds what it knows of an event to the metadata that it was given. */
const withoutTheirs = (metadata: object): object =>
  Object.fromEntries(
    Object.entries(metadata).filter(
      ([name]) => !['messageId', 'streamName', 'streamPosition', 'globalPosition'].includes(name),
    ),
  );
