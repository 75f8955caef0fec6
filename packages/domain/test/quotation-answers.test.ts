import type { DealValue } from '@presales/domain';
import {
  type ItemRejection,
  type QuotationCommand,
  type QuotationEvent,
  quotationLimits,
  subtotalsOf,
} from '@presales/domain/quotation';
import { limits, money } from '@presales/kernel';
import {
  accept,
  accepted,
  added,
  at,
  chair,
  dayAfter,
  decline,
  declined,
  drafted,
  euros,
  expire,
  expired,
  frozen,
  given,
  inPlay,
  lamp,
  lastInstant,
  line,
  quotationId,
  rates,
  revise,
  revised,
  send,
  sent,
  supersededBy,
  validUntil,
} from './quotation-story.ts';

type Items = readonly (readonly [string, string])[];

const order = (acceptanceId: string, items: Items, more: object = {}): QuotationCommand => ({
  type: 'AcceptQuotationItems',
  data: {
    quotationId,
    version: 1,
    acceptanceId,
    items: items.map(([lineId, quantity]) => ({ lineId, quantity })),
    at,
    ...more,
  },
});
const ordered = (acceptanceId: string, items: Items, version = 1): readonly QuotationEvent[] =>
  items.map(([lineId, quantity]) => ({
    type: 'QuotationItemAccepted',
    data: { quotationId, version, acceptanceId, lineId, quantity },
  }));
const worth = (net: number, currency = 'EUR'): DealValue => ({
  net: money(net, currency),
  margin: money(0, currency),
  netOfUnknownCost: money(net, currency),
});
const partly = (net: number): QuotationEvent => ({
  type: 'QuotationPartiallyAccepted',
  data: { quotationId, version: 1, subtotals: [worth(net)], value: worth(net) },
});
const wholly = (net: number): QuotationEvent => ({
  type: 'QuotationAccepted',
  data: { quotationId, version: 1, subtotals: [worth(net)], value: worth(net) },
});
const byCustomer: ItemRejection = { by: 'customer', reason: 'price' };
const byUs: ItemRejection = { by: 'us', reason: 'not-available' };
const reject = (
  lineId: string,
  rejection: ItemRejection = byCustomer,
  on = at,
): QuotationCommand => ({
  type: 'RejectQuotationItem',
  data: { quotationId, version: 1, lineId, rejection, at: on },
});
const rejected = (lineId: string, rejection: ItemRejection = byCustomer): QuotationEvent => ({
  type: 'QuotationItemRejected',
  data: { quotationId, version: 1, lineId, ...rejection },
});
const revoke = (version = 1): QuotationCommand => ({
  type: 'RevokeAcceptance',
  data: { quotationId, version, reason: 'Ordered by mistake', at },
});
const revoked: QuotationEvent = {
  type: 'QuotationAcceptanceRevoked',
  data: { quotationId, version: 1, reason: 'Ordered by mistake' },
};
const withdraw = (more: object = {}): QuotationCommand => ({
  type: 'WithdrawQuotation',
  data: { quotationId, reason: 'price-error', ...more, at },
});
const withdrawn = (version = 1): QuotationEvent => ({
  type: 'QuotationWithdrawn',
  data: { quotationId, version, reason: 'price-error' },
});
const extend = (until: string, on = at, version = 1): QuotationCommand => ({
  type: 'ExtendQuotationValidity',
  data: { quotationId, version, until, at: on },
});
const extended = (to: string): QuotationEvent => ({
  type: 'QuotationValidityExtended',
  data: { quotationId, version: 1, from: validUntil, to },
});
const anyVersion = { policy: { olderVersions: true, moreThanQuoted: false } };
const anyQuantity = { policy: { olderVersions: false, moreThanQuoted: true } };

/** Ten chairs at 10.00 and four desks at 50.00. */
const chairs = line('1', 10_00, 'EUR', { quantity: '10' });
const desks = line('2', 50_00, 'EUR', { quantity: '4' });
const offer = [drafted, added(chairs), added(desks), sent(1, chairs, desks)];
const fourChairs = [...offer, ...ordered('po1', [['1', '4']]), partly(40_00)];

describe('accepting in part', () => {
  it('takes so much of a line; the rest of the quotation stays open (S8)', () =>
    given(...offer)
      .when(order('po1', [['1', '4']]))
      .emits(...ordered('po1', [['1', '4']]), partly(40_00)));

  it('takes several lines with one order', () => {
    const items: Items = [
      ['1', '4'],
      ['2', '0.125'],
    ];
    given(...offer)
      .when(order('po1', items))
      .emits(...ordered('po1', items), partly(46_25));
  });

  it('goes on, order by order, each counting what was taken so far', () =>
    given(...fourChairs)
      .when(order('po2', [['1', '5.5']]))
      .emits(...ordered('po2', [['1', '5.5']]), partly(95_00)));

  it('completes a line at its full quantity only (SAP rule B)', () => {
    given(...fourChairs)
      .when(order('po2', [['2', '4']]))
      .emits(...ordered('po2', [['2', '4']]), partly(240_00));
    given(...fourChairs, ...ordered('po2', [['2', '4']]), partly(240_00))
      .when(order('po3', [['1', '5.999']]))
      .emits(...ordered('po3', [['1', '5.999']]), partly(299_99));
  });

  it('accepts the quotation with the last line completed, at what was taken', () => {
    given(...fourChairs, ...ordered('po2', [['2', '4']]), partly(240_00))
      .when(order('po3', [['1', '6.0']]))
      .emits(...ordered('po3', [['1', '6.0']]), wholly(300_00));
    const items: Items = [
      ['1', '10'],
      ['2', '4'],
    ];
    given(...offer)
      .when(order('po1', items))
      .emits(...ordered('po1', items), wholly(300_00));
  });

  it('accepts all that is left with one word', () =>
    given(...fourChairs)
      .when(accept())
      .emits(wholly(300_00)));

  it('counts an order once', () => {
    given(...fourChairs)
      .when(order('po1', [['1', '4']]))
      .changesNothing();
    given(...fourChairs)
      .when(order('po1', [['1', '5']]))
      .refuses({ code: 'quotation/acceptance-exists', acceptanceId: 'po1' });
    given(...fourChairs, wholly(300_00))
      .when(order('po1', [['1', '4']]))
      .changesNothing();
    given(...fourChairs)
      .when(order('po1', [['1', '4']], { version: 2 }))
      .refuses({ code: 'quotation/partly-accepted' });
  });

  it('counts an order of several lines once', () => {
    const items: Items = [
      ['1', '1'],
      ['2', '1'],
    ];
    given(...offer, ...ordered('po1', items), partly(60_00))
      .when(order('po1', items))
      .changesNothing();
  });

  it('takes no more than was quoted (S8)', () => {
    given(...offer)
      .when(order('po1', [['1', '10.001']]))
      .refuses({ code: 'quotation/more-than-quoted', lineId: '1', quoted: '10' });
    given(...fourChairs)
      .when(order('po2', [['1', '7']]))
      .refuses({ code: 'quotation/more-than-quoted', lineId: '1', quoted: '10' });
    given(...offer, ...ordered('po1', [['1', '10']]), partly(100_00))
      .when(order('po2', [['1', '1']]))
      .refuses({ code: 'quotation/item-complete', lineId: '1' });
  });

  it('takes more where the policy allows it, at the same price (ERPNext)', () => {
    given(...offer)
      .when(order('po1', [['1', '11']], anyQuantity))
      .emits(...ordered('po1', [['1', '11']]), partly(110_00));
    given(...offer, ...ordered('po1', [['1', '11']]), partly(110_00))
      .when(accept())
      .emits(wholly(310_00));
    given(...offer)
      .when(order('po1', [['1', '11']], anyVersion))
      .refuses({ code: 'quotation/more-than-quoted', lineId: '1', quoted: '10' });
  });

  it('takes what was offered and chosen', () => {
    const option = line('3', 1_00, 'EUR', { optional: true });
    const history = [...offer.slice(0, 3), added(option), sent(1, chairs, desks)];
    given(...history)
      .when(order('po1', [['7', '1']]))
      .refuses({ code: 'quotation/unknown-line', lineId: '7' });
    given(...history)
      .when(order('po1', [['3', '1']]))
      .refuses({ code: 'quotation/item-not-chosen', lineId: '3' });
    given(...history)
      .when(
        order('po1', [
          ['1', '1'],
          ['3', '1'],
        ]),
      )
      .refuses({ code: 'quotation/item-not-chosen', lineId: '3' });
    given(...history, {
      type: 'OptionalItemTaken',
      data: { quotationId, version: 1, lineId: '3', taken: true },
    })
      .when(order('po1', [['3', '1']]))
      .emits(...ordered('po1', [['3', '1']]), partly(1_00));
  });

  it('settles what was chosen: no other alternative, no option given up', () => {
    const choose = (lineId: string): QuotationCommand => ({
      type: 'ChooseQuotationItem',
      data: { quotationId, version: 1, lineId, at },
    });
    const history = [
      ...offer.slice(0, 3),
      {
        type: 'AlternativeItemOffered',
        data: { quotationId, forLineId: '1', line: line('1a', 1_00) },
      } as const,
      {
        type: 'AlternativeItemOffered',
        data: { quotationId, forLineId: '2', line: line('2a', 1_00) },
      } as const,
      sent(1, chairs, desks),
      ...ordered('po1', [['1', '4']]),
      partly(40_00),
    ];
    given(...history)
      .when(choose('1a'))
      .refuses({ code: 'quotation/item-answered', lineId: '1a' });
    given(...history)
      .when(choose('2a'))
      .emits({ type: 'QuotationItemChosen', data: { quotationId, version: 1, lineId: '2a' } });
  });

  it('takes its part of a discount on the whole document', () => {
    // 10 % of 300.00 is 30.00: 10.00 off the chairs, 20.00 off the desks.
    const discounted: QuotationEvent = {
      type: 'QuotationDiscountSet',
      data: { quotationId, discount: { kind: 'amount', amounts: [money(30_00, 'EUR')] } },
    };
    const history = [drafted, added(chairs), added(desks), discounted, sent(1, chairs, desks)];
    given(...history)
      .when(order('po1', [['1', '4']]))
      .emits(...ordered('po1', [['1', '4']]), partly(36_00));
    given(...history)
      .when(order('po1', [['1', '0.125']]))
      // 1.25 less 10.00 × 0.125 / 10 = 0.125, rounded half up.
      .emits(...ordered('po1', [['1', '0.125']]), partly(1_12));
    given(...history, ...ordered('po1', [['1', '4']]), partly(36_00))
      .when(accept())
      .emits(wholly(270_00));
  });

  it('is in time through the last instant of the last day', () => {
    given(...offer)
      .when(order('po1', [['1', '4']], { at: lastInstant }))
      .emits(...ordered('po1', [['1', '4']]), partly(40_00));
    given(...offer)
      .when(order('po1', [['1', '4']], { at: dayAfter }))
      .refuses({ code: 'quotation/expired', validUntil });
  });

  it('needs a version that was sent', () =>
    given(...offer)
      .when(order('po1', [['1', '4']], { version: 2 }))
      .refuses({ code: 'quotation/version-not-sent', version: 2 }));

  it('ends the draft of the next version', () =>
    given(...offer, revised, ...ordered('po1', [['1', '4']]), partly(40_00))
      .when(send())
      .refuses({ code: 'quotation/partly-accepted' }));

  it('leaves the rest to be answered, or revised before it is sent again', () =>
    given(...fourChairs)
      .when(send())
      .refuses({ code: 'quotation/partly-accepted' }));

  it('stops at a thousand orders', () => {
    const many = Array.from({ length: quotationLimits.acceptances }, (_, index) =>
      ordered(`po${index}`, [['1', '0.001']]),
    ).flat();
    given(...offer, ...many, partly(10_00))
      .when(order('last', [['1', '1']]))
      .refuses({ code: 'quotation/too-many-acceptances', limit: 1_000 });
    given(...offer, ...many.slice(1), partly(9_99))
      .when(order('last', [['1', '0.001']]))
      .emits(...ordered('last', [['1', '0.001']]), partly(10_00));
  });

  it('stops at quantities and values beyond what there may be', () => {
    given(...offer, ...ordered('po1', [['1', '0.000000001']]), partly(0))
      .when(order('po2', [['1', '999999999999999']], anyQuantity))
      .refuses({ code: 'quotation/amount-too-large' });
    given(...offer)
      .when(order('po2', [['1', '999999999999999']], anyQuantity))
      .refuses({ code: 'quotation/amount-too-large' });
  });

  it('needs an offer that stands', () => {
    given()
      .when(order('po1', [['1', '4']]))
      .refuses({ code: 'quotation/not-drafted' });
    given(drafted, added(chairs))
      .when(order('po1', [['1', '4']]))
      .refuses({ code: 'quotation/version-not-sent', version: 1 });
    given(...inPlay, declined)
      .when(order('po1', [['1', '1']]))
      .refuses({ code: 'quotation/closed', status: 'declined' });
  });
});

describe('accepting in part, in several currencies', () => {
  const both = [drafted, added(chairs), added(lamp), sent(1, chairs, lamp)];
  const first: QuotationEvent = {
    type: 'QuotationPartiallyAccepted',
    data: { quotationId, version: 1, subtotals: [worth(40_00)], value: worth(40_00) },
  };

  it('freezes the rates with the first order (B6)', () =>
    given(...both)
      .when(order('po1', [['1', '4']], { rates }))
      .emits(frozen(rates), ...ordered('po1', [['1', '4']]), first));

  it('needs them from the first order on, whatever it takes', () =>
    given(...both)
      .when(order('po1', [['1', '4']]))
      .refuses({ code: 'quotation/rates-missing', currencies: ['EUR', 'USD'] }));

  it('counts everything at them to the end', () =>
    given(...both, frozen(rates), ...ordered('po1', [['1', '4']]), first)
      .when(order('po2', [['2', '1']]))
      .emits(...ordered('po2', [['2', '1']]), {
        type: 'QuotationPartiallyAccepted',
        data: {
          quotationId,
          version: 1,
          subtotals: [worth(40_00), worth(50_00, 'USD')],
          value: worth(86_00),
        },
      }));

  it('leaves them as they are', () => {
    given(...both, frozen(rates), ...ordered('po1', [['1', '4']]), first)
      .when({ type: 'UnfreezeExchangeRates', data: { quotationId, at } })
      .refuses({ code: 'quotation/partly-accepted' });
    given(...both, frozen(rates), ...ordered('po1', [['1', '4']]), first)
      .when({ type: 'FreezeExchangeRates', data: { quotationId, rates, at } })
      .refuses({ code: 'quotation/partly-accepted' });
  });
});

describe('rejecting an item', () => {
  it.each([byCustomer, byUs])('says who and why: $by', (rejection) =>
    given(...offer)
      .when(reject('1', rejection))
      .emits(rejected('1', rejection)),
  );

  it('happens once', () => {
    given(...offer, rejected('1'))
      .when(reject('1'))
      .changesNothing();
    given(...offer, rejected('1'))
      .when(reject('1', byUs))
      .refuses({ code: 'quotation/item-rejected', lineId: '1' });
  });

  it.each([{ by: 'customer', reason: 'other' } as const, { by: 'us', reason: 'other' } as const])(
    'needs a note when the reason is other: $by',
    (rejection) => {
      given(...offer)
        .when(reject('1', rejection))
        .refuses({ code: 'quotation/note-needed' });
      const said = { ...rejection, note: 'Fire.' };
      given(...offer)
        .when(reject('1', said))
        .emits(rejected('1', said));
      const sure = { by: 'customer', reason: 'price', note: 'By far.' } as const;
      given(...offer)
        .when(reject('1', sure))
        .emits(rejected('1', sure));
    },
  );

  it('stops it from being taken', () => {
    given(...offer, rejected('1'))
      .when(order('po1', [['1', '1']]))
      .refuses({ code: 'quotation/item-rejected', lineId: '1' });
    given(...offer, rejected('1'))
      .when(accept())
      .emits(wholly(200_00));
  });

  it('leaves what was taken of it, and completes it (SAP rule B)', () => {
    given(...fourChairs)
      .when(reject('1'))
      .emits(rejected('1'));
    given(...fourChairs, rejected('1'))
      .when(order('po2', [['2', '4']]))
      .emits(...ordered('po2', [['2', '4']]), wholly(240_00));
  });

  it('of the last open line accepts the quotation where something was taken', () =>
    given(...fourChairs, rejected('1'))
      .when(reject('2', byUs))
      .emits(rejected('2', byUs), wholly(40_00)));

  it('of every line declines the quotation, or withdraws it when we reject last', () => {
    given(...offer, rejected('1', byUs))
      .when(reject('2'))
      .emits(rejected('2'), {
        type: 'QuotationDeclined',
        data: { quotationId, version: 1, reason: 'price' },
      });
    const why = { by: 'us', reason: 'other', note: 'Fire.' } as const;
    given(...offer, rejected('1'))
      .when(reject('2', why))
      .emits(rejected('2', why), {
        type: 'QuotationWithdrawn',
        data: { quotationId, version: 1, reason: 'other', note: 'Fire.' },
      });
  });

  it('is for lines that are open', () => {
    given(...offer, ...ordered('po1', [['1', '10']]), partly(100_00))
      .when(reject('1'))
      .refuses({ code: 'quotation/item-complete', lineId: '1' });
    given(...offer)
      .when(reject('7'))
      .refuses({ code: 'quotation/unknown-line', lineId: '7' });
    given(...offer)
      .when(reject('1', byCustomer, dayAfter))
      .refuses({ code: 'quotation/expired', validUntil });
    given().when(reject('1')).refuses({ code: 'quotation/not-drafted' });
    given(...offer, wholly(300_00))
      .when(reject('1'))
      .refuses({ code: 'quotation/closed', status: 'accepted' });
  });

  it('closes nothing whose worth is beyond what amounts may be', () => {
    const huge = line('1', limits.amount, 'EUR', { quantity: '1' });
    const history = [drafted, added(huge), added(desks), sent(1, chair)];
    const much = ordered('po1', [['1', '2']]);
    given(...history, ...much, partly(1))
      .when(reject('2'))
      .refuses({ code: 'quotation/amount-too-large' });
    given(...history, ...much, partly(1))
      .when(expire(dayAfter))
      .refuses({ code: 'quotation/amount-too-large' });
  });
});

describe('the end of the validity', () => {
  const lapsed: QuotationEvent = {
    type: 'QuotationRemainderLapsed',
    data: { quotationId, version: 1, validUntil, subtotals: [worth(40_00)], value: worth(40_00) },
  };

  it('lets what was open lapse and accepts what was taken, so that it never expires too', () =>
    given(...fourChairs)
      .when(expire(dayAfter))
      .emits(lapsed));

  it('is not before the last day is over', () =>
    given(...fourChairs)
      .when(expire(lastInstant))
      .refuses({ code: 'quotation/still-valid', validUntil }));

  it('comes once', () =>
    given(...fourChairs, lapsed)
      .when(expire(dayAfter))
      .refuses({ code: 'quotation/closed', status: 'accepted' }));
});

describe('extending the validity', () => {
  it('promises the version for longer', () => {
    given(...inPlay)
      .when(extend('2026-04-01'))
      .emits(extended('2026-04-01'));
    given(...inPlay, extended('2026-04-01'))
      .when(accept(1, dayAfter))
      .emits(accepted());
    given(...inPlay, extended('2026-04-01'))
      .when(expire(dayAfter))
      .refuses({ code: 'quotation/still-valid', validUntil: '2026-04-01' });
    given(...inPlay, extended('2026-04-01'))
      .when(expire('2026-04-02T00:00:00.000Z'))
      .emits({
        type: 'QuotationExpired',
        data: { quotationId, version: 1, validUntil: '2026-04-01' },
      });
  });

  it('happens once', () => {
    given(...inPlay, extended('2026-04-01'))
      .when(extend('2026-04-01'))
      .changesNothing();
    given(...inPlay)
      .when(extend(validUntil))
      .changesNothing();
  });

  it('goes on from the last extension', () =>
    given(...inPlay, extended('2026-04-01'))
      .when(extend('2026-04-30'))
      .emits({
        type: 'QuotationValidityExtended',
        data: { quotationId, version: 1, from: '2026-04-01', to: '2026-04-30' },
      }));

  it('never cuts short what was promised', () =>
    given(...inPlay)
      .when(extend('2026-03-30'))
      .refuses({ code: 'quotation/validity-shortened', validUntil }));

  it('comes too late once the last day is over, whether or not that was recorded', () => {
    given(...inPlay)
      .when(extend('2026-04-30', lastInstant))
      .emits(extended('2026-04-30'));
    given(...inPlay)
      .when(extend('2026-04-30', dayAfter))
      .refuses({ code: 'quotation/expired', validUntil });
    given(...inPlay, expired)
      .when(extend('2026-04-30'))
      .refuses({ code: 'quotation/expired', validUntil });
  });

  it('is of the version that the customer holds', () => {
    given(...inPlay, revised, sent(2, chair))
      .when(extend('2026-04-30'))
      .refuses({ code: 'quotation/superseded', version: 1, by: 2 });
    given(...inPlay)
      .when(extend('2026-04-30', at, 2))
      .refuses({ code: 'quotation/version-not-sent', version: 2 });
  });

  it('is possible while something is taken', () =>
    given(...fourChairs)
      .when(extend('2026-04-01'))
      .emits(extended('2026-04-01')));

  it('is what the customer has, though the version was sent with less', () =>
    given(...inPlay, extended('2026-04-01'))
      .when(send())
      .changesNothing());
});

describe('an older version', () => {
  const second = [...inPlay, revised, added(lamp), sent(2, chair, lamp), supersededBy(2)];

  it('is accepted where the policy allows it (ERPNext #52963)', () => {
    given(...second)
      .when({ type: 'AcceptQuotation', data: { quotationId, version: 1, ...anyVersion, at } })
      .emits(accepted(1));
    given(...second)
      .when(order('po1', [['1', '1']], anyVersion))
      .emits(...ordered('po1', [['1', '1']]), accepted(1));
  });

  it('is superseded otherwise', () => {
    given(...second)
      .when({ type: 'AcceptQuotation', data: { quotationId, version: 1, ...anyQuantity, at } })
      .refuses({ code: 'quotation/superseded', version: 1, by: 2 });
    given(...second)
      .when(order('po1', [['1', '1']]))
      .refuses({ code: 'quotation/superseded', version: 1, by: 2 });
  });

  it('is valid through its own last day', () =>
    given(...second)
      .when({
        type: 'AcceptQuotation',
        data: { quotationId, version: 1, ...anyVersion, at: dayAfter },
      })
      .refuses({ code: 'quotation/expired', validUntil }));

  it('once taken in part is the one that goes on', () => {
    const twoChairs = { ...chair, quantity: '2' };
    const part = [
      drafted,
      added(twoChairs),
      sent(1, twoChairs),
      revised,
      sent(2, twoChairs),
      supersededBy(2),
      ...ordered('po1', [['1', '1']]),
      partly(100_00),
    ];
    given(...part)
      .when(order('po2', [['1', '1']]))
      .emits(...ordered('po2', [['1', '1']]), wholly(200_00));
    given(...part)
      .when(accept(2))
      .refuses({ code: 'quotation/partly-accepted' });
    given(...part)
      .when(expire(dayAfter))
      .emits({
        type: 'QuotationRemainderLapsed',
        data: {
          quotationId,
          version: 1,
          validUntil,
          subtotals: [worth(100_00)],
          value: worth(100_00),
        },
      });
  });

  it('accepted by mistake leaves the later one in force again', () => {
    given(...second, accepted(1), revoked)
      .when(accept(2, at, rates))
      .emits(frozen(rates), {
        type: 'QuotationAccepted',
        data: {
          quotationId,
          version: 2,
          subtotals: subtotalsOf([chair, lamp]),
          value: worth(146_00),
        },
      });
  });
});

describe('revoking an acceptance', () => {
  it('takes it back with a reason; nothing is deleted', () =>
    given(...inPlay, accepted())
      .when(revoke())
      .emits(revoked));

  it('opens the offer again, to be accepted, revised or declined', () => {
    const again = [...inPlay, accepted(), revoked];
    given(...again)
      .when(accept())
      .emits(accepted());
    given(...again)
      .when(revise)
      .emits(revised);
    given(...again)
      .when(decline)
      .emits(declined);
    given(...again)
      .when(expire(dayAfter))
      .emits(expired);
  });

  it('takes back what was taken in part, so that it may be ordered again', () => {
    given(...fourChairs)
      .when(revoke())
      .emits(revoked);
    given(...fourChairs, revoked)
      .when(order('po1', [['1', '10']]))
      .emits(...ordered('po1', [['1', '10']]), partly(100_00));
  });

  it('takes back what was rejected with it', () =>
    given(...fourChairs, rejected('2'), revoked)
      .when(accept())
      .emits(wholly(300_00)));

  it('needs an acceptance of that version', () => {
    given(...inPlay)
      .when(revoke())
      .refuses({ code: 'quotation/not-accepted' });
    given(drafted).when(revoke()).refuses({ code: 'quotation/not-accepted' });
    given(...inPlay, accepted())
      .when(revoke(2))
      .refuses({ code: 'quotation/not-accepted' });
    given(...fourChairs)
      .when(revoke(2))
      .refuses({ code: 'quotation/not-accepted' });
    given(...inPlay, accepted(), revoked)
      .when(revoke())
      .refuses({ code: 'quotation/not-accepted' });
    given().when(revoke()).refuses({ code: 'quotation/not-drafted' });
    given(...inPlay, declined)
      .when(revoke())
      .refuses({ code: 'quotation/closed', status: 'declined' });
    given(...inPlay, withdrawn())
      .when(revoke())
      .refuses({ code: 'quotation/closed', status: 'withdrawn' });
  });
});

describe('withdrawing a quotation', () => {
  it('takes back the version that the customer holds, or the draft that nobody has seen', () => {
    given(...inPlay)
      .when(withdraw())
      .emits(withdrawn());
    given(drafted).when(withdraw()).emits(withdrawn());
  });

  it('takes back what was sent while the next is being written', () =>
    given(...inPlay, revised)
      .when(withdraw())
      .emits(withdrawn(1)));

  it('takes back the draft alone where what was sent has expired', () =>
    given(...inPlay, expired, revised)
      .when(withdraw())
      .emits(withdrawn(2)));

  it('comes too late once the expiry was recorded', () =>
    given(...inPlay, expired)
      .when(withdraw())
      .refuses({ code: 'quotation/expired', validUntil }));

  it('needs a note when the reason is other', () => {
    given(...inPlay)
      .when(withdraw({ reason: 'other' }))
      .refuses({ code: 'quotation/note-needed' });
    given(...inPlay)
      .when(withdraw({ reason: 'other', note: 'Fire.' }))
      .emits({
        type: 'QuotationWithdrawn',
        data: { quotationId, version: 1, reason: 'other', note: 'Fire.' },
      });
    given(...inPlay)
      .when(withdraw({ note: 'A comma.' }))
      .emits({
        type: 'QuotationWithdrawn',
        data: { quotationId, version: 1, reason: 'price-error', note: 'A comma.' },
      });
  });

  it('happens once, and is final', () => {
    const done = [...inPlay, withdrawn()];
    const closed = { code: 'quotation/closed', status: 'withdrawn' } as const;
    given(...done)
      .when(withdraw())
      .changesNothing();
    given(...done)
      .when(withdraw({ note: 'Really.' }))
      .refuses(closed);
    for (const command of [
      accept(),
      decline,
      revise,
      send(),
      expire(dayAfter),
      extend('2026-05-01'),
    ])
      given(...done)
        .when(command)
        .refuses(closed);
  });

  it('is of something that is there', () =>
    given().when(withdraw()).refuses({ code: 'quotation/not-drafted' }));
});

describe('accepting a quotation', () => {
  it('names who signed it', () =>
    given(...inPlay)
      .when({ type: 'AcceptQuotation', data: { quotationId, version: 1, signer: 'Ana Pop', at } })
      .emits({
        type: 'QuotationAccepted',
        data: { quotationId, version: 1, subtotals: [euros], value: euros, signer: 'Ana Pop' },
      }));
});

describe('versions', () => {
  it('are a hundred at most', () => {
    const toVersion = (version: number): QuotationEvent => ({
      type: 'QuotationRevised',
      data: { quotationId, fromVersion: version - 1, toVersion: version, reason: 'too dear' },
    });
    const upTo = (last: number): readonly QuotationEvent[] =>
      Array.from({ length: last - 1 }, (_, index) => [
        toVersion(index + 2),
        sent(index + 2, chair),
      ]).flat();
    given(...inPlay, ...upTo(99))
      .when(revise)
      .emits(toVersion(100));
    given(...inPlay, ...upTo(100))
      .when(revise)
      .refuses({ code: 'quotation/too-many-versions', limit: 100 });
  });
});
