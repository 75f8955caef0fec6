import { Id, LocalDate, Text, Zone } from '@presales/kernel';
import { z } from 'zod';

/** What is known of an inquiry as a whole, and may change. */
export const inquiryHeader = {
  /** Last day the customer waits for an answer. */
  validUntil: LocalDate.optional(),
  /** The zone that the last day ends in; UTC when absent. */
  zone: Zone.optional(),
  /** Who answers for it on our side. */
  ownerId: Id.optional(),
  /** The person who asks, where the customer is an organisation. */
  contactId: Id.optional(),
  /** What the customer calls it. */
  reference: Text.optional(),
  leadId: Id.optional(),
  opportunityId: Id.optional(),
};

/** What is known of an inquiry as a whole. Customer and channel are not part of it: they stay. */
export const InquiryHeader = z.strictObject(inquiryHeader).readonly();
export type InquiryHeader = z.infer<typeof InquiryHeader>;
