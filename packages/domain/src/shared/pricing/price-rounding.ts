import { Decimal, type Money, PositiveDecimal, scaled } from '@presales/kernel';
import { z } from 'zod';
import { atScale, compareExact, exactDecimal, exactProduct, settled } from './exact.ts';

/**
 * The prices a list may hold: multiples of `step`, each plus `ending`. `{ step: '0.01' }` are whole
 * cents; `{ step: '1', ending: '0.99' }` are prices that end in .99.
 */
export const PriceRounding = z
  .strictObject({
    step: PositiveDecimal,
    /** Zero or more, and less than the step; none when absent. */
    ending: Decimal.optional(),
    /** Which of the two prices around the exact one; `nearest` takes the upper when both are. */
    direction: z.enum(['nearest', 'up', 'down']),
  })
  .readonly()
  .refine(
    ({ step, ending = '0' }) =>
      scaled(ending).amount >= 0 && compareExact(exactDecimal(ending), exactDecimal(step)) < 0,
    { error: 'expected an ending from zero to less than the step', path: ['ending'] },
  );
export type PriceRounding = z.infer<typeof PriceRounding>;

/**
 * A supplier's price times a factor, rounded once, at the end, by the list's rule. It is never below
 * zero: where the lower of the two prices would be, it is the upper.
 *
 * @throws AmountOutOfRange
 */
export const roundedProduct = (
  price: Money,
  factor: Decimal,
  { step, ending = '0', direction }: PriceRounding,
): Money => {
  const product = exactProduct(price, factor);
  const parts = [product, exactDecimal(step), exactDecimal(ending)];
  const scale = Math.max(...parts.map((part) => part.scale));
  const [wanted, grid, offset] = parts.map((part) => atScale(part, scale));
  return settled({ amount: chosen(wanted, grid, offset, direction), scale }, price.currency);
};

const chosen = (
  wanted = 0n,
  grid = 1n,
  offset = 0n,
  direction: PriceRounding['direction'],
): bigint => {
  const over = (((wanted - offset) % grid) + grid) % grid;
  const [lower, upper] = [wanted - over, wanted - over + grid];
  if (over === 0n) return wanted;
  if (lower < 0n || direction === 'up') return upper;
  if (direction === 'down') return lower;
  return over * 2n < grid ? lower : upper;
};
