import type { LossReason } from '@presales/domain/opportunity';
import type { DeclineReason } from '@presales/domain/quotation';
import {
  type Accepted,
  acceptOffer,
  declineOffer,
  revokeAcceptance,
  withdrawOffer,
} from './answers.ts';
import type { Course, Loss } from './course.ts';
import { help } from './engagements.ts';
import { MANAGER } from './people.ts';
import { type Offer, VALID_DAYS } from './quotations.ts';
import { at, daysLater, lastOf, type Moment, minutesLater } from './timeline.ts';

/** Whom deals are lost to. */
export const competitors = ['Office Direct', 'NetPlus', 'Bürowelt'] as const;

/** Why deals are lost, where the story has no reason of its own: a cancelled order has one. */
type Reason = Exclude<LossReason, 'cancelled' | 'abandoned' | 'other'>;

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
  'unspecified',
];

/** The customer says yes to the offer; that this wins the deal is a process's doing. */
export const win = (course: Course, offer: Offer, moment: Moment): void => {
  const { telling, thread, deal, who } = course;
  const { random } = telling;
  const { opportunityId } = deal;
  const accepted = acceptOffer(telling, thread, offer, moment);
  if (accepted.at === undefined) return;
  const known = minutesLater(accepted.recorded, random.whole(5, 60));
  if (random.chance(0.03)) {
    revokeAcceptance(telling, thread, offer, daysLater(known, random.whole(3, 14)));
    return;
  }
  if (random.chance(0.005)) {
    thread.ask(MANAGER, 'opportunity', {
      type: 'ReverseWin',
      data: { opportunityId, reason: 'error', at: at(daysLater(known, 2)) },
    });
    return;
  }
  if (random.chance(0.1))
    help(
      telling,
      thread,
      { opportunityId, requesterId: who, kind: 'hand-over', subject: 'What was sold, and why' },
      known,
    );
  correctDate(course, accepted, daysLater(known, 1));
  correctCredit(course, daysLater(known, 2));
};

/** Of the orders that were found on the desk days later, some were read in haste. */
const correctDate = (
  { thread, deal: { opportunityId } }: Course,
  { at: signed, recorded }: Accepted,
  moment: Moment,
): void => {
  if (signed === undefined || signed === recorded || Number(opportunityId.slice(1)) % 3 !== 0)
    return;
  thread.ask(MANAGER, 'opportunity', {
    type: 'CorrectWinDate',
    data: {
      opportunityId,
      wonAt: at(signed + TEN_MINUTES),
      reason: 'Signed ten minutes later than was read',
      at: at(moment),
    },
  });
};

const TEN_MINUTES = 600_000;

/** Some of those who found the customer, and gave the deal to a colleague, ask for their part later. */
const correctCredit = ({ thread, deal, who }: Course, moment: Moment): void => {
  const { opportunityId, owner } = deal;
  if (owner.id === who || Number(opportunityId.slice(1)) % 7 !== 0) return;
  thread.ask(MANAGER, 'opportunity', {
    type: 'CorrectCredit',
    data: {
      opportunityId,
      credit: [
        { salespersonId: who, share: 7_000 },
        { salespersonId: owner.id, share: 3_000 },
      ],
      reason: 'Found the customer before the deal changed hands',
      at: at(moment),
    },
  });
};

/**
 * A deal stops. Not every one is lost: some just stand there, and their offers expire. The customer
 * says no to the offer before the deal is lost.
 */
export const stop = (course: Course, moment: Moment): Loss | undefined => {
  const { random } = course.telling;
  if (random.chance(0.17)) return undefined;
  const { offer } = course;
  const reason = random.pick(lossReasons);
  if (offer !== undefined && random.chance(0.05)) {
    loseByMistake(course, offer, reason, moment);
    return undefined;
  }
  return lose(course, reason, moment);
};

/** A deal is lost for a reason. */
export const lose = (course: Course, reason: Reason, moment: Moment): Loss => {
  const { telling, thread, offer } = course;
  const { random } = telling;
  const competitor = reason === 'competitor' ? random.pick(competitors) : undefined;
  if (offer === undefined) return loseNow(course, reason, competitor, moment);
  // Whoever decides nothing is waited for until the offer is over.
  if (reason === 'no-decision' && random.chance(0.4))
    return loseNow(
      course,
      reason,
      undefined,
      lastOf(daysLater(offer.sentAt, VALID_DAYS + 2), moment),
    );
  if (random.chance(0.06)) withdrawOffer(telling, thread, offer, moment);
  else declineOffer(thread, offer, declined(reason), competitor, moment);
  return loseNow(course, reason, competitor, minutesLater(moment, random.whole(2, 30)));
};

/** The reason that the customer gives, which may be another than the one we know. */
const declined = (reason: Reason): DeclineReason =>
  reason === 'unspecified' ? 'no-decision' : reason === 'demo-went-wrong' ? 'features' : reason;

const loseNow = (
  { thread, deal: { opportunityId }, who }: Course,
  reason: Reason,
  competitor: string | undefined,
  moment: Moment,
): Loss => ({
  commandId: thread.ask(who, 'opportunity', {
    type: 'LoseOpportunity',
    data: {
      opportunityId,
      reason,
      ...(competitor === undefined ? {} : { competitor }),
      at: at(moment),
    },
  }),
  reason,
  at: moment,
});

/** Closed too early: the customer had only been away, and some of them buy. */
const loseByMistake = (course: Course, offer: Offer, reason: Reason, moment: Moment): void => {
  const { telling, thread, deal } = course;
  const { random } = telling;
  loseNow(course, reason, undefined, moment);
  const reopened = daysLater(moment, random.whole(1, 8));
  thread.ask(MANAGER, 'opportunity', {
    type: 'ReopenOpportunity',
    data: {
      opportunityId: deal.opportunityId,
      reason: 'Closed by mistake: the customer had only been away',
      at: at(reopened),
    },
  });
  if (random.chance(0.6)) win(course, offer, daysLater(reopened, random.whole(1, 6)));
};
