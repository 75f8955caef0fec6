import type { CopyOptions } from '../run/copy.ts';
import type { Subcommand } from './context.ts';

const help = `
The target is made when it is not there. It must be empty or hold the beginning of the source, as an
earlier copy left it: what it holds is compared event by event, and anything else is refused. So a
copy that was interrupted, or killed, goes on when run again, and one that is complete adds nothing.
At the end everything is read again and compared by count and by the hash that is printed.

A log's time never runs backwards: after one event with the hour of a wrong clock, in 2099 say, all
later ones bear that hour. --cap-times makes a copy in which it is the instant you give, and says for
how many events. Give the same instant again to go on with such a copy. Business times stay as they are.

Write to the old log no more before the last run: what comes to it later is not in the new one.

Examples:
  From a file into a cluster  presales copy --from sqlite:./presales.db --to esdb://host:2113
  And back                    presales copy --from esdb://host:2113 --to sqlite:./presales.db
  A copy of a log in use      presales copy --from sqlite:./presales.db --to sqlite:./copy.db
  For another program         presales copy --from sqlite:./a.db --to sqlite:./b.db --json | jq .hash`;

/** `presales copy`: all events of one log into another. */
export const copyCommand: Subcommand = (program, context) => {
  program
    .command('copy')
    .summary('all events of a log into another log')
    .description(
      'Copies a log into another one, of the same kind or not: the same events in the same order, each\nwith its id, metadata and the time it was first recorded at.',
    )
    .requiredOption('--from <connection>', 'the log to read, such as sqlite:./presales.db')
    .requiredOption('--to <connection>', 'the log to write, such as esdb://host:2113')
    .option(
      '--cap-times <instant>',
      'the latest time of recording, such as 2026-03-01T09:00:00.000Z; later ones become it',
    )
    .option('--json', 'the result as one JSON object')
    .addHelpText('after', help)
    .action(async (options: CopyOptions) => {
      const { copy } = await import('../run/copy.ts');
      await copy(context, options);
    });
};
