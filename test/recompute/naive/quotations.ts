import type { Money } from '@presales/kernel';
import { grouped, type History, type Of, only } from './events.ts';
import { decimal, Fraction, sum } from './fraction.ts';
import { minorUnits } from './money.ts';

/** Where a half goes. */
type Half = 'half-even' | 'half-up' | 'half-down';

type Line = Of<'QuotationLineAdded'>['data']['line'];

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
  const off = discount?.kind === 'percent' ? discount.rate : 0;
  const left = [...lines.values()]
    .filter(({ lineId }) => !removed.includes(lineId))
    .sort((one, other) => (one.lineId < other.lineId ? -1 : 1));
  return [...grouped(left, ({ unitPrice }) => unitPrice.currency)]
    .map(([currency, own]) => ({ currency, ...totalOf(own, off, rules) }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
};

/** What the lines of one currency come to. */
const totalOf = (
  lines: readonly Line[],
  off: number,
  { tax: per, rounding }: { readonly tax: string; readonly rounding: Half },
) => {
  const before = lines.map((line) => {
    const whole = cents(line.unitPrice).times(decimal(line.quantity));
    const share = new Fraction(10_000 - (line.discount ?? 0), 10_000);
    return rounded(whole.times(share), rounding);
  });
  const discounts = together(
    before.map((amount) => new Fraction(amount).times(new Fraction(off, 10_000))),
    rounding,
  );
  const amounts = before.map((amount, place) => amount - (discounts[place] ?? 0n));
  const rates = lines.map(({ tax }) => (tax !== undefined && 'rate' in tax ? tax : undefined));
  const taxes = lines.map(() => 0n);
  const groups =
    per === 'per-line'
      ? lines.map((_, place) => [place])
      : [...grouped([...lines.keys()], (place) => JSON.stringify(rates[place])).values()];
  for (const places of groups) {
    const tax = rates[places[0] ?? 0];
    if (tax === undefined) continue;
    const rate = decimal(`${tax.rate}`).over(new Fraction(100));
    const parts = places.map((place) => {
      const amount = new Fraction(amounts[place] ?? 0n);
      const base = tax.included ? amount.over(rate.plus(new Fraction(1))) : amount;
      return base.times(rate);
    });
    together(parts, tax.included ? 'half-down' : rounding).forEach((amount, index) => {
      taxes[places[index] ?? 0] = amount;
    });
  }
  const nets = amounts.map((amount, place) =>
    rates[place]?.included ? amount - (taxes[place] ?? 0n) : amount,
  );
  const costs = lines.map(({ unitCost, quantity }) =>
    unitCost === undefined
      ? undefined
      : rounded(cents(unitCost.amount).times(decimal(quantity)), rounding),
  );
  const net = total(nets);
  const unknown = total(nets.filter((_, place) => costs[place] === undefined));
  const [least, most] = net < 0n ? [net, 0n] : [0n, net];
  return {
    net: Number(net),
    tax: Number(total(taxes)),
    gross: Number(net + total(taxes)),
    margin: Number(
      total(
        nets.map((one, place) => (costs[place] === undefined ? 0n : one - (costs[place] ?? 0n))),
      ),
    ),
    unknown: Number(unknown > most ? most : unknown < least ? least : unknown),
  };
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
const together = (fractions: readonly Fraction[], half: Half): readonly bigint[] => {
  const parts = fractions.map((exact, place) => {
    const cut = exact.above < 0n ? -Fraction.zero.minus(exact).floor() : exact.floor();
    return { place, cut, rest: exact.minus(new Fraction(cut)) };
  });
  const left = rounded(sum(fractions), half) - total(parts.map(({ cut }) => cut));
  const sign = left < 0n ? -1n : 1n;
  const served = [...parts]
    .sort((one, other) => Number(sign) * other.rest.compare(one.rest) || one.place - other.place)
    .slice(0, Number(left * sign))
    .map(({ place }) => place);
  return parts.map(({ place, cut }) => cut + (served.includes(place) ? sign : 0n));
};
