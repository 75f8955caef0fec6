import { CurrencyCode, Id, Instant, LocalDate, message, PositiveDecimal } from '@presales/kernel';
import { z } from 'zod';

/** What can be asked of the rates of a pair of currencies. */
export const ExchangeRateCommand = z.discriminatedUnion('type', [
  message('PublishExchangeRate', {
    from: CurrencyCode,
    to: CurrencyCode,
    rate: PositiveDecimal,
    rateDate: LocalDate,
    source: Id,
    at: Instant,
  }),
]);
export type ExchangeRateCommand = z.infer<typeof ExchangeRateCommand>;
