import {
  CurrencyCode,
  exponentOf,
  FineBasisPoints,
  type Money,
  NonNegativeMoney,
  PositiveDecimal,
  scaled,
} from '@presales/kernel';
import { z } from 'zod';

const once = (currencies: readonly CurrencyCode[]): boolean =>
  new Set(currencies).size === currencies.length;

const currencyOf = ({ currency }: { readonly currency: CurrencyCode }): CurrencyCode => currency;

const fitsMinorUnit = ({ currency, scale }: Money): boolean => scale <= exponentOf(currency);

/** What comes off the whole document: a share of every subtotal, or an amount of some of them. */
export const DocumentDiscount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), rate: FineBasisPoints }).readonly(),
  z
    .strictObject({
      kind: z.literal('amount'),
      amounts: z
        .array(NonNegativeMoney)
        .min(1)
        .max(50)
        .readonly()
        .refine((amounts) => once(amounts.map(currencyOf)), {
          error: 'expected every currency once',
        })
        .refine((amounts) => amounts.every(fitsMinorUnit), {
          error: 'expected amounts no finer than the minor unit of their currency',
        }),
    })
    .readonly(),
]);
export type DocumentDiscount = z.infer<typeof DocumentDiscount>;

/** What a total is rounded to: the nearest multiple of `step` (`half-…`), or the next one. */
export const TotalRounding = z
  .strictObject({
    currency: CurrencyCode,
    /** In major units: `"1"` for whole units, `"0.05"` where there are no smaller coins. */
    step: PositiveDecimal,
    /** `half-up` and `up` round away from zero, `down` towards zero. */
    mode: z.enum(['half-even', 'half-up', 'up', 'down']),
  })
  .readonly()
  .refine(({ currency, step }) => scaled(step).scale <= exponentOf(currency), {
    error: 'expected a step no finer than the minor unit of the currency',
    path: ['step'],
  });
export type TotalRounding = z.infer<typeof TotalRounding>;

/** The rounding of the totals, one rule for a currency; a currency without one is not rounded. */
export const TotalRoundings = z
  .array(TotalRounding)
  .max(50)
  .readonly()
  .refine((rules) => once(rules.map(currencyOf)), { error: 'expected every currency once' });
export type TotalRoundings = z.infer<typeof TotalRoundings>;
