import type { DealValue } from '@presales/domain';
import {
  type ApprovalPolicy,
  countingLines,
  inBase,
  lastOffer,
  type Quotation,
  type QuotationCommand,
  type QuotationLine,
  type QuotationOrigin,
  quotation,
} from '@presales/domain/quotation';
import type { Level } from './goods.ts';
import type { Wish } from './market.ts';
import { MANAGER } from './people.ts';
import { after } from './playing.ts';
import { BASE } from './rates.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, dayAfter, dayOf, type Moment, minutesLater, ZONE } from './timeline.ts';

/** Days that an offer holds: longer than most deals of the story take from offer to contract. */
export const VALID_DAYS = 60;

/** What a salesperson may send without approval: a small discount, and a sufficient margin. */
export const approvalPolicy: ApprovalPolicy = {
  maxLineDiscount: 700,
  maxAverageDiscount: 400,
  minMargin: 900,
};

/** An offer on its way: what the quotation has become, and when it went out last. */
export interface Offer {
  readonly quotationId: string;
  readonly salespersonId: string;
  readonly state: Quotation;
  readonly version: number;
  readonly sentAt: Moment;
}

/** Whom something is offered to, at which prices, and what it follows. */
export interface Offered {
  readonly partyId: string;
  readonly level: Level;
  readonly opportunityId?: string;
  readonly inquiryId?: string;
  readonly shopOrderId?: string;
  readonly origin?: QuotationOrigin;
  /** Another document's items, as the lines they become. */
  readonly copied?: readonly { readonly itemId: string; readonly wish: Wish }[];
}

/** A quotation while a salesperson works on it. */
export interface Desk {
  readonly thread: Thread;
  readonly quotationId: string;
  readonly state: () => Quotation;
  /** Gives the quotation a command, and keeps the state that it leads to. */
  readonly ask: (actor: string, command: QuotationCommand, asked?: Moment) => void;
  /** Keeps the state that a command of a process leads to. */
  readonly heed: (command: QuotationCommand) => void;
}

/** A desk with a quotation on it. */
export const deskOf = (thread: Thread, quotationId: string, state: Quotation): Desk => {
  let present = state;
  const heed = (command: QuotationCommand): void => {
    present = after(quotation, present, command);
  };
  return {
    thread,
    quotationId,
    state: () => present,
    heed,
    ask: (actor, command, asked) => {
      thread.ask(actor, 'quotation', command, asked);
      heed(command);
    },
  };
};

/** A quotation is drafted, line by line, put up for approval where it must be, and sent. */
export const sendOffer = (
  telling: Telling,
  thread: Thread,
  salespersonId: string,
  offered: Offered,
  moment: Moment,
): Offer => {
  const { random, market } = telling;
  const quotationId = telling.next('Q');
  const { level, copied, ...header } = offered;
  const desk = deskOf(thread, quotationId, quotation.decider.initialState);
  desk.ask(salespersonId, {
    type: 'DraftQuotation',
    data: {
      quotationId,
      ...header,
      ...(random.chance(0.3) ? { chances: { document: 60, customer: 70 } } : {}),
      sellerZone: ZONE,
      at: at(moment),
    },
  });
  let now = moment;
  const step = (): string => {
    now = minutesLater(now, random.whole(1, 6));
    return at(now);
  };
  const write = (wish: Wish, lineId: string): QuotationLine => {
    const line = market.line(wish, lineId, level, dayOf(now));
    const discount = random.chance(0.35) ? random.pick([200, 300, 300, 500, 800]) : undefined;
    return discount === undefined ? line : { ...line, discount };
  };

  if (copied !== undefined && offered.origin?.id !== undefined && offered.origin.kind !== 'scratch')
    desk.ask(salespersonId, {
      type: 'CopyIntoQuotation',
      data: {
        quotationId,
        from: {
          kind: offered.origin.kind,
          documentId: offered.origin.id,
          partyId: offered.partyId,
        },
        items: copied.map(({ itemId, wish }, index) => ({
          itemId,
          line: write(wish, `L${index + 1}`),
        })),
        at: step(),
      },
    });
  const first = (copied?.length ?? 0) + 1;
  const last = copied === undefined ? random.about(1, 5) : first - 1;
  for (let number = first; number <= last; number++) {
    const wish = market.anyWish(random, dayOf(now));
    const line = write(wish, `L${number}`);
    desk.ask(salespersonId, { type: 'AddQuotationLine', data: { quotationId, line, at: step() } });
  }
  extras(telling, desk, salespersonId, { write, step, last });
  now = submit(telling, desk, salespersonId, now);
  return send(telling, desk, salespersonId, now);
};

/** Alternatives, options, discounts on the whole and second thoughts. */
const extras = (
  { random, market }: Telling,
  { quotationId, ask }: Desk,
  actor: string,
  draft: {
    readonly write: (wish: Wish, lineId: string) => QuotationLine;
    readonly step: () => string;
    readonly last: number;
  },
): void => {
  const { write, step, last } = draft;
  const anyLine = (lineId: string): QuotationLine => {
    const hour = step();
    return write(market.anyWish(random, hour.slice(0, 10)), lineId);
  };
  if (random.chance(0.07))
    ask(actor, {
      type: 'OfferAlternative',
      data: { quotationId, forLineId: 'L1', line: anyLine('L1-or'), at: step() },
    });
  if (random.chance(0.07))
    ask(actor, {
      type: 'AddQuotationLine',
      data: { quotationId, line: { ...anyLine('option'), optional: true }, at: step() },
    });
  if (random.chance(0.04)) {
    ask(actor, {
      type: 'AddQuotationLine',
      data: { quotationId, line: anyLine('spare'), at: step() },
    });
    ask(actor, {
      type: 'RemoveQuotationLine',
      data: { quotationId, lineId: 'spare', at: step() },
    });
  }
  if (last > 1 && random.chance(0.03))
    ask(actor, {
      type: 'SubstituteQuotationLine',
      data: {
        quotationId,
        lineId: `L${last}`,
        line: anyLine(`L${last}-instead`),
        reason: 'The maker delivers in eight weeks only',
        at: step(),
      },
    });
  if (random.chance(0.08))
    ask(actor, {
      type: 'DiscountQuotation',
      data: {
        quotationId,
        discount: { kind: 'percent', rate: random.pick([100, 200, 300]) },
        at: step(),
      },
    });
  if (random.chance(0.06))
    ask(actor, {
      type: 'RoundQuotationTotals',
      data: {
        quotationId,
        rounding: [{ currency: 'RON', step: '1', mode: 'half-up' }],
        at: step(),
      },
    });
};

/** The author submits; where the policy demands approval, the manager says yes, or no at first. */
const submit = ({ random }: Telling, desk: Desk, authorId: string, moment: Moment): Moment => {
  const { quotationId, state, ask } = desk;
  let now = moment;
  const submitted = (): number | undefined => {
    now = minutesLater(now, random.whole(1, 5));
    ask(authorId, { type: 'SubmitQuotation', data: { quotationId, authorId, at: at(now) } });
    // The process asks for approval in the same minute.
    desk.heed({
      type: 'RequestApproval',
      data: { quotationId, policy: approvalPolicy, at: at(now) },
    });
    const draft = state();
    return draft.status === 'draft' && draft.record.review?.status === 'pending'
      ? draft.version
      : undefined;
  };
  let version = submitted();
  const refuses = random.chance(0.15);
  if (version !== undefined && refuses) {
    now = minutesLater(now, random.whole(15, 200));
    ask(MANAGER, {
      type: 'RefuseApproval',
      data: {
        quotationId,
        version,
        approverId: MANAGER,
        reason: 'Nothing is left for us at that price',
        at: at(now),
      },
    });
    const draft = state();
    for (const line of draft.status === 'draft' ? countingLines(draft.terms) : []) {
      if (line.discount === undefined) continue;
      now = minutesLater(now, random.whole(2, 20));
      const { discount: _, ...dearer } = line;
      ask(authorId, {
        type: 'ChangeQuotationLine',
        data: { quotationId, line: dearer, at: at(now) },
      });
    }
    version = submitted();
  }
  const draft = state();
  if (draft.status === 'draft' && draft.record.review?.status === 'refused') {
    // Nothing could be made dearer: the manager gives in, for a little more from the customer.
    now = minutesLater(now, 5);
    ask(authorId, {
      type: 'RoundQuotationTotals',
      data: {
        quotationId,
        rounding: [{ currency: BASE, step: '1', mode: 'up' }],
        at: at(now),
      },
    });
    version = submitted();
  }
  if (version === undefined) return now;
  now = minutesLater(now, random.whole(15, 240));
  ask(MANAGER, {
    type: 'ApproveQuotation',
    data: { quotationId, version, approverId: MANAGER, at: at(now) },
  });
  return now;
};

const send = (
  { random, rates }: Telling,
  { quotationId, state, ask }: Desk,
  salespersonId: string,
  moment: Moment,
): Offer => {
  const sentAt = minutesLater(moment, random.whole(3, 30));
  const draft = state();
  const frozen = draft.status === 'draft' && draft.record.rates !== undefined;
  const freezes = !frozen && random.chance(0.06);
  ask(salespersonId, {
    type: 'SendQuotation',
    data: {
      quotationId,
      validUntil: dayAfter(sentAt, VALID_DAYS),
      ...(freezes ? { rates: rates.frozenAt(sentAt), freezeRates: true } : {}),
      at: at(sentAt),
    },
  });
  if (freezes && random.chance(0.4))
    ask(salespersonId, {
      type: 'UnfreezeExchangeRates',
      data: { quotationId, at: at(minutesLater(sentAt, random.whole(10, 300))) },
    });
  const version = draft.status === 'draft' ? draft.version : 1;
  return { quotationId, salespersonId, state: state(), version, sentAt };
};

/** The customer wants it cheaper: one line is changed, or replaced by itself with more taken off. */
export const reviseOffer = (
  telling: Telling,
  thread: Thread,
  { quotationId, salespersonId, state }: Offer,
  moment: Moment,
): Offer => {
  const { random } = telling;
  const desk = deskOf(thread, quotationId, state);
  desk.ask(salespersonId, {
    type: 'ReviseQuotation',
    data: { quotationId, reason: 'The customer asked for a better price', at: at(moment) },
  });
  const draft = desk.state();
  const lines = draft.status === 'draft' ? countingLines(draft.terms) : [];
  const line = lines[random.whole(0, Math.max(0, lines.length - 1))];
  if (line !== undefined)
    desk.ask(salespersonId, {
      type: 'ChangeQuotationLine',
      data: {
        quotationId,
        line: { ...line, discount: Math.min((line.discount ?? 0) + 400, 1_500) },
        at: at(moment),
      },
    });
  const now = submit(telling, desk, salespersonId, minutesLater(moment, random.whole(5, 40)));
  return send(telling, desk, salespersonId, now);
};

/** What an offer comes to in the house's own currency at a moment's rates, and in how many it is. */
export const worth = (
  { rates }: Telling,
  { state }: Offer,
  moment: Moment,
): { readonly value: DealValue; readonly currencies: number } => {
  const sent = state.status === 'absent' ? undefined : lastOffer(state)?.sent;
  const subtotals = sent?.subtotals ?? [];
  return {
    value: inBase(subtotals, rates.frozenAt(moment)),
    currencies: subtotals.length,
  };
};
