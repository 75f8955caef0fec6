import { AmountOutOfRange } from '@presales/kernel';

/**
 * What a calculation with money comes to; undefined when an amount leaves the range that amounts
 * may have. Deciding answers that with a refusal and never throws; a report says so of that product or
 * document, and goes on.
 */
export const bounded = <Result>(calculate: () => Result): Result | undefined => {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof AmountOutOfRange) return undefined;
    throw error;
  }
};
