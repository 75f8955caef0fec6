import { Id, LocalDate, message, Note, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';

const inquiryId = Id;

/** What a customer may want to know about an item (S6). */
export const Ask = z.enum(['availability', 'price', 'delivery-date', 'other']);
export type Ask = z.infer<typeof Ask>;

/** How an inquiry reached us. */
export const InquiryChannel = z.enum(['phone', 'e-mail', 'web', 'visit', 'letter', 'chat', 'shop']);
export type InquiryChannel = z.infer<typeof InquiryChannel>;

/** One thing asked about: a product, or words where the customer has no product in mind. */
export const InquiryItem = z
  .strictObject({
    itemId: Id,
    description: Text,
    productId: Id.optional(),
    quantity: PositiveDecimal,
    asks: z.array(Ask).min(1).max(4).readonly(),
  })
  .readonly();
export type InquiryItem = z.infer<typeof InquiryItem>;

/** All that can have happened to an inquiry (SAP VA11 to VA13). Not legally binding. */
export const InquiryEvent = z.discriminatedUnion('type', [
  message('InquiryReceived', {
    inquiryId,
    partyId: Id,
    channel: InquiryChannel,
    items: z.array(InquiryItem).min(1).max(200).readonly(),
    /** Last day the customer waits for an answer. */
    validUntil: LocalDate.optional(),
    leadId: Id.optional(),
    opportunityId: Id.optional(),
  }),
  message('InquiryQuestionAnswered', { inquiryId, itemId: Id, ask: Ask, answer: Note }),
  /** Some of an item went into a quotation: any quantity completes it (SAP completion rule A). */
  message('InquiryItemQuoted', {
    inquiryId,
    itemId: Id,
    quotationId: Id,
    quantity: PositiveDecimal,
  }),
  /** Every item is in some quotation. */
  message('InquiryQuoted', { inquiryId }),
]);
export type InquiryEvent = z.infer<typeof InquiryEvent>;
