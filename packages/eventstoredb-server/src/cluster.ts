import { inTurn } from '@presales/kernel/store';
import type { CallContext } from './calls/call-context.ts';
import { notLeader, notReady, type RpcFailure } from './calls/rpc-failure.ts';
import type { FaultBoard } from './faults.ts';
import type { Member } from './gossip/read.ts';
import type { ConsumerGroups } from './groups/consumer-groups.ts';
import type { Security } from './security/security.ts';
import type { EventStoreDbServerOptions } from './server-options.ts';
import { servicesOf } from './services.ts';
import type { Store } from './store/store.ts';
import { HOST, type Node, startNode } from './transport/node.ts';
import { type OpenCalls, trackCalls } from './transport/open-calls.ts';

/** One node of a server. */
export interface ServerNode {
  /** Remains the same through restarts. */
  readonly port: number;
  readonly isRunning: () => boolean;
  readonly isLeader: () => boolean;
  /** How many connections are open. */
  readonly connections: () => number;
  /** Breaks all connections; clients may reconnect at once. */
  readonly cut: () => void;
  /** Whether to break every new connection from now on. */
  readonly refuseConnections: (refuse: boolean) => void;
  /**
   * Whether to let nothing pass over any connection from now on. When the silence ends, everything
   * that was held back passes first.
   *
   * @throws Error unless the server was started with `relayed`
   */
  readonly silence: (silent: boolean) => void;
  /** Shuts the node down in good order. Another node becomes the leader, if there is one. */
  readonly stop: () => Promise<void>;
  /** Ends the node as a loss of power would. Another node becomes the leader, if there is one. */
  readonly kill: () => Promise<void>;
  /** Starts the node again at the same port. */
  readonly start: () => Promise<void>;
}

/** What all nodes of a cluster share. */
export interface ClusterWorld {
  readonly store: Store;
  readonly groups: ConsumerGroups;
  readonly board: FaultBoard;
  readonly security: Security;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** One life of a node, from its start to its end. */
interface Life {
  alive: boolean;
}

/** Where a node comes and goes. */
interface Place {
  /** 0 until the node has started for the first time, unless it was given one. */
  port: number;
  /** Undefined while the node is not running. */
  node: Node | undefined;
  life: Life;
  readonly calls: OpenCalls;
  readonly id: string;
}

const MEBIBYTE = 1024 * 1024;

/** The nodes of a server, and which of them is the leader. */
export class Cluster {
  readonly #world: ClusterWorld;
  readonly #options: EventStoreDbServerOptions;
  readonly #places: readonly Place[];
  /** A node that is still going must be gone before it comes back: one port serves one node only. */
  readonly #takeTurns = inTurn();
  #leader = 0;

  constructor(world: ClusterWorld, options: EventStoreDbServerOptions) {
    this.#world = world;
    this.#options = options;
    this.#places = Array.from({ length: options.nodes ?? 1 }, (_, index) => ({
      port: options.ports?.[index] ?? 0,
      node: undefined,
      life: { alive: true },
      calls: trackCalls(),
      id: world.newId(),
    }));
  }

  /** The port of each node. */
  get ports(): readonly number[] {
    return this.#places.map(({ port }) => port);
  }

  /** The nodes as a test sees them. */
  nodes(): readonly ServerNode[] {
    return this.#places.map((place, index) => ({
      get port() {
        return place.port;
      },
      isRunning: () => place.node !== undefined,
      isLeader: () => index === this.#leader,
      connections: () => place.node?.connections() ?? 0,
      cut: () => place.node?.cut(),
      refuseConnections: (refuse) => place.node?.refuseConnections(refuse),
      silence: (silent) => place.node?.silence(silent),
      stop: () => this.#end(index, 'stop'),
      kill: () => this.#end(index, 'kill'),
      start: () => this.#start(index),
    }));
  }

  /** Starts all nodes that are not running. */
  async start(): Promise<void> {
    await this.#each((index) => this.#start(index));
  }

  /** Ends all nodes that are running. */
  async end(how: 'stop' | 'kill'): Promise<void> {
    await this.#each((index) => this.#end(index, how));
  }

  /** Breaks all connections to all nodes. */
  cut(): void {
    for (const { node } of this.#places) node?.cut();
  }

  /** Makes another node the leader; by default the next one that is running. */
  electLeader(node?: number): void {
    const { length } = this.#places;
    const others = this.#places.map((_, offset) => (this.#leader + 1 + offset) % length);
    const running = others.find((index) => this.#places[index]?.node !== undefined);
    this.#leader = node ?? running ?? this.#leader;
    // Only the leader runs the groups, and it begins with what it finds written.
    this.#world.groups.reload();
  }

  #each(action: (index: number) => Promise<void>): Promise<unknown> {
    return Promise.all(this.#places.map((_, index) => action(index)));
  }

  #start(index: number): Promise<void> {
    return this.#takeTurns(String(index), () => this.#startNow(index));
  }

  async #startNow(index: number): Promise<void> {
    const place = this.#places[index];
    if (place === undefined || place.node !== undefined) return;
    const life = { alive: true };
    place.life = life;
    place.node = await startNode({
      port: place.port,
      credentials: this.#world.security.credentials(),
      services: servicesOf(this.#contextOf(index, life), {
        calls: place.calls,
        groups: this.#world.groups,
        members: () => this.#members(),
        offersBatchAppend: this.#options.batchAppend ?? true,
      }),
      relayed: this.#options.relayed ?? false,
      maxConcurrentStreams: this.#options.maxConcurrentStreams ?? 100,
    });
    place.port = place.node.port;
  }

  #end(index: number, how: 'stop' | 'kill'): Promise<void> {
    return this.#takeTurns(String(index), () => this.#endNow(index, how));
  }

  async #endNow(index: number, how: 'stop' | 'kill'): Promise<void> {
    const place = this.#places[index];
    const node = place?.node;
    if (place === undefined || node === undefined) return;
    place.node = undefined;
    place.life.alive = false;
    if (index === this.#leader) this.electLeader();
    if (how === 'stop') place.calls.cancelAll();
    await node[how]();
  }

  #contextOf(index: number, life: Life): CallContext {
    const { store, board, security, now, newId } = this.#world;
    const { version = '24.10', maxAppendSize = MEBIBYTE } = this.#options;
    return {
      node: index,
      isAlive: () => life.alive,
      version,
      store,
      board,
      access: security.access,
      now,
      newId,
      maxAppendSize: () => board.faults.maxAppendSize ?? maxAppendSize,
      redirect: () => (index === this.#leader ? undefined : this.#toLeader()),
      leader: () => this.#toLeader(),
      cut: (peer) => this.#places[index]?.node?.cut(peer),
    };
  }

  #toLeader(): RpcFailure {
    const place = this.#places[this.#leader];
    return place === undefined ? notReady : notLeader(HOST, place.port);
  }

  #members(): readonly Member[] {
    return this.#places.map(({ id, port, node }, index) => ({
      id,
      host: HOST,
      port,
      state: index === this.#leader ? 'leader' : 'follower',
      alive: node !== undefined,
    }));
  }
}
