import type { Instant, Of } from '@presales/kernel';
import type { ConsentChoice } from '../../shared/consent.ts';
import type { LeadCommand } from '../commands.ts';
import { type Lead, lead } from '../lead.ts';
import type { LeadRefusal } from '../refusals.ts';

/** Two leads that are one, and what was looked up of both. */
export interface LeadMerge {
  readonly survivorId: string;
  readonly survivor: Lead;
  readonly duplicateId: string;
  readonly duplicate: Lead;
  /** By default the most restrictive permission of the two holds. */
  readonly consent?: ConsentChoice;
  readonly at: Instant;
}

/** What to ask for, in this order, or why not. */
export type LeadMergePlan =
  | { readonly outcome: 'planned'; readonly commands: LeadMergeCommands }
  | { readonly outcome: 'refused'; readonly refusal: LeadRefusal };

/** The survivor absorbs before the duplicate ends, so that a merge cut short is asked for again. */
export type LeadMergeCommands = readonly [
  Of<LeadCommand, 'AbsorbLead'>,
  Of<LeadCommand, 'MergeLead'>,
];

/**
 * The commands that merge a duplicate into its survivor, both tried against what the two leads are:
 * neither is planned when one would be refused. The duplicate's touches and signs of interest stay
 * in its own stream; the survivor names it, so a reader finds them all.
 */
export const mergeLeads = ({
  survivorId,
  survivor,
  duplicateId,
  duplicate,
  consent = 'most-restrictive',
  at,
}: LeadMerge): LeadMergePlan => {
  const merge = { type: 'MergeLead', data: { leadId: duplicateId, survivorId, at } } as const;
  const ending = lead.decider.decide(merge, duplicate);
  if (ending.outcome === 'refused') return ending;
  const absorb: Of<LeadCommand, 'AbsorbLead'> = {
    type: 'AbsorbLead',
    data: { leadId: survivorId, mergedId: duplicateId, consent, ...broughtBy(duplicate), at },
  };
  const absorbing = lead.decider.decide(absorb, survivor);
  if (absorbing.outcome === 'refused') return absorbing;
  return { outcome: 'planned', commands: [absorb, merge] };
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

const workerOf = ({
  salespersonId,
  teamId,
}: {
  salespersonId: string;
  teamId?: string | undefined;
}) => (teamId === undefined ? { salespersonId } : { salespersonId, teamId });
