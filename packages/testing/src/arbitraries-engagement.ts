import { type EngagementCommand, EngagementKind, engagement } from '@presales/domain/engagement';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor, ofType } from './arbitraries.ts';

/** The verbs that belong to one kind of work. */
const verbs: Readonly<Record<EngagementKind, readonly EngagementCommand['type'][]>> = {
  discovery: ['RecordDiscoveryFinding'],
  preparation: ['RecordPreparation'],
  demonstration: ['ScheduleDemo', 'ScheduleDemo', 'FailDemo', 'HoldDemo'],
  rfp: ['ReceiveRfp', 'ReceiveRfp', 'ChangeRfpDue', 'AnswerRfp', 'SubmitRfp', 'DeclineRfp'],
  'proof-of-concept': ['StartPoc', 'ConcludePoc'],
  collateral: ['DeliverCollateral'],
  'product-feedback': ['SendFeedback'],
  'proposal-support': ['DeliverProposalPart'],
  'hand-over': ['HandOverToDelivery'],
};

/** Commands of the given types, each as often as it is named. */
const ofTypes = (types: readonly EngagementCommand['type'][]): Arbitrary<EngagementCommand> =>
  fc.oneof(...types.map((type) => ofType(engagement.commands, type)));

/**
 * The commands of a piece of work that makes progress: it is requested and accepted, then come mostly
 * the verbs of its own kind, and then any.
 */
export const engagementStories: Arbitrary<readonly EngagementCommand[]> = fc
  .constantFrom(...EngagementKind.options)
  .chain((kind) =>
    fc.tuple(
      ofType(engagement.commands, 'RequestEngagement').map((command): EngagementCommand => {
        const { leadId: _, inquiryId: _inquiry, ...data } = command.data;
        return { ...command, data: { ...data, opportunityId: 'a', kind } };
      }),
      ofType(engagement.commands, 'AcceptEngagement'),
      fc.array(ofTypes(verbs[kind]), { minLength: 1, maxLength: 6 }),
      fc.array(commandsFor(engagement), { maxLength: 6 }),
    ),
  )
  .map(([requested, accepted, work, rest]) => [requested, accepted, ...work, ...rest]);
