import { type LeadCommand, lead } from '@presales/domain/lead';
import fc, { type Arbitrary } from 'fast-check';
import { ofType } from './arbitraries.ts';
import { storiesOf } from './stories.ts';

const worked = storiesOf(lead.commands, {
  begins: 'CaptureLead',
  ends: ['MergeLead', 'ConvertLead', 'DisqualifyLead'],
});

const of = (type: LeadCommand['type']): Arbitrary<LeadCommand> => ofType(lead.commands, type);

/** A lead that is given to salespeople, who take it over or give it back. */
const handedOver = fc
  .tuple(
    of('CaptureLead'),
    of('AssignLead'),
    fc.array(fc.oneof(of('AcceptLeadHandoff'), of('RejectLeadHandoff')), { maxLength: 6 }),
  )
  .map(([captured, assigned, answers]): readonly LeadCommand[] => [captured, assigned, ...answers]);

/** The commands of a lead that is worked for a while, and handed on, before anything becomes of it. */
export const leadStories: Arbitrary<readonly LeadCommand[]> = fc.oneof(
  { weight: 3, arbitrary: worked },
  { weight: 1, arbitrary: handedOver },
);
