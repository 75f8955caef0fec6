import { Id, Instant, message, Note, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';
import { CopyingRequirements } from './values/copying-requirements.ts';
import { InquiryHeader, inquiryHeader } from './values/header.ts';
import { IncompletionProcedure } from './values/incompletion-procedure.ts';
import { Ask, InquiryItem, inquiryLimits } from './values/item.ts';
import { InquiryChannel } from './vocabulary.ts';

const inquiryId = Id;
const at = Instant;

/** A setting: which fields must not be missing. By default any may be. */
const incompletion = IncompletionProcedure.optional();

/** What can be asked of an inquiry. */
export const InquiryCommand = z.discriminatedUnion('type', [
  /** Takes an inquiry in (VA11), however incomplete it is. */
  message('RegisterInquiry', {
    inquiryId,
    partyId: Id,
    channel: InquiryChannel,
    items: z.array(InquiryItem).min(1).max(inquiryLimits.items).readonly(),
    ...inquiryHeader,
    at,
  }),
  /** Replaces the header (VA12): what the new one does not name is cleared. */
  message('ChangeInquiry', { inquiryId, header: InquiryHeader, at }),
  message('AddInquiryItem', { inquiryId, item: InquiryItem, at }),
  /** Replaces the item that has the same id. */
  message('ChangeInquiryItem', { inquiryId, item: InquiryItem, at }),
  message('RemoveInquiryItem', { inquiryId, itemId: Id, reason: Text.optional(), at }),
  message('AnswerInquiryQuestion', {
    inquiryId,
    itemId: Id,
    ask: Ask,
    answer: Note,
    incompletion,
    at,
  }),
  message('RejectInquiryItem', { inquiryId, itemId: Id, reason: Text, at }),
  /** Puts items into a quotation, by reference. */
  message('QuoteInquiry', {
    inquiryId,
    quotationId: Id,
    /** What goes into it; by default every item that is neither rejected nor quoted, in full. */
    items: z
      .array(z.strictObject({ itemId: Id, quantity: PositiveDecimal }).readonly())
      .min(1)
      .max(inquiryLimits.items)
      .readonly()
      .optional(),
    /** The customer of the quotation; compared with that of the inquiry only where it is named. */
    partyId: Id.optional(),
    requirements: CopyingRequirements.optional(),
    incompletion,
    at,
  }),
  message('CloseInquiry', { inquiryId, reason: Text, at }),
  message('ExpireInquiry', { inquiryId, at }),
]);
export type InquiryCommand = z.infer<typeof InquiryCommand>;
