import { InvalidArgumentError, Option } from 'commander';
import type { MappingCheckOptions } from '../run/mapping-check.ts';
import type { MappingSuggestOptions } from '../run/mapping-suggest.ts';
import type { Subcommand } from './context.ts';

const suggestHelp = `
The columns are recognised by their names, as Salesforce, HubSpot, Pipedrive, Zoho, Dynamics, Odoo
and people's own spreadsheets write them, and by a sample of their cells. What the file does not
tell is asked, never guessed: the mapping has lines "# DECIDE: …", and the command ends with 5. Edit
the line below each, or answer with an option and suggest again. A mapping without such lines is
tried on an empty log in memory, and what the import would give is said on standard error.

Examples:
  To a file             presales mapping suggest deals.csv --output mapping.yaml
  Dates as 03/04/2025   presales mapping suggest deals.csv --dates day-first --currency EUR
  What it came to       presales mapping suggest deals.csv --json | jq .trial.figures
  Then                  presales import deals.csv --mapping mapping.yaml --log sqlite:./presales.db`;

const checkHelp = `
Needs no log, and imports nothing. Ends with 2 where the mapping cannot be used for the file.

Example:
  presales mapping check deals.csv --mapping mapping.yaml`;

const day = (text: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidArgumentError('Expected 2024-01-31.');
  return text;
};

const currency = (text: string): string => {
  if (!/^[A-Z]{3}$/.test(text)) throw new InvalidArgumentError('Expected a code such as EUR.');
  return text;
};

/** `presales mapping`: suggests a mapping for a file, and explains one. */
export const mappingCommand: Subcommand = (program, context) => {
  const mapping = program
    .command('mapping')
    .summary('suggests what the rows of a file become, and explains it')
    .description('Mappings say what the rows of a file become when they are imported.');
  mapping
    .command('suggest')
    .argument('<files...>', 'a CSV file, gzipped or not, an Excel workbook, or JSON lines')
    .summary('a mapping for an export of another system, or a spreadsheet')
    .description(
      'Suggests a mapping for files that nobody has described, and says what the import would give.',
    )
    .option('--output <file>', 'where the mapping goes; by default to standard output')
    .option('--force', 'replace the file that is there')
    .option('--currency <code>', 'the currency of amounts that name none', currency)
    .addOption(
      new Option('--dates <order>', 'what comes first in dates such as 03/04/2025').choices([
        'day-first',
        'month-first',
      ]),
    )
    .option('--opened <day>', 'when deals were opened of which the file does not say it', day)
    .option('--json', 'the mapping and all that was found as one JSON object')
    .addHelpText('after', suggestHelp)
    .action(async (files: readonly string[], options: MappingSuggestOptions) => {
      const { suggest } = await import('../run/mapping-suggest.ts');
      await suggest(context, files, options);
    });
  mapping
    .command('check')
    .argument('<file>', 'the file that is to be imported')
    .summary('what a mapping makes of a file, in words')
    .description(
      'Tells which column becomes which field of which command, under which condition, how rows are\ntold apart and ordered, and which columns are left alone.',
    )
    .requiredOption('--mapping <file>', 'what the rows become')
    .option('--allow-outside', "the mapping may join files outside its folder and the input's")
    .option('--json', 'the same as one JSON object')
    .addHelpText('after', checkHelp)
    .action(async (file: string, options: MappingCheckOptions) => {
      const { check } = await import('../run/mapping-check.ts');
      await check(context, file, options);
    });
};
