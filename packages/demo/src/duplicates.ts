import type { LeadSource } from '@presales/domain/lead';
import { MARKETER } from './people.ts';
import type { Thread } from './script.ts';
import { at, type Moment, minutesLater } from './timeline.ts';

/** Somebody who is in the register twice, as two leads. */
export interface Twice {
  readonly leadId: string;
  readonly partyId: string;
  readonly duplicateId: string;
  readonly duplicatePartyId: string;
  readonly source: LeadSource;
}

/** The same address came in again by another way: both entries are made one, nothing is lost. */
export const mergeDuplicateLead = (
  thread: Thread,
  { leadId, partyId, duplicateId, duplicatePartyId, source }: Twice,
  moment: Moment,
): void => {
  const captured = at(moment);
  thread.ask(MARKETER, 'lead', {
    type: 'CaptureLead',
    data: { leadId: duplicateId, partyId: duplicatePartyId, source, at: captured },
  });
  const found = at(minutesLater(moment, 45));
  thread.ask(MARKETER, 'lead', {
    type: 'AbsorbLead',
    data: { leadId, mergedId: duplicateId, consent: 'most-restrictive', at: found },
  });
  thread.follow(MARKETER, 'lead', {
    type: 'MergeLead',
    data: { leadId: duplicateId, survivorId: leadId, at: found },
  });
  thread.ask(MARKETER, 'party', {
    type: 'AbsorbParty',
    data: { partyId, mergedId: duplicatePartyId, consent: 'most-restrictive', at: found },
  });
  thread.follow(MARKETER, 'party', {
    type: 'MergeParty',
    data: { partyId: duplicatePartyId, survivorId: partyId, at: found },
  });
};
