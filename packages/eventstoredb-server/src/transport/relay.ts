import { connect, createServer, type Socket } from 'node:net';

/** Stands between clients and a node, and can fall silent without breaking the connections. */
export interface Relay {
  readonly port: number;
  /** From now on nothing passes in either direction, or everything again, what was held first. */
  readonly silence: (silent: boolean) => void;
  /** Breaks the connection that the node knows by this address, or all. */
  readonly cut: (peer?: string) => void;
  readonly connections: () => number;
  readonly refuse: (refuse: boolean) => void;
  /** No new connections; resolves when the last has gone. */
  readonly close: () => Promise<void>;
}

interface Pair {
  readonly outer: Socket;
  readonly inner: Socket;
}

/**
 * Passes on what comes to `port` (0 asks for a free one) to `target`, both on this machine.
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
      // A connection may break at any time: that is what it is for here.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        outer.destroy();
        inner.destroy();
      });
    }
    hush(pair);
  };

  /** As `pipe`, but paused and resumed by us as well: nothing is read while there is silence. */
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
