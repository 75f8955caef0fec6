import type { DealValue } from '@presales/domain';
import {
  type QuotationCommand,
  type QuotationEvent,
  quotation,
  soldLines,
  subtotalsOfPriced,
} from '@presales/domain/quotation';
import { fold, money } from '@presales/kernel';
import { quotationStories } from '@presales/testing';
import fc from 'fast-check';
import {
  accept,
  added,
  at,
  dayAfter,
  drafted,
  expire,
  given,
  line,
  quotationId,
  revise,
  revised,
  send,
  sent,
  supersededBy,
  validUntil,
} from './quotation-story.ts';
import { run } from './run.ts';

/** Ten chairs at 10.00 and four desks at 50.00, of which four chairs were ordered. */
const chairs = line('1', 10_00, 'EUR', { quantity: '10' });
const desks = line('2', 50_00, 'EUR', { quantity: '4' });
const worth = (net: number): DealValue => ({
  net: money(net, 'EUR'),
  margin: money(0, 'EUR'),
  netOfUnknownCost: money(net, 'EUR'),
});
const takes = (version: number, acceptanceId: string, lineId: string, quantity: string) => ({
  type: 'QuotationItemAccepted' as const,
  data: { quotationId, version, acceptanceId, lineId, quantity },
});
const told = (
  type: 'QuotationAccepted' | 'QuotationPartiallyAccepted',
  version: number,
  net: number,
): QuotationEvent => ({
  type,
  data: { quotationId, version, subtotals: [worth(net)], value: worth(net) },
});
const lapsed = (version: number, net: number): QuotationEvent => ({
  type: 'QuotationRemainderLapsed',
  data: { quotationId, version, validUntil, subtotals: [worth(net)], value: worth(net) },
});
const rejected = (
  version: number,
  lineId: string,
  by: 'customer' | 'us',
  reason: 'price' | 'not-available',
): QuotationEvent => ({
  type: 'QuotationItemRejected',
  data: { quotationId, version, lineId, by, reason },
});
const orderOf = (
  version: number,
  acceptanceId: string,
  lineId: string,
  quantity: string,
): QuotationCommand => ({
  type: 'AcceptQuotationItems',
  data: { quotationId, version, acceptanceId, items: [{ lineId, quantity }], at },
});
const decline: QuotationCommand = {
  type: 'DeclineQuotation',
  data: { quotationId, reason: 'price', at },
};
const revoke = (version: number): QuotationCommand => ({
  type: 'RevokeAcceptance',
  data: { quotationId, version, reason: 'cancelled', at },
});
const revoked = (version: number, left?: number): QuotationEvent => ({
  type: 'QuotationAcceptanceRevoked',
  data: {
    quotationId,
    version,
    reason: 'cancelled',
    ...(left === undefined ? {} : { left: { subtotals: [worth(left)], value: worth(left) } }),
  },
});

const fourChairs = [
  drafted,
  added(chairs),
  added(desks),
  sent(1, chairs, desks),
  takes(1, 'po1', '1', '4'),
  told('QuotationPartiallyAccepted', 1, 40_00),
];
/** What is left, revised to six chairs at 8.00 and the desks, and sent. */
const sixChairs = { ...chairs, quantity: '6' };
const cheaper = { ...sixChairs, unitPrice: money(8_00, 'EUR') };
const secondOffer = [
  ...fourChairs,
  revised,
  { type: 'QuotationLineChanged' as const, data: { quotationId, line: cheaper } },
  sent(2, cheaper, desks),
  supersededBy(2),
];

describe('the rest of what was taken in part, revised', () => {
  it('begins on what is left of every line; what was taken stays sold', () => {
    given(...fourChairs)
      .when(revise)
      .emits(revised);
    given(...fourChairs, revised)
      .when(send())
      .emits(sent(2, sixChairs, desks), supersededBy(2));
  });

  it('begins without what was rejected, and without what was taken in full', () => {
    given(
      ...fourChairs,
      takes(1, 'po2', '2', '4'),
      told('QuotationPartiallyAccepted', 1, 240_00),
      revised,
    )
      .when(send())
      .emits(sent(2, sixChairs), supersededBy(2));
    given(...fourChairs, rejected(1, '1', 'us', 'not-available'), revised)
      .when(send())
      .emits(sent(2, desks), supersededBy(2));
  });

  it('takes off no more in both versions than was promised in the first', () => {
    const discounted = { ...chairs, discountAmount: money(1_00, 'EUR') };
    given(
      drafted,
      added(discounted),
      sent(1, discounted),
      takes(1, 'po1', '1', '3'),
      told('QuotationPartiallyAccepted', 1, 29_70),
      revised,
    )
      .when(send())
      .emits(
        sent(2, { ...discounted, quantity: '7', discountAmount: money(70, 'EUR') }),
        supersededBy(2),
      );
  });

  it('is accepted together with what was taken before', () => {
    given(...secondOffer)
      .when(accept(2))
      .emits(told('QuotationAccepted', 2, 288_00));
    given(...secondOffer)
      .when(orderOf(2, 'po2', '1', '6'))
      .emits(takes(2, 'po2', '1', '6'), told('QuotationPartiallyAccepted', 2, 88_00));
  });

  it('is declined by the customer, withdrawn by us, or rejected line by line: the quotation is accepted at what was taken', () => {
    const closed = (by: 'customer' | 'us', reason: 'price' | 'not-available') => [
      rejected(2, '1', by, reason),
      rejected(2, '2', by, reason),
      told('QuotationAccepted', 2, 40_00),
    ];
    given(...secondOffer)
      .when(decline)
      .emits(...closed('customer', 'price'));
    given(...secondOffer)
      .when({ type: 'WithdrawQuotation', data: { quotationId, reason: 'not-available', at } })
      .emits(...closed('us', 'not-available'));
    given(...secondOffer, rejected(2, '1', 'us', 'not-available'))
      .when({
        type: 'RejectQuotationItem',
        data: {
          quotationId,
          version: 2,
          lineId: '2',
          rejection: { by: 'us', reason: 'not-available' },
          at,
        },
      })
      .emits(rejected(2, '2', 'us', 'not-available'), told('QuotationAccepted', 2, 40_00));
  });

  it('is declined while it is still being written: what was open of the first version goes with it', () =>
    given(...fourChairs, revised)
      .when(decline)
      .emits(
        rejected(1, '1', 'customer', 'price'),
        rejected(1, '2', 'customer', 'price'),
        told('QuotationAccepted', 1, 40_00),
      ));

  it('lapses with its validity, and may still be taken by what came in time', () => {
    given(...secondOffer)
      .when(expire(dayAfter))
      .emits(lapsed(2, 40_00));
    given(...secondOffer, lapsed(2, 40_00))
      .when(accept(2))
      .emits(told('QuotationAccepted', 2, 288_00));
    given(...secondOffer, lapsed(2, 40_00))
      .when(orderOf(2, 'po2', '1', '6'))
      .emits(takes(2, 'po2', '1', '6'), told('QuotationPartiallyAccepted', 2, 88_00));
    given(
      ...secondOffer,
      lapsed(2, 40_00),
      takes(2, 'po2', '1', '6'),
      told('QuotationPartiallyAccepted', 2, 88_00),
    )
      .when(expire(dayAfter))
      .refuses({ code: 'quotation/closed', status: 'accepted' });
  });

  it('goes on as a draft when the first version expires meanwhile', () =>
    given(...fourChairs, revised)
      .when(expire(dayAfter))
      .emits({ type: 'QuotationExpired', data: { quotationId, version: 1, validUntil } }));
});

describe('an acceptance that is revoked', () => {
  const both = [...secondOffer, told('QuotationAccepted', 2, 288_00)];

  it('of the second version leaves sold what was taken of the first', () => {
    given(...both)
      .when(revoke(2))
      .emits(revoked(2, 40_00));
    given(...both, revoked(2, 40_00))
      .when(accept(2))
      .emits(told('QuotationAccepted', 2, 288_00));
  });

  it('of the first version leaves sold what was taken of the second', () => {
    given(...both)
      .when(revoke(1))
      .emits(revoked(1, 248_00));
    given(...both, revoked(1, 248_00))
      .when(accept(2))
      .changesNothing();
    given(...both, revoked(1, 248_00))
      .when(revoke(1))
      .refuses({ code: 'quotation/not-accepted' });
  });

  it('of all that was sold opens the offer again', () => {
    const closed = [
      ...secondOffer,
      rejected(2, '1', 'customer', 'price'),
      rejected(2, '2', 'customer', 'price'),
      told('QuotationAccepted', 2, 40_00),
    ];
    given(...closed)
      .when(revoke(1))
      .emits(revoked(1));
    given(...closed, revoked(1))
      .when(accept(2))
      .emits(told('QuotationAccepted', 2, 248_00));
  });
});

it('whatever is taken, revised, lapses and is revoked, every acceptance is worth the lines sold by then', () =>
  fc.assert(
    fc.property(quotationStories, (commands) => {
      for (const { events, state } of run(quotation, commands)) {
        if (state.status === 'absent') continue;
        for (const { type, data } of events)
          if (type === 'QuotationAccepted' || type === 'QuotationPartiallyAccepted')
            expect(subtotalsOfPriced(soldLines(state))).toEqual(data.subtotals);
          else if (type === 'QuotationAcceptanceRevoked')
            expect(subtotalsOfPriced(soldLines(state))).toEqual(data.left?.subtotals ?? []);
      }
    }),
    { numRuns: 300 },
  ));

it('stories take of both versions, and revoke either', () => {
  const seen = new Set<string>();
  for (const commands of fc.sample(quotationStories, { numRuns: 3_000, seed: 1 }))
    for (const { events, state } of run(quotation, commands))
      for (const { type, data } of events)
        if (state.status !== 'absent' && state.record.offers[0]?.acceptances.length !== 0)
          if (type === 'QuotationPartiallyAccepted' || type === 'QuotationAccepted')
            seen.add(`${type} ${data.version}`);
          else if (type === 'QuotationAcceptanceRevoked') seen.add(`${type} ${data.version}`);
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'QuotationPartiallyAccepted 2',
      'QuotationAccepted 2',
      'QuotationAcceptanceRevoked 2',
    ]),
  );
});

it('a lapse from before it stood by itself reads as it did', () => {
  const {
    subtotals: _,
    value: __,
    ...old
  } = lapsed(1, 40_00).data as never as {
    readonly subtotals: unknown;
    readonly value: unknown;
  };
  const before = [
    ...fourChairs,
    { type: 'QuotationRemainderLapsed', data: old } as never as QuotationEvent,
    told('QuotationAccepted', 1, 40_00),
  ];
  const state = fold(quotation.decider, before);
  expect(state.status).toBe('accepted');
  expect(state.status === 'absent' ? [] : subtotalsOfPriced(soldLines(state))).toEqual([
    worth(40_00),
  ]);
});
