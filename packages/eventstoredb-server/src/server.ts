import { derivedId } from '@presales/kernel';
import { systemClock } from './clock.ts';
import { Cluster, type ServerNode } from './cluster.ts';
import { type ConnectionStringOptions, connectionStringOf } from './connection-string.ts';
import { createFaultBoard, type Faults } from './faults.ts';
import { createConsumerGroups } from './groups/consumer-groups.ts';
import { insecure, type Security, secured } from './security/security.ts';
import type { EventStoreDbServerOptions } from './server-options.ts';
import { linkByCategory } from './store/category-links.ts';
import { writeGenesis } from './store/genesis.ts';
import { createStore } from './store/memory-store.ts';
import type { Store } from './store/store.ts';

/** A server that speaks EventStoreDB's protocol and keeps its log in memory. */
export interface EventStoreDbServer {
  readonly connectionString: (options?: ConnectionStringOptions) => string;
  /** The certificate in PEM; undefined without security. */
  readonly certificate: string | undefined;
  /** The port of the first node. */
  readonly port: number;
  readonly nodes: readonly ServerNode[];
  readonly faults: Faults;
  /** The log itself, to look at or to write to without a client. */
  readonly store: Store;
  /** Makes another node the leader; by default the next one that is running. */
  readonly electLeader: (node?: number) => void;
  /** Breaks all connections to all nodes. */
  readonly cut: () => void;
  /** Ends all nodes as a loss of power would. */
  readonly kill: () => Promise<void>;
  /** Shuts down the nodes that are running and starts all, at the same ports and with the same log. */
  readonly restart: () => Promise<void>;
  /** Shuts everything down. Idempotent. */
  readonly stop: () => Promise<void>;
}

const securityOf = (
  { security = false }: EventStoreDbServerOptions,
  store: Store,
  now: number,
): Promise<Security> => {
  if (security === false) return Promise.resolve(insecure);
  return secured(security === true ? {} : security, store, now);
};

/**
 * Starts a server on this machine, ready for clients to connect.
 *
 * @throws the error of the system when a port is taken
 */
export const startEventStoreDbServer = async (
  options: EventStoreDbServerOptions = {},
): Promise<EventStoreDbServer> => {
  const { now: clock = systemClock } = options;
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
  const cluster = new Cluster({ store, groups, board, security, now, newId }, options);
  await cluster.start();

  return {
    certificate: security.certificate,
    connectionString: (wanted = {}) => {
      const { node } = wanted;
      const ports = node === undefined ? cluster.ports : cluster.ports.slice(node, node + 1);
      return connectionStringOf(ports, security.certificateFile, wanted);
    },
    get port() {
      return cluster.ports[0] ?? 0;
    },
    nodes: cluster.nodes(),
    faults,
    store,
    electLeader: (node) => cluster.electLeader(node),
    cut: () => cluster.cut(),
    kill: () => cluster.end('kill'),
    restart: async () => {
      await cluster.end('stop');
      await cluster.start();
      groups.reload();
    },
    stop: async () => {
      await cluster.end('stop');
      faults.clear();
      groups.stop();
      await security.remove();
    },
  };
};
