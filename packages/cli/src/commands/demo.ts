import { BASE, clearPlace, type DemoPlace, tell, wholeYear, YEAR } from '@presales/demo';
import { defaultCalendar, parsePeriod } from '@presales/kernel';
import { withoutPassword } from '@presales/runtime';
import { InvalidArgumentError, Option } from 'commander';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { catchUp } from '../reading.ts';
import { renderCampaignRoi } from '../rendering/campaign-roi.ts';
import { renderFunnel } from '../rendering/funnel.ts';
import { padded } from '../rendering/table.ts';
import { renderTargets } from '../rendering/targets.ts';
import type { Context, Subcommand } from './context.ts';
import { connectionsOf, type LogOptions, withLogOptions } from './log-options.ts';

interface DemoOptions extends LogOptions {
  readonly seed: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

const DEFAULT_LOG = 'sqlite:./presales-demo.db';

const examples = `
The story: the year ${YEAR} of a reseller with ten campaigns, 2,400 leads, inquiries, a web shop, a
catalogue, quotations in three currencies, wins, losses, three teams and their targets, all written
through the library's own commands, with the processes at work. Some things are recorded late, so that
what was known then is not what is known now. The same seed writes the same bytes. A run that was interrupted goes on when run again; a
log that holds anything but a demo is never touched.

Examples:
  The demo                      presales demo
  Another year                  presales demo --seed 7 --log sqlite:./seven.db
  Begin again                   presales demo --force
  The reports for a program     presales demo --json | jq .funnel.outcomes`;

/** `presales demo`: writes a believable year, projects it and prints the three reports. */
export const demoCommand: Subcommand = (program, context) => {
  withLogOptions(
    program
      .command('demo')
      .summary("write a reseller's year, and look at it")
      .description(
        `Writes a seeded year of a B2B reseller to a log of its own (by default ${DEFAULT_LOG}),\nprojects it and prints the three reports.`,
      ),
  )
    .addOption(new Option('--seed <number>', 'which year').argParser(seed).default(1))
    .option('--force', 'replace a demo log that is there')
    .option('--json', 'the three reports as one JSON object')
    .addHelpText('after', examples)
    .action(async (options: DemoOptions) => {
      const place = connectionsOf(options, {
        ...context.env,
        PRESALES_EVENT_LOG: context.env['PRESALES_EVENT_LOG'] || DEFAULT_LOG,
      });
      await clearPlace(place, options.seed, options.force === true);
      await show(context, place, options);
    });
};

/** The generator of chance takes 31 bits. */
const seed = (text: string): number => {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0x7fff_ffff)
    throw new InvalidArgumentError('Expected a number from 0 to 2147483647.');
  return Number(text);
};

const show = async (
  context: Context,
  place: DemoPlace,
  { seed, json }: DemoOptions,
): Promise<void> => {
  const progress = context.progress('Writing');
  const presales = await tell(place, {
    seed,
    size: wholeYear,
    onProgress: progress.at,
    signal: context.signal,
  }).finally(progress.stop);
  try {
    await catchUp(context, presales, ['funnel', 'campaign-roi', 'target-tracking']);
    const funnel = await presales.funnel({ currency: BASE, groupBy: 'closed-month' });
    const roi = await presales.campaignRoi({ currency: BASE });
    const targets = await presales.targetTracking({
      currency: BASE,
      period: parsePeriod(`${YEAR}-Q4`, defaultCalendar),
    });
    if (json) {
      await context.print(jsonText({ log: presales.log.name, seed, funnel, roi, targets }, 2));
      return;
    }
    const style = context.style();
    const salesValue = targets.targets.filter(({ metric }) => metric.of === 'sales-value');
    await context.print(
      [
        renderFunnel(harmlessly(funnel), style),
        renderCampaignRoi(harmlessly(roi), style),
        renderTargets(harmlessly({ ...targets, targets: salesValue }), style),
        `${style.heading('What to try next')}\n${whatNext(withoutPassword(place.eventLog))}`,
      ].join('\n\n'),
    );
  } finally {
    await presales.close();
  }
};

const whatNext = (log: string): string =>
  [
    [`export PRESALES_EVENT_LOG=${log}`, ''],
    [`npx presales funnel --as-of ${YEAR}-06-30`, '# the funnel at the end of June'],
    ['npx presales funnel --by person', '# who sells best'],
    [`npx presales funnel --known-at ${YEAR}-06-30`, '# as it was known then'],
    ['npx presales roi --attribution first', '# credit to whoever came first'],
    ['npx presales targets --holder person:ana.pop', "# one person's year"],
    ['npx presales events --type OpportunityWinReversed', '# wins that were taken back'],
    ['npx presales stream campaign-it-expo', "# one campaign's story"],
  ]
    .map(([command = '', why = '']) => `  ${padded(command, 50)} ${why}`.trimEnd())
    .join('\n');
