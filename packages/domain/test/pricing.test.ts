import {
  levelsAtLoss,
  PriceRounding,
  type ProductCosts,
  type ProductPrices,
  roundedProduct,
  type SupplierTerms,
  salePriceOf,
  unitCostOf,
} from '@presales/domain';
import { AmountOutOfRange, limits, type Money, money } from '@presales/kernel';
import fc from 'fast-check';

const eur = (amount: number): Money => money(amount, 'EUR');
const fine = (amount: number, scale: number, currency = 'EUR'): Money => ({
  amount,
  currency,
  scale,
});
const march = '2026-03-01';
const april = '2026-04-01';
const lastOfMarch = '2026-03-31';

const noCosts: ProductCosts = { accountingCosts: new Map(), receiptCosts: new Map() };
const noPrices: ProductPrices = { overrides: new Map(), discontinuedFrom: undefined };
const terms: SupplierTerms = {
  costFactors: new Map([
    [march, '0.6'],
    [april, '0.7'],
  ]),
  priceFactors: new Map([['gold', new Map([[march, '0.9']])]]),
  roundings: new Map(),
};

describe('what a product costs us', () => {
  const accounting = new Map<string, Money | undefined>([[march, eur(71_00)]]);
  const receipts = new Map([[march, eur(72_00)]]);

  it('is the accounting cost, whatever else is known (S60)', () =>
    expect(
      unitCostOf(
        { accountingCosts: accounting, receiptCosts: receipts },
        eur(100_00),
        terms,
        march,
      ),
    ).toEqual({ amount: eur(71_00), source: 'accounting' }));

  it('is that of the goods receipt where there is no accounting cost (S62)', () =>
    expect(unitCostOf({ ...noCosts, receiptCosts: receipts }, eur(100_00), terms, march)).toEqual({
      amount: eur(72_00),
      source: 'receipt',
    }));

  it('is that of the latest receipt by then', () => {
    const two = new Map([
      [april, eur(75_00)],
      [march, eur(72_00)],
    ]);
    const costOn = (on: string) =>
      unitCostOf({ ...noCosts, receiptCosts: two }, undefined, terms, on)?.amount;
    expect(costOn('2026-02-28')).toBeUndefined();
    expect(costOn(lastOfMarch)).toEqual(eur(72_00));
    expect(costOn(april)).toEqual(eur(75_00));
  });

  it('is the supplier’s price times its coefficient where nothing better is known (S60)', () => {
    expect(unitCostOf(noCosts, eur(100_00), terms, lastOfMarch)).toEqual({
      amount: eur(60_00),
      source: 'supplier-coefficient',
    });
    expect(unitCostOf(noCosts, eur(100_00), terms, april)?.amount).toEqual(eur(70_00));
  });

  it('is unknown, never the price, without a supplier’s price or a coefficient', () => {
    expect(unitCostOf(noCosts, undefined, terms, march)).toBeUndefined();
    expect(unitCostOf(noCosts, eur(100_00), terms, '2026-02-28')).toBeUndefined();
  });

  it('is calculated again from the day on which the accounting cost is withdrawn', () => {
    const withdrawn = new Map([...accounting, [april, undefined]]);
    const costs = { ...noCosts, accountingCosts: withdrawn };
    expect(unitCostOf(costs, eur(100_00), terms, lastOfMarch)?.source).toBe('accounting');
    expect(unitCostOf(costs, eur(100_00), terms, april)?.source).toBe('supplier-coefficient');
  });

  it.each<readonly [string, Money, string, Money]>([
    ['a price finer than a cent stays exact', fine(125, 4), '0.65', fine(8125, 6)],
    ['what fits the cent stands in cents', fine(12_50, 2), '0.5', fine(6_25, 2)],
    ['a whole price gets its cents', fine(3, 0), '2', fine(6_00, 2)],
    ['the ninth place is rounded to even, down', fine(1, 9), '0.5', fine(0, 2)],
    ['the ninth place is rounded to even, up', fine(3, 9), '0.5', fine(2, 9)],
    ['above the half it is rounded up', fine(1, 9), '0.500000001', fine(1, 9)],
    ['below the half it is rounded down', fine(1, 9), '0.499999999', fine(0, 2)],
    ['yen have no decimal places', fine(1_000, 0, 'JPY'), '0.65', fine(650, 0, 'JPY')],
    ['a part of a yen is kept', fine(5, 0, 'JPY'), '0.5', fine(25, 1, 'JPY')],
    ['dinars have three', fine(1_000, 3, 'BHD'), '0.65', fine(650, 3, 'BHD')],
  ])('is exact: %s', (_, price, factor, amount) =>
    expect(
      unitCostOf(noCosts, price, { costFactors: new Map([[march, factor]]) }, march)?.amount,
    ).toEqual(amount),
  );

  it('may be as large as amounts may be and no larger', () => {
    const costFactors = (factor: string) => ({ costFactors: new Map([[march, factor]]) });
    expect(unitCostOf(noCosts, eur(limits.amount), costFactors('1'), march)?.amount).toEqual(
      eur(limits.amount),
    );
    expect(() => unitCostOf(noCosts, eur(limits.amount), costFactors('1.1'), march)).toThrow(
      AmountOutOfRange,
    );
  });
});

describe('what a product is sold for', () => {
  const at = (
    prices: ProductPrices,
    supplierPrice: Money | undefined,
    level: string,
    on: string,
    with_: SupplierTerms = terms,
  ) => salePriceOf(prices, supplierPrice, with_, level, on);

  it('is the supplier’s price times the coefficient of the partner level (S57, S61)', () =>
    expect(at(noPrices, eur(100_05), 'gold', march)).toEqual({
      price: eur(90_04),
      source: 'supplier-coefficient',
    }));

  it('changes for everything of the supplier with one coefficient (S59)', () => {
    const dearer: SupplierTerms = {
      ...terms,
      priceFactors: new Map([
        ['gold', new Map([...(terms.priceFactors.get('gold') ?? []), [april, '1.2']])],
      ]),
    };
    for (const price of [eur(10_00), eur(99_99), eur(1)]) {
      expect(at(noPrices, price, 'gold', lastOfMarch, dearer)).toEqual(
        at(noPrices, price, 'gold', lastOfMarch),
      );
      expect(at(noPrices, price, 'gold', april, dearer).price?.amount).toBe(
        Math.round(price.amount * 1.2),
      );
    }
  });

  it('is the price set by hand where there is one, until it is withdrawn', () => {
    const overridden: ProductPrices = {
      ...noPrices,
      overrides: new Map([
        [
          'gold',
          new Map<string, Money | undefined>([
            [march, eur(85_00)],
            [april, undefined],
          ]),
        ],
      ]),
    };
    expect(at(overridden, undefined, 'gold', lastOfMarch)).toEqual({
      price: eur(85_00),
      source: 'override',
    });
    expect(at(overridden, eur(100_00), 'gold', april)).toEqual({
      price: eur(90_00),
      source: 'supplier-coefficient',
    });
    expect(at(overridden, eur(100_00), 'silver', march)).toEqual({ missing: 'price-coefficient' });
  });

  it('is rounded by the rule of the level’s list', () => {
    const charm: PriceRounding = { step: '1', ending: '0.99', direction: 'nearest' };
    const with_ = { ...terms, roundings: new Map([['gold', new Map([[april, charm]])]]) };
    expect(at(noPrices, eur(100_00), 'gold', lastOfMarch, with_).price).toEqual(eur(90_00));
    expect(at(noPrices, eur(100_00), 'gold', april, with_).price).toEqual(eur(89_99));
  });

  it('is not there without a supplier’s price, and says so (S61)', () =>
    expect(at(noPrices, undefined, 'gold', march)).toEqual({ missing: 'supplier-price' }));

  it('is not there before the level has a coefficient', () =>
    expect(at(noPrices, eur(1), 'gold', '2026-02-28')).toEqual({ missing: 'price-coefficient' }));

  it('is not there from the day on which it is discontinued', () => {
    const ended = { ...noPrices, discontinuedFrom: april };
    expect(at(ended, eur(100_00), 'gold', lastOfMarch).price).toEqual(eur(90_00));
    expect(at(ended, eur(100_00), 'gold', april)).toEqual({ missing: 'discontinued' });
  });
});

describe('the rounding of a list', () => {
  const cents: PriceRounding = { step: '0.01', direction: 'nearest' };
  const charm = (direction: PriceRounding['direction']): PriceRounding => ({
    step: '1',
    ending: '0.99',
    direction,
  });

  it.each<readonly [string, Money, PriceRounding, Money]>([
    ['to the cent', fine(12_344, 3), cents, eur(12_34)],
    ['to the cent, the half up', fine(12_345, 3), cents, eur(12_35)],
    ['to the cent, the half up, also from an even one', fine(12_365, 3), cents, eur(12_37)],
    ['up to the cent', fine(12_341, 3), { step: '0.01', direction: 'up' }, eur(12_35)],
    ['down to the cent', fine(12_349, 3), { step: '0.01', direction: 'down' }, eur(12_34)],
    ['to five cents', eur(12_33), { step: '0.05', direction: 'nearest' }, eur(12_35)],
    ['to tens', eur(1_234_00), { step: '10', direction: 'nearest' }, eur(1_230_00)],
    ['to the nearest .99 below', eur(12_48), charm('nearest'), eur(11_99)],
    ['to the nearest .99 above', eur(12_50), charm('nearest'), eur(12_99)],
    ['to the upper .99 from the middle', eur(12_49), charm('nearest'), eur(12_99)],
    ['up to .99', eur(12_00), charm('up'), eur(12_99)],
    ['down to .99', eur(12_98), charm('down'), eur(11_99)],
    ['not at all where it ends in .99', eur(12_99), charm('up'), eur(12_99)],
    ['to .99 where the lower price would be below zero', eur(10), charm('down'), eur(99)],
    ['to nothing where nothing is in the list', eur(0), cents, eur(0)],
    ['to thousandths', fine(12_3456, 4), { step: '0.001', direction: 'down' }, fine(12_345, 3)],
    [
      'to whole yen',
      fine(12_345, 1, 'JPY'),
      { step: '1', direction: 'down' },
      fine(1_234, 0, 'JPY'),
    ],
  ])('is %s', (_, price, rule, expected) =>
    expect(roundedProduct(price, '1', rule)).toEqual(expected),
  );

  it('comes once, after the coefficient', () =>
    expect(roundedProduct(eur(33), '0.5', { step: '0.1', direction: 'nearest' })).toEqual(eur(20)));

  it('is always in the list, next to the exact price and never below zero', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom<PriceRounding['direction']>('nearest', 'up', 'down'),
        fc.constantFrom(1, 5, 100),
        fc.integer({ min: 0, max: 99 }),
        (cents, direction, step, offset) => {
          const ending = offset % step;
          const { amount } = roundedProduct(eur(cents), '1', {
            step: String(step / 100),
            ending: (ending / 100).toFixed(2),
            direction,
          });
          expect(amount).toBeGreaterThanOrEqual(0);
          expect((amount - ending) % step === 0).toBe(true);
          expect(Math.abs(amount - cents)).toBeLessThan(step);
          if (direction === 'nearest' && cents >= ending)
            expect(Math.abs(amount - cents) * 2).toBeLessThanOrEqual(step);
        },
      ),
    ));

  it.each([
    ['0.99', '1', true],
    ['0', '1', true],
    ['1', '1', false],
    ['1.00', '1', false],
    ['-0.01', '1', false],
    ['9.90', '10', true],
  ])('has an ending (%s) from zero to less than its step (%s): %s', (ending, step, fits) =>
    expect(PriceRounding.safeParse({ step, ending, direction: 'up' }).success).toBe(fits),
  );

  it('names the ending that is wrong', () =>
    expect(
      PriceRounding.safeParse({ step: '1', ending: '1', direction: 'up' }).error?.issues,
    ).toEqual([
      expect.objectContaining({
        path: ['ending'],
        message: 'expected an ending from zero to less than the step',
      }),
    ]));
});

describe('a coefficient that sells at a loss', () => {
  const priced = (factor: string | undefined, on = march): SupplierTerms => ({
    ...terms,
    priceFactors: new Map([['gold', new Map([[on, factor]])]]),
  });

  it.each([
    ['0.59', ['gold']],
    ['0.60', ['gold']],
    ['0.61', []],
    [undefined, []],
  ])('is one at the cost coefficient or below it: %s against 0.6 (S59)', (factor, levels) =>
    expect(levelsAtLoss(priced(factor), march)).toEqual(levels),
  );

  it('is told by the day', () => {
    expect(levelsAtLoss(priced('0.65'), lastOfMarch)).toEqual([]);
    expect(levelsAtLoss(priced('0.65'), april)).toEqual(['gold']);
    expect(levelsAtLoss(priced('0.5', april), march)).toEqual([]);
    expect(levelsAtLoss(priced('0.5', '2026-02-01'), '2026-02-28')).toEqual([]);
  });
});
