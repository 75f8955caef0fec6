import { AmountOutOfRange } from '@presales/kernel';

/**
 * What is computed of one product or document; undefined where that leaves the range of amounts. One
 * mistyped price or line takes a report from nobody.
 */
export const unlessTooLarge = <Result>(compute: () => Result): Result | undefined => {
  try {
    return compute();
  } catch (error) {
    if (error instanceof AmountOutOfRange) return undefined;
    throw error;
  }
};
