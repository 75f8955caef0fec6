import type { TemperatureBands } from '@presales/domain/lead';
import type { LeadGrouping } from '@presales/projections';
import type { Command } from 'commander';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import type { ReportOptions } from '../commands/report-options.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { renderLeads } from '../rendering/leads.ts';
import { houseCurrency } from './currency.ts';
import { reading } from './reading.ts';
import { reportParameters } from './report-parameters.ts';
import { strictly } from './strict.ts';

/** The options of `presales leads`. */
export interface LeadOptions extends LogOptions, ReportOptions {
  readonly by?: LeadGrouping;
  readonly bands?: TemperatureBands;
  readonly top?: number;
}

/** Prints the report on leads. */
export const printLeads = async (
  context: Context,
  options: LeadOptions,
  command: Command,
): Promise<void> => {
  const parameters = reportParameters(options, command);
  const report = await reading(context, options, ['leads'], async (presales) =>
    presales.leads({
      ...parameters,
      currency: parameters.currency ?? (await houseCurrency(presales.log)),
      ...(options.by === undefined ? {} : { by: options.by }),
      ...(options.bands === undefined ? {} : { bands: options.bands }),
      ...(options.top === undefined ? {} : { top: options.top }),
    }),
  );
  await context.print(
    options.json ? jsonText(report, 2) : renderLeads(harmlessly(report), context.style()),
  );
  strictly(context, options, report);
};
