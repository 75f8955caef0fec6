import { withValue } from '../shared/pricing/by-day.ts';
import type { PartyEvent } from './events.ts';
import { withConsent } from './figures/consents.ts';
import { absorbing, releasing } from './rules/absorbing.ts';
import type { Party } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: Party, event: PartyEvent): Party => {
  if (event.type === 'PartyRegistered') {
    const { details, existingCustomer } = event.data;
    return {
      status: 'registered',
      details,
      existingCustomer,
      organisations: new Map(),
      consents: [],
      levels: new Map(),
      absorbed: [],
      absorptions: new Map(),
    };
  }
  if (event.type === 'PersonalDataErased')
    return state.status === 'merged'
      ? { status: 'erased', survivorId: state.survivorId }
      : { status: 'erased' };
  if (event.type === 'PartyUnmerged') return state.status === 'merged' ? state.before : state;
  if (state.status !== 'registered') return state;
  switch (event.type) {
    case 'PartyDetailsChanged':
      return { ...state, details: event.data.details };
    case 'ContactLinked': {
      const { organisationId, role } = event.data;
      return { ...state, organisations: new Map(state.organisations).set(organisationId, role) };
    }
    case 'ContactUnlinked': {
      const organisations = new Map(state.organisations);
      organisations.delete(event.data.organisationId);
      return { ...state, organisations };
    }
    case 'ConsentGiven': {
      const { partyId: _, evidence: _evidence, ...said } = event.data;
      const consents = withConsent(state.consents, { status: 'given', ...said });
      return { ...state, consents };
    }
    case 'ConsentWithdrawn': {
      const { partyId: _, ...said } = event.data;
      const consents = withConsent(state.consents, { status: 'withdrawn', ...said });
      return { ...state, consents };
    }
    case 'PartnerLevelSet': {
      const { validFrom, level } = event.data;
      return { ...state, levels: withValue(state.levels, validFrom, level) };
    }
    case 'PartyAbsorbed':
      return absorbing(state, event.data);
    case 'PartyReleased':
      return releasing(state, event.data);
    case 'PartyMergedInto':
      return { status: 'merged', survivorId: event.data.survivorId, before: state };
  }
};
