import type { Holder, ReversalTreatment } from '@presales/projections';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { TargetOptions } from '../run/targets.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';
import { withReportOptions } from './report-options.ts';

const treatments: readonly ReversalTreatment[] = ['win-period', 'reversal-period'];

const examples = `
Examples:
  All targets, and all sales         presales targets --log sqlite:./presales.db
  One quarter, half-way through      presales targets --period 2025-Q2 --as-of 2025-05-15
  One person, one team               presales targets --holder person:ana.pop
                                     presales targets --holder team:north
  Wins taken back count when taken   presales targets --reversals reversal-period
  For another program                presales targets --json | jq .sales.persons`;

/** `presales targets`: what people and teams were to reach, and what they have. */
export const targetsCommand: Subcommand = (program, context) => {
  withReportOptions(
    withLogOptions(
      program
        .command('targets')
        .summary('what people and teams were to reach, and what they have')
        .description(
          'Prints targets with their goals and actuals, and the sales of every team and person. Each\ntarget is in its own currency, the sales are in --currency. Read models beside the log are made\nor brought up to date.',
        ),
    ),
  )
    .option('--holder <kind:id>', 'only person:ID or team:ID', holder)
    .addOption(
      new Option('--reversals <where>', 'where a win that is taken back is missing')
        .choices(treatments)
        .default('win-period'),
    )
    .addHelpText('after', examples)
    .action(async (options: TargetOptions, command: Command) => {
      const { printTargets } = await import('../run/targets.ts');
      await printTargets(context, options, command);
    });
};

const holder = (text: string): Holder => {
  const [kind, ...rest] = text.split(':');
  const id = rest.join(':');
  if ((kind !== 'person' && kind !== 'team') || id === '')
    throw new InvalidArgumentError('Expected person:ID or team:ID.');
  return { kind, id };
};
