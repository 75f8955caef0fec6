import { Id, LocalDate, message, Note, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';
import { CopyingRequirement } from './values/copying-requirements.ts';
import { InquiryHeader, inquiryHeader } from './values/header.ts';
import { Ask, InquiryItem, inquiryLimits } from './values/item.ts';
import { InquiryChannel } from './vocabulary.ts';

const inquiryId = Id;

/** All that can have happened to an inquiry (SAP VA11 to VA13). Not legally binding. */
export const InquiryEvent = z.discriminatedUnion('type', [
  message('InquiryReceived', {
    inquiryId,
    partyId: Id,
    channel: InquiryChannel,
    items: z.array(InquiryItem).min(1).max(inquiryLimits.items).readonly(),
    ...inquiryHeader,
  }),
  /** The header was changed. Both are given whole, so that the history shows every change. */
  message('InquiryChanged', { inquiryId, from: InquiryHeader, to: InquiryHeader }),
  message('InquiryItemAdded', { inquiryId, item: InquiryItem }),
  message('InquiryItemChanged', { inquiryId, from: InquiryItem, to: InquiryItem }),
  message('InquiryItemRemoved', { inquiryId, itemId: Id, reason: Text.optional() }),
  message('InquiryQuestionAnswered', { inquiryId, itemId: Id, ask: Ask, answer: Note }),
  /** We do not offer it: no quotation may refer to the item from now on. */
  message('InquiryItemRejected', { inquiryId, itemId: Id, reason: Text }),
  /** Some of an item went into a quotation: any quantity completes the item (SAP completion rule A). */
  message('InquiryItemQuoted', {
    inquiryId,
    itemId: Id,
    quotationId: Id,
    quantity: PositiveDecimal,
    /** The copying requirements that were not met, but were set to warn only. */
    warnings: z.array(CopyingRequirement).min(1).max(4).readonly().optional(),
  }),
  /** Every item is in some quotation or was rejected. An item added later opens it again. */
  message('InquiryQuoted', { inquiryId }),
  /** Every item was rejected. */
  message('InquiryRejected', { inquiryId }),
  message('InquiryClosed', { inquiryId, reason: Text }),
  /** The last day, in the inquiry's zone, went by before every item was quoted. */
  message('InquiryExpired', { inquiryId, validUntil: LocalDate }),
]);
export type InquiryEvent = z.infer<typeof InquiryEvent>;
