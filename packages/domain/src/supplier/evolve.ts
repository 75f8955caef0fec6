import { withValue } from '../shared/pricing/by-day.ts';
import type { SupplierEvent } from './events.ts';
import { withCost, withPrice } from './figures/coefficients.ts';
import type { Supplier } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: Supplier, event: SupplierEvent): Supplier => {
  if (event.type === 'SupplierRegistered') {
    const { name } = event.data;
    return {
      status: 'registered',
      registered: name,
      name,
      costFactors: new Map(),
      priceFactors: new Map(),
      roundings: new Map(),
    };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'SupplierRenamed':
      return { ...state, name: event.data.name };
    case 'CostCoefficientSet':
      return withCost(state, event.data.validFrom, event.data.factor);
    case 'PriceCoefficientSet': {
      const { level, validFrom, factor } = event.data;
      return withPrice(state, level, validFrom, factor);
    }
    case 'PriceCoefficientWithdrawn':
      return withPrice(state, event.data.level, event.data.from, undefined);
    case 'PriceRoundingSet': {
      const { level, validFrom, rounding } = event.data;
      const known = withValue(state.roundings.get(level), validFrom, rounding);
      return { ...state, roundings: new Map(state.roundings).set(level, known) };
    }
  }
};
