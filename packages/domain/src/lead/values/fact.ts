import { Id } from '@presales/kernel';
import { z } from 'zod';

/** One thing known of a lead: a text puts it in a category, a number counts. */
export const LeadFact = z
  .strictObject({ fact: Id, value: z.union([Id, z.int().min(0).max(1_000_000)]) })
  .readonly();
export type LeadFact = z.infer<typeof LeadFact>;
