import { connect, createServer, type Socket } from 'node:net';

/** Stands between clients and a node, and can fall silent without breaking the connections. */
export interface Relay {
  readonly port: number;
  /** Whether to let nothing pass from now on; when that ends, what was held back passes first. */
  readonly silence: (silent: boolean) => void;
  /** Breaks the connection that the node knows by this address, or all connections. */
  readonly cut: (peer?: string) => void;
  readonly connections: () => number;
  readonly refuse: (refuse: boolean) => void;
  /** Accepts no new connections, and resolves when the last one has closed. */
  readonly close: () => Promise<void>;
}

interface Pair {
  readonly outer: Socket;
  readonly inner: Socket;
}

/**
 * Passes on everything between `port` (0 for a free one) and `target`, both on this machine.
 *
 * @throws the error of the system when the port is taken
 */
export const startRelay = async (host: string, port: number, target: number): Promise<Relay> => {
  const pairs = new Set<Pair>();
  let silent = false;
  let refusing = false;

  const hush = ({ outer, inner }: Pair): void => {
    for (const socket of [outer, inner])
      if (silent) socket.pause();
      else socket.resume();
  };

  const join = (outer: Socket): void => {
    const inner = connect(target, host);
    const pair = { outer, inner };
    pairs.add(pair);
    pass(outer, inner);
    pass(inner, outer);
    for (const socket of [outer, inner]) {
      socket.setNoDelay(true);
      // A connection may break at any time: tests break it on purpose.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        outer.destroy();
        inner.destroy();
      });
    }
    hush(pair);
  };

  /** Like `pipe`, but it also pauses during a silence, when nothing is read. */
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (chunk: Buffer) => {
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => {
      if (!silent) from.resume();
    });
    from.on('end', () => to.end());
  };

  const server = createServer((outer) => {
    if (refusing) outer.resetAndDestroy();
    else join(outer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();

  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    silence: (wanted) => {
      silent = wanted;
      for (const pair of pairs) hush(pair);
    },
    cut: (peer) => {
      for (const { outer, inner } of [...pairs])
        if (peer === undefined || `${inner.localAddress}:${inner.localPort}` === peer)
          outer.resetAndDestroy();
    },
    connections: () => pairs.size,
    refuse: (refuse) => {
      refusing = refuse;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
