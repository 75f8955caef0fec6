import type { LeadDistributionEvent } from './events.ts';
import { monthOf } from './rules/rotation.ts';
import type { LeadDistribution } from './state.ts';

/** The state after one more event. */
export const evolve = (state: LeadDistribution, event: LeadDistributionEvent): LeadDistribution => {
  switch (event.type) {
    case 'DistributionDefined':
      return state.status === 'absent'
        ? {
            status: 'defined',
            definition: event.data,
            given: [],
            served: { turns: new Map(), months: new Map() },
          }
        : { ...state, definition: event.data };
    case 'LeadDistributed': {
      if (state.status === 'absent') return state;
      const { leadId, attempt, salespersonId, on } = event.data;
      const given = [...state.given, { leadId, attempt, salespersonId }];
      const turns = new Map(state.served.turns).set(salespersonId, given.length);
      const month = new Map(state.served.months.get(monthOf(on)));
      month.set(salespersonId, (month.get(salespersonId) ?? 0) + 1);
      const months = new Map(state.served.months).set(monthOf(on), month);
      return { ...state, given, served: { turns, months } };
    }
  }
};
