import type { InquiryCommand } from '@presales/domain/inquiry';
import fc, { type Arbitrary } from 'fast-check';

const inquiryId = 'a';
const at = '2026-03-01T09:00:00.000Z';
const itemIds = fc.constantFrom('a', 'b');
const reactions = fc.constantFrom('error' as const, 'warning' as const);

const quote = fc
  .record({
    quotationId: fc.constantFrom('a', 'b', 'c'),
    itemId: itemIds,
    quantity: fc.constantFrom('1', '6'),
    partyId: fc.constantFrom('a', 'b'),
    again: reactions,
  })
  .map(
    ({ quotationId, itemId, quantity, partyId, again }): InquiryCommand => ({
      type: 'QuoteInquiry',
      data: {
        inquiryId,
        quotationId,
        partyId,
        items: [{ itemId, quantity }],
        requirements: { 'second-reference': again },
        at,
      },
    }),
  );

const rejectItem = itemIds.map(
  (itemId): InquiryCommand => ({
    type: 'RejectInquiryItem',
    data: { inquiryId, itemId, reason: 'Not delivered any more', at },
  }),
);

/** An inquiry about two items that is copied into several quotations, where that is allowed. */
export const inquiryStories: Arbitrary<readonly InquiryCommand[]> = fc
  .array(fc.oneof({ weight: 4, arbitrary: quote }, { weight: 1, arbitrary: rejectItem }), {
    maxLength: 10,
  })
  .map((later) => [
    {
      type: 'RegisterInquiry',
      data: {
        inquiryId,
        partyId: 'a',
        channel: 'phone',
        items: ['a', 'b'].map((itemId) => ({
          itemId,
          description: 'Pump',
          quantity: '6',
          asks: ['price'],
        })),
        at,
      },
    },
    ...later,
  ]);
