import {
  countingLines,
  type DeclineReason,
  lastOffer,
  type WithdrawalReason,
} from '@presales/domain/quotation';
import { MANAGER } from './people.ts';
import { type Desk, deskOf, type Offer } from './quotations.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, dayAfter, daysLater, lastOf, type Moment, minutesLater } from './timeline.ts';

/** What the customer's yes was, and when it was known to us. */
export interface Accepted {
  /** Undefined while a part of the offer is left open: it is accepted when that part lapses. */
  readonly at: Moment | undefined;
  readonly recorded: Moment;
}

/** The customer says yes: to all, or to a part first. The rates of the day are frozen. */
export const acceptOffer = (
  telling: Telling,
  thread: Thread,
  { quotationId, salespersonId, version, state }: Offer,
  moment: Moment,
): Accepted => {
  const { random } = telling;
  const desk = deskOf(thread, quotationId, state);
  const now = chooseFirst(telling, desk, salespersonId, version, moment);
  if (random.chance(0.09)) {
    const part = acceptInParts(telling, desk, salespersonId, version, now);
    if (part !== undefined) return part;
  }
  // Some customers sign on a Friday afternoon, and the order is found on the desk days later.
  const late = random.chance(0.08) ? daysLater(now, random.whole(1, 6)) : now;
  desk.ask(
    salespersonId,
    {
      type: 'AcceptQuotation',
      data: {
        quotationId,
        version,
        ...ratesFor(telling, desk, now),
        ...(random.chance(0.4) ? { signer: 'The managing director' } : {}),
        at: at(now),
      },
    },
    late,
  );
  return { at: now, recorded: late };
};

/** Rates that were frozen before still hold; otherwise those of the day. */
const ratesFor = ({ rates }: Telling, { state }: Desk, moment: Moment) => {
  const present = state();
  return present.status !== 'absent' && present.record.rates !== undefined
    ? {}
    : { rates: rates.frozenAt(moment) };
};

/** Alternatives and options are chosen before anything is signed. */
const chooseFirst = (
  { random }: Telling,
  { quotationId, state, ask }: Desk,
  actor: string,
  version: number,
  moment: Moment,
): Moment => {
  const present = state();
  const positions = present.status === 'absent' ? [] : (lastOffer(present)?.terms.positions ?? []);
  let now = moment;
  for (const { main, alternatives } of positions) {
    const [other] = alternatives;
    if (other !== undefined && random.chance(0.5)) {
      ask(actor, {
        type: 'ChooseQuotationItem',
        data: { quotationId, version, lineId: other.lineId, at: at(now) },
      });
      now = minutesLater(now, random.whole(1, 20));
    }
    if (main.optional !== undefined && random.chance(0.6)) {
      ask(actor, {
        type: 'TakeOptionalItem',
        data: { quotationId, version, lineId: main.lineId, taken: true, at: at(now) },
      });
      now = minutesLater(now, random.whole(1, 20));
    }
  }
  return now;
};

/** A part is ordered first. What is left is ordered later, rejected, or lapses with the validity. */
const acceptInParts = (
  telling: Telling,
  desk: Desk,
  actor: string,
  version: number,
  moment: Moment,
): Accepted | undefined => {
  const { random } = telling;
  const { quotationId, state, ask } = desk;
  const present = state();
  const offer = present.status === 'absent' ? undefined : lastOffer(present);
  const lines = offer === undefined ? [] : countingLines(offer.terms);
  const [first, ...left] = lines;
  if (first === undefined || left.length === 0) return undefined;
  ask(actor, {
    type: 'AcceptQuotationItems',
    data: {
      quotationId,
      version,
      acceptanceId: `${quotationId}-order-1`,
      items: [{ lineId: first.lineId, quantity: first.quantity }],
      ...ratesFor(telling, desk, moment),
      at: at(moment),
    },
  });
  if (random.chance(0.25)) return { at: undefined, recorded: moment };
  const rejects = random.chance(0.4);
  let now = daysLater(moment, random.whole(1, 7));
  if (!rejects) {
    ask(actor, { type: 'AcceptQuotation', data: { quotationId, version, at: at(now) } });
    return { at: now, recorded: now };
  }
  for (const { lineId } of left) {
    now = minutesLater(now, 1);
    ask(actor, {
      type: 'RejectQuotationItem',
      data: {
        quotationId,
        version,
        lineId,
        rejection: random.chance(0.8)
          ? { by: 'customer', reason: random.pick(['price', 'no-budget', 'delivery']) }
          : { by: 'us', reason: 'not-available' },
        at: at(now),
      },
    });
  }
  return { at: now, recorded: now };
};

/** The customer takes the order back; the offer stands again until it is withdrawn or expires. */
export const revokeAcceptance = (
  { random }: Telling,
  thread: Thread,
  { quotationId, salespersonId, version }: Offer,
  moment: Moment,
): void => {
  thread.ask(salespersonId, 'quotation', {
    type: 'RevokeAcceptance',
    data: {
      quotationId,
      version,
      reason: 'The customer may withdraw within the first weeks, and did',
      at: at(moment),
    },
  });
  if (random.chance(0.5))
    thread.ask(MANAGER, 'quotation', {
      type: 'WithdrawQuotation',
      data: { quotationId, reason: 'credit-risk', at: at(minutesLater(moment, 45)) },
    });
};

/** The customer needs more time, and is given it. */
export const extendOffer = (
  thread: Thread,
  { quotationId, salespersonId, version, sentAt, state }: Offer,
  moment: Moment,
  days: number,
): Offer => {
  const desk = deskOf(thread, quotationId, state);
  desk.ask(salespersonId, {
    type: 'ExtendQuotationValidity',
    data: { quotationId, version, until: dayAfter(lastOf(sentAt, moment), days), at: at(moment) },
  });
  return { quotationId, salespersonId, version, sentAt, state: desk.state() };
};

/** The customer says no. */
export const declineOffer = (
  thread: Thread,
  { quotationId, salespersonId }: Offer,
  reason: DeclineReason,
  competitor: string | undefined,
  moment: Moment,
): void => {
  thread.ask(salespersonId, 'quotation', {
    type: 'DeclineQuotation',
    data: {
      quotationId,
      reason,
      ...(competitor === undefined ? {} : { competitor }),
      at: at(moment),
    },
  });
};

/** We take the offer back: it had an error, or what it offers cannot be had. */
export const withdrawOffer = (
  { random }: Telling,
  thread: Thread,
  { quotationId, salespersonId }: Offer,
  moment: Moment,
): void => {
  thread.ask(salespersonId, 'quotation', {
    type: 'WithdrawQuotation',
    data: {
      quotationId,
      reason: random.pick<WithdrawalReason>(['price-error', 'not-available', 'discontinued']),
      at: at(moment),
    },
  });
};
