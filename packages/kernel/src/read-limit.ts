import { InvalidInput } from './errors.ts';

/**
 * How many events a reader wants: all of them where nothing is said.
 *
 * @throws InvalidInput for anything but a whole number from 0, or infinity
 */
export const readLimit = (limit = Number.POSITIVE_INFINITY): number => {
  if (limit >= 0 && (Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY)) return limit;
  throw new InvalidInput('read options', [
    { path: 'limit', expected: `expected a whole number from 0, got ${limit}` },
  ]);
};
