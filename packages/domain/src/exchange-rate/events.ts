import { CurrencyCode, Id, LocalDate, message, PositiveDecimal } from '@presales/kernel';
import { z } from 'zod';

/** All that can have happened to the rates of one pair of currencies in one year. */
export const ExchangeRateEvent = z.discriminatedUnion('type', [
  /** One unit of `from` is worth `rate` units of `to`, from this day until the next one published. */
  message('ExchangeRatePublished', {
    from: CurrencyCode,
    to: CurrencyCode,
    rate: PositiveDecimal,
    rateDate: LocalDate,
    source: Id,
  }),
]);
export type ExchangeRateEvent = z.infer<typeof ExchangeRateEvent>;
