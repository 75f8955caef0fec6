import { LocalDate } from '@presales/kernel';
import type { Command } from 'commander';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import type { TimeOptions } from '../commands/report-options.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { renderPriceBook, renderStaleDrafts } from '../rendering/price-book.ts';
import { invalidOption } from './invalid-option.ts';
import { reading } from './reading.ts';
import { timeParameters } from './report-parameters.ts';
import { strictly } from './strict.ts';

/** The options of `presales prices`. */
export interface PricesOptions extends LogOptions, TimeOptions {
  readonly on?: string;
  readonly product?: string;
  readonly supplier?: string;
  readonly level?: string;
  readonly drafts?: boolean;
  readonly json?: boolean;
}

/** Prints the price book of a day, or the drafts that it has overtaken. */
export const printPrices = async (
  context: Context,
  options: PricesOptions,
  command: Command,
): Promise<void> => {
  const { on, product, supplier, level, drafts = false, json = false } = options;
  if (on !== undefined && !LocalDate.safeParse(on).success)
    invalidOption(command, '--on', on, 'Expected a day such as 2026-04-01.');
  const parameters = {
    ...timeParameters(options, command),
    ...(on === undefined ? {} : { on }),
    ...(product === undefined ? {} : { productId: product }),
    ...(supplier === undefined ? {} : { supplierId: supplier }),
    ...(level === undefined ? {} : { level }),
  };
  const text = await reading(context, options, ['price-book'], async (presales) => {
    if (drafts) {
      const report = await presales.staleDrafts(parameters);
      strictly(context, options, report);
      return json ? jsonText(report, 2) : renderStaleDrafts(harmlessly(report), context.style());
    }
    const report = await presales.priceBook(parameters);
    strictly(context, options, report);
    return json ? jsonText(report, 2) : renderPriceBook(harmlessly(report), context.style());
  });
  await context.print(text);
};
