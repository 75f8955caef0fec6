import type { FrozenRates } from '../../shared/frozen-rates.ts';
import { sameDecimal } from '../../shared/same-decimal.ts';
import type { QuotationRefusal } from '../refusals.ts';
import type { QuotationLine } from '../values/line.ts';

/**
 * Why lines cannot stand in one document, at its frozen rates where it has some: two rates are given
 * for one pair of currencies (B28), by the costs of two lines, or by a cost and the document.
 */
export const severalRates = (
  lines: readonly QuotationLine[],
  rates: FrozenRates | undefined,
): QuotationRefusal | undefined => {
  const known = new Map<string, string>(
    rates?.rates.map(({ currency, rate }) => [`${currency} ${rates.base}`, rate]),
  );
  for (const { unitPrice, unitCost } of lines) {
    if (unitCost?.rate === undefined) continue;
    const { currency } = unitCost.amount;
    const pair = `${currency} ${unitPrice.currency}`;
    const rate = known.get(pair) ?? unitCost.rate;
    if (!sameDecimal(rate, unitCost.rate))
      return { code: 'quotation/rates-contradictory', currency };
    known.set(pair, rate);
  }
  return undefined;
};
