import { type CommandMessage, type MessageUnion, messageTypes } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { ofType } from './arbitraries.ts';

/** The command that begins a story, and those that may end it. */
export interface StoryParts<Type extends string> {
  readonly begins: Type;
  readonly ends: readonly Type[];
}

/**
 * The commands of something that is begun and lives for a while before anything may end it. Commands
 * drawn blindly would end most histories before much had happened in them.
 */
export const storiesOf = <Command extends CommandMessage>(
  commands: MessageUnion<Command>,
  { begins, ends }: StoryParts<Command['type']>,
): Arbitrary<readonly Command[]> => {
  const types = messageTypes(commands);
  const oneOf = (some: readonly Command['type'][]): Arbitrary<Command> =>
    fc.oneof(...some.map((type) => ofType(commands, type)));
  return fc
    .tuple(
      oneOf([begins]),
      fc.array(oneOf(types.filter((type) => !ends.includes(type))), { maxLength: 25, size: 'max' }),
      fc.array(oneOf(types), { maxLength: 10 }),
    )
    .map(([begun, lived, rest]) => [begun, ...lived, ...rest]);
};
