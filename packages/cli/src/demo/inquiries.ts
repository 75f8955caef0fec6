import { anyProduct } from './catalogue.ts';
import { pursue } from './deals.ts';
import { register } from './parties.ts';
import { MARKETER, sellingAt } from './people.ts';
import { repeatBusiness } from './pipelines.ts';
import type { Telling } from './telling.ts';
import { at, dayAfter, inOfficeHours, type Moment, minutesLater, morningOf } from './timeline.ts';

/** Customers from before the year: they come back with inquiries. */
export const tellOfInquiries = (telling: Telling, inquiries: number): void => {
  const { script, random, next } = telling;
  const customers: string[] = [];
  for (let count = Math.ceil(inquiries / 3); count > 0; count--) {
    const partyId = next('P');
    register(script.thread(), random, MARKETER, partyId, count, true, morningOf(1, 2));
    customers.push(partyId);
  }
  const [first, ...others] = customers;
  if (first === undefined) return;
  for (let index = 0; index < inquiries; index++) {
    const moment = morningOf(random.whole(1, 12), random.whole(3, 28));
    tellOfInquiry(
      telling,
      random.pick([first, ...others]),
      inOfficeHours(moment + random.whole(0, 540) * 60_000),
    );
  }
};

const answers = {
  availability: 'In stock at the supplier, three to five days.',
  price: 'See our quotation; ten pieces and more are cheaper.',
  'delivery-date': 'Within two weeks of the order.',
} as const;
const asks: readonly [Asked, ...Asked[]] = ['availability', 'price', 'delivery-date'];
type Asked = keyof typeof answers;

const tellOfInquiry = (telling: Telling, partyId: string, moment: Moment): void => {
  const { script, random, next } = telling;
  const thread = script.thread();
  const inquiryId = next('I');
  const items = Array.from({ length: random.about(1, 3) }, (_, index) => ({
    itemId: `item-${index + 1}`,
    ...anyProduct(random),
    asks: [random.pick(asks)],
  }));
  const owner = random.weighted(sellingAt(moment), ({ load }) => load);
  thread.ask(owner.id, 'inquiry', {
    type: 'RegisterInquiry',
    data: {
      inquiryId,
      partyId,
      channel: random.pick(['phone', 'e-mail', 'e-mail', 'web']),
      items,
      validUntil: dayAfter(moment, 30),
      at: at(moment),
    },
  });
  let now = minutesLater(moment, random.whole(15, 900));
  for (const { itemId, asks } of items)
    for (const ask of asks)
      thread.ask(owner.id, 'inquiry', {
        type: 'AnswerInquiryQuestion',
        data: { inquiryId, itemId, ask, answer: answers[ask], at: at(now) },
      });
  if (!random.chance(0.7)) return;
  now = minutesLater(now, random.whole(5, 600));
  pursue(
    telling,
    thread,
    {
      opportunityId: next('O'),
      partyId,
      owner,
      way: repeatBusiness,
      origin: { kind: 'inquiry', id: inquiryId },
      quality: 1.1,
      inquiry: { inquiryId, items },
    },
    now,
  );
};
