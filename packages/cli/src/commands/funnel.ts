import type { DaysOnHold, FunnelBasis, FunnelGrouping, FunnelMode } from '@presales/projections';
import { type Command, Option } from 'commander';
import type { FunnelOptions } from '../run/funnel.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';
import { amountAboveZero, natural, withReportOptions } from './report-options.ts';

const modes: readonly FunnelMode[] = ['reached', 'strict', 'imputed'];
const bases: readonly FunnelBasis[] = ['cohort', 'period'];
const restDays: readonly DaysOnHold[] = ['counted', 'left-out'];
const groupings: readonly FunnelGrouping[] = [
  'team',
  'person',
  'product',
  'opened-week',
  'opened-month',
  'opened-quarter',
  'opened-half',
  'opened-year',
  'closed-week',
  'closed-month',
  'closed-quarter',
  'closed-half',
  'closed-year',
];

const examples = `
How deals are counted (--mode):
  reached   at every step they entered, in whatever order
  strict    at a step only if they entered all before it, in order
  imputed   also at steps they skipped, but for lost deals

Which deals are counted (--basis):
  cohort    deals opened in the period, whatever became of them since
  period    what happened in the period, whenever the deal was opened

Examples:
  The whole history                   presales funnel --log sqlite:./presales.db
  Deals of one quarter                presales funnel --period 2025-Q2
  As it stood at the end of June      presales funnel --as-of 2025-06-30
  ... as it was known then            presales funnel --as-of 2025-06-30 --known-at 2025-06-30
  Won and lost by quarter of closing  presales funnel --by closed-quarter
  Only deals that got an offer        presales funnel --step offer --by person
  Who comes on within a month         presales funnel --within 30
  For another program                 presales funnel --json | jq .winRate.closed.percent`;

/** `presales funnel`: where deals stand, how far they come, and what becomes of them. */
export const funnelCommand: Subcommand = (program, context) => {
  withReportOptions(
    withLogOptions(
      program
        .command('funnel')
        .summary('how far deals come, and what becomes of them')
        .description(
          'Prints the sales funnel: deals at every step of their pipelines, wins, losses, win rates,\ncycles and the open pipeline. Read models beside the log are made or brought up to date.',
        ),
    ),
  )
    .addOption(
      new Option('--mode <mode>', 'how deals are counted').choices(modes).default('reached'),
    )
    .addOption(new Option('--basis <basis>', 'which are counted').choices(bases).default('cohort'))
    .addOption(new Option('--by <group>', 'the figures by group as well').choices(groupings))
    .addOption(
      new Option('--days-on-hold <how>', 'whether they are days in a step')
        .choices(restDays)
        .default('counted'),
    )
    .addOption(
      new Option('--within <days>', 'conversions count within so many days').argParser(natural),
    )
    .addOption(
      new Option(
        '--implausible-above <amount>',
        'lists deals worth more than that as to be reviewed',
      ).argParser(amountAboveZero),
    )
    .option('--pipeline <id>', 'only deals of this pipeline')
    .option('--step <step>', 'only deals that ever entered this step')
    .addHelpText('after', examples)
    .action(async (options: FunnelOptions, command: Command) => {
      const { printFunnel } = await import('../run/funnel.ts');
      await printFunnel(context, options, command);
    });
};
