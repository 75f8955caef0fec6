import { type Aggregate, aggregate, type Decision, decisions, type Of } from '@presales/kernel';
import { same } from '../shared/same.ts';
import { PartyCommand } from './commands.ts';
import { type PartyDetails, PartyEvent } from './events.ts';

/** What a party is. */
export type Party =
  | { readonly status: 'absent' }
  | {
      readonly status: 'registered';
      readonly details: PartyDetails;
      readonly existingCustomer: boolean;
    };

/** Why a party's command is refused. */
export type PartyRefusal =
  /** Registered before with other details; changing them is a command of its own. */
  { readonly code: 'party/already-registered' } | { readonly code: 'party/not-registered' };

const evolve = (state: Party, event: PartyEvent): Party => {
  switch (event.type) {
    case 'PartyRegistered': {
      const { details, existingCustomer } = event.data;
      return { status: 'registered', details, existingCustomer };
    }
    case 'PartyDetailsChanged':
      return state.status === 'registered' ? { ...state, details: event.data.details } : state;
  }
};

const decide = (command: PartyCommand, state: Party): Answer => {
  switch (command.type) {
    case 'RegisterParty':
      return register(command.data, state);
    case 'ChangePartyDetails':
      return changeDetails(command.data, state);
  }
};

/** A person or an organisation that others refer to by id (decision 15). */
export const party: Aggregate<PartyCommand, Party, PartyEvent, PartyRefusal> = aggregate({
  category: 'party',
  commands: PartyCommand,
  events: PartyEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.partyId,
});

type Answer = Decision<PartyEvent, PartyRefusal>;
type Data<Type extends PartyCommand['type']> = Of<PartyCommand, Type>['data'];
const { emit, refuse } = decisions<PartyEvent, PartyRefusal>();

function register(
  { partyId, details, existingCustomer = false }: Data<'RegisterParty'>,
  state: Party,
): Answer {
  if (state.status === 'absent')
    return emit({ type: 'PartyRegistered', data: { partyId, details, existingCustomer } });
  return same(state.details, details) && state.existingCustomer === existingCustomer
    ? emit()
    : refuse({ code: 'party/already-registered' });
}

function changeDetails({ partyId, details }: Data<'ChangePartyDetails'>, state: Party): Answer {
  if (state.status === 'absent') return refuse({ code: 'party/not-registered' });
  if (same(state.details, details)) return emit();
  return emit({ type: 'PartyDetailsChanged', data: { partyId, details } });
}
