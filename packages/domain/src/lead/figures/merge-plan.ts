import type { Of } from '@presales/kernel';
import { type MergePlan, type Merging, planMerge } from '../../shared/merge-plan.ts';
import type { LeadCommand } from '../commands.ts';
import { lead } from '../lead.ts';
import type { LeadRefusal } from '../refusals.ts';
import type { Lead, LeadAssignment } from '../state.ts';
import type { LeadWorker } from '../vocabulary.ts';

/** Two leads that are one, and what was looked up of both. */
export type LeadMerge = Merging<Lead>;

/** The survivor absorbs before the duplicate ends, so that a merge cut short can be asked for again. */
export type LeadMergeCommands = readonly [
  Of<LeadCommand, 'AbsorbLead'>,
  Of<LeadCommand, 'MergeLead'>,
];

/** The commands of a merge, to be given in this order, or why there are none. */
export type LeadMergePlan = MergePlan<LeadMergeCommands, LeadRefusal>;

/**
 * The commands that merge a duplicate into its survivor, both tried against what the two leads are:
 * neither is planned when one would be refused. The duplicate's touches and signs of interest stay
 * in its own stream; the survivor names it, so a reader finds them all.
 */
export const mergeLeads = (merge: LeadMerge): LeadMergePlan => {
  const { survivorId, duplicateId, duplicate, consent = 'most-restrictive', at } = merge;
  const commands: LeadMergeCommands = [
    {
      type: 'AbsorbLead',
      data: { leadId: survivorId, mergedId: duplicateId, consent, ...broughtBy(duplicate), at },
    },
    { type: 'MergeLead', data: { leadId: duplicateId, survivorId, at } },
  ];
  return planMerge(lead.decider.decide, merge, commands);
};

/** What the survivor takes over. */
const broughtBy = (duplicate: Lead) => {
  if (duplicate.status === 'absent') return {};
  const { absorbed, consentBasis, customerId, purchase, assignment } = duplicate.record;
  return {
    ...(absorbed.length === 0 ? {} : { alsoMerged: absorbed }),
    ...(consentBasis === undefined ? {} : { consentBasis }),
    ...(customerId === undefined ? {} : { existingCustomerId: customerId }),
    ...(purchase === undefined ? {} : { purchase }),
    ...(assignment === undefined ? {} : { workedBy: workerOf(assignment) }),
  };
};

const workerOf = ({ salespersonId, teamId }: LeadAssignment): LeadWorker =>
  teamId === undefined ? { salespersonId } : { salespersonId, teamId };
