import type { ImportCommandOptions } from '../run/import.ts';
import type { Subcommand } from './context.ts';
import { withWritingOptions } from './log-options.ts';
import { positive } from './report-options.ts';

const help = `
The mapping is a YAML file that says what the rows become; docs/reference/mapping.md describes it.
Mapping, joined files and every input are read whole and checked before anything is stored. A row
that cannot be read, is refused, or has the key of another row goes to the rejects file with its
line and reason, and stops nothing; none of its commands takes effect. Running the same import again
adds nothing; after an interruption it goes on. Rejected rows are not tried again: correct them in
the rejects file, and import that file as it is.

Ends with 4 when rows were rejected, now or in an earlier run.

Examples:
  One row per deal       presales import deals.csv --mapping mapping.yaml --log sqlite:./presales.db
  What would come of it  presales import deals.csv --mapping mapping.yaml --log sqlite:./presales.db --dry-run
  Corrected rejects      presales import presales.db.import-deals.rejects.csv --mapping mapping.yaml
  All files of a folder  presales import ./export --mapping mapping.yaml
  For another program    presales import deals.csv --mapping mapping.yaml --json | jq .events`;

/** `presales import`: history from another system, row by row through the deciders. */
export const importCommand: Subcommand = (program, context) => {
  withWritingOptions(
    program
      .command('import')
      .argument(
        '<file>',
        'a CSV file, gzipped or not, an Excel workbook, JSON lines; or a folder of them',
      )
      .summary('history from another system, by a mapping')
      .description(
        'Imports a file, or those of a folder: each row becomes commands, with the business time of the\nrow. The log is made when it is not there.',
      ),
  )
    .requiredOption('--mapping <file>', 'what the rows become')
    .option('--rejects <file>', 'where refused rows go; by default beside the log')
    .option(
      '--rejects-limit <bytes>',
      'how large a file of refused rows may get; by default 67108864 (64 MiB)',
      positive,
    )
    .option('--allow-outside', "the mapping may join files outside its folder and the input's")
    .option('--dry-run', 'decide everything on top of the log, store nothing')
    .option('--json', 'the result as one JSON object')
    .addHelpText('after', help)
    .action(async (file: string, options: ImportCommandOptions) => {
      const { importFile } = await import('../run/import.ts');
      await importFile(context, file, options);
    });
};
