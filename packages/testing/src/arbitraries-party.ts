import { PartyCommand } from '@presales/domain';
import fc, { type Arbitrary } from 'fast-check';
import { fitting } from './arbitraries.ts';

type Type = PartyCommand['type'];

const endings: readonly Type[] = ['MergeParty', 'ErasePersonalData'];

const commandOf = (belongs: (type: Type) => boolean): Arbitrary<PartyCommand> =>
  fc.oneof(
    ...PartyCommand.options
      .filter((option) => belongs(option.unwrap().shape.type.value))
      .map((option) => fitting(option)),
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
