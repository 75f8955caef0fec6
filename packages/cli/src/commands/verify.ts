import { CommanderError } from 'commander';
import { VerifyExitCode } from '../exit-code.ts';
import type { VerifyOptions } from '../run/verify.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';

const help = `
Nothing is changed, and log and read models may be in use. A log in a file is looked at byte by byte:
its structure, every event against its checksum and seal, gaps in positions and revisions, and the mark
beside it that says how far it came. Of every log each event is looked at: whether its type, times and
id are as they should be, and whether this program can read it. What a server's disk does cannot be seen
from here. Read models are compared, row by row, with a fresh rebuild in a temporary file.

Each finding is a line with its place. Of very many the first 200 are shown, and all are counted;
--json shows all.

Exit codes of this command, whatever the others mean by them:
  0  nothing was found
  1  something was found that changes figures
  2  something was found, but nothing that changes figures
  3  it could not be run, or not to its end

Examples:
  The log and the read models beside it  presales verify --log sqlite:./presales.db
  Only what changes figures, by a script  presales verify --json | jq 'select(.changesFigures)'`;

/** `presales verify`: whether a log and its read models are what was written. */
export const verifyCommand: Subcommand = (program, context) => {
  withLogOptions(
    program
      .command('verify')
      .summary('whether a log and its read models are what was written')
      .description(
        'Looks for damage in a log and its read models: flipped bits, changed or missing events, a lost end,\nrows that a rebuild would not give.',
      ),
  )
    .option('--json', 'one JSON object a line: the findings, then the summary')
    .addHelpText('after', help)
    .exitOverride((error) => {
      if (error.exitCode === 0) throw error;
      throw new CommanderError(VerifyExitCode.notRun, error.code, error.message);
    })
    .action(async (options: VerifyOptions) => {
      const { verifyLog } = await import('../run/verify.ts');
      await verifyLog(context, options);
    });
};
