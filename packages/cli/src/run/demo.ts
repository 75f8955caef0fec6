import { BASE, clearPlace, type DemoPlace, tell, wholeYear, YEAR } from '@presales/demo';
import { defaultCalendar, parsePeriod } from '@presales/kernel';
import { withoutPassword } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { renderCampaignRoi } from '../rendering/campaign-roi.ts';
import { renderFunnel } from '../rendering/funnel.ts';
import { padded } from '../rendering/table.ts';
import { renderTargets } from '../rendering/targets.ts';
import { connectionsOf } from './connections.ts';
import { catchUp } from './reading.ts';

/** The options of `presales demo`. */
export interface DemoOptions extends LogOptions {
  readonly seed: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes the demo to its own log, or to the one that is named, and prints the three reports. */
export const demo = async (
  context: Context,
  ownLog: string,
  options: DemoOptions,
): Promise<void> => {
  const place = connectionsOf(options, {
    ...context.env,
    PRESALES_EVENT_LOG: context.env['PRESALES_EVENT_LOG'] || ownLog,
  });
  const aside = await clearPlace(place, options.seed, options.force === true);
  if (aside !== undefined)
    await context.note(`the demo that was there is now sqlite:${aside}; delete it when you like`);
  await show(context, place, options);
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
