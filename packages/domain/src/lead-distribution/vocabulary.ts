import { Id, Text } from '@presales/kernel';
import { z } from 'zod';

/**
 * The rule by which leads go to people: in turn, to whoever is furthest from a monthly quota, or to
 * whoever covers the lead's territory.
 */
export const DistributionRule = z.enum(['round-robin', 'quota', 'territory']);
export type DistributionRule = z.infer<typeof DistributionRule>;

/** Somebody who gets leads. */
export const DistributionMember = z
  .strictObject({
    salespersonId: Id,
    /** The most leads in a calendar month; needed under the rule `quota`. */
    quota: z.int().min(1).max(100_000).optional(),
    /** The territories covered, in the caller's own names; needed under the rule `territory`. */
    territories: z.array(Text).min(1).max(100).readonly().optional(),
  })
  .readonly();
export type DistributionMember = z.infer<typeof DistributionMember>;

/** Who gets leads, in this order, everybody once. */
export const DistributionMembers = z
  .array(DistributionMember)
  .min(1)
  .max(200)
  .refine(
    (members) => new Set(members.map(({ salespersonId }) => salespersonId)).size === members.length,
    { error: 'expected every salesperson once' },
  )
  .readonly();
export type DistributionMembers = z.infer<typeof DistributionMembers>;
