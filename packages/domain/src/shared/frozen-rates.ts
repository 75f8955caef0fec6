import { CurrencyCode, Id, LocalDate, PositiveDecimal } from '@presales/kernel';
import { z } from 'zod';

/** Units of the base currency for one unit of `currency`. */
export const FrozenRate = z
  .strictObject({ currency: CurrencyCode, rate: PositiveDecimal })
  .readonly();
export type FrozenRate = z.infer<typeof FrozenRate>;

/** Rates copied into a document, so that every later valuation uses them (B6). */
export const FrozenRates = z
  .strictObject({
    base: CurrencyCode,
    rateDate: LocalDate,
    source: Id,
    rates: z.array(FrozenRate).max(50).readonly(),
  })
  .readonly();
export type FrozenRates = z.infer<typeof FrozenRates>;
