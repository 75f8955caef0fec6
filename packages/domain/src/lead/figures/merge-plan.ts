import type { Of } from '@presales/kernel';
import {
  type MergePlan,
  type Merging,
  planMerge,
  type Unmerging,
} from '../../shared/merge-plan.ts';
import type { LeadCommand } from '../commands.ts';
import { lead } from '../lead.ts';
import type { LeadRefusal } from '../refusals.ts';
import type { Lead, LeadAssignment } from '../state.ts';
import type { LeadWorker, MergedLead } from '../vocabulary.ts';

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
      data: {
        leadId: survivorId,
        mergedId: duplicateId,
        consent,
        ...broughtBy(duplicate),
        at,
      },
    },
    { type: 'MergeLead', data: { leadId: duplicateId, survivorId, at } },
  ];
  return planMerge(lead.decider.decide, merge, commands);
};

/** A merge that was a mistake, and what was looked up of both leads. */
export type LeadUnmerge = Unmerging<Lead>;

/** The survivor lets go before the duplicate stands again, so that it can be asked for once more. */
export type LeadUnmergeCommands = readonly [
  Of<LeadCommand, 'ReleaseLead'>,
  Of<LeadCommand, 'UnmergeLead'>,
];

/** The commands that take a merge back, to be given in this order, or why there are none. */
export type LeadUnmergePlan = MergePlan<LeadUnmergeCommands, LeadRefusal>;

/**
 * The commands that take a merge back, both tried against what the two leads are. Touches, interests
 * and activities never left the duplicate's id, so they are its own again in every report.
 */
export const unmergeLeads = (unmerge: LeadUnmerge): LeadUnmergePlan => {
  const { survivorId, duplicateId, reason, at } = unmerge;
  const commands: LeadUnmergeCommands = [
    { type: 'ReleaseLead', data: { leadId: survivorId, mergedId: duplicateId, reason, at } },
    { type: 'UnmergeLead', data: { leadId: duplicateId, reason, at } },
  ];
  return planMerge(lead.decider.decide, unmerge, commands);
};

/** What is looked up of a lead before another one absorbs it. */
export const mergedLead = (duplicate: Lead): MergedLead => ({
  status: duplicate.status,
  ...(duplicate.status === 'merged' ? { survivorId: duplicate.survivorId } : {}),
  absorbed: duplicate.status === 'absent' ? [] : duplicate.record.absorbed,
});

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
