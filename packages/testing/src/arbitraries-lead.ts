import { type LeadCommand, lead } from '@presales/domain/lead';
import type { Arbitrary } from 'fast-check';
import { storiesOf } from './stories.ts';

/** The commands of a lead that is worked for a while, and handed on, before anything becomes of it. */
export const leadStories: Arbitrary<readonly LeadCommand[]> = storiesOf(lead.commands, {
  begins: 'CaptureLead',
  ends: ['MergeLead', 'ConvertLead', 'DisqualifyLead'],
});
