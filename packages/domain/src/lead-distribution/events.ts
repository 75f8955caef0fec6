import { Id, LocalDate, message, Zone } from '@presales/kernel';
import { z } from 'zod';
import { DistributionMembers, DistributionRule } from './vocabulary.ts';

const distributionId = Id;

/** All that can have happened to a distribution of leads. */
export const LeadDistributionEvent = z.discriminatedUnion('type', [
  /** Defined, or defined anew: the turns that people have had still count. */
  message('DistributionDefined', {
    distributionId,
    teamId: Id.optional(),
    rule: DistributionRule,
    members: DistributionMembers,
    /** The zone of its months. */
    zone: Zone,
  }),
  message('LeadDistributed', {
    distributionId,
    leadId: Id,
    /** 1 at first, and one more each time that somebody gave the lead back. */
    attempt: z.int().min(1),
    salespersonId: Id,
    rule: DistributionRule,
    /** The day on which it counts. */
    on: LocalDate,
  }),
]);
export type LeadDistributionEvent = z.infer<typeof LeadDistributionEvent>;
