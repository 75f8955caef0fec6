import { type Command, InvalidArgumentError } from 'commander';
import type { EventsOptions } from '../run/events.ts';
import type { Subcommand } from './context.ts';
import { withLogOption } from './log-options.ts';
import { positive } from './report-options.ts';

const examples = `
Examples:
  Everything, oldest first           presales events --log sqlite:./presales.db
  The last ten                       presales events --last 10
  All wins and losses                presales events --type OpportunityWon --type OpportunityLost
  What happened to campaigns         presales events --category campaign
  One stream, from a position on     presales events --stream lead-L00042 --after 1200
  Whatever comes, as it comes        presales events --after 38000 --follow
  One JSON object a line             presales events --json | jq -r .type | sort | uniq -c`;

/** `presales events`: lists and filters the log. */
export const eventsCommand: Subcommand = (program, context) => {
  withLogOption(
    program
      .command('events')
      .summary('the log itself, listed and filtered')
      .description(
        'Prints events in the order of the log, a line each: position, when it occurred, by whom, what,\nto which stream. Nothing is written anywhere.',
      ),
  )
    .option('--type <type>', 'only events of this type; may be given again', repeated)
    .option('--category <category>', 'only streams of this category; may be given again', repeated)
    .option('--stream <stream>', 'only this stream')
    .option('--after <position>', 'only events after this position', position)
    .option('--limit <count>', 'at most so many, the first ones', positive)
    .option('--last <count>', 'at most so many, the last ones', positive)
    .option('--follow', 'go on with what comes, until interrupted')
    .option('--json', 'one JSON object a line, with all data')
    .addHelpText('after', examples)
    .action(async (options: EventsOptions, command: Command) => {
      const { printEvents } = await import('../run/events.ts');
      await printEvents(context, options, command);
    });
};

/** What was typed so far, and one more. */
const repeated = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

const position = (text: string): bigint => {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError('Expected a position of the log.');
  return BigInt(text);
};
