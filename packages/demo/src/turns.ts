import { ForecastCategory } from '@presales/domain';
import type { Course } from './course.ts';
import { competitors } from './endings.ts';
import { MANAGER, sellingAt, specialists } from './people.ts';
import { at, dayAfter, dayOf, daysLater, type Moment, minutesLater } from './timeline.ts';

/** What may happen to a deal at any step beside what the step is for; gives when it goes on, and with whom. */
export const turnsOf = (
  course: Course,
  moment: Moment,
): { readonly now: Moment; readonly who: string } => {
  const { random } = course.telling;
  let now = moment;
  const some = (chance: number, tell: (course: Course, moment: Moment) => Moment): void => {
    if (random.chance(chance)) now = tell(course, minutesLater(now, random.whole(5, 90)));
  };
  some(0.05, hearOfCompetitor);
  some(0.03, forecastByHand);
  some(0.09, slip);
  some(0.025, shareCredit);
  some(0.025, creditSpecialist);
  some(0.006, linkByMistake);
  some(0.025, rest);
  return random.chance(0.03) ? handOver(course, now) : { now, who: course.who };
};

type Turn = (course: Course, moment: Moment) => Moment;

const hearOfCompetitor: Turn = ({ telling, thread, deal, who }, moment) => {
  const { opportunityId } = deal;
  thread.ask(who, 'opportunity', {
    type: 'RecordCompetitor',
    data: { opportunityId, competitor: telling.random.pick(competitors), at: at(moment) },
  });
  return moment;
};

const categories = ForecastCategory.options;

/** Somebody knows better than the pipeline, and thinks again later. */
const forecastByHand: Turn = ({ telling: { random }, thread, deal, who }, moment) => {
  const { opportunityId } = deal;
  thread.ask(who, 'opportunity', {
    type: 'SetProbability',
    data: { opportunityId, probability: random.pick([15, 35, 55, 75, 90]), at: at(moment) },
  });
  thread.ask(who, 'opportunity', {
    type: 'SetForecastCategory',
    data: {
      opportunityId,
      category: categories[random.whole(0, categories.length - 1)] ?? 'pipeline',
      at: at(moment),
    },
  });
  const again = minutesLater(moment, random.whole(30, 400));
  if (random.chance(0.5))
    thread.ask(who, 'opportunity', {
      type: 'ResetForecast',
      data: { opportunityId, at: at(again) },
    });
  return again;
};

const slip: Turn = ({ telling: { random }, thread, deal, who }, moment) => {
  thread.ask(who, 'opportunity', {
    type: 'SetExpectedCloseDate',
    data: {
      opportunityId: deal.opportunityId,
      closeOn: dayAfter(moment, random.whole(20, 80)),
      at: at(moment),
    },
  });
  return moment;
};

const shareCredit: Turn = ({ telling: { random }, thread, deal, who }, moment) => {
  const { id: other } = random.pick(sellingAt(moment));
  if (other === who) return moment;
  const share = random.pick([2_000, 3_000, 5_000]);
  thread.ask(MANAGER, 'opportunity', {
    type: 'AllocateCredit',
    data: {
      opportunityId: deal.opportunityId,
      credit: [
        { salespersonId: who, share: 10_000 - share },
        { salespersonId: other, share },
      ],
      effectiveFrom: dayOf(moment),
      at: at(moment),
    },
  });
  return moment;
};

const creditSpecialist: Turn = ({ telling: { random }, thread, deal }, moment) => {
  thread.ask(MANAGER, 'opportunity', {
    type: 'AllocateOverlayCredit',
    data: {
      opportunityId: deal.opportunityId,
      shares: [{ salespersonId: random.pick(specialists), share: 1_000 }],
      effectiveFrom: dayOf(moment),
      at: at(moment),
    },
  });
  return moment;
};

/** Another customer's quotation is filed under the deal, and taken out again. */
const linkByMistake: Turn = ({ thread, deal, who }, moment) => {
  const { opportunityId } = deal;
  const quotationId = 'Q00001';
  const seen = minutesLater(moment, 35);
  thread.ask(who, 'opportunity', {
    type: 'LinkQuotation',
    data: { opportunityId, quotationId, at: at(moment) },
  });
  thread.ask(who, 'opportunity', {
    type: 'UnlinkQuotation',
    data: { opportunityId, quotationId, at: at(seen) },
  });
  return seen;
};

/** The customer moves house, closes its books, waits for a manager: the deal rests. */
const rest: Turn = ({ telling: { random }, thread, deal, who }, moment) => {
  const { opportunityId } = deal;
  const days = random.whole(7, 25);
  thread.ask(who, 'opportunity', {
    type: 'HoldOpportunity',
    data: {
      opportunityId,
      reason: random.pick(['The customer moves house', 'A new manager begins next month']),
      until: dayAfter(moment, days),
      at: at(moment),
    },
  });
  const resumed = daysLater(moment, days);
  thread.ask(who, 'opportunity', {
    type: 'ResumeOpportunity',
    data: { opportunityId, at: at(resumed) },
  });
  return resumed;
};

const handOver = (
  { telling: { random }, thread, deal: { opportunityId }, who }: Course,
  moment: Moment,
): { readonly now: Moment; readonly who: string } => {
  const { id: ownerId } = random.pick(sellingAt(moment));
  if (ownerId === who) return { now: moment, who };
  const now = minutesLater(moment, 30);
  thread.ask(MANAGER, 'opportunity', {
    type: 'ChangeOpportunityOwner',
    data: { opportunityId, ownerId, reason: 'Nearer to the customer', at: at(now) },
  });
  return { now, who: ownerId };
};
