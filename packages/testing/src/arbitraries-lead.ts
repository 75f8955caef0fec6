import { type LeadCommand, lead } from '@presales/domain';
import { messageTypes } from '@presales/kernel';
import fc, { type Arbitrary } from 'fast-check';
import { ofType } from './arbitraries.ts';

type Type = LeadCommand['type'];

const endings: readonly Type[] = ['MergeLead', 'ConvertLead', 'DisqualifyLead'];

const commandOf = (belongs: (type: Type) => boolean): Arbitrary<LeadCommand> =>
  fc.oneof(
    ...messageTypes(lead.commands)
      .filter(belongs)
      .map((type) => ofType(lead.commands, type)),
  );

/**
 * The commands of a lead that is worked for a while before anything may become of it. Commands drawn
 * blindly end most leads before they were handed from one to another.
 */
export const leadStories: Arbitrary<readonly LeadCommand[]> = fc
  .tuple(
    commandOf((type) => type === 'CaptureLead'),
    fc.array(
      commandOf((type) => !endings.includes(type)),
      { maxLength: 25, size: 'max' },
    ),
    fc.array(
      commandOf(() => true),
      { maxLength: 10 },
    ),
  )
  .map(([captured, worked, rest]) => [captured, ...worked, ...rest]);
