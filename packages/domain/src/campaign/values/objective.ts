import { Money } from '@presales/kernel';
import { z } from 'zod';

const Count = z.int().min(1);
const Value = Money.refine((money) => money.amount > 0, {
  error: 'expected an amount above zero',
  path: ['amount'],
});

/**
 * What a campaign is to reach (S52): leads, customers or opportunities by number; the value or the
 * margin of its opportunities in money. A target lies above zero, so that a share of it exists.
 */
export const CampaignObjective = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('leads'), target: Count }).readonly(),
  z.strictObject({ of: z.literal('customers'), target: Count }).readonly(),
  z.strictObject({ of: z.literal('opportunities'), target: Count }).readonly(),
  z.strictObject({ of: z.literal('opportunity-value'), target: Value }).readonly(),
  z.strictObject({ of: z.literal('opportunity-margin'), target: Value }).readonly(),
]);
export type CampaignObjective = z.infer<typeof CampaignObjective>;
