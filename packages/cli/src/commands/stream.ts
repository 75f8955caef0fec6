import type { StreamOptions } from '../run/stream.ts';
import type { Subcommand } from './context.ts';
import { withLogOption } from './log-options.ts';

const examples = `
A stream is named by its category and id: lead-L00042, opportunity-O00007, quotation-Q00001,
campaign-it-expo. \`presales events\` shows the names.

Examples:
  A deal from opening to close   presales stream opportunity-O00007 --log sqlite:./presales.db
  What a quotation came to       presales stream quotation-Q00001
  For another program            presales stream lead-L00042 --json | jq .state`;

/** `presales stream`: one stream's story, and how it stands at the end. */
export const streamCommand: Subcommand = (program, context) => {
  withLogOption(
    program
      .command('stream')
      .argument('<stream>', 'such as opportunity-O00007')
      .summary("one stream's story: who did what, when, on which grounds")
      .description(
        'Prints the events of one stream in order, each with who gave the command, when it occurred,\nwhen it was recorded where that differs, what it follows from, and its data; then the state that\nthey come to. Nothing is written anywhere.',
      ),
  )
    .option('--json', 'the story as one JSON object')
    .addHelpText('after', examples)
    .action(async (stream: string, options: StreamOptions) => {
      const { printStream } = await import('../run/stream.ts');
      await printStream(context, stream, options);
    });
};
