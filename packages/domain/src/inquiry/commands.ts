import { Id, Instant, message, Note, PositiveDecimal, Text } from '@presales/kernel';
import { z } from 'zod';
import { CopyingRequirements } from './values/copying-requirements.ts';
import { InquiryHeader, inquiryHeader } from './values/header.ts';
import { IncompletionProcedure } from './values/incompletion-procedure.ts';
import { Ask, InquiryItem, inquiryLimits } from './values/item.ts';
import { InquiryChannel } from './vocabulary.ts';

const inquiryId = Id;
const at = Instant;

/** A setting: what must not be missing. Nothing is asked for when absent. */
const incompletion = IncompletionProcedure.optional();

/** What can be asked of an inquiry. */
export const InquiryCommand = z.discriminatedUnion('type', [
  /** Creates it (VA11); incomplete as it may be. */
  message('RegisterInquiry', {
    inquiryId,
    partyId: Id,
    channel: InquiryChannel,
    items: z.array(InquiryItem).min(1).max(inquiryLimits.items).readonly(),
    ...inquiryHeader,
    at,
  }),
  /** Puts another header in place of the one that stands (VA12); what it does not name is cleared. */
  message('ChangeInquiry', { inquiryId, header: InquiryHeader, at }),
  message('AddInquiryItem', { inquiryId, item: InquiryItem, at }),
  /** Puts another item in place of the one of its id. */
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
  /** References items into a quotation. */
  message('QuoteInquiry', {
    inquiryId,
    quotationId: Id,
    /** What goes into it; when absent, every item that is neither rejected nor quoted, in full. */
    items: z
      .array(z.strictObject({ itemId: Id, quantity: PositiveDecimal }).readonly())
      .min(1)
      .max(inquiryLimits.items)
      .readonly()
      .optional(),
    /** The quotation's customer; not compared with the inquiry's when absent. */
    partyId: Id.optional(),
    requirements: CopyingRequirements.optional(),
    incompletion,
    at,
  }),
  message('CloseInquiry', { inquiryId, reason: Text, at }),
  message('ExpireInquiry', { inquiryId, at }),
]);
export type InquiryCommand = z.infer<typeof InquiryCommand>;
