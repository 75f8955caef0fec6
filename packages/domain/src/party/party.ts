import { type Aggregate, aggregate } from '@presales/kernel';
import { PartyCommand } from './commands.ts';
import { absorb, merge } from './decide/absorb.ts';
import { erase } from './decide/erase-personal-data.ts';
import { giveConsent, withdrawConsent } from './decide/give-consent.ts';
import { linkContact, unlinkContact } from './decide/link-contact.ts';
import { changeDetails, register } from './decide/register.ts';
import { type PartyDetails, PartyEvent } from './events.ts';
import { type Consent, withConsent } from './figures/consents.ts';
import type { Answer, PartyRefusal } from './refusals.ts';

/** What is known of a registered party. */
export interface RegisteredParty {
  readonly status: 'registered';
  readonly details: PartyDetails;
  readonly existingCustomer: boolean;
  /** The organisations a person works for, with the role where one is known. */
  readonly organisations: ReadonlyMap<string, string | undefined>;
  readonly consents: readonly Consent[];
  /** The duplicates that were merged into it, and those merged into them. */
  readonly absorbed: readonly string[];
}

/** What a party is. Only a registered one holds personal data. */
export type Party =
  | { readonly status: 'absent' }
  | RegisteredParty
  | { readonly status: 'merged'; readonly survivorId: string }
  | { readonly status: 'erased'; readonly survivorId?: string };

const evolve = (state: Party, event: PartyEvent): Party => {
  if (event.type === 'PartyRegistered') {
    const { details, existingCustomer } = event.data;
    return {
      status: 'registered',
      details,
      existingCustomer,
      organisations: new Map(),
      consents: [],
      absorbed: [],
    };
  }
  if (event.type === 'PersonalDataErased')
    return state.status === 'merged'
      ? { status: 'erased', survivorId: state.survivorId }
      : { status: 'erased' };
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
    case 'PartyAbsorbed': {
      const { mergedId, alsoMerged = [], consents, existingCustomer } = event.data;
      const absorbed = [...state.absorbed, mergedId, ...alsoMerged];
      return { ...state, absorbed, consents, existingCustomer };
    }
    case 'PartyMergedInto':
      return { status: 'merged', survivorId: event.data.survivorId };
  }
};

const decide = (command: PartyCommand, state: Party): Answer => {
  switch (command.type) {
    case 'RegisterParty':
      return register(command.data, state);
    case 'ChangePartyDetails':
      return changeDetails(command.data, state);
    case 'LinkContact':
      return linkContact(command.data, state);
    case 'UnlinkContact':
      return unlinkContact(command.data, state);
    case 'GiveConsent':
      return giveConsent(command.data, state);
    case 'WithdrawConsent':
      return withdrawConsent(command.data, state);
    case 'MergeParty':
      return merge(command.data, state);
    case 'AbsorbParty':
      return absorb(command.data, state);
    case 'ErasePersonalData':
      return erase(command.data, state);
  }
};

/**
 * A person or an organisation that others refer to by id (B15). Personal data, and what may
 * be done with it, are kept here and nowhere else.
 */
export const party: Aggregate<PartyCommand, Party, PartyEvent, PartyRefusal> = aggregate({
  category: 'party',
  commands: PartyCommand,
  events: PartyEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.partyId,
});
