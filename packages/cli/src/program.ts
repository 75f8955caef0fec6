import { Command } from 'commander';
import type { Context, Subcommand } from './commands/context.ts';
import { copyCommand } from './commands/copy.ts';
import { demoCommand } from './commands/demo.ts';
import { devServerCommand } from './commands/dev-server.ts';
import { eventsCommand } from './commands/events.ts';
import { funnelCommand } from './commands/funnel.ts';
import { importCommand } from './commands/import.ts';
import { importPricesCommand } from './commands/import-prices.ts';
import { leadsCommand } from './commands/leads.ts';
import { mappingCommand } from './commands/mapping.ts';
import { pricesCommand } from './commands/prices.ts';
import { readModelsCommand } from './commands/read-models.ts';
import { roiCommand } from './commands/roi.ts';
import { showCommand } from './commands/show.ts';
import { streamCommand } from './commands/stream.ts';
import { targetsCommand } from './commands/targets.ts';
import { verifyCommand } from './commands/verify.ts';
import { version } from './version.ts';

const subcommands: readonly Subcommand[] = [
  demoCommand,
  mappingCommand,
  importCommand,
  importPricesCommand,
  funnelCommand,
  leadsCommand,
  roiCommand,
  targetsCommand,
  pricesCommand,
  showCommand,
  eventsCommand,
  streamCommand,
  readModelsCommand,
  copyCommand,
  verifyCommand,
  devServerCommand,
];

const help = `
Where things are:
  --log sqlite:./presales.db or PRESALES_EVENT_LOG names the log. Read models live beside it, or
  where --read-models or PRESALES_READ_MODELS says; they are derived from the log and can be thrown
  away. Commands that read never create a log.

Exit codes:
  0    done
  1    a fault of the program
  2    wrong usage or bad input
  3    the log, the read models or the output cannot be opened, read or written
  4    done, but rows of an import were rejected
  5    done, but a suggested mapping has lines that a person must decide
  6    a report has no answer: a currency without a rate; the error names the deal
  7    done, but events are missing: a report with --strict, or a retry that was in vain
  130  interrupted; running again goes on from there
  presales verify has codes of its own: presales help verify

Examples:
  See it work                  presales demo
  The funnel of your own log   presales funnel --log sqlite:./presales.db
  A mapping for an export      presales mapping suggest deals.csv --output mapping.yaml
  History from another system  presales import deals.csv --mapping mapping.yaml --log sqlite:./presales.db
  More about one command       presales help funnel`;

/** Where the program's own texts (help, usage) go. */
export interface ProgramOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The whole command. It never ends the process, and writes its help and errors to the given output. */
export const programOf = (context: Context, output: ProgramOutput): Command => {
  const program = new Command('presales')
    .description(
      'Pre-sales from an event log: funnel, campaign profitability, targets, and the history\nbehind every figure.',
    )
    .version(version, '--version', 'the version of this command')
    .option('--no-color', 'plain text; also NO_COLOR, and wherever the output is no terminal')
    .helpCommand('help [command]', 'how to use a command')
    .showSuggestionAfterError()
    .showHelpAfterError('(presales --help tells what there is)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: output.out,
      writeErr: output.err,
      // What is wrong is said once, by whoever called us.
      outputError: () => undefined,
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText('after', help);
  for (const add of subcommands) add(program, context);
  return program;
};
