import { Id, Instant, message, Text, Zone } from '@presales/kernel';
import { z } from 'zod';
import { DistributionMembers, DistributionRule } from './vocabulary.ts';

const distributionId = Id;
const at = Instant;

/** What can be asked of a distribution of leads. */
export const LeadDistributionCommand = z.discriminatedUnion('type', [
  message('DefineDistribution', {
    distributionId,
    teamId: Id.optional(),
    rule: DistributionRule,
    members: DistributionMembers,
    /** The zone of its months; UTC by default. */
    zone: Zone.optional(),
    at,
  }),
  /** Says who is to get a lead; assigning it is the lead's own command. */
  message('DistributeLead', {
    distributionId,
    leadId: Id,
    /** Where the lead is, for the rule `territory`. */
    territory: Text.optional(),
    /** Who is away, or must not get this lead, for instance because they are the lead themselves. */
    unavailable: z.array(Id).max(200).readonly().optional(),
    /** 1 by default, and one more each time that somebody gave the lead back: it goes to somebody new. */
    attempt: z.int().min(1).max(100).optional(),
    at,
  }),
]);
export type LeadDistributionCommand = z.infer<typeof LeadDistributionCommand>;
