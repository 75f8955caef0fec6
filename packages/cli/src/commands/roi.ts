import type { AttributionName, PositionShares } from '@presales/projections';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RoiOptions } from '../run/roi.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';
import { natural, withReportOptions } from './report-options.ts';

/** Every model by its name, in the order of the help. */
const attributions: Readonly<Record<AttributionName, true>> = {
  first: true,
  last: true,
  linear: true,
  position: true,
  'w-shaped': true,
  'full-path': true,
  'time-decay': true,
  custom: true,
};

/** Written out, because the projections are not loaded for the help; a test compares it. */
const HALF_LIFE_DAYS = 7;

const positions = ['first', 'lead', 'opportunity', 'won', 'rest'] as const;

/** `first=40,won=40,rest=20` as shares. */
const sharesOf = (text: string): PositionShares =>
  Object.fromEntries(
    text.split(',').map((part) => {
      const [position = '', share = ''] = part.split('=');
      if (!positions.some((known) => known === position) || !/^\d{1,5}$/.test(share))
        throw new InvalidArgumentError(
          `"${part}": expected a position (${positions.join(', ')}), "=" and a whole number.`,
        );
      return [position, Number(share)];
    }),
  );

const halfLifeOf = (text: string): number => {
  const days = Number(text);
  if (!(days > 0 && Number.isFinite(days)))
    throw new InvalidArgumentError('expected a number of days above zero.');
  return days;
};

const examples = `
Profit is the margin of the won deals that a campaign is credited with, less what it cost; ROI is
profit in percent of cost. A won deal is credited to touches before it was opened (--attribution):
  last        the last touch
  first       the first touch within the look-back
  linear      every touch within the look-back, in equal parts
  position    40 % to the first touch, 40 % to the last, 20 % to those between
  w-shaped    30 % to the first, to the one that made a lead and to the last; 10 % to the others
  full-path   22.5 % each to these three and to the last before the win; 10 % to the others
  time-decay  the nearer the more: half for every --half-life days, by --decay-by
  custom      by --shares, such as first=40,lead=20,opportunity=20,won=10,rest=10

Examples:
  The whole history              presales roi --log sqlite:./presales.db
  One year                       presales roi --period 2025
  Whoever came first             presales roi --attribution first --look-back 180
  What a lead costs by channel   presales roi --by channel
  Own shares                     presales roi --attribution custom --shares first=70,rest=30
  For another program            presales roi --json | jq '.campaigns[] | {name, roi}'`;

/** `presales roi`: what campaigns cost and what margin they brought. */
export const roiCommand: Subcommand = (program, context) => {
  withReportOptions(
    withLogOptions(
      program
        .command('roi')
        .summary('what campaigns cost, and what margin they brought')
        .description(
          'Prints campaign profitability: cost, credited margin, profit and ROI of every campaign, and\nwhat no campaign is credited with. Read models beside the log are made or brought up to date.',
        ),
    ),
  )
    .addOption(
      new Option('--attribution <model>', 'whom a win is credited to')
        .choices(Object.keys(attributions))
        .default('last'),
    )
    .addOption(
      new Option('--by <lines>', 'campaigns, families of campaigns, or channels')
        .choices(['campaign', 'family', 'channel'])
        .default('campaign'),
    )
    .addOption(
      new Option('--look-back <days>', 'touches count from so many days before the deal')
        .argParser(natural)
        .default(90),
    )
    .addOption(
      new Option('--half-life <days>', 'with time-decay: days after which a touch weighs half')
        .argParser(halfLifeOf)
        .default(HALF_LIFE_DAYS),
    )
    .addOption(
      new Option('--decay-by <unit>', 'with time-decay: the age of a touch in days, or exactly')
        .choices(['day', 'instant'])
        .default('day'),
    )
    .addOption(
      new Option('--shares <list>', 'with custom: what each position is worth').argParser(sharesOf),
    )
    .addHelpText('after', examples)
    .action(async (options: RoiOptions, command: Command) => {
      const { printRoi } = await import('../run/roi.ts');
      await printRoi(context, options, command);
    });
};
