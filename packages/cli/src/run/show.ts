import type { DocumentParameters } from '@presales/projections';
import type { Command } from 'commander';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import type { TimeOptions } from '../commands/report-options.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { renderDocument } from '../rendering/document.ts';
import { reading } from './reading.ts';
import { timeParameters } from './report-parameters.ts';
import { strictly } from './strict.ts';

/** The options of `presales show`. */
export interface ShowOptions extends LogOptions, TimeOptions {
  readonly json?: boolean;
}

/** Which inquiry or quotation is shown. */
export type ShownDocument = Pick<DocumentParameters, 'kind' | 'id'>;

/** Prints one document with its history and flow. */
export const printDocument = async (
  context: Context,
  document: ShownDocument,
  options: ShowOptions,
  command: Command,
): Promise<void> => {
  const times = timeParameters(options, command);
  const report = await reading(context, options, ['documents'], async (presales) =>
    presales.showDocument({ ...times, ...document }),
  );
  await context.print(
    options.json ? jsonText(report, 2) : renderDocument(harmlessly(report), context.style()),
  );
  strictly(context, options, report);
};
