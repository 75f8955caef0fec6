import type { DaysOnHold, FunnelBasis, FunnelGrouping, FunnelMode } from '@presales/projections';
import type { Command } from 'commander';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import type { ReportOptions } from '../commands/report-options.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { renderFunnel } from '../rendering/funnel.ts';
import { houseCurrency } from './currency.ts';
import { reading } from './reading.ts';
import { reportParameters } from './report-parameters.ts';
import { strictly } from './strict.ts';

/** The options of `presales funnel`. */
export interface FunnelOptions extends LogOptions, ReportOptions {
  readonly mode: FunnelMode;
  readonly basis: FunnelBasis;
  readonly by?: FunnelGrouping;
  readonly daysOnHold: DaysOnHold;
  readonly within?: number;
  readonly implausibleAbove?: string;
  readonly pipeline?: string;
  readonly step?: string;
}

/** Prints the sales funnel. */
export const printFunnel = async (
  context: Context,
  options: FunnelOptions,
  command: Command,
): Promise<void> => {
  const parameters = reportParameters(options, command);
  const report = await reading(context, options, ['funnel'], async (presales) =>
    presales.funnel({
      ...parameters,
      currency: parameters.currency ?? (await houseCurrency(presales.log)),
      mode: options.mode,
      basis: options.basis,
      daysOnHold: options.daysOnHold,
      ...(options.within === undefined ? {} : { withinDays: options.within }),
      ...(options.implausibleAbove === undefined
        ? {}
        : { implausibleAbove: options.implausibleAbove }),
      ...(options.by === undefined ? {} : { groupBy: options.by }),
      ...(options.pipeline === undefined ? {} : { pipelineId: options.pipeline }),
      ...(options.step === undefined ? {} : { enteredStep: options.step }),
    }),
  );
  await context.print(
    options.json ? jsonText(report, 2) : renderFunnel(harmlessly(report), context.style()),
  );
  strictly(context, options, report);
};
