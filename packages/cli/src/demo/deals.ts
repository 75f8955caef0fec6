import type { LossReason, OpportunityOrigin } from '@presales/domain';
import { type Decimal, money } from '@presales/kernel';
import { didSomething } from './activities.ts';
import { MANAGER, type Salesperson, sellingAt } from './people.ts';
import type { Stage, Way } from './pipelines.ts';
import {
  acceptOffer,
  declineOffer,
  letExpire,
  type Offer,
  reviseOffer,
  sendOffer,
  worth,
} from './quotations.ts';
import { BASE } from './rates.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, dayAfter, daysLater, type Moment, minutesLater } from './timeline.ts';

/** A deal as it begins. */
export interface Deal {
  readonly opportunityId: string;
  readonly partyId: string;
  readonly owner: Salesperson;
  readonly way: Way;
  readonly origin: OpportunityOrigin;
  /** 1 is average: how likely it is to go on, by where it came from. */
  readonly quality: number;
  /** An inquiry that the offer answers, and what was asked for. */
  readonly inquiry?: {
    readonly inquiryId: string;
    readonly items: readonly { readonly itemId: string; readonly quantity: Decimal }[];
  };
}

/** How a salesperson, and where the deal came from, move the chance of its going on. */
const goesOn = ({ owner, quality }: Deal, stage: Stage): number =>
  Math.min(0.97, stage.goesOn * (1 + (owner.skill * quality - 1) * 0.35));

/** No deal of the story is lost with a cancelled order. */
type Reason = Exclude<LossReason, 'cancelled'>;

const lossReasons: readonly [Reason, ...Reason[]] = [
  'price',
  'price',
  'price',
  'competitor',
  'competitor',
  'no-budget',
  'no-decision',
  'no-decision',
  'features',
  'delivery',
  'demo-went-wrong',
  'unspecified',
];

const contact = { call: 'outbound-call', visit: 'visit', demo: 'demo' } as const;

/**
 * A deal from its opening to where it stands at the year's end: step by step, with an offer in
 * between, to a win, a loss, or nothing more.
 */
export const pursue = (telling: Telling, thread: Thread, deal: Deal, opened: Moment): void => {
  const { random } = telling;
  const { opportunityId, partyId, owner, way } = deal;
  let who = owner.id;
  let now = opened;
  let offer: Offer | undefined;
  // What a deal came from asked for it: a lead was converted, an inquiry came in.
  thread.follow(who, 'opportunity', {
    type: 'OpenOpportunity',
    data: {
      opportunityId,
      partyId,
      ownerId: who,
      pipeline: way.pipeline,
      origin: deal.origin,
      expectedValue: money(random.about(8, 90) * 50_000, BASE),
      expectedCloseOn: dayAfter(now, random.whole(30, 90)),
      at: at(now),
    },
  });
  for (const [index, stage] of way.stages.entries()) {
    // Some customers need no demonstration; the step is skipped.
    if (stage.step === 'demo' && random.chance(0.12)) continue;
    if (index > 0)
      thread.ask(who, 'opportunity', {
        type: 'MoveOpportunity',
        data: { opportunityId, step: stage.step, at: at(now) },
      });
    if (stage.step === 'call' || stage.step === 'visit' || stage.step === 'demo')
      didSomething(telling, thread, who, contact[stage.step], { partyId, opportunityId }, now);
    if (stage.step === 'offer') {
      offer = offerFor(telling, thread, deal, who, now);
      now = offer.sentAt;
      valueAtOffer(telling, thread, deal, who, offer, now);
      if (random.chance(0.3)) {
        now = daysLater(now, random.whole(2, 9));
        offer = reviseOffer(telling, thread, offer, now);
        now = offer.sentAt;
        valueAtOffer(telling, thread, deal, who, offer, now);
      }
    }
    if (random.chance(0.03)) who = handOver(telling, thread, deal, who, now);
    now = daysLater(now, random.about(...stage.days));
    if (!random.chance(goesOn(deal, stage))) {
      stop(telling, thread, deal, who, offer, now);
      return;
    }
  }
  // Every way has an offer; a deal that came this far was offered something.
  if (offer) win(telling, thread, deal, who, offer, now);
};

const offerFor = (
  telling: Telling,
  thread: Thread,
  { partyId, opportunityId, inquiry }: Deal,
  who: string,
  moment: Moment,
): Offer => {
  if (inquiry === undefined)
    return sendOffer(telling, thread, who, { partyId, opportunityId }, moment);
  const { inquiryId, items } = inquiry;
  const offer = sendOffer(telling, thread, who, { partyId, opportunityId, inquiryId }, moment);
  thread.follow(who, 'inquiry', {
    type: 'QuoteInquiry',
    data: {
      inquiryId,
      quotationId: offer.quotationId,
      items: items.map(({ itemId, quantity }) => ({ itemId, quantity })),
      at: at(offer.sentAt),
    },
  });
  return offer;
};

/** The deal is worth what the offer says. */
const valueAtOffer = (
  telling: Telling,
  thread: Thread,
  { opportunityId }: Deal,
  who: string,
  offer: Offer,
  moment: Moment,
): void =>
  thread.follow(who, 'opportunity', {
    type: 'ReviseOpportunityValue',
    data: {
      opportunityId,
      expectedValue: worth(telling, offer, moment).net,
      quotationId: offer.quotationId,
      at: at(moment),
    },
  });

const handOver = (
  { random }: Telling,
  thread: Thread,
  { opportunityId }: Deal,
  who: string,
  moment: Moment,
): string => {
  const { id: ownerId } = random.pick(sellingAt(moment));
  if (ownerId === who) return who;
  thread.ask(MANAGER, 'opportunity', {
    type: 'ChangeOpportunityOwner',
    data: {
      opportunityId,
      ownerId,
      reason: 'Nearer to the customer',
      at: at(minutesLater(moment, 30)),
    },
  });
  return ownerId;
};

const win = (
  telling: Telling,
  thread: Thread,
  { opportunityId }: Deal,
  who: string,
  offer: Offer,
  moment: Moment,
): void => {
  const { random } = telling;
  acceptOffer(telling, thread, offer, moment);
  const won = minutesLater(moment, random.whole(1, 50));
  thread.follow(who, 'opportunity', {
    type: 'WinOpportunity',
    data: {
      opportunityId,
      // The rates froze when the customer accepted.
      value: worth(telling, offer, moment),
      quotationId: offer.quotationId,
      at: at(won),
    },
  });
  if (random.chance(0.035))
    thread.ask(MANAGER, 'opportunity', {
      type: 'ReverseWin',
      data: {
        opportunityId,
        reason: random.pick(['refund', 'cancellation']),
        at: at(daysLater(won, random.whole(5, 40))),
      },
    });
};

/** Not every deal that stops is lost: some just stand there. */
const stop = (
  telling: Telling,
  thread: Thread,
  deal: Deal,
  who: string,
  offer: Offer | undefined,
  moment: Moment,
): void => {
  const { random } = telling;
  const { opportunityId } = deal;
  if (random.chance(0.2)) {
    if (offer) letExpire(thread, offer, who);
    return;
  }
  const mistaken = offer !== undefined && random.chance(0.06);
  const reason = random.pick(lossReasons);
  thread.ask(who, 'opportunity', {
    type: 'LoseOpportunity',
    data: {
      opportunityId,
      reason,
      ...(reason === 'competitor'
        ? { competitor: random.pick(['Office Direct', 'NetPlus', 'Bürowelt']) }
        : {}),
      at: at(moment),
    },
  });
  if (offer === undefined) return;
  if (!mistaken) {
    if (random.chance(0.7))
      declineOffer(
        thread,
        offer,
        reason === 'unspecified' || reason === 'demo-went-wrong' ? 'no-decision' : reason,
        minutesLater(moment, 5),
      );
    return;
  }
  const reopened = daysLater(moment, random.whole(1, 8));
  thread.ask(MANAGER, 'opportunity', {
    type: 'ReopenOpportunity',
    data: {
      opportunityId,
      reason: 'Closed by mistake: the customer had only been away',
      at: at(reopened),
    },
  });
  if (random.chance(0.6))
    win(telling, thread, deal, who, offer, daysLater(reopened, random.whole(1, 6)));
};
