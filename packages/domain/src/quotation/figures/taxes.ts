import {
  apportioned,
  type CurrencyCode,
  decimalText,
  type Fraction,
  fraction,
  fractionOf,
  inverseOf,
  type Money,
  minorMoney,
  plus,
  roundedFraction,
  roundedTogether,
  scaled,
  sum,
  sumOfFractions,
  timesFraction,
} from '@presales/kernel';
import { shortestDecimal } from '../../shared/same-decimal.ts';
import type { Calculation } from '../values/calculation.ts';
import type { LineTax, LineTaxes } from '../values/tax.ts';
import type { TaxAmount } from '../vocabulary.ts';

/** An amount without its tax, the tax, and both together. */
export interface TaxedAmount {
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
}

/** An amount as priced, and the taxes on it. */
export interface Taxable {
  readonly amount: Money;
  readonly tax?: LineTaxes | undefined;
}

/** A taxed amount with each of its taxes. */
export interface WithTaxes extends TaxedAmount {
  readonly taxes: readonly TaxAmount[];
}

/** The rate of a tax in percent, as the shortest decimal: 887.5 basis points are `"8.875"`. */
export const percentOfTax = ({ rate }: LineTax): string => {
  if (typeof rate === 'string') return shortestDecimal(rate);
  const { amount, scale } = scaled(String(rate));
  return shortestDecimal(decimalText(amount, scale + 2));
};

/**
 * Splits amounts that include their tax, and adds the tax to those that do not.
 *
 * A tax that a price includes is rounded to the nearest minor unit, and a half goes to the net; what
 * is left is the net. A tax on top is the rate of the net, or of the net and the taxes before it as
 * they were rounded, rounded as the calculation says. Per rate, what is taxed alike in one currency
 * is added first, and the tax is handed to the lines by largest remainder.
 *
 * @throws AmountOutOfRange
 */
export const taxedTogether = (
  lines: readonly Taxable[],
  { tax: per, rounding }: Calculation,
): readonly WithTaxes[] => {
  if (per === 'per-line') return lines.flatMap((line) => taxedAlike([line], rounding));
  const done = new Map<number, WithTaxes>();
  for (const currency of new Set(lines.map(currencyOf))) {
    const own = [...lines.entries()].filter(([, line]) => currencyOf(line) === currency);
    const taxed = taxedAlike(
      own.map(([, line]) => line),
      rounding,
    );
    for (const [place, [index]] of own.entries()) {
      const line = taxed[place];
      if (line !== undefined) done.set(index, line);
    }
  }
  return lines.flatMap((_, index) => done.get(index) ?? []);
};

const currencyOf = ({ amount }: Taxable): CurrencyCode => amount.currency;

/** One tax of one line while it is counted, in minor units. */
interface Share {
  readonly line: number;
  /** What is taxed alike: the rate, the code, and the taxes that it is on top of. */
  readonly key: string;
  readonly tax: LineTax;
  readonly percent: string;
  readonly rate: Fraction;
  /** The taxes of the line that it is on top of. */
  readonly below: readonly Share[];
  /** What the tax is of one unit of net, with the taxes below it. */
  readonly ofNet: Fraction;
  amount: bigint;
}

const one = fraction(1);

const sharesOf = (tax: LineTaxes | undefined, line: number): readonly Share[] => {
  const taxes: readonly LineTax[] = tax === undefined ? [] : isSeveral(tax) ? tax : [tax];
  const shares: Share[] = [];
  for (const tax of taxes) {
    const percent = percentOfTax(tax);
    const rate = timesFraction(fractionOf(percent), fraction(1, 100));
    const below = tax.compound === true ? [...shares] : [];
    const base = sumOfFractions([one, ...below.map(({ ofNet }) => ofNet)]);
    const key = JSON.stringify([percent, tax.code, below.map(({ key }) => key)]);
    const ofNet = timesFraction(rate, base);
    shares.push({ line, key, tax, percent, rate, below, ofNet, amount: 0n });
  }
  return shares;
};

const isSeveral = (tax: LineTaxes): tax is readonly LineTax[] => Array.isArray(tax);

/** The lines of one currency, each group of what is taxed alike rounded once. */
const taxedAlike = (
  lines: readonly Taxable[],
  rounding: Calculation['rounding'],
): readonly WithTaxes[] => {
  const shares = lines.map(({ tax }, line) => sharesOf(tax, line));
  const amounts = lines.map(({ amount }) => BigInt(amount.amount));
  const groups = groupsOf(shares.flat());
  const nets = netsOf(amounts, shares, groups);
  // A tax on top of others comes after them.
  for (const group of [...groups].sort(byTaxesBelow)) addOnTop(group, nets, rounding);
  return lines.map(({ amount: { currency } }, line) =>
    withTaxes(nets[line] ?? 0n, shares[line] ?? [], currency),
  );
};

const groupsOf = (shares: readonly Share[]): readonly (readonly Share[])[] => {
  const groups = new Map<string, Share[]>();
  for (const share of shares) {
    const group = groups.get(share.key);
    if (group === undefined) groups.set(share.key, [share]);
    else group.push(share);
  }
  return [...groups.values()];
};

const byTaxesBelow = ([left]: readonly Share[], [right]: readonly Share[]): number =>
  (left?.below.length ?? 0) - (right?.below.length ?? 0);

/** Takes the taxes that prices include out of them; what is left are the nets. */
const netsOf = (
  amounts: readonly bigint[],
  shares: readonly (readonly Share[])[],
  groups: readonly (readonly Share[])[],
): readonly bigint[] => {
  const exact = amounts.map((amount, line) => {
    const included = (shares[line] ?? []).filter(({ tax }) => tax.included);
    const parts = sumOfFractions([one, ...included.map(({ ofNet }) => ofNet)]);
    return timesFraction(fraction(amount), inverseOf(parts));
  });
  for (const group of groups) {
    const included = group.filter(({ tax }) => tax.included);
    const taxes = included.map(({ line, ofNet }) => timesFraction(exact[line] ?? one, ofNet));
    for (const [index, amount] of roundedTogether(taxes, 'half-down').entries())
      give(included[index], amount);
  }
  return amounts.map((amount, line) =>
    (shares[line] ?? []).reduce((net, share) => net - share.amount, amount),
  );
};

/**
 * Adds a tax to the lines whose prices do not include it. With what the others include, it is the
 * rate of all that is taxed alike.
 */
const addOnTop = (
  group: readonly Share[],
  nets: readonly bigint[],
  rounding: Calculation['rounding'],
): void => {
  const onTop = group.filter(({ tax }) => !tax.included);
  if (onTop.length === 0) return;
  const taxOf = (share: Share) => timesFraction(fraction(baseOf(share, nets)), share.rate);
  const whole = roundedFraction(sumOfFractions(group.map(taxOf)), rounding);
  const included = group.reduce((total, { amount }) => total + amount, 0n);
  const parts = apportioned(whole - included, onTop.map(taxOf));
  for (const [index, amount] of parts.entries()) give(onTop[index], amount);
};

const give = (share: Share | undefined, amount: bigint): void => {
  if (share !== undefined) share.amount = amount;
};

const baseOf = ({ line, below }: Share, nets: readonly bigint[]): bigint =>
  below.reduce((base, { amount }) => base + amount, nets[line] ?? 0n);

const withTaxes = (net: bigint, shares: readonly Share[], currency: CurrencyCode): WithTaxes => {
  const taxes = shares.map(
    ({ tax: { code }, percent, below, amount }): TaxAmount => ({
      rate: percent,
      ...(code === undefined ? {} : { code }),
      ...(below.length === 0 ? {} : { compound: true }),
      taxable: minorMoney(
        below.reduce((base, other) => base + other.amount, net),
        currency,
      ),
      tax: minorMoney(amount, currency),
    }),
  );
  const tax = sum(
    currency,
    taxes.map(({ tax }) => tax),
  );
  const without = minorMoney(net, currency);
  return { net: without, tax, gross: plus(without, tax), taxes };
};

/**
 * What the taxes of one rate and name come to together, by rate, then by name: an order that does
 * not depend on that of the lines.
 *
 * @throws AmountOutOfRange
 */
export const taxesPerRate = (taxes: readonly TaxAmount[]): readonly TaxAmount[] => {
  const totals = new Map<string, TaxAmount>();
  for (const tax of taxes) {
    const key = JSON.stringify([tax.rate, tax.code, tax.compound]);
    const before = totals.get(key);
    totals.set(
      key,
      before === undefined
        ? tax
        : {
            ...tax,
            taxable: plus(before.taxable, tax.taxable),
            tax: plus(before.tax, tax.tax),
          },
    );
  }
  return [...totals]
    .sort(
      ([leftKey, left], [rightKey, right]) =>
        Number(left.rate) - Number(right.rate) || (leftKey < rightKey ? -1 : 1),
    )
    .map(([, total]) => total);
};
