import type { PresalesEvent } from '@presales/domain';
import { type Invent, times } from './history.ts';
import { id } from './people.ts';
import { prose } from './words.ts';

/** An inquiry whose questions are answered one by one. */
export const inquiry: Invent = ({ random, people, number, length }) => {
  const inquiryId = id('inquiry', number);
  const itemId = 'item-1';
  const received: PresalesEvent = {
    type: 'InquiryReceived',
    data: {
      inquiryId,
      partyId: people.partyId(),
      channel: random.oneOf(['phone', 'e-mail', 'web', 'visit']),
      items: [
        {
          itemId,
          description: prose(random, 40),
          productId: people.productId(),
          quantity: `${random.whole(1, 500)}`,
          asks: ['availability', 'price'],
        },
      ],
    },
  };
  const answered = times(
    length - 2,
    (): PresalesEvent => ({
      type: 'InquiryQuestionAnswered',
      data: {
        inquiryId,
        itemId,
        ask: random.oneOf(['availability', 'price', 'delivery-date', 'other']),
        answer: prose(random, random.whole(140, 270)),
      },
    }),
  );
  const quoted: PresalesEvent = {
    type: 'InquiryItemQuoted',
    data: { inquiryId, itemId, quotationId: id('quotation', number), quantity: '10' },
  };
  return { stream: `inquiry-${inquiryId}`, events: [received, ...answered, quoted] };
};
