import {
  allocate,
  type CurrencyCode,
  compareMoney,
  type Fraction,
  fraction,
  fractionOf,
  type Money,
  minorMoney,
  minorUnits,
  roundedTogether,
  share,
  sum,
  timesFraction,
  toMinorUnit,
  WHOLE,
  zero,
} from '@presales/kernel';
import type { DocumentDiscount } from '../values/conditions.ts';
import { type Rules, rulesOf, standardCalculation } from './calculation.ts';

/**
 * What a discount on the whole document takes off each line, as it is priced. In every currency each
 * line bears its exact share, one that takes off as well as one that costs: 10 % off leaves every
 * line at 90 %, and of an amount each bears what it is of the sum. The shares are rounded together by
 * largest remainder, so that they make the whole discount to the minor unit. An amount never takes
 * more than there is.
 *
 * In documents from before they said how they are counted, the lines above zero bear it alone.
 *
 * @throws AmountOutOfRange
 */
export const documentDiscounts = (
  amounts: readonly Money[],
  discount: DocumentDiscount | undefined,
  rules: Rules = rulesOf(standardCalculation),
): readonly Money[] => {
  const parts = amounts.map(({ currency }) => zero(currency));
  if (discount === undefined) return parts;
  for (const [currency, lines] of linesByCurrency(amounts)) {
    const own = lines.map(({ amount }) => amount);
    const shares =
      rules.discounted === 'every-line'
        ? offEveryLine(currency, own, discount, rules)
        : offLinesAboveZero(currency, own, discount);
    for (const [index, part] of shares.entries()) {
      const line = lines[index];
      if (line !== undefined) parts[line.index] = part;
    }
  }
  return parts;
};

const offEveryLine = (
  currency: CurrencyCode,
  amounts: readonly Money[],
  discount: DocumentDiscount,
  { rounding }: Rules,
): readonly Money[] => {
  const rate = partOff(currency, amounts, discount);
  return roundedTogether(
    amounts.map((amount) => timesFraction(minorUnits(amount), rate)),
    rounding,
  ).map((part) => minorMoney(part, currency));
};

/** What a discount takes off every line, of one. */
const partOff = (
  currency: CurrencyCode,
  amounts: readonly Money[],
  discount: DocumentDiscount,
): Fraction => {
  if (discount.kind === 'percent')
    return timesFraction(fractionOf(String(discount.rate)), fraction(1, WHOLE));
  const base = sum(currency, amounts);
  const off = amountOff(base, discount.amounts);
  return base.amount <= 0 ? fraction(0) : fraction(off.amount, base.amount);
};

/** The amount that is off one currency, no more than there is. */
const amountOff = (base: Money, amounts: readonly Money[]): Money => {
  const amount = amounts.find(({ currency }) => currency === base.currency);
  if (amount === undefined) return zero(base.currency);
  return compareMoney(amount, base) > 0 ? base : toMinorUnit(amount);
};

/** As discounts were handed out once: taken off the sum, and borne by the lines above zero. */
const offLinesAboveZero = (
  currency: CurrencyCode,
  amounts: readonly Money[],
  discount: DocumentDiscount,
): readonly Money[] => {
  const base = sum(currency, amounts);
  if (base.amount <= 0) return amounts.map(() => zero(currency));
  const off =
    discount.kind === 'percent' ? share(base, discount.rate) : amountOff(base, discount.amounts);
  return allocate(
    off,
    amounts.map(({ amount }) => Math.max(amount, 0)),
  );
};

const linesByCurrency = (amounts: readonly Money[]) => {
  const groups = new Map<CurrencyCode, { readonly index: number; readonly amount: Money }[]>();
  for (const [index, amount] of amounts.entries()) {
    const group = groups.get(amount.currency);
    if (group === undefined) groups.set(amount.currency, [{ index, amount }]);
    else group.push({ index, amount });
  }
  return groups;
};
