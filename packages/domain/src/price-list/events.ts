import { Id, LocalDate, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { PriceLine, priceListLimits } from './vocabulary.ts';

const priceListId = Id;

const lines = z.array(PriceLine).min(1).max(priceListLimits.linesOfPart).readonly();

/**
 * All that can have happened to one version of a price list. It is written in parts, because it is
 * longer than one append may be, and nothing of it holds before one closing event.
 */
export const PriceListEvent = z.discriminatedUnion('type', [
  message('PriceListOpened', {
    priceListId,
    /** Where it comes from, for people: a file, a supplier's own number. */
    source: Text,
    /** How many lines and parts it will have. */
    lines: z.int().min(1),
    parts: z.int().min(1).max(priceListLimits.parts),
    /** The last day on which its prices hold; without one they hold until others take over. */
    validUntil: LocalDate.optional(),
  }),
  message('PriceListPartAdded', { priceListId, part: z.int().min(1), supplierId: Id, lines }),
  /** All of the list holds from here on. */
  message('PriceListPublished', { priceListId, lines: z.int().min(1) }),
  /** It will never be published. */
  message('PriceListAbandoned', { priceListId, reason: Text }),
  /** It was published by mistake: nothing of it holds any more. */
  message('PriceListWithdrawn', { priceListId, reason: Text }),
]);
export type PriceListEvent = z.infer<typeof PriceListEvent>;
