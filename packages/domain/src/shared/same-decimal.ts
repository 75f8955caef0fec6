import type { Decimal } from '@presales/kernel';

/** Whether two decimals are the same number: `1.10` is `1.1`. */
export const sameDecimal = (left: Decimal, right: Decimal): boolean =>
  shortestDecimal(left) === shortestDecimal(right);

/** The decimal without zeros that say nothing: `1.10` is written `1.1`. */
export const shortestDecimal = (decimal: Decimal): Decimal =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
