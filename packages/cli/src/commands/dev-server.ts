import { once } from 'node:events';
import { InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../errors.ts';
import type { Context, Subcommand } from './context.ts';

interface DevServerOptions {
  readonly port: number;
}

const help = `
It is a stand-in for trying things out and for tests, and no database: everything is gone when it
ends, nobody is asked who they are, nothing is encrypted, and it listens on this machine only. It
speaks EventStoreDB's own protocol, so that any client of it may connect.

It needs the packages @presales/eventstoredb-server and @eventstore/db-client.

Examples:
  At EventStoreDB's port    presales dev-server
  At a port that is free    presales dev-server --port 0
  A demo in it              presales demo --log 'esdb://127.0.0.1:2113?tls=false'`;

/** `presales dev-server`: a server that speaks EventStoreDB's protocol, until it is interrupted. */
export const devServerCommand: Subcommand = (program, context) => {
  program
    .command('dev-server')
    .summary("a stand-in that speaks EventStoreDB's protocol, in memory")
    .description(
      "Runs a server that speaks EventStoreDB's protocol, with its log in memory, until interrupted\n(Ctrl-C). Its first line is its connection string.",
    )
    .addOption(
      new Option('--port <number>', 'the port to listen at; 0 takes a free one')
        .argParser(portOf)
        .default(2113),
    )
    .addHelpText('after', help)
    .action((options: DevServerOptions) => run(context, options));
};

const run = async ({ print, note, signal }: Context, { port }: DevServerOptions): Promise<void> => {
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

const portOf = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return Number(text);
};

/** Loaded when asked for: whoever only asks for figures needs no server. */
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
