import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import persistentServices from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { derivedId, inTurn } from '@presales/kernel';
import type { CallContext, ServerVersion } from './calls/call-context.ts';
import { notLeader, notReady } from './calls/rpc-failure.ts';
import { systemClock } from './clock.ts';
import { createFaultBoard, type Faults } from './faults.ts';
import { type Member, readGossip } from './gossip/read.ts';
import { createConsumerGroups } from './groups/consumer-groups.ts';
import { persistentSubscriptions } from './persistent-subscriptions/persistent-subscriptions.ts';
import { insecure, type Security, type SecurityOptions, secured } from './security/security.ts';
import { supportedMethods } from './server-features/get-supported-methods.ts';
import { linkByCategory } from './store/category-links.ts';
import { writeGenesis } from './store/genesis.ts';
import { createStore } from './store/memory-store.ts';
import type { Store } from './store/store.ts';
import { append } from './streams/append.ts';
import { batchAppend } from './streams/batch-append.ts';
import { softDelete, tombstone } from './streams/delete.ts';
import { read } from './streams/read.ts';
import { HOST, type Node, type Service, startNode } from './transport/node.ts';
import { type OpenCalls, trackCalls } from './transport/open-calls.ts';

/** How a server is started. */
export interface EventStoreDbServerOptions {
  /** Which server's semantics are followed where they differ; by default '24.10'. */
  readonly version?: ServerVersion;
  /** How many nodes the cluster has; by default 1. They share one log. */
  readonly nodes?: number;
  /** Ports to listen at, one per node; by default free ones. */
  readonly ports?: readonly number[];
  /** Bytes of data that one append may have; by default 1 MiB as on the real server. */
  readonly maxAppendSize?: number;
  /** HTTP/2 streams that one connection may have open at a time; by default 100 as on the real server. */
  readonly maxConcurrentStreams?: number;
  /** Whether BatchAppend is offered; without it clients append one call at a time. By default true. */
  readonly batchAppend?: boolean;
  /** TLS, users and access lists; by default none of them, as with `--insecure`. */
  readonly security?: boolean | SecurityOptions;
  /** Whether `$by_category` runs: links to every event in `$ce-<category>`. By default false. */
  readonly categoryLinks?: boolean;
  /** Whether everything goes through a relay, which can fall silent. By default false: it costs time. */
  readonly relayed?: boolean;
  /** How often consumer groups look at the clock, in milliseconds; by default 1000 as on the real server. */
  readonly groupTick?: number;
  /** Whether the log begins with what a real server writes for itself; by default true. */
  readonly systemEvents?: boolean;
  /** The clock, in milliseconds since 1970; by default the machine's. */
  readonly now?: () => number;
}

/** How a connection string differs from the plain one. */
export interface ConnectionStringOptions {
  /** Further parameters, such as `nodePreference` or `defaultDeadline`. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Who connects, on a secured server; by default its `admin`. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Only this node, from 0, instead of the whole cluster. */
  readonly node?: number;
}

/** One node of a server. */
export interface ServerNode {
  /** Stays the same through restarts. */
  readonly port: number;
  readonly isRunning: () => boolean;
  readonly isLeader: () => boolean;
  /** How many connections are open. */
  readonly connections: () => number;
  /** Breaks all connections; clients may come again at once. */
  readonly cut: () => void;
  /** From now on breaks every new connection, or no longer. */
  readonly refuseConnections: (refuse: boolean) => void;
  /**
   * From now on nothing passes over any connection, or everything again, what was held first.
   *
   * @throws Error unless the server was started with `relayed`
   */
  readonly silence: (silent: boolean) => void;
  /** Ends as a server does that is asked to. Another node leads, if there is one. */
  readonly stop: () => Promise<void>;
  /** Ends as a server does that loses its power. Another node leads, if there is one. */
  readonly kill: () => Promise<void>;
  /** Comes back at the same port. */
  readonly start: () => Promise<void>;
}

/** A server that speaks EventStoreDB's protocol, and keeps its log in memory. */
export interface EventStoreDbServer {
  readonly connectionString: (options?: ConnectionStringOptions) => string;
  /** The certificate in PEM; undefined without security. */
  readonly certificate: string | undefined;
  /** The port of the first node. */
  readonly port: number;
  readonly nodes: readonly ServerNode[];
  readonly faults: Faults;
  /** The log itself, to look at and to write to behind everybody's back. */
  readonly store: Store;
  /** Makes another node the leader; by default the next one that runs. */
  readonly electLeader: (node?: number) => void;
  /** Breaks all connections to all nodes. */
  readonly cut: () => void;
  /** Ends all nodes without a word. */
  readonly kill: () => Promise<void>;
  /** Ends the nodes that run and starts all, at the same ports and with the same log. */
  readonly restart: () => Promise<void>;
  /** Ends everything. Twice is once. */
  readonly stop: () => Promise<void>;
}

/** One life of a node, from its start to its end. */
interface Life {
  alive: boolean;
}

const MEBIBYTE = 1024 * 1024;

const streamMethods = ['append', 'read', 'delete', 'tombstone'] as const;

const groupService = 'event_store.client.persistent_subscriptions.persistentsubscriptions';

/** What can be done with consumer groups, and to what (ES: ServerFeatures.cs). */
const groupMethods = [
  [groupService, 'create', 'stream', 'all'],
  [groupService, 'update', 'stream', 'all'],
  [groupService, 'delete', 'stream', 'all'],
  [groupService, 'read', 'stream', 'all'],
  [groupService, 'getinfo', 'stream', 'all'],
  [groupService, 'replayparked', 'stream', 'all'],
  [groupService, 'list', 'stream', 'all'],
  [groupService, 'restartsubsystem'],
] as const;

const securityOf = (
  { security = false }: EventStoreDbServerOptions,
  store: Store,
  now: number,
): Promise<Security> => {
  if (security === false) return Promise.resolve(insecure);
  return secured(security === true ? {} : security, store, now);
};

const ADMINISTRATOR = { username: 'admin', password: 'changeit' };

/**
 * Starts a server on this machine, ready to be connected to.
 *
 * @throws the error of the system when a port is taken
 */
export const startEventStoreDbServer = async (
  options: EventStoreDbServerOptions = {},
): Promise<EventStoreDbServer> => {
  const { version = '24.10', now: clock = systemClock, ports = [] } = options;
  const board = createFaultBoard();
  const { faults } = board;
  const now = (): number => clock() + faults.clockSkew;
  let ids = 0;
  const newId = (): string => derivedId('eventstoredb-server', ids++);
  const store = createStore({ now, newId });
  if (options.systemEvents ?? true) writeGenesis(store, newId);
  if (options.categoryLinks ?? false) linkByCategory(store, newId);
  const groups = createConsumerGroups({ store, now, newId }, options.groupTick ?? 1000);
  const security = await securityOf(options, store, clock());
  let leader = 0;

  interface Place {
    port: number;
    node: Node | undefined;
    life: Life;
    readonly calls: OpenCalls;
    readonly id: string;
  }
  const places: Place[] = Array.from({ length: options.nodes ?? 1 }, (_, index) => ({
    port: ports[index] ?? 0,
    node: undefined,
    life: { alive: true },
    calls: trackCalls(),
    id: newId(),
  }));

  const members = (): readonly Member[] =>
    places.map(({ id, port, node }, index) => ({
      id,
      host: HOST,
      port,
      state: index === leader ? 'leader' : 'follower',
      alive: node !== undefined,
    }));

  const contextOf = (index: number, life: Life): CallContext => ({
    node: index,
    isAlive: () => life.alive,
    version,
    store,
    board,
    access: security.access,
    now,
    newId,
    maxAppendSize: () => faults.maxAppendSize ?? options.maxAppendSize ?? MEBIBYTE,
    redirect: () => (index === leader ? undefined : toLeader()),
    leader: () => toLeader(),
    cut: (peer) => places[index]?.node?.cut(peer),
  });

  const toLeader = () => {
    const place = places[leader];
    return place === undefined ? notReady : notLeader(HOST, place.port);
  };

  const servicesOf = (index: number, { calls, life }: Place): readonly Service[] => {
    const context = contextOf(index, life);
    const batch = options.batchAppend ?? true;
    const stream = 'event_store.client.streams.streams';
    const methods = [
      ...[...streamMethods, ...(batch ? ['batchappend'] : [])].map(
        (method) => [stream, method] as const,
      ),
      ...groupMethods,
    ];
    const persistent = persistentSubscriptions(context, groups);
    return [
      {
        definition: streamServices.StreamsService,
        implementation: {
          append: calls.unary(append(context)),
          delete: calls.unary(softDelete(context)),
          tombstone: calls.unary(tombstone(context)),
          read: calls.streaming(read(context)),
          batchAppend: calls.streaming(batchAppend(context)),
        },
      },
      {
        definition: persistentServices.PersistentSubscriptionsService,
        implementation: { ...persistent, read: calls.streaming(persistent.read) },
      },
      {
        definition: featureServices.ServerFeaturesService,
        implementation: { getSupportedMethods: supportedMethods(context, methods) },
      },
      {
        definition: gossipServices.GossipService,
        implementation: { read: readGossip(context, members) },
      },
    ];
  };

  // A node that is still going comes back when it is gone: two at one port there cannot be.
  const takeTurns = inTurn();

  const start = (index: number): Promise<void> => takeTurns(String(index), () => begin(index));

  const begin = async (index: number): Promise<void> => {
    const place = places[index];
    if (place === undefined || place.node !== undefined) return;
    place.life = { alive: true };
    place.node = await startNode({
      port: place.port,
      credentials: security.credentials(),
      services: servicesOf(index, place),
      relayed: options.relayed ?? false,
      maxConcurrentStreams: options.maxConcurrentStreams ?? 100,
    });
    place.port = place.node.port;
  };

  const electLeader = (node?: number): void => {
    const others = places.map((_, offset) => (leader + 1 + offset) % places.length);
    leader = node ?? others.find((index) => places[index]?.node !== undefined) ?? leader;
    // Only the leader runs the groups, and it begins with what it finds written.
    groups.reload();
  };

  const end = (index: number, how: 'stop' | 'kill'): Promise<void> =>
    takeTurns(String(index), () => leave(index, how));

  const leave = async (index: number, how: 'stop' | 'kill'): Promise<void> => {
    const place = places[index];
    const node = place?.node;
    if (place === undefined || node === undefined) return;
    place.node = undefined;
    place.life.alive = false;
    if (index === leader) electLeader();
    if (how === 'stop') place.calls.cancelAll();
    await node[how]();
  };

  const all = (action: (index: number) => Promise<void>): Promise<unknown> =>
    Promise.all(places.map((_, index) => action(index)));

  await all(start);

  return {
    certificate: security.certificate,
    connectionString: ({ parameters = {}, node, credentials = ADMINISTRATOR } = {}) => {
      const chosen = node === undefined ? places : places.slice(node, node + 1);
      const hosts = chosen.map(({ port }) => `${HOST}:${port}`).join(',');
      const secure = security.certificateFile !== undefined;
      const { username, password } = credentials;
      const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}@`;
      const query = Object.entries({
        tls: secure,
        ...(security.certificateFile === undefined ? {} : { tlsCAFile: security.certificateFile }),
        ...parameters,
      })
        .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
        .join('&');
      return `esdb://${secure ? login : ''}${hosts}?${query}`;
    },
    get port() {
      return places[0]?.port ?? 0;
    },
    nodes: places.map((place, index) => ({
      get port() {
        return place.port;
      },
      isRunning: () => place.node !== undefined,
      isLeader: () => index === leader,
      connections: () => place.node?.connections() ?? 0,
      cut: () => place.node?.cut(),
      refuseConnections: (refuse) => place.node?.refuseConnections(refuse),
      silence: (silent) => place.node?.silence(silent),
      stop: () => end(index, 'stop'),
      kill: () => end(index, 'kill'),
      start: () => start(index),
    })),
    faults,
    store,
    electLeader,
    cut: () => {
      for (const { node } of places) node?.cut();
    },
    kill: async () => void (await all((index) => end(index, 'kill'))),
    restart: async () => {
      await all((index) => end(index, 'stop'));
      await all(start);
      groups.reload();
    },
    stop: async () => {
      await all((index) => end(index, 'stop'));
      faults.clear();
      groups.stop();
      await security.remove();
    },
  };
};
