import type { ExchangeRateEvent } from './events.ts';
import type { ExchangeRate } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: ExchangeRate, event: ExchangeRateEvent): ExchangeRate => {
  switch (event.type) {
    case 'ExchangeRatePublished': {
      const { rateDate, source, rate } = event.data;
      const rates = state.status === 'published' ? state.rates : new Map<string, never>();
      return {
        status: 'published',
        rates: new Map(rates).set(rateDate, new Map(rates.get(rateDate)).set(source, rate)),
      };
    }
  }
};
