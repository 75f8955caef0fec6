import { existsSync } from 'node:fs';
import { supplierPrices } from '@presales/domain';
import {
  type FieldChoice,
  importPriceList,
  type PriceField,
  type PriceListFile,
  type PriceListImported,
  priceChanges,
  priceFields,
  pricesIn,
  readPriceList,
} from '@presales/import';
import { CurrencyCode, Id, LocalDate, parse } from '@presales/kernel';
import { besideLog, open } from '@presales/runtime';
import { UsageError } from '../errors.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { reading } from '../reading.ts';
import { type DryPriceList, importedPrices, pricesThatWouldChange } from '../rendering/prices.ts';
import type { Context, Subcommand } from './context.ts';
import { connectionsOf, type LogOptions, withLogOption } from './log-options.ts';

interface ImportPricesOptions extends LogOptions {
  readonly column: readonly string[];
  readonly supplier?: string;
  readonly currency?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly list?: string;
  readonly delimiter: string;
  readonly decimal: string;
  readonly group?: string;
  readonly encoding: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const help = `
The columns are supplier, product, price, currency and valid from (2026-03-01), in any order; others
are passed over. The whole file is checked before anything is stored: what is wrong is told by line
and column, and nothing is imported. The prices take effect all together, with the last event that
is written. After an interruption the same import goes on; until it is finished no price holds, and
once it is, running it again adds nothing. A product that is not in the file keeps its price.

Examples:
  What would change     presales import-prices acme.csv --dry-run --log sqlite:./presales.db
  Import it             presales import-prices acme.csv --log sqlite:./presales.db
  Other headings        presales import-prices acme.csv --column product=SKU --column price=Net
  One supplier's file   presales import-prices acme.csv --supplier acme --currency EUR --valid-from 2026-03-01
  Prices as 1.234,56    presales import-prices acme.csv --delimiter ';' --decimal , --group .`;

/** How many of the biggest changes are shown. */
const shown = 10;

/** `presales import-prices`: price lists of suppliers, whole or not at all. */
export const importPricesCommand: Subcommand = (program, context) => {
  withLogOption(
    program
      .command('import-prices')
      .argument('<file>', 'a CSV file, gzipped or not')
      .summary('price lists of suppliers, whole or not at all')
      .description(
        "Imports suppliers' prices from a CSV file; they take effect all together. The log is made when\nit is not there.",
      ),
  )
    .option(
      '--column <field=name>',
      'the column of a field (supplier, product, price, currency, validFrom); repeat it',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--supplier <id>', 'the supplier of every line')
    .option('--currency <code>', 'the currency of every line')
    .option('--valid-from <date>', 'the day from which every line is valid')
    .option(
      '--valid-until <date>',
      'the last day on which the prices hold; by default they hold on',
    )
    .option('--list <id>', 'the name of the price list; by default it follows from the prices')
    .option('--delimiter <character>', 'what stands between cells', ',')
    .option('--decimal <character>', 'the decimal mark of prices', '.')
    .option('--group <character>', 'the mark between groups of three digits')
    .option('--encoding <name>', 'such as utf-8 or windows-1252', 'utf-8')
    .option('--dry-run', 'show what would change, store nothing')
    .option('--json', 'the result as one JSON object')
    .addHelpText('after', help)
    .action((file: string, options: ImportPricesOptions) => run(context, file, options));
};

const run = async (context: Context, input: string, options: ImportPricesOptions) => {
  const { dryRun = false, json = false } = options;
  const list = options.list === undefined ? undefined : parse(Id, options.list, '--list');
  const validUntil =
    options.validUntil === undefined
      ? undefined
      : parse(LocalDate, options.validUntil, '--valid-until');
  // Which log is asked first: after reading a long file it would come too late.
  const { eventLog } = connectionsOf(options, context.env);
  const file = await readFile(context, input, options);
  if (dryRun) {
    const result = await whatWouldChange(context, options, eventLog, file);
    await context.print(
      json ? jsonText(result, 2) : pricesThatWouldChange(harmlessly(result), context.style()),
    );
    return;
  }
  const result = await stored(context, eventLog, file, {
    ...(list === undefined ? {} : { list }),
    ...(validUntil === undefined ? {} : { validUntil }),
  });
  await context.print(json ? jsonText(result, 2) : importedPrices(harmlessly(result)));
};

const readFile = async (
  context: Context,
  input: string,
  options: ImportPricesOptions,
): Promise<PriceListFile> => {
  const { signal } = context;
  const { encoding, group } = options;
  const progress = context.progress('Checking');
  try {
    return await readPriceList({
      input,
      csv: { delimiter: oneCharacter('--delimiter', options.delimiter), encoding },
      numbers: {
        decimal: oneCharacter('--decimal', options.decimal),
        ...(group === undefined ? {} : { group: oneCharacter('--group', group) }),
      },
      choices: choicesOf(options),
      signal,
      onBytes: progress.at,
    });
  } finally {
    progress.stop();
  }
};

const oneCharacter = (option: string, text: string): string => {
  if (text.length === 1) return text;
  throw new UsageError(`${option} ${JSON.stringify(text)}: expected one character`);
};

const choicesOf = ({
  column,
  supplier,
  currency,
  validFrom,
}: ImportPricesOptions): Partial<Record<PriceField, FieldChoice>> => {
  const choices: Partial<Record<PriceField, FieldChoice>> = {};
  for (const text of column) {
    const [name, ...rest] = text.split('=');
    const field = priceFields.find((each) => each === name);
    if (field === undefined || rest.length === 0)
      throw new UsageError(
        `--column ${JSON.stringify(text)}: expected one of ${priceFields.join(', ')}, then = and the column's name`,
      );
    choices[field] = { column: rest.join('=') };
  }
  if (supplier !== undefined) choices.supplier = { value: parse(Id, supplier, '--supplier') };
  if (currency !== undefined)
    choices.currency = { value: parse(CurrencyCode, currency.toUpperCase(), '--currency') };
  if (validFrom !== undefined)
    choices.validFrom = { value: parse(LocalDate, validFrom, '--valid-from') };
  return choices;
};

const whatWouldChange = async (
  context: Context,
  options: LogOptions,
  eventLog: string,
  file: PriceListFile,
): Promise<DryPriceList> => {
  const { name, lines, repeated } = file;
  // The import would make the log, and a dry run before it may be asked for too.
  const isNew = eventLog.startsWith('sqlite:') && !existsSync(besideLog(eventLog));
  const prices = isNew
    ? supplierPrices([])
    : await reading(context, options, 'log', ({ log }) => pricesIn(log));
  return { file: name, lines, repeated, ...priceChanges(file, prices, shown) };
};

const stored = async (
  context: Context,
  eventLog: string,
  file: PriceListFile,
  how: { readonly list?: string; readonly validUntil?: LocalDate },
): Promise<PriceListImported> => {
  const { signal } = context;
  const presales = await open({ eventLog, readModels: 'memory:', project: false });
  const progress = context.progress('Importing');
  try {
    return await importPriceList(presales, file, { ...how, signal, onPart: progress.at });
  } finally {
    progress.stop();
    await presales.close();
  }
};
