import { type PartyCommand, party } from '@presales/domain/party';
import type { Arbitrary } from 'fast-check';
import { storiesOf } from './stories.ts';

/** The commands of a party that is there for a while before it is merged away or forgotten. */
export const partyStories: Arbitrary<readonly PartyCommand[]> = storiesOf(party.commands, {
  begins: 'RegisterParty',
  ends: ['MergeParty', 'ErasePersonalData'],
});
