import {
  type CurrencyCode,
  compareMoney,
  fraction,
  fractionOf,
  inverseOf,
  type Money,
  minorUnits,
  plus,
  plusFraction,
  timesFraction,
  WHOLE,
  zero,
} from '@presales/kernel';
import type { DealValue } from '../../shared/deal-value.ts';
import type { QuotationTerms } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';
import type { ApprovalPolicy, ApprovalRule, Measured } from '../values/policies.ts';
import { exactAmountOf, listOf } from './amounts.ts';
import { rulesOf } from './calculation.ts';
import { perCurrency, pricedTerms, subtotalsOfPriced } from './pricing.ts';
import { allLines } from './terms.ts';

/** What one currency of a draft comes to, as a policy looks at it. */
type CurrencyMeasure = Measured['currencies'][number];

/**
 * What a policy looks at. The discount of a line is looked at in everything that is offered, also in
 * alternatives and options that are not in the total: the customer may take them as they are. All
 * else is of the lines in the total. The average discount counts the document's
 * discount too, and a line with a negative amount as a discount.
 *
 * @throws AmountOutOfRange
 */
export const measure = (terms: QuotationTerms): Measured => {
  const lines = pricedTerms(terms);
  const { rounding } = rulesOf(terms.calculation);
  const subtotals = subtotalsOfPriced(lines);
  const amounts = perCurrency(lines, nothing, (before: Amounts, { line, amount }) => {
    const list = listOf(line, rounding);
    return {
      list: list.amount > 0 ? plus(before.list, list) : before.list,
      offered: plus(before.offered, amount),
    };
  });
  return {
    lineDiscount: allLines(terms).reduce((most, line) => Math.max(most, offList(line)), 0),
    linesOfUnknownCost: lines.filter(({ cost }) => cost === undefined).length,
    currencies: subtotals.flatMap((value) =>
      amounts
        .filter(({ list }) => list.currency === value.net.currency)
        .map((amount) => ({ ...amount, value })),
    ),
  };
};

/**
 * The part of its list price that a line's price and own discount take off, in basis points from
 * nothing to all of it. It is rounded up, so that nothing beyond a limit passes as within it.
 */
const offList = (line: QuotationLine): number => {
  const { quantity, unitPrice, listPrice = unitPrice } = line;
  const priced = timesFraction(minorUnits(unitPrice), fractionOf(quantity));
  const listed = timesFraction(minorUnits(listPrice), fractionOf(quantity));
  // Of what is listed at nothing, or takes off, only the discount can be said.
  const whole = listed.numerator > 0n ? listed : priced;
  if (whole.numerator === 0n) return Math.ceil(line.discount ?? 0);
  const left = timesFraction(exactAmountOf(line), inverseOf(whole));
  const { numerator, denominator } = timesFraction(
    plusFraction(fraction(1), timesFraction(left, fraction(-1))),
    fraction(WHOLE),
  );
  const rate = Number((numerator + denominator - 1n) / denominator);
  return Math.min(Math.max(rate, 0), WHOLE);
};

type Amounts = Pick<CurrencyMeasure, 'list' | 'offered'>;

const nothing = (currency: CurrencyCode): Amounts => ({
  list: zero(currency),
  offered: zero(currency),
});

/** The rules of a policy that a draft goes beyond. */
export const rulesBeyond = (
  policy: ApprovalPolicy,
  measured: Measured,
): readonly ApprovalRule[] => {
  const { maxLineDiscount, maxAverageDiscount, minMargin, maxTotal } = policy;
  const { lineDiscount, linesOfUnknownCost, currencies, total } = measured;
  const rules: Readonly<Record<ApprovalRule, boolean>> = {
    'line-discount': maxLineDiscount !== undefined && lineDiscount > maxLineDiscount,
    'average-discount':
      maxAverageDiscount !== undefined &&
      currencies.some((currency) => isDiscountedBeyond(currency, maxAverageDiscount)),
    margin:
      minMargin !== undefined && currencies.some(({ value }) => isMarginBelow(value, minMargin)),
    'unknown-cost': minMargin !== undefined && linesOfUnknownCost > 0,
    total: maxTotal !== undefined && total !== undefined && compareMoney(total, maxTotal) > 0,
  };
  return ruleNames.filter((rule) => rules[rule]);
};

const ruleNames: readonly ApprovalRule[] = [
  'line-discount',
  'average-discount',
  'margin',
  'unknown-cost',
  'total',
];

const isDiscountedBeyond = (currency: CurrencyMeasure, limit: number): boolean => {
  const { off, list } = discountOf(currency);
  return off * 10_000n > BigInt(limit) * list;
};

const isMarginBelow = (value: DealValue, limit: number): boolean =>
  BigInt(value.margin.amount) * 10_000n < BigInt(limit) * knownNet(value);

const discountOf = ({ list, offered }: CurrencyMeasure) => ({
  off: BigInt(list.amount) - BigInt(offered.amount),
  list: BigInt(list.amount),
});

/** The net of the lines whose cost is known: what the margin is a part of. */
const knownNet = ({ net, netOfUnknownCost }: DealValue): bigint =>
  BigInt(net.amount) - BigInt(netOfUnknownCost.amount);

/**
 * Whether a draft is worse than what was approved, by the rules of the policy that it goes beyond:
 * then it is approved anew. A currency is compared with itself; one that was not there when the
 * draft was approved is worse.
 */
export const isWorse = (policy: ApprovalPolicy, now: Measured, approved: Measured): boolean =>
  rulesBeyond(policy, now).some((rule) => isWorseBy(rule, policy, now, approved));

const isWorseBy = (
  rule: ApprovalRule,
  { maxAverageDiscount = 0, minMargin = 0 }: ApprovalPolicy,
  now: Measured,
  approved: Measured,
): boolean => {
  switch (rule) {
    case 'line-discount':
      return now.lineDiscount > approved.lineDiscount;
    case 'average-discount':
      return now.currencies
        .filter((currency) => isDiscountedBeyond(currency, maxAverageDiscount))
        .some(comparedWith(approved, hasMoreOff));
    case 'margin':
      return now.currencies
        .filter(({ value }) => isMarginBelow(value, minMargin))
        .some(comparedWith(approved, earnsLess));
    case 'unknown-cost':
      return (
        now.linesOfUnknownCost > approved.linesOfUnknownCost ||
        now.currencies.some(comparedWith(approved, hasMoreOfUnknownCost))
      );
    case 'total':
      return isTotalMore(now.total, approved.total);
  }
};

/** Compares a currency with itself as it was approved. */
const comparedWith =
  (
    approved: Measured,
    isWorseThan: (currency: CurrencyMeasure, before: CurrencyMeasure) => boolean,
  ) =>
  (currency: CurrencyMeasure): boolean => {
    const before = approved.currencies.find(({ list }) => list.currency === currency.list.currency);
    return before === undefined || isWorseThan(currency, before);
  };

const hasMoreOff = (now: CurrencyMeasure, before: CurrencyMeasure): boolean => {
  const [one, other] = [discountOf(now), discountOf(before)];
  // Where nothing has a price above zero there is no share to compare, only what is taken off.
  return one.list === 0n || other.list === 0n
    ? one.off > other.off
    : one.off * other.list > other.off * one.list;
};

const earnsLess = (
  { value: now }: CurrencyMeasure,
  { value: before }: CurrencyMeasure,
): boolean => {
  const [net, netBefore] = [knownNet(now), knownNet(before)];
  const [margin, marginBefore] = [BigInt(now.margin.amount), BigInt(before.margin.amount)];
  // A net of nothing or less has no percentage: the amounts themselves are compared.
  return net <= 0n || netBefore <= 0n
    ? margin < marginBefore
    : margin * netBefore < marginBefore * net;
};

const hasMoreOfUnknownCost = (
  { value: now }: CurrencyMeasure,
  { value: before }: CurrencyMeasure,
): boolean => compareMoney(now.netOfUnknownCost, before.netOfUnknownCost) > 0;

const isTotalMore = (now: Money | undefined, before: Money | undefined): boolean =>
  now !== undefined &&
  (before === undefined || now.currency !== before.currency || compareMoney(now, before) > 0);
