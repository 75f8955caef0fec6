import type { Money } from '@presales/kernel';
import { grouped, type History, type Of, only } from './events.ts';
import { decimal, Fraction, sum } from './fraction.ts';
import { minorUnits } from './money.ts';

/** Where a half goes. */
type Half = 'half-even' | 'half-up' | 'half-down';

export type Line = Of<'QuotationLineAdded'>['data']['line'];
export type Discount = NonNullable<Of<'QuotationDiscountSet'>['data']['discount']>;

/** What the draft of a quotation comes to by currency, as far as it is recomputed (B31, B32, B34). */
export const quotationOf = ({ happened }: History, quotationId: string) => {
  const events = happened.filter(
    ({ data }) => 'quotationId' in data && data.quotationId === quotationId,
  );
  const rules = only(events, 'QuotationDrafted')[0]?.data.calculation ?? {
    tax: 'per-line',
    rounding: 'half-even',
  };
  const removed = only(events, 'QuotationLineRemoved').map(({ data }) => data.lineId);
  const lines = new Map<string, Line>();
  for (const { data } of only(events, 'QuotationLineAdded', 'QuotationLineChanged'))
    lines.set(data.line.lineId, data.line);
  const discount = only(events, 'QuotationDiscountSet').at(-1)?.data.discount;
  const left = [...lines.values()]
    .filter(({ lineId }) => !removed.includes(lineId))
    .sort((one, other) => (one.lineId < other.lineId ? -1 : 1));
  return [...grouped(left, ({ unitPrice }) => unitPrice.currency)]
    .map(([currency, own]) => ({ currency, ...totalOf(currency, own, discount, rules) }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
};

/** A line, and what the discount on the whole document takes off it. */
export interface Discounted {
  readonly line: Line;
  readonly off: bigint;
}

/** How a document is counted. */
export interface Calculated {
  readonly tax: string;
  readonly rounding: Half;
}

/** Lines of one currency, with what the discount on the document takes off each. */
export const discounted = (
  currency: string,
  lines: readonly Line[],
  discount: Discount | undefined,
  { rounding }: Calculated,
): readonly Discounted[] => {
  const before = lines.map((line) => amountOf(line, rounding));
  const off = partOff(currency, total(before), discount);
  const discounts = together(
    before.map((amount) => new Fraction(amount).times(off)),
    rounding,
  );
  return lines.map((line, place) => ({ line, off: discounts[place] ?? 0n }));
};

/** What lines of one currency come to, taxed together; a cost is absent where nobody knows it. */
export const priced = (lines: readonly Discounted[], { tax, rounding }: Calculated) => {
  const amounts = lines.map(({ line, off }) => amountOf(line, rounding) - off);
  const { nets, taxes } = taxed(
    amounts,
    lines.map(({ line }) => line),
    tax,
    rounding,
  );
  const costs = lines.map(({ line: { unitCost, quantity } }) =>
    unitCost === undefined
      ? undefined
      : rounded(cents(unitCost.amount).times(decimal(quantity)), rounding),
  );
  return { nets, taxes, costs };
};

/** A line after its own discount. */
const amountOf = (line: Line, rounding: Half): bigint => {
  const whole = cents(line.unitPrice).times(decimal(line.quantity));
  const share = new Fraction(10_000 - (line.discount ?? 0), 10_000);
  const off = new Fraction(line.discountAmount === undefined ? 0 : minorUnits(line.discountAmount));
  // A line that takes off takes off less by its discount.
  const sign = whole.above < 0n ? 1n : -1n;
  return rounded(whole.times(share).plus(off.times(new Fraction(sign))), rounding);
};

/** What the lines of one currency come to. */
const totalOf = (
  currency: string,
  lines: readonly Line[],
  discount: Discount | undefined,
  rules: Calculated,
) => {
  const { nets, taxes, costs } = priced(discounted(currency, lines, discount, rules), rules);
  const net = total(nets);
  const unknown = total(nets.filter((_, place) => costs[place] === undefined));
  const [least, most] = net < 0n ? [net, 0n] : [0n, net];
  return {
    net: Number(net),
    tax: Number(taxes),
    gross: Number(net + taxes),
    margin: Number(
      total(
        nets.map((one, place) => (costs[place] === undefined ? 0n : one - (costs[place] ?? 0n))),
      ),
    ),
    unknown: Number(unknown > most ? most : unknown < least ? least : unknown),
  };
};

/** What a discount on the document takes off each minor unit of it. */
const partOff = (currency: string, whole: bigint, discount: Discount | undefined): Fraction => {
  if (discount === undefined) return Fraction.zero;
  if (discount.kind === 'percent') return decimal(`${discount.rate}`).over(new Fraction(10_000));
  const named = discount.amounts.find((amount) => amount.currency === currency);
  if (named === undefined || whole <= 0n) return Fraction.zero;
  const amount = BigInt(minorUnits(named));
  return new Fraction(amount > whole ? whole : amount, whole);
};

/** One tax of one line. */
interface Tax {
  readonly place: number;
  /** What else is this tax: its rate and name, and what it stands on. */
  readonly name: string;
  readonly included: boolean;
  readonly rate: Fraction;
  /** The taxes before it, where it is on them as well. */
  readonly on: readonly Tax[];
  /** What it is of the net, exactly. */
  readonly ofNet: Fraction;
  amount: bigint;
}

/** The nets of some lines, and the taxes on all of them. */
const taxed = (amounts: readonly bigint[], lines: readonly Line[], per: string, half: Half) => {
  const ofLines = lines.map((line, place) => taxesOf(line, place));
  const groups = [
    ...grouped(ofLines.flat(), ({ name, place }) =>
      per === 'per-line' ? `${place} ${name}` : name,
    ).values(),
  ];
  // What prices include is taken out of them first: what is left is the net.
  for (const group of groups) {
    const included = group.filter((tax) => tax.included);
    const exact = included.map(({ place, ofNet }) => {
      const all = (ofLines[place] ?? []).filter((tax) => tax.included).map((tax) => tax.ofNet);
      return new Fraction(amounts[place] ?? 0n).over(sum([one, ...all])).times(ofNet);
    });
    together(exact, 'half-down').forEach((amount, index) => {
      give(included[index], amount);
    });
  }
  const nets = amounts.map((amount, place) => amount - taken(ofLines[place] ?? []));
  // A tax on other taxes is reckoned once these are.
  for (const group of [...groups].sort(([one], [other]) => depth(one) - depth(other))) {
    const onTop = group.filter((tax) => !tax.included);
    if (onTop.length === 0) continue;
    const exactly = ({ place, on, rate }: Tax) =>
      new Fraction((nets[place] ?? 0n) + taken(on)).times(rate);
    const whole = rounded(sum(group.map(exactly)), half);
    handedOut(whole - taken(group), onTop.map(exactly)).forEach((amount, index) => {
      give(onTop[index], amount);
    });
  }
  return { nets, taxes: taken(ofLines.flat()) };
};

const one = new Fraction(1);

const depth = (tax: Tax | undefined): number => tax?.on.length ?? 0;

const taken = (taxes: readonly Tax[]): bigint => total(taxes.map(({ amount }) => amount));

const give = (tax: Tax | undefined, amount: bigint): void => {
  if (tax !== undefined) tax.amount = amount;
};

const taxesOf = ({ tax: said = [] }: Line, place: number): readonly Tax[] => {
  const taxes: Tax[] = [];
  for (const tax of [said].flat()) {
    const points = decimal(`${tax.rate}`);
    const rate = points.over(new Fraction(typeof tax.rate === 'string' ? 100 : 10_000));
    const on = tax.compound === true ? [...taxes] : [];
    const ofNet = rate.times(sum([one, ...on.map((below) => below.ofNet)]));
    const name = `${rate.above}/${rate.below} ${tax.code} on (${on.map((below) => below.name)})`;
    taxes.push({ place, name, included: tax.included, rate, on, ofNet, amount: 0n });
  }
  return taxes;
};

const total = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((left, right) => left + right, 0n);

/** An amount in minor units, which a unit price may be finer than. */
const cents = (amount: Money): Fraction =>
  amount.scale === 2
    ? new Fraction(minorUnits(amount))
    : new Fraction(BigInt(amount.amount) * 100n, 10n ** BigInt(amount.scale));

const rounded = (exact: Fraction, half: Half): bigint => {
  if (half === 'half-even') return exact.roundedToEven();
  if (half === 'half-up') return exact.rounded();
  if (exact.above < 0n) return -rounded(Fraction.zero.minus(exact), half);
  const floor = exact.floor();
  return exact.minus(new Fraction(floor)).compare(new Fraction(1, 2)) > 0 ? floor + 1n : floor;
};

/** Fractions as whole numbers that make their rounded sum: the largest remainders are served. */
const together = (fractions: readonly Fraction[], half: Half): readonly bigint[] =>
  handedOut(rounded(sum(fractions), half), fractions);

/** A whole number in parts that stand near some fractions. */
export const handedOut = (whole: bigint, fractions: readonly Fraction[]): readonly bigint[] => {
  const parts = fractions.map((exact, place) => {
    const cut = exact.above < 0n ? -Fraction.zero.minus(exact).floor() : exact.floor();
    return { place, cut, rest: exact.minus(new Fraction(cut)) };
  });
  const left = whole - total(parts.map(({ cut }) => cut));
  const sign = left < 0n ? -1n : 1n;
  const turns = [...parts]
    .sort((one, other) => Number(sign) * other.rest.compare(one.rest) || one.place - other.place)
    .map(({ place }) => place);
  // Where more is left than there are parts, they have several turns.
  const served = Array.from(
    { length: Number(left * sign) },
    (_, turn) => turns[turn % turns.length],
  );
  return parts.map(
    ({ place, cut }) => cut + sign * BigInt(served.filter((one) => one === place).length),
  );
};
