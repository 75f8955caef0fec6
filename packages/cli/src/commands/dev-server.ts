import { InvalidArgumentError, Option } from 'commander';
import type { DevServerOptions } from '../run/dev-server.ts';
import type { Subcommand } from './context.ts';

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
    .action(async (options: DevServerOptions) => {
      const { serve } = await import('../run/dev-server.ts');
      await serve(context, options);
    });
};

const portOf = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return Number(text);
};
