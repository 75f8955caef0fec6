import type { AttributionName } from '@presales/projections';
import { Option } from 'commander';
import { houseCurrency } from '../currency.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { reading } from '../reading.ts';
import { renderCampaignRoi } from '../rendering/campaign-roi.ts';
import type { Subcommand } from './context.ts';
import { type LogOptions, withLogOptions } from './log-options.ts';
import { askedOf, natural, type ReportOptions, withReportOptions } from './report-options.ts';

interface RoiOptions extends LogOptions, ReportOptions {
  readonly attribution: AttributionName;
  readonly lookBack: number;
}

const attributions: readonly AttributionName[] = ['first', 'last', 'linear'];

const examples = `
Profit is the margin of the won deals that a campaign is credited with, less what it cost; ROI is
profit in percent of cost. A won deal is credited to touches before it was opened (--attribution):
  last      the last touch
  first     the first touch within the look-back
  linear    every touch within the look-back, in equal parts

Examples:
  The whole history              presales roi --log sqlite:./presales.db
  One year                       presales roi --period 2025
  Whoever came first             presales roi --attribution first --look-back 180
  For another program            presales roi --json | jq '.campaigns[] | {name, roi}'`;

/** `presales roi`: what campaigns cost and what margin they brought. */
export const roiCommand: Subcommand = (program, context) => {
  const command = withReportOptions(
    withLogOptions(
      program
        .command('roi')
        .summary('what campaigns cost, and what margin they brought')
        .description(
          'Prints campaign profitability: cost, credited margin, profit and ROI of every campaign, and\nwhat no campaign is credited with. Read models beside the log are made or brought up to date.',
        ),
    ),
  );
  command
    .addOption(
      new Option('--attribution <model>', 'whom a win is credited to')
        .choices(attributions)
        .default('last'),
    )
    .addOption(
      new Option('--look-back <days>', 'touches count from so many days before the deal')
        .argParser(natural)
        .default(90),
    )
    .addHelpText('after', examples)
    .action(async (options: RoiOptions) => {
      const asked = askedOf(options);
      const report = await reading(context, options, 'figures', async (presales) =>
        presales.campaignRoi({
          ...asked,
          currency: options.currency ?? (await houseCurrency(presales.log)),
          attribution: options.attribution,
          lookBackDays: options.lookBack,
        }),
      );
      await context.print(
        options.json ? jsonText(report, 2) : renderCampaignRoi(harmlessly(report), context.style()),
      );
    });
};
