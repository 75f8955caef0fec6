import type { Course } from './course.ts';
import { type Offer, reviseOffer, sendOffer, worth } from './quotations.ts';
import { at, type Moment } from './timeline.ts';

/** The offer of a deal: the one that was there before it, or a new one. */
export const offerIn = (course: Course, moment: Moment): Offer => {
  const { telling, thread, deal, who, offer } = course;
  if (offer !== undefined) {
    valueAtOffer(course, offer, moment);
    return offer;
  }
  const { partyId, opportunityId, level, inquiry } = deal;
  const sent = sendOffer(
    telling,
    thread,
    who,
    {
      partyId,
      opportunityId,
      level,
      ...(inquiry === undefined
        ? {}
        : {
            inquiryId: inquiry.inquiryId,
            origin: { kind: 'inquiry', id: inquiry.inquiryId },
            copied: inquiry.items,
          }),
    },
    moment,
  );
  if (inquiry !== undefined)
    thread.follow(who, 'inquiry', {
      type: 'QuoteInquiry',
      data: {
        inquiryId: inquiry.inquiryId,
        quotationId: sent.quotationId,
        items: inquiry.items.map(({ itemId, quantity }) => ({ itemId, quantity })),
        partyId,
        // The customer still waits, though the day they named has gone by.
        requirements: { validity: 'warning' },
        at: at(sent.sentAt),
      },
    });
  valueAtOffer(course, sent, sent.sentAt);
  return sent;
};

/** The next version of a deal's offer. */
export const reviseIn = (course: Course, offer: Offer, moment: Moment): Offer => {
  const revised = reviseOffer(course.telling, course.thread, offer, moment);
  valueAtOffer(course, revised, revised.sentAt);
  return revised;
};

/**
 * The deal is worth what the offer says. A process sees to that, but where the offer is in several
 * currencies a person has to say at which rates.
 */
const valueAtOffer = (
  { telling, thread, deal, who }: Course,
  offer: Offer,
  moment: Moment,
): void => {
  const { value, currencies } = worth(telling, offer, moment);
  if (currencies < 2) return;
  thread.follow(who, 'opportunity', {
    type: 'ReviseOpportunityValue',
    data: {
      opportunityId: deal.opportunityId,
      expectedValue: value.net,
      margin: value.margin,
      netOfUnknownCost: value.netOfUnknownCost,
      quotationId: offer.quotationId,
      at: at(moment),
    },
  });
};
