import type { FactOrder } from '@presales/kernel';
import type { ExchangeRateCommand } from '../commands.ts';
import type { ExchangeRateEvent } from '../events.ts';

/**
 * What happens to the rates of a pair after what (B21): a rate says itself from which day on it holds.
 */
export const factOrder: FactOrder<ExchangeRateCommand, ExchangeRateEvent> = {
  settles: {
    ExchangeRatePublished: [{ aspect: 'rate', by: ['rateDate'] }],
  },
  follows: {
    PublishExchangeRate: [],
  },
};
