import type { TemperatureBands } from '@presales/domain/lead';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LeadOptions } from '../run/leads.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';
import { natural, withReportOptions } from './report-options.ts';

const examples = `
Leads are those captured in the period, whatever became of them since. A temperature is of a day: it
is shown with --as-of.

Examples:
  Where leads come from, and what they cost  presales leads --log sqlite:./presales.db
  ... which stand, which post, which partner presales leads --by source-detail
  Those of one quarter                       presales leads --period 2025-Q2
  How hot they were at the end of June       presales leads --as-of 2025-06-30
  ... by other bands than two weeks, 75 days presales leads --as-of 2025-06-30 --bands 7,60
  For another program                        presales leads --json | jq .response.contact`;

/** `presales leads`: where leads come from, how far they come, how fast they are answered. */
export const leadsCommand: Subcommand = (program, context) => {
  withReportOptions(
    withLogOptions(
      program
        .command('leads')
        .summary('where leads come from, how far they come, how fast they are answered')
        .description(
          'Prints leads by source with their cost, where they stand, how near a purchase they are, how\nlong they wait for an answer, and how sales takes what it is given. Read models beside the log\nare made or brought up to date.',
        ),
    ),
  )
    .addOption(
      new Option('--by <group>', 'one line per source, or per thing that was said of it').choices([
        'source',
        'source-detail',
      ]),
    )
    .option('--bands <hot,warm>', 'days left to a purchase: hot up to, warm up to', bands)
    .option('--top <count>', 'how many scored leads are ranked; by default 10', natural)
    .addHelpText('after', examples)
    .action(async (options: LeadOptions, command: Command) => {
      const { printLeads } = await import('../run/leads.ts');
      await printLeads(context, options, command);
    });
};

const bands = (text: string): TemperatureBands => {
  const [, hot, warm] = /^(\d{1,4}),(\d{1,4})$/.exec(text) ?? [];
  if (hot === undefined || warm === undefined || Number(hot) > Number(warm))
    throw new InvalidArgumentError('Expected days for hot and for warm, such as 14,75.');
  return { hotDays: Number(hot), warmDays: Number(warm) };
};
