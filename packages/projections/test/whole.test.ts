import { type Whole, whole } from '@presales/kernel';
import fc from 'fast-check';
import { add, compare, negative, subtract } from '../src/shared/whole.ts';

/** Around the end of exact numbers, and far beyond it. */
const wholes = fc
  .oneof(
    fc.bigInt({ min: -20n, max: 20n }),
    fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
    fc
      .tuple(fc.constantFrom(1n, -1n), fc.bigInt({ min: -3n, max: 3n }))
      .map(([sign, off]) => sign * 2n ** 53n + off),
  )
  .map(whole);

/** A value has one form: a number where numbers are exact, and no minus zero. */
const isInForm = (value: Whole): boolean =>
  Object.is(value, whole(BigInt(value))) &&
  (typeof value === 'bigint') ===
    (BigInt(value) > BigInt(Number.MAX_SAFE_INTEGER) ||
      BigInt(value) < BigInt(Number.MIN_SAFE_INTEGER));

describe('whole numbers of any size', () => {
  it('are added, subtracted and compared as big integers are', () =>
    fc.assert(
      fc.property(wholes, wholes, (left, right) => {
        const [one, other] = [BigInt(left), BigInt(right)];
        expect(BigInt(add(left, right))).toBe(one + other);
        expect(BigInt(subtract(left, right))).toBe(one - other);
        expect(BigInt(negative(left))).toBe(-one);
        expect(Math.sign(compare(left, right))).toBe(one < other ? -1 : one > other ? 1 : 0);
        expect([add(left, right), subtract(left, right), negative(left)].every(isInForm)).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    ));

  it('have one zero', () => expect(Object.is(negative(0), 0)).toBe(true));
});
