import { Decimal, decimalText, limits, PositiveDecimal, parse, scaled } from '@presales/kernel';
import fc from 'fast-check';

const digits = fc.integer({ min: -limits.amount, max: limits.amount });
const scale = fc.integer({ min: 0, max: limits.decimalScale });

describe('a decimal', () => {
  it.each(['0', '-3', '0.125', '1.0842', '999999999999999', '-0.5', '100.000', '0.123456789'])(
    '%s is one',
    (text) => expect(parse(Decimal, text, 'rate')).toBe(text),
  );

  it.each([
    '',
    '-',
    '.',
    '.5',
    '5.',
    '01',
    '1e3',
    '1,5',
    '+1',
    ' 1',
    '1\n',
    'NaN',
    '0x1',
    '1000000000000000',
    '0.1234567890',
    '1000000.123456789',
  ])('%j is none', (text) =>
    expect(() => parse(Decimal, text, 'rate')).toThrow('expected a decimal number such as "12.5"'),
  );

  it('is text: a JSON number could not hold it', () =>
    expect(() => parse(Decimal, 0.1, 'rate')).toThrow('rate: expected text, got 0.1'));

  it('may be asked to be above zero', () => {
    for (const text of ['0.000000001', '1', '10'])
      expect(parse(PositiveDecimal, text, 'quantity')).toBe(text);
    for (const text of ['0', '0.00', '-1', '-0'])
      expect(() => parse(PositiveDecimal, text, 'quantity')).toThrow(
        'quantity: expected a decimal number above zero',
      );
  });

  it('is an integer and a scale, and reads back from them', () => {
    expect(scaled('12.50')).toEqual({ amount: 1250, scale: 2 });
    expect(scaled('-7')).toEqual({ amount: -7, scale: 0 });
    expect(decimalText(5, 3)).toBe('0.005');
    expect(decimalText(-5n, 1)).toBe('-0.5');
    fc.assert(
      fc.property(digits, scale, (amount, places) => {
        const text = decimalText(amount, places);
        expect(Decimal.safeParse(text).success).toBe(true);
        expect(scaled(text)).toEqual({ amount, scale: places });
        expect(decimalText(BigInt(amount), places)).toBe(text);
      }),
    );
  });

  it('never has minus zero as its integer', () =>
    expect(Object.is(scaled('-0.0').amount, 0)).toBe(true));
});
