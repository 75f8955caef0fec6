import { InvalidArgumentError, Option } from 'commander';
import type { DemoOptions } from '../run/demo.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';

const DEFAULT_LOG = 'sqlite:./presales-demo.db';

const examples = `
The story: the year 2025 of a reseller with ten campaigns, 2,400 leads, inquiries, a web shop, a
catalogue, quotations in three currencies, wins, losses, three teams and their targets, all written
through the library's own commands, with the processes at work. Some things are recorded late, so that
what was known then is not what is known now. The same seed writes the same events.
A run that was interrupted goes on when run again.

A log in which even one event is not the demo's own is never touched, whoever wrote it. --force moves
the log of a demo aside, with its read models and what imports left beside it: presales-demo.db becomes
presales-demo.db.old-1, or has the next number that is free. Nothing is deleted. It is refused while
another program has the log open.

Examples:
  The demo                      presales demo
  Another year                  presales demo --seed 7 --log sqlite:./seven.db
  Begin again                   presales demo --force
  The reports for a program     presales demo --json | jq .funnel.outcomes`;

/** `presales demo`: writes a believable year, projects it and prints the three reports. */
export const demoCommand: Subcommand = (program, context) => {
  withLogOptions(
    program
      .command('demo')
      .summary("write a reseller's year, and look at it")
      .description(
        `Writes a seeded year of a B2B reseller to a log of its own (by default ${DEFAULT_LOG}),\nprojects it and prints the three reports.`,
      ),
  )
    .addOption(new Option('--seed <number>', 'which year').argParser(seed).default(1))
    .option('--force', 'move the log of a demo that is there aside, and begin again')
    .option('--json', 'the three reports as one JSON object')
    .addHelpText('after', examples)
    .action(async (options: DemoOptions) => {
      const { demo } = await import('../run/demo.ts');
      await demo(context, DEFAULT_LOG, options);
    });
};

/** The generator of chance takes 31 bits. */
const seed = (text: string): number => {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0x7fff_ffff)
    throw new InvalidArgumentError('Expected a number from 0 to 2147483647.');
  return Number(text);
};
