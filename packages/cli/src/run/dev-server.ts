import { once } from 'node:events';
import type { Context } from '../commands/context.ts';
import { UsageError } from '../errors.ts';

/** The options of `presales dev-server`. */
export interface DevServerOptions {
  readonly port: number;
}

/** Runs the server until the user interrupts. */
export const serve = async (
  { print, note, signal }: Context,
  { port }: DevServerOptions,
): Promise<void> => {
  const { startEventStoreDbServer } = await serverPackage();
  const server = await startEventStoreDbServer({ ports: [port] }).catch((cause) => {
    if (isTaken(cause))
      throw new UsageError(`port ${port} is taken; --port 0 takes a free one`, { cause });
    throw cause;
  });
  try {
    await print(server.connectionString());
    await note(
      'No database: a stand-in for tests that keeps everything in memory. Ctrl-C ends it, and all that it holds.',
    );
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await server.stop();
  }
};

const isTaken = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'EADDRINUSE';

/** An optional package: whoever only asks for figures needs no server. */
const serverPackage = async () => {
  try {
    return await import('@presales/eventstoredb-server');
  } catch (cause) {
    throw new UsageError(
      'presales dev-server needs packages that are not installed: npm install @presales/eventstoredb-server @eventstore/db-client@6',
      { cause },
    );
  }
};
