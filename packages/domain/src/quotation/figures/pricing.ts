import { type CurrencyCode, type Money, minus, plus, zero } from '@presales/kernel';
import type { DealValue } from '../../shared/deal-value.ts';
import type { QuotationTerms } from '../state.ts';
import type { DocumentDiscount, TotalRounding } from '../values/conditions.ts';
import type { QuotationLine } from '../values/line.ts';
import type { DocumentTotal } from '../vocabulary.ts';
import { amountOf, costOf, type TaxedAmount, taxed } from './amounts.ts';
import { documentDiscounts } from './document-discount.ts';
import { roundTotal } from './rounding.ts';
import { countingLines } from './terms.ts';

/** A line with all that it comes to, after its share of the discount on the whole document. */
export interface PricedLine extends TaxedAmount {
  readonly line: QuotationLine;
  /** What the document's discount takes off it, as priced. */
  readonly documentDiscount: Money;
  /** After both discounts, as priced. */
  readonly amount: Money;
  /** Undefined when unknown, as is the margin. */
  readonly cost: Money | undefined;
  readonly margin: Money | undefined;
}

/**
 * A line with all that it comes to, after its share of the document's discount. @throws
 * AmountOutOfRange
 */
export const priceLine = (line: QuotationLine, documentDiscount: Money): PricedLine => {
  const amount = minus(amountOf(line), documentDiscount);
  const parts = taxed(amount, line.tax);
  const cost = costOf(line);
  const margin = cost && minus(parts.net, cost);
  return { line, documentDiscount, amount, ...parts, cost, margin };
};

/**
 * Every line with its share of the discount on the whole document taken off before its margin is
 * counted (S58, S65).
 *
 * @throws AmountOutOfRange
 */
export const priced = (
  lines: readonly QuotationLine[],
  discount?: DocumentDiscount,
): readonly PricedLine[] => {
  const discounts = documentDiscounts(lines.map(amountOf), discount);
  return lines.map((line, index) =>
    priceLine(line, discounts[index] ?? zero(line.unitPrice.currency)),
  );
};

/** The lines in the total with all that they come to. @throws AmountOutOfRange */
export const pricedTerms = (terms: QuotationTerms): readonly PricedLine[] =>
  priced(countingLines(terms), terms.discount);

/**
 * What lines come to in each currency, in the order in which currencies first appear. Every line is
 * rounded before it is added (S64).
 *
 * @throws AmountOutOfRange
 */
export const subtotalsOf = (
  lines: readonly QuotationLine[],
  discount?: DocumentDiscount,
): readonly DealValue[] => subtotalsOfPriced(priced(lines, discount));

/** The subtotals of lines that are priced already. @throws AmountOutOfRange */
export const subtotalsOfPriced = (lines: readonly PricedLine[]): readonly DealValue[] =>
  perCurrency(lines, worthNothing, (before: DealValue, { net, margin }) => ({
    net: plus(before.net, net),
    margin: margin ? plus(before.margin, margin) : before.margin,
    netOfUnknownCost: margin ? before.netOfUnknownCost : plus(before.netOfUnknownCost, net),
  }));

/**
 * What the customer is to pay in each currency: net, tax, both, and both as rounded by the rule for
 * the currency.
 *
 * @throws AmountOutOfRange
 */
export const totalsOf = (
  lines: readonly PricedLine[],
  rounding: readonly TotalRounding[] = [],
): readonly DocumentTotal[] =>
  perCurrency(lines, untaxed, (before: TaxedAmount, { net, tax, gross }) => ({
    net: plus(before.net, net),
    tax: plus(before.tax, tax),
    gross: plus(before.gross, gross),
  })).map((total) => ({
    ...total,
    ...roundTotal(
      total.gross,
      rounding.find(({ currency }) => currency === total.gross.currency),
    ),
  }));

/** Adds priced lines up currency by currency, in the order in which currencies first appear. */
export const perCurrency = <Total>(
  lines: readonly PricedLine[],
  nothing: (currency: CurrencyCode) => Total,
  add: (before: Total, line: PricedLine) => Total,
): readonly Total[] => {
  const totals = new Map<CurrencyCode, Total>();
  for (const line of lines) {
    const { currency } = line.net;
    totals.set(currency, add(totals.get(currency) ?? nothing(currency), line));
  }
  return [...totals.values()];
};

/** A deal of no worth, in a currency. */
const worthNothing = (currency: CurrencyCode): DealValue => {
  const none = zero(currency);
  return { net: none, margin: none, netOfUnknownCost: none };
};

const untaxed = (currency: CurrencyCode): TaxedAmount => {
  const none = zero(currency);
  return { net: none, tax: none, gross: none };
};
