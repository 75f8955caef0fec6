import type { Holder, ReversalTreatment, TargetReport } from '@presales/projections';
import type { Command } from 'commander';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import type { ReportOptions } from '../commands/report-options.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { renderTargets } from '../rendering/targets.ts';
import { houseCurrency } from './currency.ts';
import { reading } from './reading.ts';
import { reportParameters } from './report-parameters.ts';
import { strictly } from './strict.ts';

/** The options of `presales targets`. */
export interface TargetOptions extends LogOptions, ReportOptions {
  readonly holder?: Holder;
  readonly reversals: ReversalTreatment;
}

/** Prints targets, and the sales of those who have them. */
export const printTargets = async (
  context: Context,
  options: TargetOptions,
  command: Command,
): Promise<void> => {
  const { holder, reversals } = options;
  const parameters = reportParameters(options, command);
  const report = await reading(context, options, ['target-tracking'], async (presales) =>
    presales.targetTracking({
      ...parameters,
      currency: parameters.currency ?? (await houseCurrency(presales.log)),
      reversals,
      ...(holder === undefined ? {} : { holder }),
    }),
  );
  if (holder !== undefined && !knows(report, holder))
    await context.note(
      `no such ${holder.kind} in this report: ${holder.id} has no target and no sale`,
    );
  await context.print(
    options.json ? jsonText(report, 2) : renderTargets(harmlessly(report), context.style()),
  );
  strictly(context, options, report);
};

/** Whether a report, in the times that it is about, holds anything of a holder. */
const knows = ({ targets, sales }: TargetReport, { kind, id }: Holder): boolean =>
  targets.length > 0 ||
  [...(sales?.persons ?? []), ...(sales?.teams ?? [])].some(
    ({ holder }) => holder.kind === kind && holder.id === id,
  );
