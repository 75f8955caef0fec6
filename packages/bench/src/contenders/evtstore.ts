import { categoryOf, idOf } from '@presales/kernel';
import type { Contender, Store } from './contender.ts';
import { evolve, initialState } from './fold.ts';
import { requirePeer } from './peers.ts';

interface Knex {
  (table: string): { count(expression: string): Promise<readonly { readonly n: number }[]> };
  readonly table: (name: string) => unknown;
  readonly raw: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly destroy: () => Promise<void>;
}

/** evtstore keeps an event in one JSON column and has none for metadata, so it goes in there. */
interface KnexEvent {
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

interface StoreEvent {
  readonly event: KnexEvent;
}

interface Provider {
  readonly createEvents: (
    stream: string,
    id: string,
    version: number,
    events: readonly KnexEvent[],
  ) => readonly StoreEvent[];
  readonly append: (
    stream: string,
    id: string,
    version: number,
    events: readonly StoreEvent[],
  ) => Promise<unknown>;
  readonly getEventsFor: (stream: string, id: string) => Promise<readonly StoreEvent[]>;
}

interface KnexProvider {
  readonly createProvider: (options: {
    readonly limit: number;
    readonly events: () => unknown;
    readonly bookmarks: () => unknown;
  }) => Provider;
  readonly migrate: (options: {
    readonly client: Knex;
    readonly events: string;
    readonly bookmarks: string;
  }) => Promise<void>;
}

/** evtstore merges what `fold` returns into the aggregate, so the state sits in a field of it. */
interface Holder {
  readonly opportunity: typeof initialState;
}

interface Evtstore {
  readonly createAggregate: (options: {
    readonly stream: string;
    readonly create: () => Holder;
    readonly fold: (event: KnexEvent, previous: Holder) => Holder;
  }) => unknown;
  readonly createDomain: (
    options: { readonly provider: Provider; readonly useCache: boolean },
    aggregates: { readonly opportunity: unknown },
  ) => {
    readonly domain: {
      readonly opportunity: { readonly getAggregate: (id: string) => Promise<Holder> };
    };
  };
}

const peer = 'evtstore';

/** As evtstore's documentation sets Knex up: nothing is said about SQLite's journal. */
export const evtstore: Contender = {
  name: 'evtstore',
  setUp: 'evtstore 12, Knex provider as documented, over better-sqlite3',
  peer,
  open: (file) => open(file, { writeAhead: false, useCache: false }),
};

/** The fastest durable way that Knex's documentation knows: pragmas as the pool makes connections. */
export const evtstoreWal: Contender = {
  name: 'evtstore, WAL',
  setUp: 'evtstore 12, WAL and synchronous=FULL set in Knex’s pool hook',
  peer,
  open: (file) => open(file, { writeAhead: true, useCache: false }),
};

/** With the cache of aggregates that its documentation offers. */
export const evtstoreCached: Contender = {
  name: 'evtstore, cached',
  setUp: 'evtstore 12, WAL, with createDomain’s documented useCache',
  peer,
  open: (file) => open(file, { writeAhead: true, useCache: true }),
};

const open = async (
  file: string,
  { writeAhead, useCache }: { readonly writeAhead: boolean; readonly useCache: boolean },
): Promise<Store> => {
  const { knex }: { knex: (options: object) => Knex } = requirePeer('knex');
  const { createProvider, migrate }: KnexProvider = requirePeer('evtstore/provider/knex');
  const { createAggregate, createDomain }: Evtstore = requirePeer('evtstore');
  const client = knex({
    client: 'better-sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    ...(writeAhead ? { pool: { min: 1, max: 1, afterCreate: makeWriteAhead } } : {}),
  });
  const [events, bookmarks] = ['events', 'bookmarks'];
  await migrate({ client, events, bookmarks });
  const provider = createProvider({
    limit: 1_000,
    events: () => client.table(events),
    bookmarks: () => client.table(bookmarks),
  });
  const { domain } = createDomain(
    { provider, useCache },
    {
      opportunity: createAggregate({
        stream: 'opportunity',
        create: () => ({ opportunity: initialState }),
        fold: (event, { opportunity }) => ({ opportunity: evolve(opportunity, event) }),
      }),
    },
  );

  return {
    append: async (stream, before, appended) => {
      const [category, id] = [categoryOf(stream), idOf(stream)];
      const made = provider.createEvents(
        category,
        id,
        before + 1,
        appended.map(({ type, data, metadata }) => ({ type, data, metadata })),
      );
      await provider.append(category, id, before + 1, made);
    },
    load: async (stream) => {
      const { opportunity } = await domain.opportunity.getAggregate(idOf(stream));
      return opportunity;
    },
    read: async (stream) => {
      const stored = await provider.getEventsFor(categoryOf(stream), idOf(stream));
      return stored.map(({ event }) => event);
    },
    count: async () => (await client(events).count('* as n'))[0]?.n ?? 0,
    settings: async () => {
      const [journal] = await client.raw('PRAGMA journal_mode');
      const [level] = await client.raw('PRAGMA synchronous');
      return {
        journalMode: String(journal?.['journal_mode']),
        synchronous: Number(level?.['synchronous']),
      };
    },
    close: () => client.destroy(),
  };
};

const makeWriteAhead = (
  connection: { readonly pragma: (text: string) => unknown },
  done: (error: Error | null, connection: unknown) => void,
): void => {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  done(null, connection);
};
