import { Id, Instant, LocalDate, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { PriceLine, priceListLimits } from './vocabulary.ts';

const priceListId = Id;

const at = Instant;

/** What can be asked of a version of a price list. */
export const PriceListCommand = z.discriminatedUnion('type', [
  message('OpenPriceList', {
    priceListId,
    source: Text,
    lines: z.int().min(1),
    parts: z.int().min(1).max(priceListLimits.parts),
    validUntil: LocalDate.optional(),
    at,
  }),
  /** Parts come in order, from 1; each is of one supplier. */
  message('AddPriceListPart', {
    priceListId,
    part: z.int().min(1),
    supplierId: Id,
    lines: z.array(PriceLine).min(1).max(priceListLimits.linesOfPart).readonly(),
    at,
  }),
  message('PublishPriceList', { priceListId, at }),
  message('AbandonPriceList', { priceListId, reason: Text, at }),
  message('WithdrawPriceList', { priceListId, reason: Text, at }),
]);
export type PriceListCommand = z.infer<typeof PriceListCommand>;
