import { Id, LocalDate, Text, Zone } from '@presales/kernel';
import { z } from 'zod';

/** What is known of an inquiry as a whole, and may change. */
export const inquiryHeader = {
  /** The last day on which the customer waits for an answer. */
  validUntil: LocalDate.optional(),
  /** The zone in which the last day ends; UTC by default. */
  zone: Zone.optional(),
  /** Who answers for it on our side. */
  ownerId: Id.optional(),
  /** The person who asks, where the customer is an organisation. */
  contactId: Id.optional(),
  /** The customer's own reference. */
  reference: Text.optional(),
  leadId: Id.optional(),
  opportunityId: Id.optional(),
};

/** What is known of an inquiry as a whole, but for customer and channel, which never change. */
export const InquiryHeader = z.strictObject(inquiryHeader).readonly();
export type InquiryHeader = z.infer<typeof InquiryHeader>;
