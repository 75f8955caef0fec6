import type { Holder, ReversalTreatment, TargetReport } from '@presales/projections';
import { InvalidArgumentError, Option } from 'commander';
import { houseCurrency } from '../currency.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { reading } from '../reading.ts';
import { renderTargets } from '../rendering/targets.ts';
import type { Subcommand } from './context.ts';
import { type LogOptions, withLogOptions } from './log-options.ts';
import { askedOf, type ReportOptions, withReportOptions } from './report-options.ts';

interface TargetOptions extends LogOptions, ReportOptions {
  readonly holder?: Holder;
  readonly reversals: ReversalTreatment;
}

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
  const command = withReportOptions(
    withLogOptions(
      program
        .command('targets')
        .summary('what people and teams were to reach, and what they have')
        .description(
          'Prints targets with their goals and actuals, and the sales of every team and person. Each\ntarget is in its own currency, the sales are in --currency. Read models beside the log are made\nor brought up to date.',
        ),
    ),
  );
  command
    .option('--holder <kind:id>', 'only person:ID or team:ID', holder)
    .addOption(
      new Option('--reversals <where>', 'where a win that is taken back is missing')
        .choices(treatments)
        .default('win-period'),
    )
    .addHelpText('after', examples)
    .action(async (options: TargetOptions) => {
      const asked = askedOf(options);
      const report = await reading(context, options, ['target-tracking'], async (presales) =>
        presales.targetTracking({
          ...asked,
          currency: options.currency ?? (await houseCurrency(presales.log)),
          reversals: options.reversals,
          ...(options.holder === undefined ? {} : { holder: options.holder }),
        }),
      );
      const { holder } = options;
      if (holder !== undefined && !knows(report, holder))
        await context.note(
          `no such ${holder.kind} in this report: ${holder.id} has no target and no sale`,
        );
      await context.print(
        options.json ? jsonText(report, 2) : renderTargets(harmlessly(report), context.style()),
      );
    });
};

/** Whether a report tells anything of a holder, in the times that it is about. */
const knows = ({ targets, sales }: TargetReport, { kind, id }: Holder): boolean =>
  targets.length > 0 ||
  [...(sales?.persons ?? []), ...(sales?.teams ?? [])].some(
    ({ holder }) => holder.kind === kind && holder.id === id,
  );

const holder = (text: string): Holder => {
  const [kind, ...rest] = text.split(':');
  const id = rest.join(':');
  if ((kind !== 'person' && kind !== 'team') || id === '')
    throw new InvalidArgumentError('Expected person:ID or team:ID.');
  return { kind, id };
};
