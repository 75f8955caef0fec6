import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { PartyCommand } from './commands.ts';
import { absorb } from './decide/absorb.ts';
import { changeDetails } from './decide/change-details.ts';
import { erasePersonalData } from './decide/erase-personal-data.ts';
import { giveConsent } from './decide/give-consent.ts';
import { linkContact } from './decide/link-contact.ts';
import { merge } from './decide/merge.ts';
import { register } from './decide/register.ts';
import { release } from './decide/release.ts';
import { setPartnerLevel } from './decide/set-partner-level.ts';
import { unlinkContact } from './decide/unlink-contact.ts';
import { unmerge } from './decide/unmerge.ts';
import { withdrawConsent } from './decide/withdraw-consent.ts';
import { PartyEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, PartyRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Party } from './state.ts';

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
    case 'SetPartnerLevel':
      return setPartnerLevel(command.data, state);
    case 'MergeParty':
      return merge(command.data, state);
    case 'AbsorbParty':
      return absorb(command.data, state);
    case 'ReleaseParty':
      return release(command.data, state);
    case 'UnmergeParty':
      return unmerge(command.data, state);
    case 'ErasePersonalData':
      return erasePersonalData(command.data, state);
  }
};

/**
 * A person or an organisation that others refer to by id (B15). Personal data, and the consent to
 * what may be done with it, are kept here and nowhere else.
 */
export const party: Aggregate<PartyCommand, Party, PartyEvent, PartyRefusal> = aggregate({
  category: 'party',
  commands: PartyCommand,
  events: PartyEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('party/before-fact', factOrder),
  identify: ({ data }) => data.partyId,
});
