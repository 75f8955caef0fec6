import type {
  AttributionName,
  CampaignGrouping,
  DecayBy,
  PositionShares,
} from '@presales/projections';
import type { Command } from 'commander';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import type { ReportOptions } from '../commands/report-options.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { renderCampaignRoi } from '../rendering/campaign-roi.ts';
import { houseCurrency } from './currency.ts';
import { reading } from './reading.ts';
import { reportParameters } from './report-parameters.ts';
import { strictly } from './strict.ts';

/** The options of `presales roi`. */
export interface RoiOptions extends LogOptions, ReportOptions {
  readonly attribution: AttributionName;
  readonly by: CampaignGrouping;
  readonly lookBack: number;
  readonly halfLife: number;
  readonly decayBy: DecayBy;
  readonly shares?: PositionShares;
}

/** Prints the profitability of campaigns. */
export const printRoi = async (
  context: Context,
  options: RoiOptions,
  command: Command,
): Promise<void> => {
  const parameters = reportParameters(options, command);
  const report = await reading(context, options, ['campaign-roi'], async (presales) =>
    presales.campaignRoi({
      ...parameters,
      currency: parameters.currency ?? (await houseCurrency(presales.log)),
      by: options.by,
      attribution: options.attribution,
      lookBackDays: options.lookBack,
      halfLifeDays: options.halfLife,
      decayBy: options.decayBy,
      ...(options.shares === undefined ? {} : { shares: options.shares }),
    }),
  );
  await context.print(
    options.json ? jsonText(report, 2) : renderCampaignRoi(harmlessly(report), context.style()),
  );
  strictly(context, options, report);
};
