import { LocalDate } from '@presales/kernel';
import { z } from 'zod';

/**
 * When somebody says they will buy: at once, within so many days of the day it was said, on a
 * certain day, or at no time that they could name (S28, S29, S30).
 */
export const PurchaseTimeframe = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('immediate') }).readonly(),
  z.strictObject({ kind: z.literal('days'), days: z.int().min(0).max(3_650) }).readonly(),
  z.strictObject({ kind: z.literal('date'), date: LocalDate }).readonly(),
  z.strictObject({ kind: z.literal('none') }).readonly(),
]);
export type PurchaseTimeframe = z.infer<typeof PurchaseTimeframe>;

/** When somebody will buy, and on which day they said so. */
export const StatedPurchase = z
  .strictObject({ timeframe: PurchaseTimeframe, statedOn: LocalDate })
  .readonly();
export type StatedPurchase = z.infer<typeof StatedPurchase>;
