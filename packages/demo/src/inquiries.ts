import type { InquiryCommand } from '@presales/domain/inquiry';
import type { Decimal } from '@presales/kernel';
import type { Wish } from './market.ts';
import { anyLevel, type Register, register } from './parties.ts';
import { MARKETER, type Salesperson, sellingAt } from './people.ts';
import { repeatBusiness } from './pipelines.ts';
import { sendOffer } from './quotations.ts';
import { pursueToTheEnd } from './recycling.ts';
import type { Telling } from './telling.ts';
import {
  at,
  dayAfter,
  dayOf,
  daysLater,
  inOfficeHours,
  type Moment,
  minutesLater,
  morningOf,
  ZONE,
} from './timeline.ts';

/** Customers from before the year, and some of the people who buy for them. */
export const tellOfCustomers = ({ script, random, next }: Telling, count: number): Register => {
  const customers: [string, ...string[]] = [next('P')];
  while (customers.length < count) customers.push(next('P'));
  customers.forEach((partyId, index) => {
    const thread = script.thread();
    const moment = morningOf(1, 2);
    const { isPerson } = register(thread, random, MARKETER, partyId, index + 1, true, moment);
    if (random.chance(0.5))
      thread.ask(MARKETER, 'party', {
        type: 'GiveConsent',
        data: { partyId, purpose: 'marketing', basis: 'existing-customer', at: at(moment) },
      });
    const organisationId = customers[index - 1];
    if (!isPerson || organisationId === undefined) return;
    thread.ask(MARKETER, 'party', {
      type: 'LinkContact',
      data: { partyId, organisationId, role: 'Buyer', at: at(moment) },
    });
    if (random.chance(0.25))
      thread.ask(MARKETER, 'party', {
        type: 'UnlinkContact',
        data: { partyId, organisationId, at: at(morningOf(random.whole(3, 11), 14)) },
      });
  });
  return { any: (random) => random.pick(customers), all: customers };
};

/** Customers come back with inquiries, and some of them are offered something unasked. */
export const tellOfInquiries = (telling: Telling, inquiries: number, customers: Register): void => {
  const { random } = telling;
  for (let index = 0; index < inquiries; index++) {
    const moment = morningOf(random.whole(1, 12), random.whole(3, 28));
    const hour = inOfficeHours(moment + random.whole(0, 540) * 60_000);
    const partyId = customers.any(random);
    tellOfInquiry(telling, partyId, hour);
    if (random.chance(0.12)) offerUnasked(telling, customers.any(random), daysLater(hour, 2));
  }
};

const answers = {
  availability: 'In stock at the supplier, three to five days.',
  price: 'See our quotation; ten pieces and more are cheaper.',
  'delivery-date': 'Within two weeks of the order.',
} as const;
const asks: readonly [Subject, ...Subject[]] = ['availability', 'price', 'delivery-date'];
type Subject = keyof typeof answers;

/** Something that an inquiry asks about. */
interface Wanted {
  readonly itemId: string;
  readonly quantity: Decimal;
  readonly wish: Wish;
  readonly ask: Subject;
}

const itemOf = ({ itemId, quantity, wish: { good }, ask }: Wanted) => ({
  itemId,
  description: good.name,
  productId: good.id,
  quantity,
  asks: [ask],
});

const tellOfInquiry = (telling: Telling, partyId: string, moment: Moment): void => {
  const { script, random, next, market } = telling;
  const thread = script.thread();
  const inquiryId = next('I');
  const wishes = Array.from({ length: random.about(1, 3) }, (_, index): Wanted => {
    const wish = market.anyWish(random, dayOf(moment));
    return { itemId: `item-${index + 1}`, quantity: wish.quantity, wish, ask: random.pick(asks) };
  });
  const items = wishes.map(itemOf);
  const owner = random.weighted(sellingAt(moment), ({ load }) => load);
  const ask = (command: InquiryCommand): void => {
    thread.ask(owner.id, 'inquiry', command);
  };
  const header = { validUntil: dayAfter(moment, 30), zone: ZONE, ownerId: owner.id };
  ask({
    type: 'RegisterInquiry',
    data: {
      inquiryId,
      partyId,
      channel: random.pick(['phone', 'e-mail', 'e-mail', 'web']),
      items,
      ...header,
      at: at(moment),
    },
  });
  let now = minutesLater(moment, random.whole(15, 900));
  if (random.chance(0.3))
    thread.ask(owner.id, 'activity', {
      type: 'LogActivity',
      data: {
        activityId: next('A'),
        kind: 'inbound-call',
        performerId: owner.id,
        subject: { partyId, inquiryId },
        outcome: 'reached',
        at: at(now),
      },
    });
  for (const { itemId, ask: asked } of wishes)
    ask({
      type: 'AnswerInquiryQuestion',
      data: { inquiryId, itemId, ask: asked, answer: answers[asked], at: at(now) },
    });
  if (random.chance(0.06))
    ask({
      type: 'ChangeInquiry',
      data: {
        inquiryId,
        header: { ...header, validUntil: dayAfter(moment, 45), reference: 'Their project 7' },
        at: at(minutesLater(now, 3)),
      },
    });
  const wanted = changeItems(telling, ask, inquiryId, wishes, minutesLater(now, 4));
  now = minutesLater(now, 30);
  if (wanted.length === 0) return;
  if (!random.chance(0.75)) {
    // An inquiry answered on the phone needs no offer; one that nobody takes up expires.
    if (random.chance(0.5))
      ask({
        type: 'CloseInquiry',
        data: { inquiryId, reason: 'The answer was enough', at: at(minutesLater(now, 60)) },
      });
    return;
  }
  now = minutesLater(now, random.whole(5, 600));
  pursueToTheEnd(
    telling,
    thread,
    {
      opportunityId: next('O'),
      partyId,
      owner,
      way: repeatBusiness,
      level: anyLevel(random),
      quality: 1.1,
      byHand: { kind: 'inquiry', id: inquiryId },
      inquiry: { inquiryId, items: wanted },
    },
    now,
  );
};

/** Customers change their minds, and some things we do not sell. Gives what is left to be offered. */
const changeItems = (
  { random, market }: Telling,
  ask: (command: InquiryCommand) => void,
  inquiryId: string,
  wishes: readonly Wanted[],
  moment: Moment,
): readonly Wanted[] => {
  const hour = at(moment);
  const left = [...wishes];
  const [first] = left;
  if (first === undefined) return left;
  if (random.chance(0.05))
    ask({
      type: 'ChangeInquiryItem',
      data: {
        inquiryId,
        item: { ...itemOf(first), requestedOn: dayAfter(moment, 20) },
        at: hour,
      },
    });
  if (random.chance(0.06)) {
    const { good, quantity } = market.anyWish(random, dayOf(moment));
    ask({
      type: 'AddInquiryItem',
      data: {
        inquiryId,
        item: {
          itemId: 'afterthought',
          description: good.name,
          productId: good.id,
          quantity,
          asks: ['price'],
        },
        at: hour,
      },
    });
    ask({
      type: 'RemoveInquiryItem',
      data: {
        inquiryId,
        itemId: 'afterthought',
        reason: 'They have found one in the cellar',
        at: at(minutesLater(moment, 20)),
      },
    });
  }
  const rejects = random.chance(0.03) ? left.length : random.chance(0.05) ? 1 : 0;
  for (const { itemId } of left.splice(left.length - rejects, rejects))
    ask({
      type: 'RejectInquiryItem',
      data: {
        inquiryId,
        itemId,
        reason: 'They want another make, which we do not sell',
        at: at(minutesLater(moment, 22)),
      },
    });
  return left;
};

/** A customer is sent an offer out of the blue; one that is liked is followed as a deal. */
const offerUnasked = (telling: Telling, partyId: string, moment: Moment): void => {
  const { script, random, next } = telling;
  const thread = script.thread();
  const owner: Salesperson = random.weighted(sellingAt(moment), ({ load }) => load);
  const level = anyLevel(random);
  const offer = sendOffer(telling, thread, owner.id, { partyId, level }, moment);
  if (!random.chance(0.6)) return;
  const now = daysLater(offer.sentAt, random.whole(1, 10));
  const opportunityId = next('O');
  thread.ask(owner.id, 'quotation', {
    type: 'FollowQuotation',
    data: { quotationId: offer.quotationId, opportunityId, ownerId: owner.id, at: at(now) },
  });
  pursueToTheEnd(
    telling,
    thread,
    {
      opportunityId,
      partyId,
      owner,
      way: repeatBusiness,
      level,
      quality: 1.15,
      offer,
    },
    now,
  );
};
