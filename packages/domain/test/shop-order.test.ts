import {
  type ShopOrderCommand,
  type ShopOrderEvent,
  type ShopOrderLine,
  ShopOrderLines,
  shopOrder,
  shopOrderValue,
} from '@presales/domain/shop-order';
import { fold, limits } from '@presales/kernel';
import { scenario } from '@presales/testing';
import {
  at,
  cancelled,
  dealOf,
  eur,
  order,
  paid,
  paidInFull,
  pay,
  receive,
  received,
  refund,
  routers,
  setUp,
  shopOrderId,
  standing,
  transferred,
} from './shop-order-fixtures.ts';

const { given } = scenario(shopOrder);

const notReceived = { code: 'shop-order/not-received' } as const;
const prepaid: ShopOrderEvent = {
  type: 'ShopOrderPrepaid',
  data: { shopOrderId, paymentId: 'pay1', amount: eur(400_00), paidAt: at },
};

describe('an order of the shop', () => {
  it('is received with what it comes to, net and in all, and what it is worth as a deal (S68)', () =>
    given()
      .when({
        type: 'ReceiveShopOrder',
        data: {
          shopOrderId,
          partyId: 'p1',
          orderNumber: '#1001',
          lines: [routers, setUp],
          tax: eur(228_00),
          opportunityId: 'o1',
          ownerId: 'anna',
          at,
        },
      })
      .emits({
        type: 'ShopOrderReceived',
        data: {
          shopOrderId,
          partyId: 'p1',
          orderNumber: '#1001',
          lines: [routers, setUp],
          tax: eur(228_00),
          opportunityId: 'o1',
          ownerId: 'anna',
          net: eur(1_200_00),
          total: eur(1_428_00),
          value: dealOf(1_200_00, 300_00, 200_00),
        },
      }));

  it('that is reported twice is one order (S68)', () =>
    given(received).when(receive).changesNothing());

  it('that is reported again after it was cancelled stays cancelled', () =>
    given(received, cancelled).when(receive).changesNothing());

  it('is not received a second time with other lines', () =>
    given(received)
      .when({ type: 'ReceiveShopOrder', data: { shopOrderId, partyId: 'p1', lines: [setUp], at } })
      .refuses({ code: 'shop-order/already-received' }));

  it('takes a discount off the line and rounds each line once', () =>
    given()
      .when({
        type: 'ReceiveShopOrder',
        data: {
          shopOrderId,
          partyId: 'p1',
          lines: [{ ...setUp, quantity: '0.125', unitPrice: eur(100), discount: 5_000 }],
          at,
        },
      })
      .emits({
        type: 'ShopOrderReceived',
        data: {
          shopOrderId,
          partyId: 'p1',
          lines: [{ ...setUp, quantity: '0.125', unitPrice: eur(100), discount: 5_000 }],
          net: eur(6),
          total: eur(6),
          value: dealOf(6, 0, 6),
        },
      }));

  it.each([
    ['a line', { lines: [routers, { ...setUp, unitPrice: { ...eur(1), currency: 'USD' } }] }],
    ['the tax', { lines: [routers], tax: { ...eur(1), currency: 'USD' } }],
  ])('is in one currency: refuses %s in another', (_, ordered) =>
    given()
      .when({ type: 'ReceiveShopOrder', data: { shopOrderId, partyId: 'p1', ...ordered, at } })
      .refuses({ code: 'shop-order/foreign-currency', currency: 'USD', expected: 'EUR' }),
  );

  it('whose total is beyond what amounts may be is refused', () =>
    given()
      .when({
        type: 'ReceiveShopOrder',
        data: {
          shopOrderId,
          partyId: 'p1',
          lines: [{ ...routers, quantity: '1', unitPrice: eur(limits.amount) }, setUp],
          at,
        },
      })
      .refuses({ code: 'shop-order/amount-too-large' }));

  it.each<ShopOrderCommand>([
    refund('ref1', 1),
    { type: 'ChangeShopOrder', data: { shopOrderId, changeId: 'c1', lines: [setUp], at } },
    {
      type: 'SubstituteShopOrderItem',
      data: { shopOrderId, lineId: 'l1', substitute: setUp, at },
    },
    { type: 'CancelShopOrder', data: { shopOrderId, reason: 'fraud', at } },
    { type: 'LinkShopOrder', data: { shopOrderId, opportunityId: 'o1', at } },
    { type: 'TransferShopOrder', data: { shopOrderId, quotationId: 'q1', at } },
  ])('that nobody has heard of refuses $type', (command) => {
    given().when(command).refuses(notReceived);
    given(prepaid).when(command).refuses(notReceived);
  });
});

describe('the lines of an order', () => {
  it('are told apart by their ids', () =>
    expect(ShopOrderLines.safeParse([routers, routers]).error?.issues).toEqual([
      expect.objectContaining({ message: 'expected every lineId once' }),
    ]));
});

describe('a history that no commands lead to', () => {
  const after = (...events: readonly ShopOrderEvent[]) => fold(shopOrder.decider, events);

  it('changes nothing where it does not fit', () => {
    expect(after(received, prepaid)).toEqual(after(received));
    expect(after(prepaid, paidInFull)).toEqual(after(prepaid));
    expect(after(paidInFull)).toEqual(after());
  });
});

describe('an order that is changed in the shop', () => {
  const change = (lines: readonly ShopOrderLine[], changeId = 'c1'): ShopOrderCommand => ({
    type: 'ChangeShopOrder',
    data: { shopOrderId, changeId, lines, at },
  });
  const five: ShopOrderLine = { ...routers, quantity: '5' };
  const changed = (
    extent: 'none' | 'part' | 'full',
    stands: ReturnType<typeof standing>,
  ): ShopOrderEvent => ({
    type: 'ShopOrderChanged',
    data: { shopOrderId, changeId: 'c1', lines: [five], net: eur(500_00), extent, ...stands },
  });
  const half = { total: 500_00, value: dealOf(500_00, 150_00) };

  it('counts as it is now, not beside what it was (S73)', () => {
    given(received)
      .when(change([five]))
      .emits(changed('none', standing(0, 0, { ...half, outstanding: 500_00 })));
    const state = fold(shopOrder.decider, [
      received,
      changed('none', standing(0, 0, { ...half, outstanding: 500_00 })),
    ]);
    expect(shopOrderValue(state)).toEqual(dealOf(500_00, 150_00));
  });

  it('may be paid in full by the change alone (S69)', () =>
    given(received, paid('pay1', 500_00, 'part', standing(500_00, 0, { outstanding: 500_00 })))
      .when(change([five]))
      .emits(changed('full', standing(500_00, 0, half))));

  it('may be paid too much by the change', () =>
    given(received, paidInFull)
      .when(change([five]))
      .emits(changed('full', standing(1_000_00, 0, { ...half, overpaid: 500_00 }))));

  it('may be paid in part only by the change', () =>
    given(received, paidInFull)
      .when(change([{ ...routers, quantity: '20' }]))
      .emits({
        type: 'ShopOrderChanged',
        data: {
          shopOrderId,
          changeId: 'c1',
          lines: [{ ...routers, quantity: '20' }],
          net: eur(2_000_00),
          extent: 'part',
          ...standing(1_000_00, 0, {
            total: 2_000_00,
            outstanding: 1_000_00,
            value: dealOf(2_000_00, 600_00),
          }),
        },
      }));

  it('takes over the tax that goes with its lines', () =>
    given(received)
      .when({
        type: 'ChangeShopOrder',
        data: { shopOrderId, changeId: 'c1', lines: [five], tax: eur(95_00), at },
      })
      .emits({
        type: 'ShopOrderChanged',
        data: {
          shopOrderId,
          changeId: 'c1',
          lines: [five],
          tax: eur(95_00),
          net: eur(500_00),
          extent: 'none',
          ...standing(0, 0, { ...half, total: 595_00, outstanding: 595_00 }),
        },
      }));

  it('changes once, however often the shop reports it', () =>
    given(received, changed('none', standing(0, 0, { ...half, outstanding: 500_00 })))
      .when(change([routers]))
      .changesNothing());

  it('does not change when it says what it said before', () =>
    given(received)
      .when(change([routers], 'c2'))
      .changesNothing());

  it('changes when only the tax does', () =>
    given(received)
      .when({
        type: 'ChangeShopOrder',
        data: { shopOrderId, changeId: 'c1', lines: [routers], tax: eur(1), at },
      })
      .emits({
        type: 'ShopOrderChanged',
        data: {
          shopOrderId,
          changeId: 'c1',
          lines: [routers],
          tax: eur(1),
          net: eur(1_000_00),
          extent: 'none',
          ...standing(0, 0, { total: 1_000_01, outstanding: 1_000_01 }),
        },
      }));

  it('stays in its currency', () =>
    given(received)
      .when(change([{ ...setUp, unitPrice: { ...eur(1), currency: 'USD' } }]))
      .refuses({ code: 'shop-order/foreign-currency', currency: 'USD', expected: 'EUR' }));

  it('does not become larger than amounts may be', () =>
    given(received)
      .when(change([{ ...routers, quantity: '2', unitPrice: eur(limits.amount) }]))
      .refuses({ code: 'shop-order/amount-too-large' }));

  it('is changed no more once it was cancelled', () =>
    given(received, cancelled)
      .when(change([five]))
      .refuses({ code: 'shop-order/cancelled' }));

  it('is changed in its quotation once it was transferred (S70)', () =>
    given(received, transferred)
      .when(change([five]))
      .refuses({ code: 'shop-order/transferred', quotationId: 'q1' }));
});

describe('an item that is out of stock', () => {
  const other: ShopOrderLine = {
    lineId: 'l9',
    description: 'Router R2',
    productId: 'r2',
    quantity: '10',
    unitPrice: eur(90_00),
    unitCost: { amount: eur(60_00), source: 'receipt' },
  };
  const substitute = (lineId = 'l1', line = other): ShopOrderCommand => ({
    type: 'SubstituteShopOrderItem',
    data: { shopOrderId, lineId, substitute: line, at },
  });
  const cheaper = { total: 900_00, outstanding: 900_00, value: dealOf(900_00, 300_00) };
  const substituted: ShopOrderEvent = {
    type: 'ShopOrderItemSubstituted',
    data: {
      shopOrderId,
      original: routers,
      substitute: other,
      net: eur(900_00),
      extent: 'none',
      ...standing(0, 0, cheaper),
    },
  };

  const bothItems: ShopOrderEvent = {
    type: 'ShopOrderReceived',
    data: {
      ...order,
      lines: [routers, setUp],
      net: eur(1_200_00),
      total: eur(1_200_00),
      value: dealOf(1_200_00, 300_00, 200_00),
    },
  };

  it('is replaced by the model that the customer takes instead, the original named (S72)', () =>
    given(received)
      .when({
        type: 'SubstituteShopOrderItem',
        data: { shopOrderId, lineId: 'l1', substitute: other, reason: 'Out of stock', at },
      })
      .emits({
        ...substituted,
        data: {
          shopOrderId,
          original: routers,
          substitute: other,
          reason: 'Out of stock',
          net: eur(900_00),
          extent: 'none',
          ...standing(0, 0, cheaper),
        },
      }));

  it('leaves the other items where they are', () => {
    const state = fold(shopOrder.decider, [bothItems, substituted]);
    expect(state.status === 'received' && state.lines).toEqual([other, setUp]);
    expect(shopOrderValue(state)).toEqual(dealOf(1_100_00, 300_00, 200_00));
  });

  it('is reckoned with the other items', () =>
    given(bothItems)
      .when(substitute())
      .emits({
        type: 'ShopOrderItemSubstituted',
        data: {
          shopOrderId,
          original: routers,
          substitute: other,
          net: eur(1_100_00),
          extent: 'none',
          ...standing(0, 0, {
            total: 1_100_00,
            outstanding: 1_100_00,
            value: dealOf(1_100_00, 300_00, 200_00),
          }),
        },
      }));

  it('is not replaced by another item of the order, as it is', () =>
    given(bothItems)
      .when(substitute('l1', setUp))
      .refuses({ code: 'shop-order/line-exists', lineId: 'l2' }));

  it('is replaced once, however often it is reported', () =>
    given(received, substituted).when(substitute()).changesNothing());

  it('is not replaced by yet another under the same id', () =>
    given(received, substituted)
      .when(substitute('l1', { ...other, quantity: '9' }))
      .refuses({ code: 'shop-order/unknown-line', lineId: 'l1' }));

  it('may be replaced again, the chain kept', () =>
    given(received, substituted)
      .when(substitute('l9', { ...other, lineId: 'l10' }))
      .emits({
        type: 'ShopOrderItemSubstituted',
        data: {
          shopOrderId,
          original: other,
          substitute: { ...other, lineId: 'l10' },
          net: eur(900_00),
          extent: 'none',
          ...standing(0, 0, cheaper),
        },
      }));

  it('may settle the order that was paid for the dearer one', () =>
    given(received, paid('pay1', 900_00, 'part', standing(900_00, 0, { outstanding: 100_00 })))
      .when(substitute())
      .emits({
        type: 'ShopOrderItemSubstituted',
        data: {
          shopOrderId,
          original: routers,
          substitute: other,
          net: eur(900_00),
          extent: 'full',
          ...standing(900_00, 0, { ...cheaper, outstanding: 0 }),
        },
      }));

  it('must be in the order', () =>
    given(received)
      .when(substitute('l7'))
      .refuses({ code: 'shop-order/unknown-line', lineId: 'l7' }));

  it('is not replaced by a line that is there already', () =>
    given(received)
      .when(substitute('l1', { ...other, lineId: 'l1' }))
      .refuses({ code: 'shop-order/line-exists', lineId: 'l1' }));

  it('is not replaced under the id of a line that was replaced', () =>
    given(received, substituted)
      .when(substitute('l9', { ...other, lineId: 'l1' }))
      .refuses({ code: 'shop-order/line-exists', lineId: 'l1' }));

  it('is replaced in the currency of the order', () =>
    given(received)
      .when(substitute('l1', { ...setUp, lineId: 'l9', unitPrice: { ...eur(1), currency: 'USD' } }))
      .refuses({ code: 'shop-order/foreign-currency', currency: 'USD', expected: 'EUR' }));

  it('is not replaced by one that is beyond what amounts may be', () =>
    given(received)
      .when(
        substitute('l1', { ...setUp, lineId: 'l9', quantity: '2', unitPrice: eur(limits.amount) }),
      )
      .refuses({ code: 'shop-order/amount-too-large' }));

  it('is not replaced in an order that was cancelled', () =>
    given(received, cancelled).when(substitute()).refuses({ code: 'shop-order/cancelled' }));

  it('is replaced in the quotation once the order was transferred (S73)', () =>
    given(received, transferred)
      .when(substitute())
      .refuses({ code: 'shop-order/transferred', quotationId: 'q1' }));
});

describe('an order that will not be delivered', () => {
  const cancel = (data: {
    readonly reason: 'out-of-stock' | 'fraud' | 'other';
    readonly note?: string;
  }): ShopOrderCommand => ({ type: 'CancelShopOrder', data: { shopOrderId, ...data, at } });

  it('is cancelled for a reason, unpaid, so that its deal is lost', () =>
    given(received)
      .when(cancel({ reason: 'out-of-stock' }))
      .emits(cancelled));

  it('says when money is to be paid back, and what it was part of', () =>
    given(
      received,
      { type: 'ShopOrderLinked', data: { shopOrderId, opportunityId: 'o1' } },
      transferred,
      paidInFull,
    )
      .when(cancel({ reason: 'other', note: 'The wrong shop.' }))
      .emits({
        type: 'ShopOrderCancelled',
        data: {
          shopOrderId,
          reason: 'other',
          note: 'The wrong shop.',
          paid: true,
          opportunityId: 'o1',
          quotationId: 'q1',
        },
      }));

  it('needs a note when the reason is none of the list', () =>
    given(received)
      .when(cancel({ reason: 'other' }))
      .refuses({ code: 'shop-order/note-needed' }));

  it('is cancelled once', () => {
    given(received, cancelled)
      .when(cancel({ reason: 'out-of-stock' }))
      .changesNothing();
    given(received, cancelled)
      .when(cancel({ reason: 'fraud' }))
      .refuses({ code: 'shop-order/cancelled' });
  });

  it('is worth nothing from then on', () =>
    expect(shopOrderValue(fold(shopOrder.decider, [received, paidInFull, cancelled]))).toEqual(
      dealOf(0, 0),
    ));
});

describe('an order that is followed', () => {
  const link = (opportunityId: string): ShopOrderCommand => ({
    type: 'LinkShopOrder',
    data: { shopOrderId, opportunityId, at },
  });
  const linked: ShopOrderEvent = {
    type: 'ShopOrderLinked',
    data: { shopOrderId, opportunityId: 'o1' },
  };
  const transfer = (quotationId = 'q1'): ShopOrderCommand => ({
    type: 'TransferShopOrder',
    data: { shopOrderId, quotationId, at },
  });

  it('belongs to one opportunity (S68)', () => {
    given(received).when(link('o1')).emits(linked);
    given(received, linked).when(link('o1')).changesNothing();
    given(received, linked)
      .when(link('o2'))
      .refuses({ code: 'shop-order/linked', opportunityId: 'o1' });
  });

  it('keeps the opportunity it was received with', () =>
    given({
      type: 'ShopOrderReceived',
      data: { ...order, opportunityId: 'o1' },
    })
      .when(link('o2'))
      .refuses({ code: 'shop-order/linked', opportunityId: 'o1' }));

  it('is transferred into a quotation, which says from then on what is sold (S70)', () =>
    given(received, linked)
      .when(transfer())
      .emits({
        type: 'ShopOrderTransferred',
        data: { shopOrderId, opportunityId: 'o1', quotationId: 'q1' },
      }));

  it('is transferred once (S73)', () => {
    given(received, transferred).when(transfer()).changesNothing();
    given(received, transferred)
      .when(transfer('q2'))
      .refuses({ code: 'shop-order/transferred', quotationId: 'q1' });
  });

  it('is not transferred after it was cancelled, but stays where it was transferred', () => {
    given(received, cancelled).when(transfer()).refuses({ code: 'shop-order/cancelled' });
    given(received, transferred, cancelled).when(transfer()).changesNothing();
  });

  it('tells whoever follows its payments where it went (S70)', () =>
    given(received, linked, transferred)
      .when(pay('pay1', 1_000_00))
      .emits({
        type: 'ShopOrderPaid',
        data: {
          shopOrderId,
          paymentId: 'pay1',
          amount: eur(1_000_00),
          paidAt: at,
          extent: 'full',
          ...standing(1_000_00, 0),
          opportunityId: 'o1',
          quotationId: 'q1',
        },
      }));
});
