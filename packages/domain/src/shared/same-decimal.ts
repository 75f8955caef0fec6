import type { Decimal } from '@presales/kernel';

/** Whether two decimals are the same number: `1.10` is `1.1`. */
export const sameDecimal = (left: Decimal, right: Decimal): boolean =>
  shortest(left) === shortest(right);

const shortest = (decimal: Decimal): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
