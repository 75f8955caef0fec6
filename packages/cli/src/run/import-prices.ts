import { existsSync } from 'node:fs';
import { supplierPrices } from '@presales/domain/price-list';
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
import type { StaleDraft } from '@presales/projections';
import { besideLog, open, type Presales } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { ClockOptions, LogOptions } from '../commands/log-options.ts';
import { UsageError } from '../errors.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { type DryPriceList, importedPrices, pricesThatWouldChange } from '../rendering/prices.ts';
import { clockAheadOf } from './clock-ahead.ts';
import { connectionsOf } from './connections.ts';
import { catchUp, reading } from './reading.ts';

/** The options of `presales import-prices`. */
export interface ImportPricesOptions extends LogOptions, ClockOptions {
  readonly column: readonly string[];
  readonly supplier?: string;
  readonly currency?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly list?: string;
  readonly level?: string;
  readonly delimiter?: string;
  readonly decimal: string;
  readonly group?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** How many of the biggest changes are shown. */
const shown = 10;

/** Imports price lists of suppliers, or says what they would change, and prints the outcome. */
export const importPrices = async (
  context: Context,
  input: string,
  options: ImportPricesOptions,
): Promise<void> => {
  const { dryRun = false, json = false } = options;
  const list = options.list === undefined ? undefined : parse(Id, options.list, '--list');
  const validUntil =
    options.validUntil === undefined
      ? undefined
      : parse(LocalDate, options.validUntil, '--valid-until');
  // A missing log is reported first: after reading a long file it would come too late.
  const { eventLog } = connectionsOf(options, context.env);
  const file = await readFile(context, input, options);
  if (dryRun) {
    const result = await whatWouldChange(context, options, eventLog, file);
    await context.print(
      json ? jsonText(result, 2) : pricesThatWouldChange(harmlessly(result), context.style()),
    );
    return;
  }
  const result = await stored(context, options, file, {
    ...(list === undefined ? {} : { list }),
    ...(validUntil === undefined ? {} : { validUntil }),
  });
  await context.print(
    json ? jsonText(result, 2) : importedPrices(harmlessly(result), context.style()),
  );
};

const readFile = async (
  context: Context,
  input: string,
  options: ImportPricesOptions,
): Promise<PriceListFile> => {
  const { signal } = context;
  const { delimiter, encoding, sheet, group } = options;
  const progress = context.progress('Checking');
  try {
    return await readPriceList({
      input,
      format: {
        ...(delimiter === undefined ? {} : { delimiter: oneCharacter('--delimiter', delimiter) }),
        ...(encoding === undefined ? {} : { encoding }),
        ...(sheet === undefined ? {} : { sheet }),
      },
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
  // The import itself would make the log, so a dry run works before there is one.
  const isNew = eventLog.startsWith('sqlite:') && !existsSync(besideLog(eventLog));
  const prices = isNew
    ? supplierPrices([])
    : await reading(context, options, 'log', ({ log }) => pricesIn(log));
  return { file: name, lines, repeated, ...priceChanges(file, prices, shown) };
};

/** What an import came to, and what it changed in drafts. */
interface StoredPriceList extends PriceListImported {
  /** Lines of drafts that it has overtaken: their list prices or costs are others now. */
  readonly drafts: readonly StaleDraft[];
}

const stored = async (
  context: Context,
  options: ImportPricesOptions,
  file: PriceListFile,
  how: { readonly list?: string; readonly validUntil?: LocalDate },
): Promise<StoredPriceList> => {
  const { signal } = context;
  const presales = await open({
    ...connectionsOf(options, context.env),
    ...clockAheadOf(options),
    project: false,
  });
  try {
    const before = await staleIn(context, presales, file, options);
    const progress = context.progress('Importing');
    const imported = await importPriceList(presales, file, {
      ...how,
      signal,
      onPart: progress.at,
    }).finally(() => progress.stop());
    const after = await staleIn(context, presales, file, options);
    return { ...imported, drafts: overtaken(before, after) };
  } finally {
    await presales.close();
  }
};

/** The drafts that are out of date on the first day on which all the prices of a file hold. */
const staleIn = async (
  context: Context,
  presales: Presales,
  { suppliers }: PriceListFile,
  { level }: ImportPricesOptions,
): Promise<readonly StaleDraft[]> => {
  await catchUp(context, presales, ['price-book']);
  const asked = level === undefined ? {} : { level };
  const { on: today, drafts } = await presales.staleDrafts(asked);
  let on = today;
  for (const lines of suppliers.values())
    for (const { validFrom } of lines) if (validFrom > on) on = validFrom;
  return on === today ? drafts : (await presales.staleDrafts({ ...asked, on })).drafts;
};

/** What is out of date now and was not before, or was by another price or cost. */
const overtaken = (
  before: readonly StaleDraft[],
  after: readonly StaleDraft[],
): readonly StaleDraft[] => {
  const keyOf = ({ quotationId }: StaleDraft, line: StaleDraft['lines'][number]) =>
    jsonText([quotationId, line]);
  const known = new Set(before.flatMap((draft) => draft.lines.map((line) => keyOf(draft, line))));
  return after.flatMap((draft) => {
    const lines = draft.lines.filter((line) => !known.has(keyOf(draft, line)));
    return lines.length === 0 ? [] : [{ ...draft, lines }];
  });
};
