import type { DealValue, FrozenRate, FrozenRates } from '@presales/domain';
import { inBase } from '@presales/domain/quotation';
import {
  type CurrencyCode,
  type Instant,
  type LocalDate,
  localDate,
  type Zone,
} from '@presales/kernel';
import type { Lookup } from './lookup.ts';

/**
 * The rates into a base currency as they were published for a day: for each currency the latest one
 * dated on or before that day, from this year or the year before. Rates are used as they were
 * published and never inverted. Undefined when one of the currencies has no rate.
 */
export const publishedRates = async (
  currencies: readonly CurrencyCode[],
  base: CurrencyCode,
  day: LocalDate,
  lookup: Pick<Lookup, 'load'>,
): Promise<FrozenRates | undefined> => {
  const rates: FrozenRate[] = [];
  for (const currency of currencies) {
    if (currency === base) continue;
    const rate = await latest(currency, base, day, lookup);
    if (rate === undefined) return undefined;
    rates.push({ currency, rate });
  }
  return { base, rateDate: day, source: 'published', rates };
};

/**
 * A value in the currency of a win, at the rate published for the day of the sale. Without a rate it
 * stays as it is, and the deal refuses it.
 */
export const atPublishedRate = async (
  value: DealValue,
  currency: CurrencyCode,
  { at, zone = 'UTC' }: { readonly at: Instant; readonly zone: Zone | undefined },
  lookup: Pick<Lookup, 'load'>,
): Promise<DealValue> => {
  if (value.net.currency === currency) return value;
  const rates = await publishedRates([value.net.currency], currency, localDate(at, zone), lookup);
  return rates === undefined ? value : inBase([value], rates);
};

const latest = async (
  from: CurrencyCode,
  to: CurrencyCode,
  day: LocalDate,
  lookup: Pick<Lookup, 'load'>,
): Promise<string | undefined> => {
  const year = Number(day.slice(0, 4));
  for (const each of [year, year - 1]) {
    const pair = await lookup.load(
      'exchangeRate',
      `${from}.${to}.${String(each).padStart(4, '0')}`,
    );
    if (pair.status === 'absent') continue;
    const days = [...pair.rates.keys()].filter((date) => date <= day).sort();
    const ofDay = pair.rates.get(days.at(-1) ?? '');
    if (ofDay !== undefined) return [...ofDay.values()].at(-1);
  }
  return undefined;
};
