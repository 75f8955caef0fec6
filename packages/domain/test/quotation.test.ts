import { quotation, quotationLimits, subtotalsOf } from '@presales/domain/quotation';
import { currencyCodes, fold, limits, money } from '@presales/kernel';
import {
  accept,
  accepted,
  add,
  added,
  at,
  chair,
  dayAfter,
  decline,
  declined,
  draft,
  drafted,
  expire,
  expired,
  frozen,
  given,
  header,
  inPlay,
  lamp,
  lastInstant,
  line,
  quotationId,
  rates,
  remove,
  removed,
  revise,
  revised,
  send,
  sent,
  supersededBy,
  validUntil,
} from './quotation-story.ts';

describe('a quotation', () => {
  it('begins as a draft for a party', () => given().when(draft).emits(drafted));

  it('is drafted once', () => given(drafted).when(draft).changesNothing());

  it('is still that quotation when it is drafted again after it was sent', () =>
    given(...inPlay)
      .when(draft)
      .changesNothing());

  it('is not drafted again for another opportunity', () =>
    given(drafted)
      .when({ type: 'DraftQuotation', data: { ...header, opportunityId: 'o1', at } })
      .refuses({ code: 'quotation/already-drafted' }));

  it.each([add(chair), remove('1'), send(), revise, accept(), decline, expire(dayAfter)])(
    'has to be drafted before $type',
    (command) => given().when(command).refuses({ code: 'quotation/not-drafted' }),
  );
});

describe('a draft', () => {
  it('takes lines', () => given(drafted).when(add(chair)).emits(added(chair)));

  it('takes lines of several currencies (S63)', () =>
    given(drafted, added(chair)).when(add(lamp)).emits(added(lamp)));

  it('takes the same product on two lines', () =>
    given(drafted, added(chair))
      .when(add({ ...chair, lineId: '2' }))
      .emits(added({ ...chair, lineId: '2' })));

  it('takes a line once', () => given(drafted, added(chair)).when(add(chair)).changesNothing());

  it('does not take two lines under one id', () =>
    given(drafted, added(chair))
      .when(add({ ...chair, quantity: '2' }))
      .refuses({ code: 'quotation/line-exists', lineId: '1' }));

  it('gives lines up', () => given(drafted, added(chair)).when(remove('1')).emits(removed('1')));

  it('gives up only lines that it has', () =>
    given(drafted, added(chair), removed('1'))
      .when(remove('1'))
      .refuses({ code: 'quotation/unknown-line', lineId: '1' }));

  it('takes a line again that it gave up', () =>
    given(drafted, added(chair), removed('1')).when(add(chair)).emits(added(chair)));

  it.each([
    ['net', line('1', limits.amount, 'EUR', { quantity: '2' })],
    [
      'cost',
      line('1', 0, 'EUR', {
        quantity: '2',
        unitCost: { amount: money(limits.amount, 'EUR'), source: 'receipt' },
      }),
    ],
    [
      'margin',
      line('1', -limits.amount, 'EUR', {
        unitCost: { amount: money(1, 'EUR'), source: 'receipt' },
      }),
    ],
  ])('refuses a line whose %s is beyond what amounts may be', (_, huge) =>
    given(drafted).when(add(huge)).refuses({ code: 'quotation/amount-too-large' }),
  );

  it('takes the largest amount there may be', () => {
    const largest = line('1', limits.amount);
    given(drafted).when(add(largest)).emits(added(largest));
  });

  const manyLines = Array.from({ length: quotationLimits.lines }, (_, index) =>
    added(line(`${index}`, 1)),
  );

  it('takes a thousand lines', () =>
    given(drafted, ...manyLines.slice(1))
      .when(add(line('last', 1)))
      .emits(added(line('last', 1))));

  it('takes no more than a thousand lines', () =>
    given(drafted, ...manyLines)
      .when(add(line('last', 1)))
      .refuses({ code: 'quotation/too-many-lines', limit: 1_000 }));

  const manyCurrencies = currencyCodes
    .slice(0, quotationLimits.currencies + 1)
    .map((currency) => line(currency, 1, currency));
  const lastOfTooMany = manyCurrencies[quotationLimits.currencies];

  it('takes fifty currencies, and any number of lines in them', () => {
    const another = { ...line('another', 2), unitPrice: { amount: 2, currency: 'AED', scale: 2 } };
    given(drafted, ...manyCurrencies.slice(0, -1).map(added))
      .when(add(another))
      .emits(added(another));
  });

  it('takes no more than fifty currencies', () => {
    if (lastOfTooMany === undefined) throw new Error('there are more than fifty currencies');
    given(drafted, ...manyCurrencies.slice(0, -1).map(added))
      .when(add(lastOfTooMany))
      .refuses({ code: 'quotation/too-many-currencies', limit: 50 });
  });

  it.each([
    [revise, { code: 'quotation/not-sent' }],
    [decline, { code: 'quotation/not-sent' }],
    [expire(dayAfter), { code: 'quotation/not-sent' }],
    [accept(1), { code: 'quotation/version-not-sent', version: 1 }],
  ] as const)('that never was sent has nothing to answer: $0.type', (command, refusal) =>
    given(drafted, added(chair)).when(command).refuses(refusal),
  );
});

/** A total without tax or rounding. */
const untaxed = (amount: number, currency: string) => ({
  net: money(amount, currency),
  tax: money(0, currency),
  gross: money(amount, currency),
  payable: money(amount, currency),
  adjustment: money(0, currency),
});

describe('sending a quotation', () => {
  it('names its version, its validity and a subtotal for each currency (S64)', () =>
    given(drafted, added(lamp), added(chair), added(line('3', 1, 'USD')))
      .when(send())
      .emits({
        type: 'QuotationSent',
        data: {
          quotationId,
          version: 1,
          validUntil,
          subtotals: [
            {
              net: money(50_01, 'USD'),
              margin: money(0, 'USD'),
              netOfUnknownCost: money(50_01, 'USD'),
            },
            {
              net: money(100_00, 'EUR'),
              margin: money(0, 'EUR'),
              netOfUnknownCost: money(100_00, 'EUR'),
            },
          ],
          totals: [untaxed(50_01, 'USD'), untaxed(100_00, 'EUR')],
        },
      }));

  it('needs lines', () => given(drafted).when(send()).refuses({ code: 'quotation/no-lines' }));

  it('may be valid for the day of sending alone, counted where the seller is', () =>
    given(drafted, added(chair)).when(send(lastInstant)).emits(sent(1, chair)));

  it("refuses a validity that ended before the seller's day", () =>
    given(drafted, added(chair))
      .when(send(dayAfter))
      .refuses({ code: 'quotation/validity-past', validUntil }));

  it('refuses subtotals beyond what amounts may be', () =>
    given(drafted, added(line('1', limits.amount)), added(line('2', 1)))
      .when(send())
      .refuses({ code: 'quotation/amount-too-large' }));

  it('happens once', () =>
    given(...inPlay)
      .when(send())
      .changesNothing());

  it('is not repeated with another validity', () =>
    given(...inPlay)
      .when(send(at, '2026-04-30'))
      .refuses({ code: 'quotation/not-a-draft' }));

  it.each([add(lamp), add(chair), remove('1')])(
    'makes the version immutable: $type is refused',
    (command) =>
      given(...inPlay)
        .when(command)
        .refuses({ code: 'quotation/not-a-draft' }),
  );
});

describe('revising a quotation', () => {
  it('opens the next version', () =>
    given(...inPlay)
      .when(revise)
      .emits(revised));

  it('is under way once', () =>
    given(...inPlay, revised)
      .when(revise)
      .changesNothing());

  it('begins with the lines of the version that was sent', () =>
    given(...inPlay, revised)
      .when(send())
      .emits(sent(2, chair), supersededBy(2)));

  it('may change the lines', () =>
    given(...inPlay, revised, removed('1'), added(lamp))
      .when(send())
      .emits(sent(2, lamp), supersededBy(2)));

  it('counts versions on', () =>
    given(...inPlay, revised, sent(2, chair))
      .when(revise)
      .emits({
        type: 'QuotationRevised',
        data: { quotationId, fromVersion: 2, toVersion: 3, reason: 'too dear' },
      }));

  it('leaves the sent version acceptable, as it was sent, until the next is sent', () =>
    given(...inPlay, revised, removed('1'), added(lamp))
      .when(accept(1))
      .emits(accepted(1)));

  it('leaves the next version unacceptable until it is sent', () =>
    given(...inPlay, revised)
      .when(accept(2))
      .refuses({ code: 'quotation/version-not-sent', version: 2 }));

  it('supersedes the former version once the next is sent', () =>
    given(...inPlay, revised, sent(2, chair))
      .when(accept(1))
      .refuses({ code: 'quotation/superseded', version: 1, by: 2 }));

  it('makes the next version acceptable once it is sent', () =>
    given(...inPlay, revised, sent(2, chair))
      .when(accept(2))
      .emits(accepted(2)));

  it('may follow an expiry', () =>
    given(...inPlay, expired)
      .when(revise)
      .emits(revised));

  it('does not bring an expired version back', () =>
    given(...inPlay, expired, revised)
      .when(accept(1, dayAfter))
      .refuses({ code: 'quotation/expired', validUntil }));
});

describe('accepting a quotation', () => {
  it('in one currency needs no rates and freezes none', () =>
    given(...inPlay)
      .when(accept())
      .emits(accepted()));

  it('is possible through the last instant of the last day where the seller is (B20)', () =>
    given(...inPlay)
      .when(accept(1, lastInstant))
      .emits(accepted()));

  it('is refused from the next day on, though no expiry was recorded', () =>
    given(...inPlay)
      .when(accept(1, dayAfter))
      .refuses({ code: 'quotation/expired', validUntil }));

  it('is possible after an expiry was recorded, where it came in time (B28)', () =>
    given(...inPlay, expired)
      .when(accept(1, lastInstant))
      .emits(accepted()));

  it('names a version that was sent', () =>
    given(...inPlay)
      .when(accept(2))
      .refuses({ code: 'quotation/version-not-sent', version: 2 }));

  it('happens once', () =>
    given(...inPlay, accepted())
      .when(accept())
      .changesNothing());

  it('is not repeated for another version', () =>
    given(...inPlay, accepted())
      .when(accept(2))
      .refuses({ code: 'quotation/closed', status: 'accepted' }));

  it.each([add(lamp), remove('1'), send(), revise, decline, expire(dayAfter)])(
    'is final: $type is refused',
    (command) =>
      given(...inPlay, accepted())
        .when(command)
        .refuses({ code: 'quotation/closed', status: 'accepted' }),
  );
});

describe('accepting lines of several currencies', () => {
  const cost = { amount: money(30_00, 'USD'), source: 'accounting' } as const;
  const pricedLamp = line('2', 50_00, 'USD', { unitCost: cost });
  const both = [drafted, added(chair), added(pricedLamp), sent(1, chair, pricedLamp)];
  const subtotals = subtotalsOf([chair, pricedLamp]);

  it('freezes the rates and values the whole in their base (B6)', () =>
    given(...both)
      .when(accept(1, at, rates))
      .emits(frozen(rates), {
        type: 'QuotationAccepted',
        data: {
          quotationId,
          version: 1,
          subtotals,
          // 100.00 + 50.00 × 0.92, 20.00 × 0.92, and the chair whose cost nobody knows.
          value: {
            net: money(146_00, 'EUR'),
            margin: money(18_40, 'EUR'),
            netOfUnknownCost: money(100_00, 'EUR'),
          },
        },
      }));

  it('needs rates', () =>
    given(...both)
      .when(accept())
      .refuses({ code: 'quotation/rates-missing', currencies: ['EUR', 'USD'] }));

  it('needs a rate for every currency but the base', () =>
    given(...both)
      .when(accept(1, at, { ...rates, base: 'RON' }))
      .refuses({ code: 'quotation/rates-missing', currencies: ['EUR'], base: 'RON' }));

  it.each([
    ['the base at a rate other than one', [{ currency: 'EUR', rate: '1.1' }], 'EUR'],
    [
      'one currency at two rates',
      [
        { currency: 'USD', rate: '0.92' },
        { currency: 'USD', rate: '0.93' },
      ],
      'USD',
    ],
  ])('refuses %s', (_, contradictory, currency) =>
    given(...both)
      .when(accept(1, at, { ...rates, rates: [...rates.rates, ...contradictory] }))
      .refuses({ code: 'quotation/rates-contradictory', currency }),
  );

  it('takes the base at one and a rate that is said twice', () => {
    const wordy = {
      ...rates,
      rates: [
        { currency: 'EUR', rate: '1.000' },
        { currency: 'USD', rate: '0.92' },
        { currency: 'USD', rate: '0.920' },
      ],
    };
    expect(
      quotation.decider.decide(
        { type: 'AcceptQuotation', data: { quotationId, version: 1, rates: wordy, at } },
        fold(quotation.decider, both),
      ).outcome,
    ).toBe('emitted');
  });

  it('refuses a value beyond what amounts may be', () => {
    const [huge, one] = [line('1', limits.amount, 'USD'), line('2', 1, 'EUR')];
    given(drafted, added(huge), added(one), sent(1, huge, one))
      .when(accept(1, at, { ...rates, rates: [{ currency: 'USD', rate: '1.5' }] }))
      .refuses({ code: 'quotation/amount-too-large' });
  });

  it('may value a single currency in another, and then freezes the rate', () =>
    given(drafted, added(lamp), sent(1, lamp))
      .when(accept(1, at, rates))
      .emits(frozen(rates), {
        type: 'QuotationAccepted',
        data: {
          quotationId,
          version: 1,
          subtotals: subtotalsOf([lamp]),
          value: {
            net: money(46_00, 'EUR'),
            margin: money(0, 'EUR'),
            netOfUnknownCost: money(46_00, 'EUR'),
          },
        },
      }));
});

describe('declining a quotation', () => {
  it('says why and which version', () =>
    given(...inPlay)
      .when(decline)
      .emits(declined));

  it('says why in one word', () =>
    given(...inPlay)
      .when({ type: 'DeclineQuotation', data: { quotationId, reason: 'price', at } })
      .emits({ type: 'QuotationDeclined', data: { quotationId, version: 1, reason: 'price' } }));

  it('needs a note when the reason is other', () =>
    given(...inPlay)
      .when({ type: 'DeclineQuotation', data: { quotationId, reason: 'other', at } })
      .refuses({ code: 'quotation/note-needed' }));

  it('may have another reason with a note', () =>
    given(...inPlay)
      .when({ type: 'DeclineQuotation', data: { quotationId, reason: 'other', note: 'Fire.', at } })
      .emits({
        type: 'QuotationDeclined',
        data: { quotationId, version: 1, reason: 'other', note: 'Fire.' },
      }));

  it('answers the version the customer holds, though the next is being written', () =>
    given(...inPlay, revised)
      .when(decline)
      .emits(declined));

  it('comes too late once the expiry was recorded', () =>
    given(...inPlay, expired)
      .when({
        type: 'DeclineQuotation',
        data: { quotationId, reason: 'price', at: dayAfter },
      })
      .refuses({ code: 'quotation/expired', validUntil }));

  it('happens once', () =>
    given(...inPlay, declined)
      .when(decline)
      .changesNothing());

  it.each([
    ['reason', { reason: 'price', competitor: 'Rival', note: 'Cheaper.' }],
    ['competitor', { reason: 'competitor', competitor: 'Other', note: 'Cheaper.' }],
    ['note', { reason: 'competitor', competitor: 'Rival', note: 'Better.' }],
  ] as const)('is not repeated with another %s', (_, more) =>
    given(...inPlay, declined)
      .when({ type: 'DeclineQuotation', data: { quotationId, ...more, at } })
      .refuses({ code: 'quotation/closed', status: 'declined' }),
  );

  it.each([add(lamp), remove('1'), send(), revise, accept(), expire(dayAfter)])(
    'is final: $type is refused',
    (command) =>
      given(...inPlay, declined)
        .when(command)
        .refuses({ code: 'quotation/closed', status: 'declined' }),
  );
});

describe('the expiry of a quotation', () => {
  it('is recorded when the last day is over where the seller is', () =>
    given(...inPlay)
      .when(expire(dayAfter))
      .emits(expired));

  it('is not recorded while the last day lasts', () =>
    given(...inPlay)
      .when(expire(lastInstant))
      .refuses({ code: 'quotation/still-valid', validUntil }));

  it('is recorded once', () =>
    given(...inPlay, expired)
      .when(expire(dayAfter))
      .changesNothing());

  it('is recorded of the sent version while the next is being written, which goes on', () => {
    given(...inPlay, revised)
      .when(expire(dayAfter))
      .emits(expired);
    given(...inPlay, revised, expired)
      .when(expire(dayAfter))
      .changesNothing();
    given(...inPlay, revised, expired)
      .when(send())
      .emits(sent(2, chair), supersededBy(2));
  });

  it('does not carry over to the next version', () =>
    given(...inPlay, expired, revised, sent(2, chair))
      .when(accept(2))
      .emits(accepted(2)));

  it('does not let the same version be sent again', () =>
    given(...inPlay, expired)
      .when(send(dayAfter, '2026-04-30'))
      .refuses({ code: 'quotation/not-a-draft' }));
});
