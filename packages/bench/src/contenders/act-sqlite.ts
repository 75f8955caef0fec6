import type { Contender, Store } from './contender.ts';
import { evolve, initialState } from './fold.ts';
import { requirePeer } from './peers.ts';

interface Committed {
  readonly name: string;
  readonly data: object;
  readonly meta: object;
}

interface SqliteStore {
  /** A private field of theirs, read to see at which settings the connection runs. */
  readonly client: {
    readonly execute: (sql: string) => Promise<{
      readonly rows: readonly Readonly<Record<string, unknown>>[];
    }>;
  };
  readonly seed: () => Promise<void>;
  readonly commit: (
    stream: string,
    messages: readonly Pick<Committed, 'name' | 'data'>[],
    meta: object,
    expectedVersion: number,
  ) => Promise<unknown>;
  readonly query: (
    callback: (event: Committed) => void,
    query: { readonly stream: string; readonly stream_exact: boolean },
  ) => Promise<number>;
  readonly dispose: () => Promise<void>;
}

/** Through act's store port alone: its framework would validate, load and correlate besides. */
export const actSqlite: Contender = {
  name: 'act-sqlite',
  setUp: '@rotorsoft/act-sqlite 1.19, SqliteStore as documented (url, seed), without its framework',
  peer: '@rotorsoft/act-sqlite',
  open: async (file) => {
    const { SqliteStore }: { SqliteStore: new (options: { url: string }) => SqliteStore } =
      requirePeer('@rotorsoft/act-sqlite');
    const store = new SqliteStore({ url: `file:${file}` });
    await store.seed();
    return adapted(store);
  },
};

const adapted = (store: SqliteStore): Store => {
  const pragma = async (name: string): Promise<unknown> =>
    (await store.client.execute(`PRAGMA ${name}`)).rows[0]?.[name];
  const each = (stream: string, callback: (event: Committed) => void): Promise<number> =>
    store.query(callback, { stream, stream_exact: true });
  return {
    append: async (stream, before, events) => {
      // One meta a commit is all that the port takes: the first event's.
      const messages = events.map(({ type, data }) => ({ name: type, data }));
      await store.commit(stream, messages, events[0]?.metadata ?? {}, before - 1);
    },
    load: async (stream) => {
      let state = initialState;
      await each(stream, ({ name, data }) => {
        state = evolve(state, { type: name, data });
      });
      return state;
    },
    read: async (stream) => {
      const events: Committed[] = [];
      await each(stream, (event) => {
        events.push(event);
      });
      return events.map(({ name, data, meta }) => ({ type: name, data, metadata: meta }));
    },
    count: async () =>
      Number((await store.client.execute('SELECT count(*) AS n FROM events')).rows[0]?.['n']),
    settings: async () => ({
      journalMode: String(await pragma('journal_mode')),
      synchronous: Number(await pragma('synchronous')),
    }),
    close: () => store.dispose(),
  };
};
