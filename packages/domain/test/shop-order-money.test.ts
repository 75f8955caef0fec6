import {
  lessConceded,
  type ShopOrderCommand,
  type ShopOrderEvent,
  shopOrder,
  shopOrderValue,
} from '@presales/domain/shop-order';
import { fold, limits, money } from '@presales/kernel';
import { scenario } from '@presales/testing';
import {
  at,
  cancelled,
  dealOf,
  eur,
  paid,
  paidInFull,
  pay,
  receive,
  received,
  refund,
  refunded,
  routers,
  setUp,
  shopOrderId,
  standing,
} from './shop-order-fixtures.ts';

const { given } = scenario(shopOrder);

const dayBefore = '2026-03-01T20:00:00.000Z';
const dayAfter = '2026-03-03T08:00:00.000Z';
const prepaid = (paymentId: string, amount: number, paidAt: string): ShopOrderEvent => ({
  type: 'ShopOrderPrepaid',
  data: { shopOrderId, paymentId, amount: eur(amount), paidAt },
});

describe('a payment', () => {
  it('of everything pays the order in full, from whatever step its deal is at (S69)', () =>
    given(received).when(pay('pay1', 1_000_00)).emits(paidInFull));

  it('one cent short pays it in part', () =>
    given(received)
      .when(pay('pay1', 999_99))
      .emits(paid('pay1', 999_99, 'part', standing(999_99, 0, { outstanding: 1 }))));

  it('of the rest pays it in full', () =>
    given(received, paid('pay1', 400_00, 'part', standing(400_00, 0, { outstanding: 600_00 })))
      .when(pay('pay2', 600_00))
      .emits(paid('pay2', 600_00, 'full', standing(1_000_00, 0))));

  it('of too much says by how much', () =>
    given(received)
      .when(pay('pay1', 1_000_01))
      .emits(paid('pay1', 1_000_01, 'full', standing(1_000_01, 0, { overpaid: 1 }))));

  it('counts once, however often the shop reports it (S69)', () => {
    given(received, paidInFull).when(pay('pay1', 1_000_00)).changesNothing();
    given(received, paidInFull)
      .when({
        type: 'RecordShopOrderPayment',
        data: {
          shopOrderId,
          paymentId: 'pay1',
          amount: { amount: 1_000, currency: 'EUR', scale: 0 },
          at,
        },
      })
      .changesNothing();
  });

  it('does not take the id of one of another amount', () =>
    given(received, paidInFull)
      .when(pay('pay1', 999_00))
      .refuses({ code: 'shop-order/payment-exists', paymentId: 'pay1' }));

  it('is in the currency of the order', () =>
    given(received)
      .when({
        type: 'RecordShopOrderPayment',
        data: { shopOrderId, paymentId: 'pay1', amount: money(1_000, 'JPY'), at },
      })
      .refuses({ code: 'shop-order/foreign-currency', currency: 'JPY', expected: 'EUR' }));

  it('that would make more than amounts may be is refused', () =>
    given(received, paidInFull)
      .when(pay('pay2', limits.amount))
      .refuses({ code: 'shop-order/amount-too-large' }));

  it('of an order that was cancelled is set aside to be paid back', () => {
    const aside: ShopOrderEvent = {
      type: 'ShopOrderPaymentSetAside',
      data: {
        shopOrderId,
        paymentId: 'pay1',
        amount: eur(1_000_00),
        reason: 'cancelled',
        paidTotal: eur(1_000_00),
      },
    };
    given(received, cancelled).when(pay('pay1', 1_000_00)).emits(aside);
    given(received, cancelled, aside).when(pay('pay1', 1_000_00)).changesNothing();
    given(received, cancelled, aside)
      .when(refund('ref1', 1_000_00))
      .emits(
        refunded('ref1', 1_000_00, 'full', standing(1_000_00, 1_000_00, { value: dealOf(0, 0) })),
      );
  });
});

describe('a payment that is reported before its order', () => {
  it('is kept until the order is there', () =>
    given()
      .when(pay('pay1', 400_00, dayBefore))
      .emits(prepaid('pay1', 400_00, dayBefore)));

  it('is kept once', () => {
    const early = prepaid('pay1', 400_00, dayBefore);
    given(early).when(pay('pay1', 400_00)).changesNothing();
    given(early)
      .when(pay('pay1', 401_00))
      .refuses({ code: 'shop-order/payment-exists', paymentId: 'pay1' });
  });

  it('counts as soon as the order is received, each from the later of the two (S69)', () =>
    given(prepaid('pay1', 400_00, dayBefore), prepaid('pay2', 600_00, dayAfter))
      .when(receive)
      .emits(
        received,
        paid('pay1', 400_00, 'part', standing(400_00, 0, { outstanding: 600_00 })),
        paid('pay2', 600_00, 'full', standing(1_000_00, 0), dayAfter),
      ));

  it('counts once when it is reported again afterwards', () =>
    given(prepaid('pay1', 1_000_00, at), received, paidInFull)
      .when(pay('pay1', 1_000_00))
      .changesNothing());

  it('in a currency that is not the order’s is set aside, and the order stays unpaid', () => {
    const yen: ShopOrderEvent = {
      type: 'ShopOrderPrepaid',
      data: { shopOrderId, paymentId: 'pay1', amount: money(1_000, 'JPY'), paidAt: at },
    };
    const aside: ShopOrderEvent = {
      type: 'ShopOrderPaymentSetAside',
      data: {
        shopOrderId,
        paymentId: 'pay1',
        amount: money(1_000, 'JPY'),
        reason: 'currency',
        paidTotal: eur(0),
      },
    };
    given(yen).when(receive).emits(received, aside);
    given(yen, received, aside)
      .when(refund('ref1', 1))
      .refuses({ code: 'shop-order/refund-exceeds-paid', refundable: eur(0) });
  });

  it('that no order can take in is not taken in with it', () =>
    given(prepaid('pay1', limits.amount, at), prepaid('pay2', 1, at))
      .when(receive)
      .refuses({ code: 'shop-order/amount-too-large' }));
});

describe('a refund', () => {
  it('of everything undoes the sale: the order is worth nothing (S69)', () =>
    given(received, paidInFull)
      .when(refund('ref1', 1_000_00))
      .emits(
        refunded(
          'ref1',
          1_000_00,
          'full',
          standing(1_000_00, 1_000_00, { outstanding: 1_000_00, value: dealOf(0, 0) }),
        ),
      ));

  it('of all but a cent is a part', () =>
    given(received, paidInFull)
      .when(refund('ref1', 999_99))
      .emits(
        refunded(
          'ref1',
          999_99,
          'part',
          standing(1_000_00, 999_99, { conceded: 999_99, value: dealOf(1, -699_99) }),
        ),
      ));

  it('of a part takes its whole amount off value and margin, for the cost stays', () =>
    given(received, paidInFull)
      .when({
        type: 'RecordShopOrderRefund',
        data: { shopOrderId, refundId: 'ref1', amount: eur(100_00), reason: 'Scratched', at },
      })
      .emits({
        type: 'ShopOrderRefunded',
        data: {
          shopOrderId,
          refundId: 'ref1',
          amount: eur(100_00),
          reason: 'Scratched',
          extent: 'part',
          ...standing(1_000_00, 100_00, { conceded: 100_00, value: dealOf(900_00, 200_00) }),
        },
      }));

  it('after another takes off both', () =>
    given(
      received,
      paidInFull,
      refunded(
        'ref1',
        100_00,
        'part',
        standing(1_000_00, 100_00, { conceded: 100_00, value: dealOf(900_00, 200_00) }),
      ),
    )
      .when(refund('ref2', 50_00))
      .emits(
        refunded(
          'ref2',
          50_00,
          'part',
          standing(1_000_00, 150_00, { conceded: 150_00, value: dealOf(850_00, 150_00) }),
        ),
      ));

  it('of what was paid too much takes nothing off', () =>
    given(received, paid('pay1', 1_100_00, 'full', standing(1_100_00, 0, { overpaid: 100_00 })))
      .when(refund('ref1', 100_00))
      .emits(refunded('ref1', 100_00, 'part', standing(1_100_00, 100_00))));

  it('of more than was paid too much takes off the rest', () =>
    given(received, paid('pay1', 1_100_00, 'full', standing(1_100_00, 0, { overpaid: 100_00 })))
      .when(refund('ref1', 130_00))
      .emits(
        refunded(
          'ref1',
          130_00,
          'part',
          standing(1_100_00, 130_00, { conceded: 30_00, value: dealOf(970_00, 270_00) }),
        ),
      ));

  it('of more than was paid is refused, a cent too', () => {
    given(received, paidInFull)
      .when(refund('ref1', 1_000_01))
      .refuses({ code: 'shop-order/refund-exceeds-paid', refundable: eur(1_000_00) });
    given(received)
      .when(refund('ref1', 1))
      .refuses({ code: 'shop-order/refund-exceeds-paid', refundable: eur(0) });
  });

  it('that makes an amount finer than amounts may be is refused', () =>
    given(
      {
        type: 'ShopOrderReceived',
        data: {
          shopOrderId,
          partyId: 'p1',
          lines: [{ ...setUp, unitPrice: eur(limits.amount) }],
          net: eur(limits.amount),
          total: eur(limits.amount),
          value: dealOf(limits.amount, 0, limits.amount),
        },
      },
      paid(
        'pay1',
        limits.amount,
        'full',
        standing(limits.amount, 0, {
          total: limits.amount,
          value: dealOf(limits.amount, 0, limits.amount),
        }),
      ),
    )
      .when({
        type: 'RecordShopOrderRefund',
        data: {
          shopOrderId,
          refundId: 'ref1',
          amount: { amount: 1, currency: 'EUR', scale: 9 },
          at,
        },
      })
      .refuses({ code: 'shop-order/amount-too-large' }));

  it('counts once, however often it is reported', () => {
    const back = refunded(
      'ref1',
      1_000_00,
      'full',
      standing(1_000_00, 1_000_00, { outstanding: 1_000_00, value: dealOf(0, 0) }),
    );
    given(received, paidInFull, back).when(refund('ref1', 1_000_00)).changesNothing();
    given(received, paidInFull, back)
      .when(refund('ref1', 999_00))
      .refuses({ code: 'shop-order/refund-exists', refundId: 'ref1' });
  });

  it('is in the currency of the order', () =>
    given(received, paidInFull)
      .when({
        type: 'RecordShopOrderRefund',
        data: { shopOrderId, refundId: 'ref1', amount: money(1, 'JPY'), at },
      })
      .refuses({ code: 'shop-order/foreign-currency', currency: 'JPY', expected: 'EUR' }));

  it('of an order that was cancelled takes nothing off a price that is not owed', () =>
    given(received, paidInFull, cancelled)
      .when(refund('ref1', 400_00))
      .emits(
        refunded(
          'ref1',
          400_00,
          'part',
          standing(1_000_00, 400_00, { overpaid: 600_00, value: dealOf(0, 0) }),
        ),
      ));

  it('of everything leaves the price to be paid again', () =>
    given(
      received,
      paidInFull,
      refunded(
        'ref1',
        1_000_00,
        'full',
        standing(1_000_00, 1_000_00, { outstanding: 1_000_00, value: dealOf(0, 0) }),
      ),
    )
      .when(pay('pay2', 1_000_00))
      .emits(paid('pay2', 1_000_00, 'full', standing(2_000_00, 1_000_00))));
});

describe('what a refund takes off a deal', () => {
  const taxed: ShopOrderCommand = {
    type: 'ReceiveShopOrder',
    data: { shopOrderId, partyId: 'p1', lines: [routers, setUp], tax: eur(240_00), at },
  };
  const after = (...commands: readonly ShopOrderCommand[]) => {
    let state = shopOrder.decider.initialState;
    for (const command of commands) {
      const decision = shopOrder.decider.decide(command, state);
      if (decision.outcome === 'emitted') state = fold(shopOrder.decider, decision.events, state);
    }
    return state;
  };

  it('is net of tax, and falls on known and unknown cost as their nets are', () => {
    const state = after(taxed, pay('pay1', 1_440_00), refund('ref1', 144_00));
    expect(shopOrderValue(state)).toEqual(dealOf(1_080_00, 200_00, 180_00));
  });

  it('is nothing where a change that comes later takes out what was paid back', () => {
    const state = after(receive, pay('pay1', 1_000_00), refund('ref1', 400_00), {
      type: 'ChangeShopOrder',
      data: { shopOrderId, changeId: 'c1', lines: [{ ...routers, quantity: '3' }], at },
    });
    expect(state).toMatchObject({ conceded: eur(0), total: eur(300_00) });
    expect(shopOrderValue(state)).toEqual(dealOf(300_00, 90_00));
  });

  it('is never more than a price that a change has lowered', () => {
    const state = after(receive, pay('pay1', 1_000_00), refund('ref1', 900_00), {
      type: 'ChangeShopOrder',
      data: { shopOrderId, changeId: 'c1', lines: [{ ...routers, unitPrice: eur(1) }], at },
    });
    expect(state).toMatchObject({ conceded: eur(0), total: eur(10) });
    const unpaid = after(receive, pay('pay1', 100_00), refund('ref1', 90_00), {
      type: 'ChangeShopOrder',
      data: { shopOrderId, changeId: 'c1', lines: [{ ...routers, unitPrice: eur(8_00) }], at },
    });
    expect(unpaid).toMatchObject({ conceded: eur(70_00), total: eur(80_00) });
  });

  it('is nothing where a change has left nothing to pay', () => {
    const state = after(receive, pay('pay1', 1_000_00), refund('ref1', 400_00), {
      type: 'ChangeShopOrder',
      data: {
        shopOrderId,
        changeId: 'c1',
        lines: [{ lineId: 'l1', description: 'Credit', quantity: '1', unitPrice: eur(-1) }],
        at,
      },
    });
    expect(state).toMatchObject({ conceded: eur(0), total: eur(-1) });
    expect(shopOrderValue(state)).toEqual(dealOf(-1, 0, -1));
  });

  it('falls on the margin where all costs are known, and on the unknown where none is', () => {
    expect(lessConceded(dealOf(100, 30), eur(10))).toEqual(dealOf(90, 20));
    expect(lessConceded(dealOf(100, 0, 100), eur(10))).toEqual(dealOf(90, 0, 90));
    expect(lessConceded(dealOf(0, 0), eur(10))).toEqual(dealOf(-10, -10));
    expect(lessConceded(dealOf(-50, -80, 100), eur(10))).toEqual(dealOf(-60, -80, 90));
    expect(lessConceded(dealOf(50, 40, -50), eur(10))).toEqual(dealOf(40, 30, -50));
  });

  it('is unknown while the order is', () => {
    expect(shopOrderValue({ status: 'absent' })).toBeUndefined();
    expect(shopOrderValue({ status: 'awaited', payments: new Map() })).toBeUndefined();
  });
});

describe('an order in a currency', () => {
  it.each([
    ['JPY', 0, 1_000],
    ['BHD', 3, 1_000_000],
  ])('of %s, with %i decimal places, is paid to its minor unit', (currency, scale, amount) => {
    const unitPrice = { amount, currency, scale };
    const command: ShopOrderCommand = {
      type: 'RecordShopOrderPayment',
      data: { shopOrderId, paymentId: 'pay1', amount: { ...unitPrice, amount: amount - 1 }, at },
    };
    const none = { ...unitPrice, amount: 0 };
    const value = { net: unitPrice, margin: none, netOfUnknownCost: unitPrice };
    given({
      type: 'ShopOrderReceived',
      data: {
        shopOrderId,
        partyId: 'p1',
        lines: [{ ...setUp, unitPrice }],
        net: unitPrice,
        total: unitPrice,
        value,
      },
    })
      .when(command)
      .emits({
        type: 'ShopOrderPaid',
        data: {
          shopOrderId,
          paymentId: 'pay1',
          amount: { ...unitPrice, amount: amount - 1 },
          paidAt: at,
          extent: 'part',
          total: unitPrice,
          paidTotal: { ...unitPrice, amount: amount - 1 },
          refundedTotal: none,
          conceded: none,
          outstanding: { ...unitPrice, amount: 1 },
          overpaid: none,
          value,
        },
      });
  });
});
