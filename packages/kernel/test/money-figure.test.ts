import {
  allocate,
  allocateWhole,
  compareMoney,
  convert,
  convertFigure,
  limits,
  Money,
  majorUnits,
  minus,
  money,
  moneyFigure,
  plus,
  whole,
  wholeMinorUnits,
} from '@presales/kernel';
import fc from 'fast-check';

const sum = 11_999_999_999_999_988n;

describe('a figure in money', () => {
  it('is a number as long as numbers are exact, and a big integer beyond', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(moneyFigure(BigInt(most), 'EUR').amount).toBe(most);
    expect(moneyFigure(-BigInt(most), 'EUR').amount).toBe(-most);
    expect(moneyFigure(BigInt(most) + 1n, 'EUR').amount).toBe(BigInt(most) + 1n);
    expect(moneyFigure(-BigInt(most) - 1n, 'EUR').amount).toBe(-BigInt(most) - 1n);
    expect(Object.is(moneyFigure(-0, 'EUR').amount, 0)).toBe(true);
  });

  it('has a text, an order and a difference, however large it is', () => {
    const figure = moneyFigure(sum, 'EUR');
    expect(majorUnits(figure)).toBe('119999999999999.88');
    expect(majorUnits(moneyFigure(-sum, 'EUR'))).toBe('-119999999999999.88');
    expect(compareMoney(figure, moneyFigure(sum - 1n, 'EUR'))).toBe(1);
    expect(minus(figure, moneyFigure(sum - 5n, 'EUR'))).toEqual(money(5, 'EUR'));
    // What is stored is bounded all the same.
    expect(() => plus(figure, figure)).toThrow('beyond');
  });

  it('is converted and split as stored amounts are', () => {
    expect(convertFigure(moneyFigure(sum, 'EUR'), '1000000', 'JPY')).toBe(sum * 10_000n);
    expect(allocateWhole(sum, [1, 1])).toEqual([5_999_999_999_999_994, 5_999_999_999_999_994]);
    expect(allocateWhole(-sum * 2n - 1n, [1, 1])).toEqual([-sum - 1n, -sum]);
  });

  it('is that of the stored amount, wherever that has one', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
        fc.array(fc.nat(50), { minLength: 1, maxLength: 5 }).filter((all) => all.some(Boolean)),
        (amount, weights) => {
          const dollars = money(amount, 'USD');
          expect(convertFigure(dollars, '1.2345', 'BHD')).toBe(
            convert(dollars, '1.2345', 'BHD').amount,
          );
          expect(allocateWhole(amount, weights)).toEqual(
            allocate(dollars, weights).map((part) => part.amount),
          );
        },
      ),
    ));

  it('is rounded half-even to the minor unit where an amount is finer', () => {
    expect(wholeMinorUnits({ amount: 125, currency: 'EUR', scale: 3 })).toBe(12);
    expect(wholeMinorUnits({ amount: 135, currency: 'EUR', scale: 3 })).toBe(14);
    expect(wholeMinorUnits({ amount: 12, currency: 'EUR', scale: 1 })).toBe(120);
    expect(whole(12n)).toBe(12);
  });
});

describe('a stored amount at a coarser scale than its currency', () => {
  it.each([
    [9_999_999_999_999, 0, true],
    [10_000_000_000_000, 0, false],
    [-10_000_000_000_000, 0, false],
    [99_999_999_999_999, 1, true],
    [100_000_000_000_000, 1, false],
    [limits.amount, 2, true],
    [limits.amount, 9, true],
  ])('has as many minor units as any: %s at scale %s', (amount, scale, fits) =>
    expect(Money.safeParse({ amount, currency: 'EUR', scale }).success).toBe(fits),
  );

  it('says of a currency that nobody knows only that', () =>
    expect(
      Money.safeParse({ amount: 1, currency: 'XXX', scale: 0 }).error?.issues.map(
        ({ path }) => path,
      ),
    ).toEqual([['currency']]));
});
