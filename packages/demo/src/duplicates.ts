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
  mergeAll(thread, { leadId, partyId, duplicateId, duplicatePartyId }, minutesLater(moment, 45));
  // Somebody thought that these were two people of one name, and was put right.
  if (!duplicateId.endsWith('7')) return;
  separate(thread, { leadId, partyId, duplicateId, duplicatePartyId }, minutesLater(moment, 50));
  mergeAll(thread, { leadId, partyId, duplicateId, duplicatePartyId }, minutesLater(moment, 55));
};

type Both = Omit<Twice, 'source'>;

const mergeAll = (
  thread: Thread,
  { leadId, partyId, duplicateId, duplicatePartyId }: Both,
  moment: Moment,
): void => {
  const found = at(moment);
  // What takes in a duplicate looks at it: it has to be there, and free.
  thread.follow(MARKETER, 'lead', {
    type: 'AbsorbLead',
    data: { leadId, mergedId: duplicateId, consent: 'most-restrictive', at: found },
  });
  thread.follow(MARKETER, 'lead', {
    type: 'MergeLead',
    data: { leadId: duplicateId, survivorId: leadId, at: found },
  });
  thread.follow(MARKETER, 'party', {
    type: 'AbsorbParty',
    data: { partyId, mergedId: duplicatePartyId, consent: 'most-restrictive', at: found },
  });
  thread.follow(MARKETER, 'party', {
    type: 'MergeParty',
    data: { partyId: duplicatePartyId, survivorId: partyId, at: found },
  });
};

const separate = (
  thread: Thread,
  { leadId, partyId, duplicateId, duplicatePartyId }: Both,
  moment: Moment,
): void => {
  const told = { reason: 'Two people of one name', at: at(moment) };
  thread.ask(MARKETER, 'lead', {
    type: 'ReleaseLead',
    data: { leadId, mergedId: duplicateId, ...told },
  });
  thread.follow(MARKETER, 'lead', { type: 'UnmergeLead', data: { leadId: duplicateId, ...told } });
  thread.ask(MARKETER, 'party', {
    type: 'ReleaseParty',
    data: { partyId, mergedId: duplicatePartyId, ...told },
  });
  thread.follow(MARKETER, 'party', {
    type: 'UnmergeParty',
    data: { partyId: duplicatePartyId, ...told },
  });
};
