import { Id, Instant, LocalDate, message, Note, PositiveDecimal } from '@presales/kernel';
import { z } from 'zod';
import { Ask, InquiryChannel, InquiryItem } from './events.ts';

const inquiryId = Id;
const at = Instant;

/** What can be asked of an inquiry. */
export const InquiryCommand = z.discriminatedUnion('type', [
  message('RegisterInquiry', {
    inquiryId,
    partyId: Id,
    channel: InquiryChannel,
    items: z.array(InquiryItem).min(1).max(200).readonly(),
    validUntil: LocalDate.optional(),
    leadId: Id.optional(),
    opportunityId: Id.optional(),
    at,
  }),
  message('AnswerInquiryQuestion', { inquiryId, itemId: Id, ask: Ask, answer: Note, at }),
  /** References items into a quotation. */
  message('QuoteInquiry', {
    inquiryId,
    quotationId: Id,
    items: z
      .array(z.strictObject({ itemId: Id, quantity: PositiveDecimal }).readonly())
      .min(1)
      .max(200)
      .readonly(),
    at,
  }),
]);
export type InquiryCommand = z.infer<typeof InquiryCommand>;
