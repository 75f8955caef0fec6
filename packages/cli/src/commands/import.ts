import type { ImportCommandOptions } from '../run/import.ts';
import type { Subcommand } from './context.ts';
import { withWritingOptions } from './log-options.ts';

const help = `
The mapping is a YAML file that says what the rows become; docs/reference/mapping.md describes it.
Mapping, joined files and the whole file are checked before anything is stored. A row that cannot be
read or is refused goes to the rejects file with its line and reason, and stops nothing; none of its
commands takes effect. Running the same import again adds nothing; after an interruption it goes on. Rows that stand in the rejects file
are not tried again: delete their lines, or the file, to try them.

Ends with 4 when rows were rejected, now or in an earlier run.

Examples:
  One row per deal      presales import deals.csv --mapping mapping.yaml --log sqlite:./presales.db
  What would come of it presales import deals.csv --mapping mapping.yaml --dry-run --log sqlite:./presales.db
  Compressed            presales import deals.csv.gz --mapping mapping.yaml --rejects rejects.csv
  For another program   presales import deals.csv --mapping mapping.yaml --json | jq .events`;

/** `presales import`: history from another system, row by row through the deciders. */
export const importCommand: Subcommand = (program, context) => {
  withWritingOptions(
    program
      .command('import')
      .argument('<file>', 'a CSV file, gzipped or not, an Excel workbook, or JSON lines')
      .summary('history from another system, by a mapping')
      .description(
        'Imports a file: each row becomes commands, with the business time of the row. The log is\nmade when it is not there.',
      ),
  )
    .requiredOption('--mapping <file>', 'what the rows become')
    .option('--rejects <file>', 'where refused rows go; by default beside the log')
    .option('--dry-run', 'decide everything on top of the log, store nothing')
    .option('--json', 'the result as one JSON object')
    .addHelpText('after', help)
    .action(async (file: string, options: ImportCommandOptions) => {
      const { importFile } = await import('../run/import.ts');
      await importFile(context, file, options);
    });
};
