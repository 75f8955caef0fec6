import { Id, LocalDate, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';

/** How large an inquiry may grow. */
export const inquiryLimits = {
  items: 200,
} as const;

/** What a customer may want to know about an item (S6). */
export const Ask = z.enum(['availability', 'price', 'delivery-date', 'other']);
export type Ask = z.infer<typeof Ask>;

/**
 * One thing that is asked about: a product, or a description where the customer has no product in
 * mind. What the customer left open is absent, and stands in the incompletion log where it is needed.
 */
export const InquiryItem = z
  .strictObject({
    itemId: Id,
    description: Text,
    productId: Id.optional(),
    quantity: PositiveDecimal.optional(),
    /** What the quantity counts: pieces, metres, hours. */
    unit: Text.optional(),
    /** The day the customer wants it. */
    requestedOn: LocalDate.optional(),
    asks: z.array(Ask).min(1).max(4).readonly(),
  })
  .readonly();
export type InquiryItem = z.infer<typeof InquiryItem>;
