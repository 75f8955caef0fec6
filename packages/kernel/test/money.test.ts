import {
  allocate,
  compareMoney,
  convert,
  currencyCodes,
  exponentOf,
  limits,
  Money,
  majorUnits,
  minus,
  money,
  NonNegativeMoney,
  parse,
  parseMoney,
  percentOf,
  percentText,
  plus,
  scaled,
  share,
  sum,
  times,
  toMinorUnit,
  zero,
} from '@presales/kernel';
import fc from 'fast-check';

const currency = fc.constantFrom(...currencyCodes);
const amount = fc.integer({ min: -limits.amount, max: limits.amount });
const modest = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const anyMoney = fc.record({ amount, currency, scale: fc.integer({ min: 0, max: 9 }) });
/** So small that no product below leaves the range of amounts. */
const modestMoney = fc.record({
  amount: fc.integer({ min: -100_000, max: 100_000 }),
  currency,
  scale: fc.integer({ min: 0, max: 4 }),
});
const factor = fc
  .tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 5 }))
  .map(([digits, scale]) => majorUnits({ amount: digits, currency: 'EUR', scale }));

/** Half-even by its definition, as a check on the library that does it. */
const halfEven = (numerator: bigint, denominator: bigint): bigint => {
  const negative = numerator < 0n;
  const whole = negative ? -numerator : numerator;
  const [down, rest] = [whole / denominator, whole % denominator];
  const up = rest * 2n > denominator || (rest * 2n === denominator && down % 2n === 1n);
  const rounded = up ? down + 1n : down;
  return negative ? -rounded : rounded;
};

/** `amount × 10^-from`, rounded half-even to `to` places. */
const rescaled = (digits: bigint, from: number, to: number): number =>
  Number(
    from <= to ? digits * 10n ** BigInt(to - from) : halfEven(digits, 10n ** BigInt(from - to)),
  );

describe('money', () => {
  it('is a whole number of minor units of a known currency', () => {
    expect(money(1999, 'EUR')).toEqual({ amount: 1999, currency: 'EUR', scale: 2 });
    expect(money(1999, 'JPY')).toEqual({ amount: 1999, currency: 'JPY', scale: 0 });
    expect(zero('BHD')).toEqual({ amount: 0, currency: 'BHD', scale: 3 });
    expect(() => money(0.5, 'EUR')).toThrow('money: amount: expected a whole number, got 0.5');
    expect(() => money(limits.amount + 1, 'EUR')).toThrow(
      'amount: expected at most 999999999999999',
    );
    expect(() => money(-limits.amount - 1, 'EUR')).toThrow('amount: expected at least');
    expect(() => money(1, 'EURO')).toThrow('currency "EURO": expected an ISO 4217 currency code');
  });

  it('is never minus zero, which JSON cannot hold', () => {
    expect(Object.is(money(-0, 'EUR').amount, 0)).toBe(true);
    expect(Object.is(parseMoney('-0.00', 'EUR').amount, 0)).toBe(true);
    expect(Object.is(times(money(1, 'EUR'), '-0.1').amount, 0)).toBe(true);
    expect(allocate(money(-1, 'EUR'), [1, 0]).map(({ amount }) => Object.is(amount, -0))).toEqual([
      false,
      false,
    ]);
  });

  it.each([
    [{ amount: 1, currency: 'EUR' }, 'scale: missing; expected a number'],
    [{ amount: '1', currency: 'EUR', scale: 2 }, 'amount: expected a number, got "1"'],
    [{ amount: 1, currency: 'XXX', scale: 2 }, 'currency: expected an ISO 4217 currency code'],
    [{ amount: 1, currency: 'EUR', scale: 10 }, 'scale: expected at most 9'],
    [{ amount: 1, currency: 'EUR', scale: -1 }, 'scale: expected at least 0'],
    [{ amount: 1, currency: 'EUR', scale: 2, unit: 'piece' }, 'unit: unknown field'],
  ])('%j is none', (input, message) => expect(() => parse(Money, input, 'price')).toThrow(message));

  it('may be asked to be zero or more', () => {
    expect(NonNegativeMoney.safeParse(zero('EUR')).success).toBe(true);
    expect(() => parse(NonNegativeMoney, money(-1, 'EUR'), 'price')).toThrow(
      'amount: expected an amount of zero or more',
    );
  });

  it('reads from text in major units, and keeps finer places', () => {
    expect(parseMoney('19.99', 'EUR')).toEqual(money(1999, 'EUR'));
    expect(parseMoney('19.9', 'EUR')).toEqual(money(1990, 'EUR'));
    expect(parseMoney('-19', 'EUR')).toEqual(money(-1900, 'EUR'));
    expect(parseMoney('0.0125', 'USD')).toEqual({ amount: 125, currency: 'USD', scale: 4 });
    expect(parseMoney('3', 'JPY')).toEqual(money(3, 'JPY'));
    for (const text of ['', '1,5', '1e3', '.5', '5.', '+1', '01', ' 1', '0.1234567890'])
      expect(() => parseMoney(text, 'EUR')).toThrow('amount: expected a decimal number');
    expect(() => parseMoney('1', 'EURO')).toThrow('expected an ISO 4217 currency code');
    expect(() => parseMoney('999999999999999', 'EUR')).toThrow('beyond ±999999999999999 minor');
  });

  it('reads back from its text unchanged', () =>
    fc.assert(
      fc.property(anyMoney, (value) => {
        fc.pre(value.scale >= exponentOf(value.currency));
        expect(parseMoney(majorUnits(value), value.currency)).toEqual(value);
      }),
    ));
});

describe('sums', () => {
  it('stand at the finer scale', () => {
    const fine = { amount: 5, currency: 'EUR', scale: 4 };
    expect(plus(money(100, 'EUR'), fine)).toEqual({ amount: 10_005, currency: 'EUR', scale: 4 });
    expect(minus(money(100, 'EUR'), fine)).toEqual({ amount: 9_995, currency: 'EUR', scale: 4 });
    expect(sum('EUR', [])).toEqual(zero('EUR'));
    expect(sum('EUR', [money(1, 'EUR'), money(2, 'EUR')])).toEqual(money(3, 'EUR'));
  });

  it('are exact, in any order and grouping', () =>
    fc.assert(
      fc.property(currency, fc.array(modest, { maxLength: 8 }), (code, amounts) => {
        const parts = amounts.map((value) => money(value, code));
        const total = money(
          amounts.reduce((left, right) => left + right, 0),
          code,
        );
        expect(sum(code, parts)).toEqual(total);
        expect(sum(code, parts.toReversed())).toEqual(total);
        expect(parts.reduce(minus, total)).toEqual(zero(code));
      }),
    ));

  it('never mix currencies', () => {
    for (const mix of [plus, minus, compareMoney, percentOf])
      expect(() => mix(money(1, 'EUR'), money(1, 'USD'))).toThrow(
        expect.objectContaining({
          code: 'money/currency-mismatch',
          message: 'EUR and USD cannot be added without a rate',
        }),
      );
    expect(() => sum('EUR', [money(1, 'USD')])).toThrow('EUR and USD');
  });

  it('are refused past what an amount may be, never wrong in silence', () => {
    const most = money(limits.amount, 'EUR');
    const outOfRange = expect.objectContaining({ code: 'money/out-of-range' });
    expect(minus(most, money(limits.amount, 'EUR'))).toEqual(zero('EUR'));
    expect(() => plus(most, money(1, 'EUR'))).toThrow(outOfRange);
    expect(() => minus(money(-limits.amount, 'EUR'), money(1, 'EUR'))).toThrow(outOfRange);
    expect(() => times(most, '1.1')).toThrow(outOfRange);
    expect(() => convert(most, '1000', 'JPY')).toThrow(outOfRange);
    expect(times(most, '-1')).toEqual(money(-limits.amount, 'EUR'));
  });

  it('compare at any scale and size', () => {
    expect(compareMoney(money(100, 'EUR'), { amount: 1, currency: 'EUR', scale: 0 })).toBe(0);
    expect(compareMoney(money(101, 'EUR'), { amount: 1, currency: 'EUR', scale: 0 })).toBe(1);
    expect(compareMoney(money(-limits.amount, 'EUR'), money(limits.amount, 'EUR'))).toBe(-1);
  });
});

describe('rounding', () => {
  it('goes half to even, at the minor unit of the currency', () => {
    const toCent = (text: string) => majorUnits(toMinorUnit(parseMoney(text, 'EUR')));
    expect(['0.125', '0.135', '-0.125', '-0.135', '0.1251', '1'].map(toCent)).toEqual([
      '0.12',
      '0.14',
      '-0.12',
      '-0.14',
      '0.13',
      '1.00',
    ]);
    expect(majorUnits(times(money(25, 'EUR'), '0.5'))).toBe('0.12');
    expect(majorUnits(times(money(5, 'JPY'), '0.5'))).toBe('2');
    expect(majorUnits(share(money(333, 'EUR'), 1_500))).toBe('0.50');
    expect(share(money(333, 'EUR'), 10_000)).toEqual(money(333, 'EUR'));
  });

  it('is that of the exact product, whatever the scales', () =>
    fc.assert(
      fc.property(modestMoney, factor, (value, by) => {
        const { amount: digits, scale } = scaled(by);
        const product = BigInt(value.amount) * BigInt(digits);
        expect(times(value, by)).toEqual(
          money(rescaled(product, value.scale + scale, exponentOf(value.currency)), value.currency),
        );
      }),
    ));

  it('of a share is that of the product with ten-thousandths', () =>
    fc.assert(
      fc.property(modestMoney, fc.integer({ min: 0, max: 10_000 }), (value, points) =>
        expect(share(value, points)).toEqual(
          times(value, majorUnits({ amount: points, currency: 'EUR', scale: 4 })),
        ),
      ),
    ));
});

describe('a conversion', () => {
  it('takes units of the target for one unit of the source', () => {
    expect(convert(money(10_000, 'EUR'), '1.0842', 'USD')).toEqual(money(10_842, 'USD'));
    expect(convert(money(10_000, 'USD'), '155.25', 'JPY')).toEqual(money(15_525, 'JPY'));
    expect(convert(money(1_000, 'JPY'), '0.0061', 'EUR')).toEqual(money(610, 'EUR'));
    expect(convert(money(1, 'EUR'), '0.5', 'USD')).toEqual(money(0, 'USD'));
    expect(convert(money(3, 'EUR'), '0.5', 'USD')).toEqual(money(2, 'USD'));
  });

  it('into its own currency rounds to the minor unit and heeds no rate', () =>
    expect(convert({ amount: 125, currency: 'EUR', scale: 3 }, '2', 'EUR')).toEqual(
      money(12, 'EUR'),
    ));

  it('is the exact product, rounded once', () =>
    fc.assert(
      fc.property(modestMoney, factor, currency, (value, rate, to) => {
        fc.pre(value.currency !== to);
        const { amount: digits, scale } = scaled(rate);
        const product = BigInt(value.amount) * BigInt(digits);
        expect(convert(value, rate, to)).toEqual(
          money(rescaled(product, value.scale + scale, exponentOf(to)), to),
        );
      }),
    ));
});

describe('an allocation', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => weight > 0));
  const amounts = (parts: readonly Money[]) => parts.map((part) => part.amount);

  it('gives what is left to the largest remainders, the earlier part first', () => {
    expect(amounts(allocate(money(100, 'EUR'), [1, 1, 1]))).toEqual([34, 33, 33]);
    expect(amounts(allocate(money(101, 'EUR'), [1, 1, 1]))).toEqual([34, 34, 33]);
    expect(amounts(allocate(money(100, 'EUR'), [1, 2, 3]))).toEqual([17, 33, 50]);
    expect(amounts(allocate(money(10, 'EUR'), [1, 7, 1]))).toEqual([1, 8, 1]);
    expect(amounts(allocate(money(5, 'EUR'), [0, 1, 0]))).toEqual([0, 5, 0]);
    expect(amounts(allocate(money(-100, 'EUR'), [1, 1, 1]))).toEqual([-34, -33, -33]);
  });

  it('sums to the whole, and no part is a unit away from its exact share', () =>
    fc.assert(
      fc.property(anyMoney, weights, (value, list) => {
        const parts = allocate(value, list);
        const total = list.reduce((left, right) => left + right, 0);
        expect(parts.reduce((left, part) => left + BigInt(part.amount), 0n)).toBe(
          BigInt(value.amount),
        );
        parts.forEach((part, index) => {
          const distance =
            BigInt(part.amount) * BigInt(total) - BigInt(value.amount) * BigInt(list[index] ?? 0);
          expect(distance < BigInt(total) && distance > -BigInt(total)).toBe(true);
          expect({ ...part, amount: 0 }).toEqual({ ...value, amount: 0 });
        });
      }),
    ));

  it('gives nothing for no weight, and no less for more', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: limits.amount }), weights, (whole, list) => {
        const parts = amounts(allocate(money(whole, 'EUR'), list));
        for (const [index, part] of parts.entries()) {
          if (list[index] === 0) expect(part).toBe(0);
          for (const [other, otherPart] of parts.entries())
            if ((list[other] ?? 0) > (list[index] ?? 0))
              expect(otherPart).toBeGreaterThanOrEqual(part);
        }
      }),
    ));

  it('of a reversal undoes the allocation part by part', () =>
    fc.assert(
      fc.property(amount, weights, (whole, list) => {
        const there = allocate(money(whole, 'EUR'), list);
        const back = allocate(money(-whole, 'EUR'), list);
        there.forEach((part, index) => {
          expect(plus(part, back[index] ?? part)).toEqual(zero('EUR'));
        });
      }),
    ));

  it.each([[[]], [[0, 0]], [[1, -1]], [[0.5, 0.5]], [[Number.NaN]]])(
    'by the weights %j is refused',
    (list) =>
      expect(() => allocate(money(1, 'EUR'), list)).toThrow(
        expect.objectContaining({ code: 'input/invalid' }),
      ),
  );
});

describe('a percentage', () => {
  it('has two places, rounded half away from zero', () => {
    expect(percentText(4238, 6711)).toBe('63.15');
    expect(percentText(1, 3)).toBe('33.33');
    expect(percentText(2, 3)).toBe('66.67');
    expect(percentText(1, 800)).toBe('0.13');
    expect(percentText(-1, 800)).toBe('-0.13');
    expect(percentText(1, -800)).toBe('-0.13');
    expect(percentText(-1, -800)).toBe('0.13');
    expect(percentText(0, -5)).toBe('0.00');
    expect(percentText(-1, 1_000_000)).toBe('0.00');
    expect(percentText(5, 0)).toBeUndefined();
    expect(percentText(10n ** 30n, 10n ** 30n)).toBe('100.00');
  });

  it('of money heeds the scales', () => {
    expect(percentOf({ amount: 5, currency: 'EUR', scale: 1 }, money(200, 'EUR'))).toBe('25.00');
    expect(percentOf(money(-50, 'EUR'), money(200, 'EUR'))).toBe('-25.00');
    expect(percentOf(money(1, 'EUR'), zero('EUR'))).toBeUndefined();
  });

  it('is within half a hundredth of the exact ratio', () =>
    fc.assert(
      fc.property(modest, fc.integer({ min: 1, max: 1_000_000_000 }), (part, base) => {
        const hundredths = BigInt(scaled(percentText(part, base) ?? '').amount);
        const distance = hundredths * BigInt(base) - BigInt(part) * 10_000n;
        const double = distance < 0n ? -distance * 2n : distance * 2n;
        expect(double <= BigInt(base)).toBe(true);
      }),
    ));
});
