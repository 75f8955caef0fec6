import {
  type DealValue,
  type DeclineReason,
  inBase,
  type QuotationLine,
  subtotalsOf,
} from '@presales/domain';
import { anyLine, cheaper } from './catalogue.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, dayAfter, daysLater, type Moment, minutesLater } from './timeline.ts';

/** Days that an offer holds: longer than any deal of the story takes from offer to contract. */
const VALID_DAYS = 75;

/** An offer on its way: a quotation, its present lines and version. */
export interface Offer {
  readonly quotationId: string;
  readonly salespersonId: string;
  readonly lines: readonly QuotationLine[];
  readonly version: number;
  readonly sentAt: Moment;
}

/** Who is offered something, and following what. */
export interface Offered {
  readonly partyId: string;
  readonly opportunityId?: string;
  readonly inquiryId?: string;
}

/** A quotation is drafted, line by line, and sent. */
export const sendOffer = (
  { random, next }: Telling,
  thread: Thread,
  salespersonId: string,
  offered: Offered,
  moment: Moment,
): Offer => {
  const quotationId = next('Q');
  thread.ask(salespersonId, 'quotation', {
    type: 'DraftQuotation',
    data: { quotationId, ...offered, sellerZone: 'Europe/Bucharest', at: at(moment) },
  });
  const lines: QuotationLine[] = [];
  let now = moment;
  const count = random.about(1, 5);
  for (let number = 1; number <= count; number++) {
    const line = anyLine(random, number);
    now = minutesLater(now, random.whole(1, 6));
    thread.ask(salespersonId, 'quotation', {
      type: 'AddQuotationLine',
      data: { quotationId, line, at: at(now) },
    });
    lines.push(line);
  }
  return send(thread, { quotationId, salespersonId, lines, version: 1, sentAt: now }, now);
};

/** The customer wants it cheaper: one line is replaced by itself with more taken off. */
export const reviseOffer = (
  { random }: Telling,
  thread: Thread,
  offer: Offer,
  moment: Moment,
): Offer => {
  const { quotationId, salespersonId, lines } = offer;
  const [first, ...others] = lines;
  if (first === undefined) return offer;
  const replaced = random.pick([first, ...others]);
  const line = cheaper(replaced, `${replaced.lineId}-v${offer.version + 1}`);
  thread.ask(salespersonId, 'quotation', {
    type: 'ReviseQuotation',
    data: { quotationId, reason: 'The customer asked for a better price', at: at(moment) },
  });
  thread.ask(salespersonId, 'quotation', {
    type: 'RemoveQuotationLine',
    data: { quotationId, lineId: replaced.lineId, at: at(moment) },
  });
  thread.ask(salespersonId, 'quotation', {
    type: 'AddQuotationLine',
    data: { quotationId, line, at: at(moment) },
  });
  const kept = lines.filter(({ lineId }) => lineId !== replaced.lineId);
  const sentAt = minutesLater(moment, random.whole(5, 40));
  return send(
    thread,
    { ...offer, lines: [...kept, line], version: offer.version + 1, sentAt },
    sentAt,
  );
};

const send = (thread: Thread, offer: Offer, moment: Moment): Offer => {
  thread.ask(offer.salespersonId, 'quotation', {
    type: 'SendQuotation',
    data: {
      quotationId: offer.quotationId,
      validUntil: dayAfter(moment, VALID_DAYS),
      at: at(moment),
    },
  });
  return offer;
};

/** What an offer comes to in the house's own currency at a moment's rates. */
export const worth = ({ rates }: Telling, { lines }: Offer, moment: Moment): DealValue =>
  inBase(subtotalsOf(lines), rates.frozenAt(moment));

/** The customer says yes: the rates of the day are frozen. */
export const acceptOffer = (
  { rates }: Telling,
  thread: Thread,
  { quotationId, salespersonId, version }: Offer,
  moment: Moment,
): void =>
  thread.ask(salespersonId, 'quotation', {
    type: 'AcceptQuotation',
    data: { quotationId, version, rates: rates.frozenAt(moment), at: at(moment) },
  });

/** The customer says no. */
export const declineOffer = (
  thread: Thread,
  { quotationId, salespersonId }: Offer,
  reason: DeclineReason,
  moment: Moment,
): void =>
  thread.ask(salespersonId, 'quotation', {
    type: 'DeclineQuotation',
    data: { quotationId, reason, at: at(moment) },
  });

/** Nobody says anything until the offer holds no more. */
export const letExpire = (thread: Thread, { quotationId, sentAt }: Offer, actor: string): void =>
  thread.ask(actor, 'quotation', {
    type: 'ExpireQuotation',
    data: { quotationId, at: at(daysLater(sentAt, VALID_DAYS + 2)) },
  });
