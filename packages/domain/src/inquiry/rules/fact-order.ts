import type { FactOrder } from '@presales/kernel';
import type { InquiryCommand } from '../commands.ts';
import type { InquiryEvent } from '../events.ts';

/**
 * What happens to an inquiry after what (B21).
 */
export const factOrder: FactOrder<InquiryCommand, InquiryEvent> = {
  settles: {
    InquiryReceived: ['course'],
    InquiryChanged: ['header'],
    InquiryItemAdded: ['course'],
    InquiryItemChanged: [{ aspect: 'item', by: ['to.itemId'] }],
    InquiryItemRemoved: [{ aspect: 'item', by: ['itemId'] }],
    InquiryQuestionAnswered: [{ aspect: 'item', by: ['itemId'] }],
    InquiryItemRejected: [{ aspect: 'item', by: ['itemId'] }],
    InquiryItemQuoted: [{ aspect: 'item', by: ['itemId'] }],
    InquiryQuoted: ['course'],
    InquiryRejected: ['course'],
    InquiryClosed: ['course'],
    InquiryExpired: ['course'],
  },
  follows: {
    RegisterInquiry: [],
    ChangeInquiry: ['course'],
    AddInquiryItem: ['course'],
    ChangeInquiryItem: ['course'],
    RemoveInquiryItem: ['course'],
    AnswerInquiryQuestion: ['course'],
    RejectInquiryItem: ['course', 'item'],
    QuoteInquiry: ['course', 'item'],
    CloseInquiry: ['course', 'header', 'item'],
    ExpireInquiry: ['course', 'header', 'item'],
  },
};
