import { CopiedItem } from '@presales/domain/quotation';
import {
  orderItemsToCopy,
  refundDue,
  type ShopOrder,
  type ShopOrderCommand,
  type ShopOrderLine,
  shopOrder,
  shopOrderValue,
} from '@presales/domain/shop-order';
import { fold, type Money, money } from '@presales/kernel';
import { scenario } from '@presales/testing';
import fc from 'fast-check';
import { at, cancelled, dealOf, eur, pay, refund, shopOrderId } from './shop-order-fixtures.ts';

const { given } = scenario(shopOrder);

/** Three pieces at 100.00 that cost 60.00 each. */
const pieces = (quantity: string, more: Partial<ShopOrderLine> = {}): ShopOrderLine => ({
  lineId: 'l1',
  description: 'Item',
  quantity,
  unitPrice: eur(100_00),
  unitCost: { amount: eur(60_00), source: 'receipt' },
  ...more,
});
/** Two pieces at 50.00 that cost 10.00 each. */
const others = (quantity = '2', more: Partial<ShopOrderLine> = {}): ShopOrderLine =>
  pieces(quantity, {
    lineId: 'l2',
    unitPrice: eur(50_00),
    unitCost: { amount: eur(10_00), source: 'receipt' },
    ...more,
  });
const order = (lines: readonly ShopOrderLine[], tax?: Money): ShopOrderCommand => ({
  type: 'ReceiveShopOrder',
  data: { shopOrderId, partyId: 'p1', lines, ...(tax === undefined ? {} : { tax }), at },
});
const change = (lines: readonly ShopOrderLine[], changeId = 'c1'): ShopOrderCommand => ({
  type: 'ChangeShopOrder',
  data: { shopOrderId, changeId, lines, at },
});
type Refund = Extract<ShopOrderCommand, { readonly type: 'RecordShopOrderRefund' }>['data'];
const back = (amount: number, more: Partial<Refund> = {}): ShopOrderCommand => ({
  type: 'RecordShopOrderRefund',
  data: { shopOrderId, refundId: 'r1', amount: eur(amount), at, ...more },
});
const named = (lineId: string, quantity: string) => ({ returned: [{ lineId, quantity }] });
const refused = (code: string) => new Error(code);

/** What the commands come to, each of which has to be taken. */
const after = (...commands: readonly ShopOrderCommand[]): ShopOrder => {
  let state = shopOrder.decider.initialState;
  for (const command of commands) {
    const decision = shopOrder.decider.decide(command, state);
    if (decision.outcome === 'refused') throw refused(decision.refusal.code);
    state = fold(shopOrder.decider, decision.events, state);
  }
  return state;
};
const worth = (...commands: readonly ShopOrderCommand[]) => shopOrderValue(after(...commands));
const paid = pay('p1', 300_00);
const three = order([pieces('3')]);

describe('a piece that comes back', () => {
  const two = dealOf(200_00, 80_00);

  it('takes its cost along: of 3 at 100.00 two are left, at a margin of 80.00', () => {
    expect(worth(three, paid, back(100_00, { reason: 'returned' }))).toEqual(two);
    expect(worth(three, paid, back(100_00, named('l1', '1')))).toEqual(two);
  });

  it('is the same as an order of the pieces that are left', () =>
    expect(worth(order([pieces('2')]), pay('p1', 200_00))).toEqual(two));

  it('is the piece that a change takes out, whichever is reported first', () => {
    const returned = back(100_00, { reason: 'returned' });
    expect(worth(three, paid, returned, change([pieces('2')]))).toEqual(two);
    expect(worth(three, paid, change([pieces('2')]), returned)).toEqual(two);
  });

  it('is one more where a change took out fewer', () => {
    const returned = back(200_00, named('l1', '2'));
    expect(worth(three, paid, returned, change([pieces('2')]))).toEqual(dealOf(100_00, 40_00));
    expect(worth(three, paid, change([pieces('2')]), returned)).toEqual(dealOf(100_00, 40_00));
  });

  it('is known by its price with its part of the tax', () =>
    expect(
      worth(
        order([pieces('3')], eur(57_00)),
        pay('p1', 357_00),
        back(119_00, { reason: 'returned' }),
      ),
    ).toEqual(two));

  it('is known by its price less its discount', () =>
    expect(
      worth(
        order([pieces('3', { discount: 1_000 })]),
        pay('p1', 270_00),
        back(180_00, { reason: 'returned' }),
      ),
    ).toEqual(dealOf(90_00, 30_00)));

  it('is of the line whose price it has', () =>
    expect(
      worth(
        order([pieces('3'), others('1')]),
        pay('p1', 350_00),
        back(50_00, { reason: 'returned' }),
      ),
    ).toEqual(dealOf(300_00, 120_00)));

  it('is of the line that a change has taken out of the order', () => {
    const both = order([pieces('3'), others('1')]);
    const returned = back(50_00, { reason: 'returned' });
    const less = change([pieces('3')]);
    expect(worth(both, pay('p1', 350_00), less, returned)).toEqual(dealOf(300_00, 120_00));
    expect(worth(both, pay('p1', 350_00), returned, less)).toEqual(dealOf(300_00, 120_00));
  });

  it('is not guessed where two lines of different cost have its price: name the line', () => {
    const both = order([pieces('3'), others('2')]);
    const payment = pay('p1', 400_00);
    expect(worth(both, payment, back(100_00, { reason: 'returned' }))).toEqual(
      dealOf(300_00, 100_00),
    );
    expect(worth(both, payment, back(100_00, named('l2', '2')))).toEqual(dealOf(300_00, 120_00));
    expect(worth(both, payment, back(100_00, named('l1', '1')))).toEqual(dealOf(300_00, 160_00));
  });

  it('is told apart by nothing where the lines that have its price cost the same', () =>
    expect(
      worth(
        order([pieces('2'), pieces('1', { lineId: 'l2' })]),
        paid,
        back(100_00, { reason: 'returned' }),
      ),
    ).toEqual(two));

  it.each([
    ['no whole pieces', back(90_00, { reason: 'returned' })],
    ['more than were ordered', back(299_00, { reason: 'returned' })],
    ['scratched, and kept', back(100_00, { reason: 'Scratched' })],
  ])('has not come back where the amount is %s: its cost stays', (_, command) => {
    const amount = command.type === 'RecordShopOrderRefund' ? command.data.amount.amount : 0;
    expect(worth(three, paid, command)).toEqual(dealOf(300_00 - amount, 120_00 - amount));
  });

  it('leaves what was kept back for restocking it as margin', () =>
    expect(worth(three, paid, back(90_00, named('l1', '1')))).toEqual(dealOf(210_00, 90_00)));

  it('of unknown cost leaves the margin of the others alone', () =>
    expect(
      worth(
        order([
          pieces('3'),
          { lineId: 'l2', description: 'x', quantity: '2', unitPrice: eur(50_00) },
        ]),
        pay('p1', 400_00),
        back(50_00, named('l2', '1')),
      ),
    ).toEqual(dealOf(350_00, 120_00, 50_00)));

  it('shares a refund with others by their prices', () =>
    expect(
      worth(
        order([pieces('3'), others('2')]),
        pay('p1', 400_00),
        back(150_00, {
          returned: [
            { lineId: 'l1', quantity: '1' },
            { lineId: 'l2', quantity: '1' },
          ],
        }),
      ),
    ).toEqual(dealOf(250_00, 120_00)));

  it('leaves what was paid too much to be paid back', () => {
    const state = after(three, pay('p1', 400_00), back(100_00, named('l1', '1')));
    expect(shopOrderValue(state)).toEqual(two);
    expect(refundDue(state)).toEqual(eur(100_00));
  });

  it('of an order paid in part leaves the rest of the others to be paid', () => {
    const command = back(100_00, named('l1', '1'));
    given(...eventsOf(three, pay('p1', 200_00)))
      .when(command)
      .emits({
        type: 'ShopOrderRefunded',
        data: {
          shopOrderId,
          refundId: 'r1',
          amount: eur(100_00),
          returned: [{ lineId: 'l1', quantity: '1' }],
          extent: 'part',
          total: eur(300_00),
          paidTotal: eur(200_00),
          refundedTotal: eur(100_00),
          conceded: eur(100_00),
          outstanding: eur(100_00),
          overpaid: eur(0),
          value: two,
        },
      });
  });

  it('counts no more once everything was paid back and the order is paid again', () =>
    expect(
      worth(
        three,
        paid,
        back(100_00, named('l1', '1')),
        back(200_00, { refundId: 'r2' }),
        pay('p2', 300_00),
      ),
    ).toEqual(dealOf(300_00, 120_00)));

  it('is one that was ordered, and comes back once', () => {
    given(...eventsOf(three, paid))
      .when(back(100_00, named('l9', '1')))
      .refuses({ code: 'shop-order/unknown-line', lineId: 'l9' });
    given(...eventsOf(three, paid))
      .when(back(100_00, named('l1', '3.01')))
      .refuses({ code: 'shop-order/more-than-ordered', lineId: 'l1', ordered: '3' });
    given(...eventsOf(three, paid, back(50_00, named('l1', '2'))))
      .when(back(50_00, { refundId: 'r2', ...named('l1', '2') }))
      .refuses({ code: 'shop-order/more-than-ordered', lineId: 'l1', ordered: '3' });
  });
});

/** The events that the commands lead to. */
const eventsOf = (...commands: readonly ShopOrderCommand[]) => {
  let state = shopOrder.decider.initialState;
  return commands.flatMap((command) => {
    const decision = shopOrder.decider.decide(command, state);
    if (decision.outcome === 'refused') throw refused(decision.refusal.code);
    state = fold(shopOrder.decider, decision.events, state);
    return decision.events;
  });
};

describe('what an order is worth', () => {
  it('is the same whether it was refunded and then changed, or changed and then refunded', () => {
    const refunded = back(100_00);
    expect(worth(three, paid, refunded, change([pieces('2')]))).toEqual(dealOf(200_00, 80_00));
    expect(worth(three, paid, change([pieces('2')]), refunded)).toEqual(dealOf(200_00, 80_00));
  });

  it('is the same in whichever order the shop reports payments, refunds and a change', () => {
    const facts: readonly ShopOrderCommand[] = [
      pay('p2', 80_00),
      pay('p3', 25_00),
      back(40_00),
      back(100_00, { refundId: 'r2', ...named('l1', '1') }),
      back(50_00, { refundId: 'r3', reason: 'returned' }),
      change([pieces('2', { unitPrice: eur(95_00) }), others('1')]),
    ];
    fc.assert(
      fc.property(
        fc.subarray([...facts]),
        fc.infiniteStream(fc.nat()),
        fc.constantFrom(undefined, eur(76_00)),
        (some, keys, tax) => {
          const first = order([pieces('3'), others()], tax);
          const shuffled = some
            .map((fact) => ({ fact, key: keys.next().value ?? 0 }))
            .toSorted((left, right) => left.key - right.key)
            .map(({ fact }) => fact);
          // So much is paid first that no refund pays everything back.
          const outcome = after(first, pay('p1', 400_00), ...shuffled);
          const expected = after(first, pay('p1', 400_00), ...some);
          expect(shopOrderValue(outcome)).toEqual(shopOrderValue(expected));
          expect(refundDue(outcome)).toEqual(refundDue(expected));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a refund in another currency than its order', () => {
  const dollars = (more: Partial<Refund> = {}): ShopOrderCommand =>
    back(0, { amount: money(110_00, 'USD'), ...more });

  it('counts at the rate that it names', () => {
    const state = after(three, paid, dollars({ rate: '0.90' }));
    expect(shopOrderValue(state)).toEqual(dealOf(201_00, 21_00));
    expect(eventsOf(three, paid, dollars({ rate: '0.90' })).at(-1)).toMatchObject({
      data: { amount: eur(99_00), paidBack: { amount: money(110_00, 'USD'), rate: '0.90' } },
    });
  });

  it('counts once, however often it is reported', () =>
    given(...eventsOf(three, paid, dollars({ rate: '0.90' })))
      .when(dollars({ rate: '0.90' }))
      .changesNothing());

  it('is refused without a rate, with one that is not needed, and where it comes to nothing', () => {
    given(...eventsOf(three, paid))
      .when(dollars())
      .refuses({ code: 'shop-order/foreign-currency', currency: 'USD', expected: 'EUR' });
    given(...eventsOf(three, paid))
      .when(back(100_00, { rate: '1' }))
      .refuses({ code: 'shop-order/rate-not-needed', currency: 'EUR' });
    given(...eventsOf(three, paid))
      .when(dollars({ rate: '0.0000001' }))
      .refuses({ code: 'shop-order/amount-too-small' });
  });
});

describe('what is to be paid back', () => {
  it('is all that we hold of an order that was cancelled, a late payment too', () => {
    const cancel: ShopOrderCommand = {
      type: 'CancelShopOrder',
      data: { shopOrderId, reason: 'customer-request', at },
    };
    expect(refundDue(after(three, paid, cancel))).toEqual(eur(300_00));
    expect(refundDue(after(three, cancel, paid))).toEqual(eur(300_00));
    expect(refundDue(after(three, cancel, paid, refund('r1', 300_00)))).toBeUndefined();
    expect(refundDue(after(three, cancel))).toBeUndefined();
  });

  it('is nothing of an order that is not known or is worth what was paid', () => {
    expect(refundDue({ status: 'absent' })).toBeUndefined();
    expect(refundDue(after(pay('p1', 1)))).toBeUndefined();
    expect(refundDue(after(three, paid))).toBeUndefined();
  });
});

describe('an order that was transferred into a quotation', () => {
  const transfer: ShopOrderCommand = {
    type: 'TransferShopOrder',
    data: { shopOrderId, quotationId: 'q1', at },
  };
  const quoted = { total: eur(270_00), value: dealOf(270_00, 90_00) };
  const reprice = (more: object = { quoted }): ShopOrderCommand => ({
    type: 'RepriceShopOrder',
    data: { shopOrderId, quotationId: 'q1', at, ...more },
  });

  it('owes what the quotation says, not its own old price', () =>
    expect(after(three, transfer, reprice(), pay('p1', 270_00))).toMatchObject({
      total: eur(270_00),
      net: eur(270_00),
    }));

  it('says so once, with what is paid and to be paid', () => {
    given(...eventsOf(three, pay('p1', 270_00), transfer))
      .when(reprice())
      .emits({
        type: 'ShopOrderRepriced',
        data: {
          shopOrderId,
          quoted,
          net: eur(270_00),
          extent: 'full',
          total: eur(270_00),
          paidTotal: eur(270_00),
          refundedTotal: eur(0),
          conceded: eur(0),
          outstanding: eur(0),
          overpaid: eur(0),
          value: quoted.value,
          quotationId: 'q1',
        },
      });
    given(...eventsOf(three, transfer, reprice()))
      .when(reprice())
      .changesNothing();
  });

  it('is worth that, less what is paid back', () =>
    expect(worth(three, transfer, reprice(), pay('p1', 270_00), back(30_00))).toEqual(
      dealOf(240_00, 60_00),
    ));

  it('owes its own price again when the acceptance is taken back', () =>
    expect(after(three, transfer, reprice(), reprice({}))).toMatchObject({
      total: eur(300_00),
      quoted: undefined,
    }));

  it('owes nothing of a quotation that it is no part of, and in no other currency', () => {
    given().when(reprice()).refuses({ code: 'shop-order/not-received' });
    given(...eventsOf(three))
      .when(reprice())
      .refuses({ code: 'shop-order/not-transferred' });
    given(...eventsOf(three, transfer), cancelled)
      .when(reprice())
      .refuses({ code: 'shop-order/cancelled' });
    const usd = money(270_00, 'USD');
    const none = { ...usd, amount: 0 };
    given(...eventsOf(three, transfer))
      .when(
        reprice({
          quoted: { total: usd, value: { net: usd, margin: none, netOfUnknownCost: none } },
        }),
      )
      .refuses({ code: 'shop-order/foreign-currency', currency: 'USD', expected: 'EUR' });
  });
});

describe('what a quotation copies from an order', () => {
  it('is the order itself: its lines as they stand, at the shop’s list price', () => {
    const state = after(order([pieces('3'), others()]), {
      type: 'SubstituteShopOrderItem',
      data: { shopOrderId, lineId: 'l2', substitute: others('1', { lineId: 'l3' }), at },
    });
    const items = orderItemsToCopy(state);
    expect(items).toEqual([
      { itemId: 'l1', line: { ...pieces('3'), listPrice: eur(100_00) } },
      { itemId: 'l3', line: { ...others('1', { lineId: 'l3' }), listPrice: eur(50_00) } },
    ]);
    expect(items.map((item) => CopiedItem.parse(item))).toEqual(items);
  });

  it('leaves out what came back, and lists no price below zero', () => {
    const state = after(
      order([pieces('3'), others('1'), others('1', { lineId: 'l3', unitPrice: eur(-5_00) })]),
      pay('p1', 345_00),
      back(150_00, { returned: [...named('l1', '1').returned, ...named('l2', '1').returned] }),
    );
    const credit = others('1', { lineId: 'l3', unitPrice: eur(-5_00) });
    expect(orderItemsToCopy(state)).toEqual([
      { itemId: 'l1', line: { ...pieces('2'), listPrice: eur(100_00) } },
      { itemId: 'l3', line: credit },
    ]);
  });

  it('is nothing while the order is not known', () =>
    expect([...orderItemsToCopy({ status: 'absent' }), ...orderItemsToCopy(after(paid))]).toEqual(
      [],
    ));
});
