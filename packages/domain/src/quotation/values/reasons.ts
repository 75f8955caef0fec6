import { Note } from '@presales/kernel';
import { z } from 'zod';

/** Why a customer said no. `other` needs a note. */
export const DeclineReason = z.enum([
  'price',
  'delivery',
  'features',
  'competitor',
  'no-budget',
  'no-decision',
  'other',
]);
export type DeclineReason = z.infer<typeof DeclineReason>;

/** Why we take back what we offered. `other` needs a note. */
export const WithdrawalReason = z.enum([
  'not-available',
  'discontinued',
  'price-error',
  'credit-risk',
  'other',
]);
export type WithdrawalReason = z.infer<typeof WithdrawalReason>;

/** Who rejects an item, and why. */
export const ItemRejection = z.discriminatedUnion('by', [
  z
    .strictObject({ by: z.literal('customer'), reason: DeclineReason, note: Note.optional() })
    .readonly(),
  z
    .strictObject({ by: z.literal('us'), reason: WithdrawalReason, note: Note.optional() })
    .readonly(),
]);
export type ItemRejection = z.infer<typeof ItemRejection>;
