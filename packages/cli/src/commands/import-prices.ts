import type { ImportPricesOptions } from '../run/import-prices.ts';
import type { Subcommand } from './context.ts';
import { withReadModelsOption, withWritingOptions } from './log-options.ts';

const help = `
The columns are supplier, product, price, currency and valid from (2026-03-01), in any order; others
are passed over. The whole file is checked before anything is stored: what is wrong is told by line
and column, and nothing is imported. The prices take effect all together, with the last event that
is written. After an interruption the same import goes on; until it is finished no price holds, and
once it is, running it again adds nothing. A product that is not in the file keeps its price. Drafts
whose lines say other list prices or costs now are shown; they stay as they are.

Examples:
  What would change     presales import-prices acme.csv --dry-run --log sqlite:./presales.db
  Import it             presales import-prices acme.csv --log sqlite:./presales.db
  Other headings        presales import-prices acme.csv --column product=SKU --column price=Net
  One supplier's file   presales import-prices acme.csv --supplier acme --currency EUR --valid-from 2026-03-01
  Prices as 1.234,56    presales import-prices acme.csv --delimiter ';' --decimal , --group .`;

/** `presales import-prices`: price lists of suppliers, whole or not at all. */
export const importPricesCommand: Subcommand = (program, context) => {
  withReadModelsOption(
    withWritingOptions(
      program
        .command('import-prices')
        .argument('<file>', 'a CSV file, gzipped or not, an Excel workbook, or JSON lines')
        .summary('price lists of suppliers, whole or not at all')
        .description(
          "Imports suppliers' prices from a file; they take effect all together. The log is made when\nit is not there.",
        ),
    ),
  )
    .option(
      '--column <field=name>',
      'the column of a field (supplier, product, price, currency, validFrom); repeat it',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--supplier <id>', 'the supplier of every line')
    .option('--currency <code>', 'the currency of every line')
    .option('--valid-from <date>', 'the day from which every line is valid')
    .option(
      '--valid-until <date>',
      'the last day on which the prices hold; by default they hold on',
    )
    .option('--list <id>', 'the name of the price list; by default it follows from the prices')
    .option(
      '--level <level>',
      'the partner level that drafts of customers without one are held against',
    )
    .option('--delimiter <character>', 'what stands between cells; by default it is found')
    .option('--decimal <character>', 'the decimal mark of prices', '.')
    .option('--group <character>', 'the mark between groups of three digits')
    .option('--encoding <name>', 'such as windows-1252, where it is not UTF-8')
    .option('--sheet <name>', 'the sheet of a workbook')
    .option('--dry-run', 'show what would change, store nothing')
    .option('--json', 'the result as one JSON object')
    .addHelpText('after', help)
    .action(async (file: string, options: ImportPricesOptions) => {
      const { importPrices } = await import('../run/import-prices.ts');
      await importPrices(context, file, options);
    });
};
