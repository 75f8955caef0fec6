import { z } from 'zod';
import { limits } from './limits.ts';

const pattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** An exact number as `amount × 10^-scale`. */
export interface Scaled {
  readonly amount: number;
  readonly scale: number;
}

const fits = (text: string): boolean => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return (
    fraction.length <= limits.decimalScale && whole.length + fraction.length <= limits.decimalDigits
  );
};

/**
 * An exact decimal number as text (`"0.125"`, `"-3"`, `"1.0842"`): quantities, rates, factors.
 * At most 15 digits, 9 of them after the point. A JSON number could not hold 0.1.
 */
export const Decimal = z.string().refine((text) => pattern.test(text) && fits(text), {
  error: `expected a decimal number such as "12.5" with at most ${limits.decimalDigits} digits, ${limits.decimalScale} after the point`,
});
export type Decimal = z.infer<typeof Decimal>;

/** A decimal above zero. */
export const PositiveDecimal = Decimal.refine(
  (text) => !text.startsWith('-') && /[1-9]/.test(text),
  {
    error: 'expected a decimal number above zero',
  },
);
export type PositiveDecimal = z.infer<typeof PositiveDecimal>;

/** The decimal as an integer and the number of its decimal places. */
export const scaled = (decimal: Decimal): Scaled => {
  const point = decimal.indexOf('.');
  const digits = point < 0 ? decimal : decimal.slice(0, point) + decimal.slice(point + 1);
  return {
    // Adding zero turns -0, which JSON cannot hold, into 0.
    amount: Number(digits) + 0,
    scale: point < 0 ? 0 : decimal.length - point - 1,
  };
};

/** The text of `amount × 10^-scale`, with exactly `scale` decimal places. */
export const decimalText = (amount: number | bigint, scale: number): string => {
  const negative = amount < 0;
  const digits = String(negative ? -amount : amount).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
};
