import type { ShopOrderCommand, ShopOrderLine } from '@presales/domain/shop-order';
import { type Money, plus, share, sum, times } from '@presales/kernel';
import { acceptOffer } from './answers.ts';
import type { Wish } from './market.ts';
import type { Register } from './parties.ts';
import { SHOP } from './people.ts';
import { sendOffer } from './quotations.ts';
import { BASE } from './rates.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import {
  at,
  dayOf,
  daysLater,
  inOfficeHours,
  type Moment,
  minutesLater,
  morningOf,
} from './timeline.ts';

/** The tax on everything, in basis points. */
const TAX = 1_900;

/** An order while it is told. */
interface Order {
  readonly telling: Telling;
  readonly thread: Thread;
  readonly shopOrderId: string;
  readonly partyId: string;
  readonly lines: readonly [OrderLine, ...OrderLine[]];
  readonly placed: Moment;
  readonly ask: (command: ShopOrderCommand, actor?: string) => void;
}

interface OrderLine {
  readonly wish: Wish;
  readonly line: ShopOrderLine;
}

/** Customers order in the web shop, in euros: most pay, some change their minds. */
export const tellOfShop = (telling: Telling, orders: number, customers: Register): void => {
  const { script, random, next } = telling;
  for (let index = 0; index < orders; index++) {
    const day = morningOf(random.whole(1, 12), random.whole(2, 28));
    const placed = inOfficeHours(day + random.whole(0, 540) * 60_000);
    const thread = script.thread();
    const lines: [OrderLine, ...OrderLine[]] = [anyLine(telling, 'L1', placed)];
    if (random.chance(0.4)) lines.push(anyLine(telling, 'L2', placed));
    const order: Order = {
      telling,
      thread,
      shopOrderId: next('S'),
      partyId: customers.any(random),
      lines,
      placed,
      ask: (command, actor = 'web-shop') => {
        thread.ask(actor, 'shopOrder', command);
      },
    };
    tellOfOrder(order);
  }
};

/** Something that is sold in euros, a few pieces of it. */
const anyLine = ({ random, market }: Telling, lineId: string, moment: Moment): OrderLine => {
  const day = dayOf(moment);
  let wish = market.anyWish(random, day);
  while (wish.good.currency !== BASE) wish = market.anyWish(random, day);
  const few = { good: wish.good, quantity: String(random.whole(1, 5)) };
  const { description, productId, quantity, unitPrice, unitCost } = market.line(
    few,
    lineId,
    'standard',
    day,
  );
  return {
    wish: few,
    line: {
      lineId,
      description,
      ...(productId === undefined ? {} : { productId }),
      quantity,
      unitPrice,
      ...(unitCost === undefined
        ? {}
        : { unitCost: { amount: unitCost.amount, source: unitCost.source } }),
    },
  };
};

/** What a customer pays for lines: prices are net in the shop's books. */
const priceOf = (
  lines: readonly ShopOrderLine[],
): { readonly tax: Money; readonly total: Money } => {
  const net = sum(
    BASE,
    lines.map(({ unitPrice, quantity }) => times(unitPrice, quantity)),
  );
  const tax = share(net, TAX);
  return { tax, total: plus(net, tax) };
};

const tellOfOrder = (order: Order): void => {
  const { telling, shopOrderId, partyId, placed, ask } = order;
  const { random } = telling;
  const lines = order.lines.map(({ line }) => line);
  const { tax, total } = priceOf(lines);
  const pay = (amount: Money, paymentId: string, moment: Moment): void =>
    ask({
      type: 'RecordShopOrderPayment',
      data: { shopOrderId, paymentId, amount, at: at(moment) },
    });
  // The bank is faster than the shop now and then.
  const prepaid = random.chance(0.05);
  if (prepaid) pay(total, 'payment-1', placed);
  const received = prepaid ? minutesLater(placed, random.whole(2, 30)) : placed;
  ask({
    type: 'ReceiveShopOrder',
    data: { shopOrderId, partyId, lines, tax, ownerId: SHOP, at: at(received) },
  });
  if (prepaid) return;
  const soon = minutesLater(received, random.whole(10, 400));
  const course = random.weighted(courses, ([, share]) => share)[0];
  course({ ...order, total, pay }, soon);
};

interface Payable extends Order {
  readonly total: Money;
  readonly pay: (amount: Money, paymentId: string, moment: Moment) => void;
}
type Course = (order: Payable, moment: Moment) => void;

const paidAtOnce: Course = ({ telling: { random }, total, pay, shopOrderId, ask }, moment) => {
  const paid = daysLater(moment, random.whole(0, 3));
  pay(total, 'payment-1', paid);
  if (random.chance(0.05))
    ask({
      type: 'RecordShopOrderRefund',
      data: {
        shopOrderId,
        refundId: 'refund-1',
        amount: total,
        reason: 'Sent back within two weeks',
        at: at(daysLater(paid, random.whole(4, 15))),
      },
    });
  else if (random.chance(0.06))
    ask({
      type: 'RecordShopOrderRefund',
      data: {
        shopOrderId,
        refundId: 'refund-1',
        amount: share(total, 1_000),
        reason: 'A scratch on the lid',
        at: at(daysLater(paid, random.whole(3, 10))),
      },
    });
};

const paidInParts: Course = ({ telling: { random }, total, pay }, moment) => {
  const first = share(total, 4_000);
  pay(first, 'payment-1', moment);
  if (random.chance(0.8))
    pay(share(total, 6_000), 'payment-2', daysLater(moment, random.whole(5, 30)));
};

const cancelled: Course = ({ telling: { random }, total, pay, shopOrderId, ask }, moment) => {
  const ended = daysLater(moment, random.whole(1, 10));
  ask({
    type: 'CancelShopOrder',
    data: {
      shopOrderId,
      reason: random.pick(['customer-request', 'payment-failed', 'out-of-stock', 'duplicate']),
      at: at(ended),
    },
  });
  // The money was on its way already, and has to go back.
  if (random.chance(0.15)) pay(total, 'payment-1', minutesLater(ended, random.whole(20, 500)));
};

const changed: Course = ({ lines, shopOrderId, ask, pay }, moment) => {
  const [{ line }, ...others] = lines;
  const more = [{ ...line, quantity: String(Number(line.quantity) + 1) }];
  const now = [...more, ...others.map((other) => other.line)];
  const { tax, total } = priceOf(now);
  ask({
    type: 'ChangeShopOrder',
    data: { shopOrderId, changeId: 'change-1', lines: now, tax, at: at(moment) },
  });
  pay(total, 'payment-1', daysLater(moment, 1));
};

const substituted: Course = (order, moment) => {
  const { telling, lines, shopOrderId, ask, pay } = order;
  const [{ line }, ...others] = lines;
  const substitute = anyLine(telling, 'L1-instead', moment).line;
  ask(
    {
      type: 'SubstituteShopOrderItem',
      data: {
        shopOrderId,
        lineId: line.lineId,
        substitute,
        reason: 'Sold out; the customer takes another',
        at: at(moment),
      },
    },
    SHOP,
  );
  // The tax stays as the shop told it.
  const { tax } = priceOf(lines.map((one) => one.line));
  const net = sum(
    BASE,
    [substitute, ...others.map((other) => other.line)].map(({ unitPrice, quantity }) =>
      times(unitPrice, quantity),
    ),
  );
  pay(plus(net, tax), 'payment-1', daysLater(moment, 2));
};

/** Too large for the shop: the order becomes a quotation, and what is accepted is what is sold. */
const transferred: Course = (order, moment) => {
  const { telling, thread, shopOrderId, partyId, lines, ask } = order;
  const offer = sendOffer(
    telling,
    thread,
    SHOP,
    {
      partyId,
      shopOrderId,
      level: 'partner',
      origin: { kind: 'shop-order', id: shopOrderId },
      copied: lines.map(({ wish, line: { lineId } }) => ({ itemId: lineId, wish })),
    },
    moment,
  );
  ask(
    {
      type: 'TransferShopOrder',
      data: { shopOrderId, quotationId: offer.quotationId, at: at(minutesLater(offer.sentAt, 2)) },
    },
    SHOP,
  );
  if (telling.random.chance(0.7))
    acceptOffer(telling, thread, offer, daysLater(offer.sentAt, telling.random.whole(1, 9)));
};

/** Left in the basket: somebody reminds the customer once. */
const forgotten: Course = ({ telling: { next }, thread, partyId }, moment) => {
  thread.ask(SHOP, 'activity', {
    type: 'LogActivity',
    data: {
      activityId: next('A'),
      kind: 'e-mail',
      performerId: SHOP,
      subject: { partyId },
      outcome: 'attempted',
      at: at(daysLater(moment, 7)),
    },
  });
};

const courses: readonly [readonly [Course, number], ...(readonly [Course, number])[]] = [
  [paidAtOnce, 60],
  [paidInParts, 8],
  [cancelled, 11],
  [changed, 4],
  [substituted, 3],
  [transferred, 10],
  [forgotten, 4],
];
