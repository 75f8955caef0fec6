import { type Command, InvalidArgumentError } from 'commander';
import type { ShownDocument, ShowOptions } from '../run/show.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';
import { withTimeOptions } from './report-options.ts';

const examples = `
Examples:
  An inquiry (SAP VA13)                 presales show inquiry:I00001 --log sqlite:./presales.db
  A quotation (SAP VA23)                presales show quotation:Q00001
  ... as it stood at the end of June    presales show quotation:Q00001 --as-of 2025-06-30
  What belongs to it                    presales show quotation:Q00001 --json | jq .flow`;

/** `presales show`: an inquiry or a quotation, with its history and document flow. */
export const showCommand: Subcommand = (program, context) => {
  withTimeOptions(
    withLogOptions(
      program
        .command('show')
        .argument('<document>', 'inquiry:ID or quotation:ID', document)
        .summary('an inquiry or a quotation, its history and what belongs to it')
        .description(
          'Prints an inquiry or a quotation: its items, how it stands, who changed what and when, and the\ndocument flow. Read models beside the log are made or brought up to date.',
        ),
    ),
  )
    .option('--json', 'the document as one JSON object')
    .addHelpText('after', examples)
    .action(async (shown: ShownDocument, options: ShowOptions, command: Command) => {
      const { printDocument } = await import('../run/show.ts');
      await printDocument(context, shown, options, command);
    });
};

const document = (text: string): ShownDocument => {
  const [, kind, id] = /^(inquiry|quotation):(.+)$/.exec(text) ?? [];
  if (id === undefined || (kind !== 'inquiry' && kind !== 'quotation'))
    throw new InvalidArgumentError('Expected inquiry:ID or quotation:ID.');
  return { kind, id };
};
