import type { PresalesEvent } from '@presales/domain';
import { type Invent, times } from './history.ts';
import { dealValue } from './money.ts';
import { id } from './people.ts';
import { prose } from './words.ts';

/** A quotation of many lines, sent and answered. */
export const quotation: Invent = ({ random, people, number, length }) => {
  const quotationId = id('quotation', number);
  const drafted: PresalesEvent = {
    type: 'QuotationDrafted',
    data: {
      quotationId,
      partyId: people.partyId(),
      sellerZone: 'Europe/Bucharest',
      opportunityId: id('opportunity', number),
      inquiryId: id('inquiry', number),
    },
  };
  const lines = times(
    length - 3,
    (index): PresalesEvent => ({
      type: 'QuotationLineAdded',
      data: {
        quotationId,
        line: {
          lineId: `line-${index + 1}`,
          description: prose(random, random.whole(30, 120)),
          productId: people.productId(),
          quantity: `${random.whole(1, 80)}`,
          unitPrice: { amount: random.whole(1_000, 90_000), currency: 'EUR', scale: 2 },
          discount: random.whole(0, 1_500),
        },
      },
    }),
  );
  const value = dealValue(random);
  const sent: PresalesEvent = {
    type: 'QuotationSent',
    data: { quotationId, version: 1, validUntil: '2026-12-31', subtotals: [value] },
  };
  const answer: PresalesEvent = random.chance(0.4)
    ? {
        type: 'QuotationAccepted',
        data: { quotationId, version: 1, subtotals: [value], value },
      }
    : {
        type: 'QuotationDeclined',
        data: { quotationId, version: 1, reason: 'price', note: prose(random, 200) },
      };
  return { stream: `quotation-${quotationId}`, events: [drafted, ...lines, sent, answer] };
};
