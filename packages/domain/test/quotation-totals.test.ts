import type { FrozenRates } from '@presales/domain';
import {
  costOf,
  inBase,
  QuotationLine as LineSchema,
  marginOf,
  missingRates,
  netOf,
  percentages,
  type QuotationLine,
  RateMissing,
  subtotalsOf,
} from '@presales/domain/quotation';
import { type Money, majorUnits, money, parseMoney, sum } from '@presales/kernel';
import { fitting } from '@presales/testing';
import fc from 'fast-check';

const line = (
  quantity: string,
  price: string,
  currency = 'EUR',
  { discount, cost }: { readonly discount?: number; readonly cost?: string } = {},
): QuotationLine => ({
  lineId: '1',
  description: 'Chair',
  quantity,
  unitPrice: parseMoney(price, currency),
  ...(discount === undefined ? {} : { discount }),
  ...(cost === undefined
    ? {}
    : { unitCost: { amount: parseMoney(cost, currency), source: 'accounting' } }),
});

const amounts = (money: Money | undefined): string | undefined => money && majorUnits(money);

describe('the net of a line', () => {
  it.each([
    ['6 × 12.3 = 73.8 (ERPNext golden)', line('6', '12.3'), '73.80'],
    ['a quantity of an eighth', line('0.125', '10.00'), '1.25'],
    ['half a cent goes to the even cent, down', line('0.125', '1.00'), '0.12'],
    ['half a cent goes to the even cent, up', line('0.375', '1.00'), '0.38'],
    ['a fine unit price', line('1000', '0.0125'), '12.50'],
    ['yen have no minor unit', line('0.5', '5', 'JPY'), '2'],
    ['yen round half to even', line('0.5', '7', 'JPY'), '4'],
    ['dinars have three places', line('3', '1.0005', 'BHD'), '3.002'],
    ['a discount of 7.5 %', line('10', '19.99', 'EUR', { discount: 750 }), '184.91'],
    ['a discount of everything', line('10', '19.99', 'EUR', { discount: 10_000 }), '0.00'],
    ['a discount of nothing', line('10', '19.99', 'EUR', { discount: 0 }), '199.90'],
    ['a price of nothing', line('10', '0'), '0.00'],
    ['a line that takes off', line('2', '-50.00'), '-100.00'],
    ['a line that takes off rounds half to even too', line('0.125', '-1.00'), '-0.12'],
  ])('%s', (_, line, net) => {
    expect(amounts(netOf(line))).toBe(net);
  });

  it('is rounded once: 0.25 × 0.10 less 40 % is 0.015, so 0.02', () => {
    // Rounded before the discount too it would be 0.02 less 40 %, so 0.01.
    expect(amounts(netOf(line('0.25', '0.10', 'EUR', { discount: 4_000 })))).toBe('0.02');
  });
});

describe('the margin of lines', () => {
  /** Odoo's golden figures for margins, by way of the domain notes. */
  const margins = (lines: readonly QuotationLine[]) => {
    const [subtotal] = subtotalsOf(lines);
    if (subtotal === undefined) throw new Error('no lines, no margin');
    return [majorUnits(subtotal.margin), percentages(subtotal.net, subtotal.margin).margin];
  };
  const sold = line('10', '1000', 'USD', { cost: '700' });

  it('is 6,000 or 30 % for 2 × 10 at 1,000 that cost 700 (S58, S65, Odoo)', () =>
    expect(margins([sold, sold])).toEqual(['6000.00', '30.00']));

  it('is 5,000 or 25 % when one of them cost 800 (S65, Odoo)', () =>
    expect(margins([sold, line('10', '1000', 'USD', { cost: '800' })])).toEqual([
      '5000.00',
      '25.00',
    ]));

  it('is −20 or −100 % for 20 that cost 40 (S65, Odoo)', () =>
    expect(margins([line('1', '20', 'USD', { cost: '40' })])).toEqual(['-20.00', '-100.00']));

  it('has no percentage on a net below zero, where its sign would say the opposite (Odoo)', () =>
    expect(
      margins([line('1', '20', 'USD', { cost: '40' }), line('1', '-100', 'USD', { cost: '0' })]),
    ).toEqual(['-120.00', undefined]));

  it('is 18.75 % as a markup on a cost of 1,500 sold at 1,781.25, and less on the price (S65, ERPNext)', () =>
    expect(percentages(parseMoney('1781.25', 'USD'), parseMoney('281.25', 'USD'))).toEqual({
      markup: '18.75',
      margin: '15.79',
    }));

  it('has no percentage of nothing', () => {
    expect(percentages(money(0, 'EUR'), money(0, 'EUR'))).toEqual({
      margin: undefined,
      markup: undefined,
    });
    expect(percentages(money(5_00, 'EUR'), money(5_00, 'EUR'))).toEqual({
      margin: '100.00',
      markup: undefined,
    });
  });

  it('is unknown when the cost is unknown, never the price (B2)', () => {
    expect(costOf(line('2', '10'))).toBeUndefined();
    expect(marginOf(line('2', '10'))).toBeUndefined();
  });

  it('is the whole net when the cost is known to be nothing', () =>
    expect(amounts(marginOf(line('2', '10', 'EUR', { cost: '0' })))).toBe('20.00'));

  it('takes the full cost off a discounted net', () =>
    expect(amounts(marginOf(line('2', '10', 'EUR', { cost: '6', discount: 5_000 })))).toBe(
      '-2.00',
    ));

  it('rounds the cost as it rounds the net', () => {
    expect(amounts(costOf(line('0.125', '9', 'EUR', { cost: '1.00' })))).toBe('0.12');
    expect(amounts(costOf(line('0.375', '9', 'EUR', { cost: '1.00' })))).toBe('0.38');
  });
});

describe('subtotals', () => {
  it('stand by currency in the order in which currencies first appear (S64)', () =>
    expect(
      subtotalsOf([
        line('1', '1', 'USD'),
        line('1', '2', 'EUR', { cost: '0.50' }),
        line('1', '4', 'USD', { cost: '3' }),
        line('1', '8', 'JPY'),
      ]),
    ).toEqual([
      { net: money(5_00, 'USD'), margin: money(1_00, 'USD'), netOfUnknownCost: money(1_00, 'USD') },
      { net: money(2_00, 'EUR'), margin: money(1_50, 'EUR'), netOfUnknownCost: money(0, 'EUR') },
      { net: money(8, 'JPY'), margin: money(0, 'JPY'), netOfUnknownCost: money(8, 'JPY') },
    ]));

  it('are none for no lines', () => expect(subtotalsOf([])).toEqual([]));

  it('add what was rounded: three times 0.125 × 1.00 is 0.36, not 0.38', () => {
    const eighth = line('0.125', '1.00');
    expect(amounts(subtotalsOf([eighth, eighth, eighth])[0]?.net)).toBe('0.36');
  });

  it('equal the sum of their rounded lines, computed another way', () => {
    // Taxes and costs in other currencies have their own tests.
    const small = fitting(LineSchema)
      .filter(
        ({ tax, unitCost, discountAmount }) =>
          tax === undefined && discountAmount === undefined && unitCost?.rate === undefined,
      )
      .filter(({ unitPrice, unitCost }) =>
        [unitPrice, ...(unitCost ? [unitCost.amount] : [])].every(
          ({ amount }) => Math.abs(amount) < 1_000_000,
        ),
      )
      .map((line) => ({ ...line, quantity: line.quantity.length > 8 ? '3' : line.quantity }));
    fc.assert(
      fc.property(fc.array(small, { maxLength: 8 }), (lines) => {
        for (const { net, margin, netOfUnknownCost } of subtotalsOf(lines)) {
          const own = lines.filter(({ unitPrice }) => unitPrice.currency === net.currency);
          const known = own.filter(({ unitCost }) => unitCost !== undefined);
          const total = (of: readonly QuotationLine[], part: (line: QuotationLine) => bigint) =>
            of.reduce((sum, line) => sum + part(line), 0n);
          expect(BigInt(net.amount)).toBe(total(own, netByHand));
          expect(BigInt(margin.amount)).toBe(total(known, netByHand) - total(known, costByHand));
          // What is of unknown cost is never more than there is.
          const [whole, unknown] = [
            total(own, netByHand),
            total(own, netByHand) - total(known, netByHand),
          ];
          const [least, most] = whole < 0n ? [whole, 0n] : [0n, whole];
          expect(BigInt(netOfUnknownCost.amount)).toBe(
            unknown < least ? least : unknown > most ? most : unknown,
          );
        }
      }),
    );
  });
});

/** An oracle: exact fractions of bigints, rounded half to even to the minor unit. */
const places: Readonly<Record<string, number>> = { JPY: 0, EUR: 2, USD: 2, BHD: 3 };
const roundedBySchool = (numerator: bigint, denominator: bigint): bigint => {
  const [size, sign] = numerator < 0n ? [-numerator, -1n] : [numerator, 1n];
  const [whole, rest] = [size / denominator, (size % denominator) * 2n];
  const up = rest > denominator || (rest === denominator && whole % 2n === 1n);
  return sign * (whole + (up ? 1n : 0n));
};
const byHand = (price: Money, quantity: string, outOfTenThousand: number): bigint => {
  const [whole = '', fraction = ''] = quantity.split('.');
  const numerator =
    BigInt(price.amount) *
    BigInt(whole + fraction) *
    BigInt(Math.round(outOfTenThousand * 100)) *
    10n ** BigInt(places[price.currency] ?? 2);
  return roundedBySchool(numerator, 10n ** BigInt(price.scale + fraction.length + 6));
};
const netByHand = ({ unitPrice, quantity, discount = 0 }: QuotationLine): bigint =>
  byHand(unitPrice, quantity, 10_000 - discount);
const costByHand = ({ unitCost, quantity }: QuotationLine): bigint =>
  unitCost ? byHand(unitCost.amount, quantity, 10_000) : 0n;

describe('a total in base currency', () => {
  const rates: FrozenRates = {
    base: 'EUR',
    rateDate: '2026-03-02',
    source: 'ecb',
    rates: [
      { currency: 'USD', rate: '0.333' },
      { currency: 'JPY', rate: '0.0061' },
      { currency: 'BHD', rate: '2.5' },
    ],
  };
  const subtotals = subtotalsOf([
    line('1', '0.05', 'USD'),
    line('1', '123', 'JPY', { cost: '23' }),
    line('1', '1.001', 'BHD'),
    line('1', '10.00', 'EUR', { cost: '4' }),
  ]);

  it('is the sum of every subtotal converted and then rounded', () => {
    // 0.05 × 0.333 = 0.01665, 123 × 0.0061 = 0.7503, 1.001 × 2.5 = 2.5025, and 10.00.
    expect(inBase(subtotals, rates)).toEqual({
      net: sum(
        'EUR',
        [2, 75, 250, 10_00].map((cents) => money(cents, 'EUR')),
      ),
      margin: sum(
        'EUR',
        [61, 6_00].map((cents) => money(cents, 'EUR')),
      ),
      netOfUnknownCost: sum(
        'EUR',
        [2, 250].map((cents) => money(cents, 'EUR')),
      ),
    });
  });

  it('names the currencies without a rate; the base needs none', () => {
    const currencies = subtotals.map(({ net }) => net.currency);
    expect(missingRates(currencies, { ...rates, rates: rates.rates.slice(1) })).toEqual(['USD']);
    expect(missingRates(currencies, rates)).toEqual([]);
  });

  it('names the missing pair when it is asked for all the same (B6)', () =>
    expect(() => inBase(subtotals, { ...rates, base: 'RON' })).toThrow(
      new RateMissing('EUR', 'RON'),
    ));
});
