import { type CurrencyCode, type Money, minus, plus, zero } from '@presales/kernel';
import { type DealValue, withinNet, worthless } from '../../shared/deal-value.ts';
import type { QuotationTerms } from '../state.ts';
import type { DocumentDiscount, TotalRounding } from '../values/conditions.ts';
import type { QuotationLine } from '../values/line.ts';
import type { DocumentTotal } from '../vocabulary.ts';
import { amountOf, costOf } from './amounts.ts';
import { type Rules, rulesOf, standardCalculation } from './calculation.ts';
import { documentDiscounts } from './document-discount.ts';
import { roundTotal } from './rounding.ts';
import { type TaxedAmount, taxedTogether, taxesPerRate, type WithTaxes } from './taxes.ts';
import { countingLines } from './terms.ts';

/** A line with all that it comes to, after its share of the discount on the whole document. */
export interface PricedLine extends WithTaxes {
  readonly line: QuotationLine;
  /** What the document's discount takes off it, as priced. */
  readonly documentDiscount: Money;
  /** After both discounts, as priced. */
  readonly amount: Money;
  /** Undefined when unknown, as is the margin. */
  readonly cost: Money | undefined;
  readonly margin: Money | undefined;
}

/** A line and its share of the document's discount, as priced. */
export type DiscountedLine = Pick<PricedLine, 'line' | 'documentDiscount'>;

/**
 * Lines with all that they come to. They are taxed together, as a document's are.
 *
 * @throws AmountOutOfRange
 */
export const priceLines = (
  lines: readonly DiscountedLine[],
  rules: Rules = rulesOf(standardCalculation),
): readonly PricedLine[] =>
  orderedById(
    lines,
    ({ line }) => line.lineId,
    rules,
    (ordered) => {
      const amounts = ordered.map(({ line, documentDiscount }) => ({
        amount: minus(amountOf(line, rules.rounding), documentDiscount),
        tax: line.tax,
      }));
      const taxed = taxedTogether(amounts, rules);
      return ordered.flatMap(({ line, documentDiscount }, index) => {
        const [amount, parts] = [amounts[index]?.amount, taxed[index]];
        if (amount === undefined || parts === undefined) return [];
        const cost = costOf(line, rules.rounding);
        const margin = cost && minus(parts.net, cost);
        return [{ line, documentDiscount, amount, ...parts, cost, margin }];
      });
    },
  );

/**
 * Every line with its share of the discount on the whole document taken off before its margin is
 * counted (S58, S65). Of lines with equal claims to a spare minor unit it goes to the one whose id
 * comes first, so that no total depends on the order in which lines were added.
 *
 * @throws AmountOutOfRange
 */
export const priced = (
  lines: readonly QuotationLine[],
  discount?: DocumentDiscount,
  rules: Rules = rulesOf(standardCalculation),
): readonly PricedLine[] => {
  const discounts = orderedById(
    lines,
    ({ lineId }) => lineId,
    rules,
    (ordered) =>
      documentDiscounts(
        ordered.map((line) => amountOf(line, rules.rounding)),
        discount,
        rules,
      ),
  );
  return priceLines(
    lines.map((line, index) => ({
      line,
      documentDiscount: discounts[index] ?? zero(line.unitPrice.currency),
    })),
    rules,
  );
};

/**
 * What is computed from lines in the order of their ids, in the order in which they were given. The
 * lines of documents from before stay in the order in which they were added.
 */
const orderedById = <Line, Result>(
  lines: readonly Line[],
  idOf: (line: Line) => string,
  { discounted }: Rules,
  compute: (ordered: readonly Line[]) => readonly Result[],
): readonly Result[] => {
  if (discounted === 'lines-above-zero') return compute(lines);
  const order = [...lines.entries()].sort(([one, left], [other, right]) => {
    const [leftId, rightId] = [idOf(left), idOf(right)];
    return leftId === rightId ? one - other : leftId < rightId ? -1 : 1;
  });
  const results = compute(order.map(([, line]) => line));
  const placed = new Map(order.map(([index], place) => [index, results[place]]));
  return lines.flatMap((_, index) => placed.get(index) ?? []);
};

/** The lines in the total with all that they come to. @throws AmountOutOfRange */
export const pricedTerms = (terms: QuotationTerms): readonly PricedLine[] =>
  priced(countingLines(terms), terms.discount, rulesOf(terms.calculation));

/**
 * What lines come to in each currency, in the order in which currencies first appear. Every line is
 * rounded before it is added (S64).
 *
 * @throws AmountOutOfRange
 */
export const subtotalsOf = (
  lines: readonly QuotationLine[],
  discount?: DocumentDiscount,
  rules?: Rules,
): readonly DealValue[] => subtotalsOfPriced(priced(lines, discount, rules));

/** The subtotals of lines that are priced already. @throws AmountOutOfRange */
export const subtotalsOfPriced = (lines: readonly PricedLine[]): readonly DealValue[] =>
  perCurrency(lines, worthless, (before: DealValue, { net, margin }) => ({
    net: plus(before.net, net),
    margin: margin ? plus(before.margin, margin) : before.margin,
    netOfUnknownCost: margin ? before.netOfUnknownCost : plus(before.netOfUnknownCost, net),
  })).map(withinNet);

/**
 * What the customer is to pay in each currency: net, tax (in all and per rate), both, and both as
 * rounded by the rule for the currency.
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
  })).map((total) => {
    const { currency } = total.net;
    const taxes = lines.flatMap((line) => (line.net.currency === currency ? line.taxes : []));
    return {
      ...total,
      ...(taxes.length === 0 ? {} : { taxes: taxesPerRate(taxes) }),
      ...roundTotal(
        total.gross,
        rounding.find((rule) => rule.currency === currency),
      ),
    };
  });

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

const untaxed = (currency: CurrencyCode): TaxedAmount => {
  const none = zero(currency);
  return { net: none, tax: none, gross: none };
};
