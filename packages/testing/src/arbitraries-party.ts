import { type PartyCommand, party } from '@presales/domain';
import { messageTypes } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { ofType } from './arbitraries.ts';

type Type = PartyCommand['type'];

const endings: readonly Type[] = ['MergeParty', 'ErasePersonalData'];

const commandOf = (belongs: (type: Type) => boolean): Arbitrary<PartyCommand> =>
  fc.oneof(
    ...messageTypes(party.commands)
      .filter(belongs)
      .map((type) => ofType(party.commands, type)),
  );

/** The commands of a party that is there for a while before it is merged away or forgotten. */
export const partyStories: Arbitrary<readonly PartyCommand[]> = fc
  .tuple(
    commandOf((type) => type === 'RegisterParty'),
    fc.array(
      commandOf((type) => !endings.includes(type)),
      { maxLength: 25, size: 'max' },
    ),
    fc.array(
      commandOf(() => true),
      { maxLength: 10 },
    ),
  )
  .map(([registered, lived, rest]) => [registered, ...lived, ...rest]);
