import { createServer, type Socket, type Server as TcpServer } from 'node:net';
import * as grpc from '@grpc/grpc-js';
import { after } from '../timer.ts';
import { type Relay, startRelay } from './relay.ts';

/** A gRPC service, and how its calls are answered. */
export interface Service {
  readonly definition: grpc.ServiceDefinition;
  readonly implementation: grpc.UntypedServiceImplementation;
}

/** Where a node listens, and what it serves. */
export interface NodeOptions {
  /** 0 for a free one. */
  readonly port: number;
  readonly credentials: grpc.ServerCredentials;
  readonly services: readonly Service[];
  /** How many HTTP/2 streams a connection may have open at a time. */
  readonly maxConcurrentStreams: number;
  /** Whether connections go through a relay, which can be silenced. */
  readonly relayed: boolean;
}

/** A node that is listening. */
export interface Node {
  readonly port: number;
  /** Breaks the connection from this address, or all connections. */
  readonly cut: (peer?: string) => void;
  /** Whether to break every new connection from now on. */
  readonly refuseConnections: (refuse: boolean) => void;
  /**
   * Whether to let nothing pass over any connection from now on.
   *
   * @throws Error for a node without a relay
   */
  readonly silence: (silent: boolean) => void;
  readonly connections: () => number;
  /** Shuts down in good order: tells the clients, then closes. */
  readonly stop: () => Promise<void>;
  /** Ends as a loss of power would: the clients are told nothing. */
  readonly kill: () => Promise<void>;
}

/** The address that nodes listen at. */
export const HOST = '127.0.0.1';

/** The Streams service of the real server takes messages of up to 16 MiB (ES: ClusterVNodeStartup.cs). */
const MAX_MESSAGE = 16 * 1024 * 1024;

/** How long clients have to leave before their connections are broken, in milliseconds. */
const GRACE = 250;

/**
 * Starts to listen. The sockets are accepted here and handed on to gRPC, so that each of them can be
 * broken by itself.
 *
 * @throws the error of the system when the port is taken
 */
export const startNode = async (options: NodeOptions): Promise<Node> => {
  const server = new grpc.Server({
    'grpc.max_receive_message_length': MAX_MESSAGE,
    'grpc.max_send_message_length': -1,
    'grpc.max_concurrent_streams': options.maxConcurrentStreams,
  });
  for (const { definition, implementation } of options.services)
    server.addService(definition, implementation);
  const injector = server.createConnectionInjector(options.credentials);
  const sockets = new Set<Socket>();
  let refusing = false;

  const listener = createServer((socket) => {
    if (refusing) {
      socket.resetAndDestroy();
      return;
    }
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A connection may break at any time: tests break it on purpose.
    socket.on('error', () => sockets.delete(socket));
    injector.injectConnection(socket);
  });
  const own = await listen(listener, options.relayed ? 0 : options.port);
  const relay = options.relayed ? await startRelay(HOST, options.port, own) : undefined;

  const cut: Node['cut'] = (peer) => {
    relay?.cut(peer);
    for (const socket of [...sockets])
      if (peer === undefined || `${socket.remoteAddress}:${socket.remotePort}` === peer)
        socket.resetAndDestroy();
  };

  return {
    port: relay?.port ?? own,
    cut,
    refuseConnections: (refuse) => {
      refusing = refuse;
      relay?.refuse(refuse);
    },
    silence: (silent) => {
      if (relay === undefined)
        throw new Error('only a server started with `relayed` can fall silent');
      relay.silence(silent);
    },
    connections: () => relay?.connections() ?? sockets.size,
    stop: async () => {
      const closed = [close(listener), relay?.close()];
      injector.drain(GRACE);
      await goodbye(server, sockets, relay);
      await Promise.all(closed);
    },
    kill: async () => {
      const closed = [close(listener), relay?.close()];
      cut();
      server.forceShutdown();
      await Promise.all(closed);
    },
  };
};

/** Listens, and answers with the port. */
const listen = (listener: TcpServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, HOST, () => {
      listener.off('error', reject);
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const close = (listener: TcpServer): Promise<void> =>
  new Promise((resolve) => listener.close(() => resolve()));

/** Waits until every client has left, but no longer than the grace period. */
const goodbye = (
  server: grpc.Server,
  sockets: ReadonlySet<Socket>,
  relay: Relay | undefined,
): Promise<void> =>
  new Promise((resolve) => {
    const giveUp = after(GRACE, () => {
      server.forceShutdown();
      for (const socket of sockets) socket.destroy();
      relay?.cut();
      resolve();
    });
    const leave = (): void => {
      if (sockets.size > 0) return;
      giveUp();
      resolve();
    };
    for (const socket of sockets) socket.once('close', leave);
    server.tryShutdown(leave);
  });
