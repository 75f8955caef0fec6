import type { CurrencyCode, Decimal } from '@presales/kernel';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import { sameDecimal } from '../../shared/same-decimal.ts';
import type { QuotationRefusal } from '../refusals.ts';
import type { QuotationLine } from '../values/line.ts';

/**
 * Why lines cannot stand in one document, at its frozen rates where it has some: two rates are given
 * for one pair of currencies, either way round (B28), by the costs of two lines, or by a cost and the
 * document. Rates of three currencies are not held against each other: published ones never match
 * exactly.
 */
export const severalRates = (
  lines: readonly QuotationLine[],
  rates: FrozenRates | undefined,
): QuotationRefusal | undefined => {
  const known = new Map<string, Decimal>(
    rates?.rates.map(({ currency, rate }) => [pairOf(currency, rates.base), rate]),
  );
  for (const { unitPrice, unitCost } of lines) {
    if (unitCost?.rate === undefined) continue;
    const { rate } = unitCost;
    const { currency } = unitCost.amount;
    const pair = pairOf(currency, unitPrice.currency);
    const same = known.get(pair) ?? rate;
    const inverse = known.get(pairOf(unitPrice.currency, currency));
    if (!sameDecimal(same, rate) || (inverse !== undefined && !areInverse(inverse, rate)))
      return { code: 'quotation/rates-contradictory', currency };
    known.set(pair, rate);
  }
  return undefined;
};

const pairOf = (from: CurrencyCode, to: CurrencyCode): string => `${from} ${to}`;

/** Whether one rate is the other one turned round, and rounded to the digits that it is given with. */
const areInverse = (one: Decimal, other: Decimal): boolean => {
  const [a, b] = [unitsOf(one), unitsOf(other)];
  const off = a.units * b.units - 10n ** BigInt(a.digits + b.digits);
  return 2n * (off < 0n ? -off : off) <= (a.units > b.units ? a.units : b.units);
};

/** A decimal as a whole number of units of its last digit: `0.80` is 80 hundredths. */
const unitsOf = (decimal: Decimal): { readonly units: bigint; readonly digits: number } => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { units: BigInt(whole + fraction), digits: fraction.length };
};
