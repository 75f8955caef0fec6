import type { Command } from 'commander';
import type { PricesOptions } from '../run/prices.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';
import { withTimeOptions } from './report-options.ts';

const examples = `
Examples:
  What everything costs and is sold for   presales prices --log sqlite:./presales.db
  ... on the first of April               presales prices --on 2026-04-01
  One supplier's products, to partners    presales prices --supplier acme --level partner
  Drafts that are out of date             presales prices --drafts
  ... also of customers without a level   presales prices --drafts --level retail
  For another program                     presales prices --json | jq '.products[].prices'`;

/** `presales prices`: the price book of a day, or the drafts that it has overtaken. */
export const pricesCommand: Subcommand = (program, context) => {
  withTimeOptions(
    withLogOptions(
      program
        .command('prices')
        .summary('what everything costs and is sold for, by partner level')
        .description(
          'Prints the price book of a day: of every product its cost and how we know it, and its price at\neach partner level. With --drafts it prints the drafts whose lines say something else. Read models\nbeside the log are made or brought up to date.',
        ),
    ),
  )
    .option('--on <date>', 'the day that prices hold on; by default today')
    .option('--product <id>', 'only this product')
    .option('--supplier <id>', 'only the products of this supplier')
    .option('--level <level>', 'only this level; with --drafts that of customers who have none')
    .option('--drafts', 'the drafts whose lines say other list prices or costs')
    .option('--json', 'the report as one JSON object')
    .addHelpText('after', examples)
    .action(async (options: PricesOptions, command: Command) => {
      const { printPrices } = await import('../run/prices.ts');
      await printPrices(context, options, command);
    });
};
