import {
  type Fraction,
  fraction,
  fractionOf,
  type Money,
  minorMoney,
  minorUnits,
  minus,
  plusFraction,
  type RoundingMode,
  roundedFraction,
  timesExactly,
  timesFraction,
  WHOLE,
  zero,
} from '@presales/kernel';
import type { Calculation } from '../values/calculation.ts';
import type { QuotationLine } from '../values/line.ts';
import type { LineTaxes } from '../values/tax.ts';
import { type TaxedAmount, taxedTogether } from './taxes.ts';

/**
 * What a line would come to at its list price, or at its price where it was drawn from no list,
 * without discounts, as it is priced: with its tax where the price includes it.
 *
 * @throws AmountOutOfRange
 */
export const listOf = (
  { quantity, unitPrice, listPrice = unitPrice }: QuotationLine,
  rounding: RoundingMode = 'half-even',
): Money => timesExactly(listPrice, rounding, fractionOf(quantity));

/**
 * What a line comes to as it is priced: quantity times unit price, less its own discount, rounded to
 * the currency's minor unit once, at the end; half-even unless its document says otherwise.
 *
 * @throws AmountOutOfRange
 */
export const amountOf = (line: QuotationLine, rounding: RoundingMode = 'half-even'): Money =>
  minorMoney(roundedFraction(exactAmountOf(line), rounding), line.unitPrice.currency);

/** The same in minor units, before it is rounded. */
export const exactAmountOf = (line: QuotationLine): Fraction => {
  const { quantity, unitPrice, discount = 0, discountAmount } = line;
  const whole = timesFraction(minorUnits(unitPrice), fractionOf(quantity), leftBy(discount));
  if (discountAmount === undefined) return whole;
  // An amount comes off a line that takes off as a percentage does: it takes off less.
  const sign = fraction(whole.numerator < 0n ? 1 : -1);
  return plusFraction(whole, timesFraction(minorUnits(discountAmount), sign));
};

/** What a discount in basis points leaves, of one. */
const leftBy = (basisPoints: number): Fraction =>
  plusFraction(fraction(1), timesFraction(fractionOf(String(basisPoints)), fraction(-1, WHOLE)));

/**
 * Splits an amount that includes its tax, or adds the tax to one that does not; of several taxes,
 * each as it says. Net and tax make the gross to the minor unit.
 *
 * @throws AmountOutOfRange
 */
export const taxed = (
  amount: Money,
  tax?: LineTaxes,
  rounding: Calculation['rounding'] = 'half-even',
): TaxedAmount => {
  const untaxed: TaxedAmount = { net: amount, tax: zero(amount.currency), gross: amount };
  const [line = untaxed] = taxedTogether([{ amount, tax }], { tax: 'per-line', rounding });
  return { net: line.net, tax: line.tax, gross: line.gross };
};

/**
 * What a line comes to net of tax, before any discount on the whole document.
 *
 * @throws AmountOutOfRange
 */
export const netOf = (line: QuotationLine): Money => taxed(amountOf(line), line.tax).net;

/**
 * What a line costs us, in the currency of its price: quantity times unit cost, at the cost's own
 * rate where it has one, rounded once as the line's net is; undefined when unknown.
 *
 * @throws AmountOutOfRange
 */
export const costOf = (
  { quantity, unitPrice, unitCost }: QuotationLine,
  rounding: RoundingMode = 'half-even',
): Money | undefined =>
  unitCost &&
  timesExactly(
    // The rate says what one unit of the cost's currency is in the price's.
    { ...unitCost.amount, currency: unitPrice.currency },
    rounding,
    fractionOf(quantity),
    fractionOf(unitCost.rate ?? '1'),
  );

/**
 * What a line earns before any discount on the whole document: its net less its cost; undefined when
 * the cost is unknown, never the net.
 *
 * @throws AmountOutOfRange
 */
export const marginOf = (line: QuotationLine): Money | undefined => {
  const cost = costOf(line);
  return cost && minus(netOf(line), cost);
};
