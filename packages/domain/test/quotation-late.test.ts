import type { FrozenRates } from '@presales/domain';
import {
  type QuotationCommand,
  type QuotationEvent,
  type QuotationLine,
  quotation,
} from '@presales/domain/quotation';
import { type CurrencyCode, money } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(quotation);

const quotationId = 'q1';
const worth = (net: number) => ({
  net: money(net, 'EUR'),
  margin: money(0, 'EUR'),
  netOfUnknownCost: money(net, 'EUR'),
});
const line = (lineId: string, quantity = '1'): QuotationLine => ({
  lineId,
  description: 'a machine',
  quantity,
  unitPrice: money(100_00, 'EUR'),
});
const drafted: QuotationEvent = {
  type: 'QuotationDrafted',
  data: { quotationId, partyId: 'acme', sellerZone: 'Europe/Bucharest' },
};
const added = (one: QuotationLine): QuotationEvent => ({
  type: 'QuotationLineAdded',
  data: { quotationId, line: one },
});
const sent: QuotationEvent = {
  type: 'QuotationSent',
  data: { quotationId, version: 1, validUntil: '2026-03-31', subtotals: [worth(100_00)] },
};
const expired: QuotationEvent = {
  type: 'QuotationExpired',
  data: { quotationId, version: 1, validUntil: '2026-03-31' },
};
const offered = [drafted, added(line('1')), sent];
const lapsed = [...offered, expired];
/** The last instant of March in Bucharest, and the first of April. */
const inTime = '2026-03-31T20:59:59.999Z';
const tooLate = '2026-03-31T21:00:00.000Z';

const accept = (at: string): QuotationCommand => ({
  type: 'AcceptQuotation',
  data: { quotationId, version: 1, at },
});
const acceptItems = (at: string): QuotationCommand => ({
  type: 'AcceptQuotationItems',
  data: {
    quotationId,
    version: 1,
    acceptanceId: 'order-1',
    items: [{ lineId: '1', quantity: '1' }],
    at,
  },
});
const acceptLate = (at: string): QuotationCommand => ({
  type: 'AcceptQuotationLate',
  data: { quotationId, version: 1, reason: 'their fax was slow', at },
});
const accepted = (more: { readonly late?: string } = {}): QuotationEvent => ({
  type: 'QuotationAccepted',
  data: { quotationId, version: 1, subtotals: [worth(100_00)], value: worth(100_00), ...more },
});

describe('an acceptance that came in time (B28)', () => {
  it.each([
    ['before', offered],
    ['after', lapsed],
  ])('is taken, entered %s the expiry was recorded', (_, history) => {
    given(...history)
      .when(accept(inTime))
      .emits(accepted());
    given(...history)
      .when(acceptItems(inTime))
      .emits(
        {
          type: 'QuotationItemAccepted',
          data: { quotationId, version: 1, acceptanceId: 'order-1', lineId: '1', quantity: '1' },
        },
        accepted(),
      );
  });

  it.each([
    ['before', offered],
    ['after', lapsed],
  ])(
    'is none an instant after the last valid day, entered %s the expiry was recorded',
    (_, history) => {
      const refusal = { code: 'quotation/expired', validUntil: '2026-03-31' } as const;
      given(...history)
        .when(accept(tooLate))
        .refuses(refusal);
      given(...history)
        .when(acceptItems(tooLate))
        .refuses(refusal);
    },
  );

  it('is one of a no as well', () => {
    const decline = (at: string): QuotationCommand => ({
      type: 'DeclineQuotation',
      data: { quotationId, reason: 'price', at },
    });
    given(...lapsed)
      .when(decline(inTime))
      .emits({
        type: 'QuotationDeclined',
        data: { quotationId, version: 1, reason: 'price' },
      });
    given(...lapsed)
      .when(decline(tooLate))
      .refuses({ code: 'quotation/expired', validUntil: '2026-03-31' });
  });
});

describe('an order that comes too late (B28)', () => {
  it.each([
    ['before', offered],
    ['after', lapsed],
  ])('is taken by the seller on purpose, for a reason, %s the expiry was recorded', (_, history) =>
    given(...history)
      .when(acceptLate(tooLate))
      .emits(accepted({ late: 'their fax was slow' })),
  );

  it('is not late while the validity lasts', () =>
    given(...offered)
      .when(acceptLate(inTime))
      .refuses({ code: 'quotation/still-valid', validUntil: '2026-03-31' }));

  it('is taken once, and of an offer that still is one', () => {
    given(...lapsed, accepted({ late: 'their fax was slow' }))
      .when(acceptLate(tooLate))
      .changesNothing();
    given(...offered, {
      type: 'QuotationDeclined',
      data: { quotationId, version: 1, reason: 'price' },
    })
      .when(acceptLate(tooLate))
      .refuses({ code: 'quotation/closed', status: 'declined' });
  });
});

describe('the rest of what was taken in part (B26)', () => {
  const partly: readonly QuotationEvent[] = [
    drafted,
    added(line('1', '10')),
    added(line('2')),
    sent,
    {
      type: 'QuotationItemAccepted',
      data: { quotationId, version: 1, acceptanceId: 'order-1', lineId: '1', quantity: '4' },
    },
    {
      type: 'QuotationPartiallyAccepted',
      data: { quotationId, version: 1, subtotals: [worth(400_00)], value: worth(400_00) },
    },
  ];
  const closed = (rejection: { readonly by: 'customer'; readonly reason: 'price' }) =>
    given(...partly)
      .when({
        type: 'DeclineQuotation',
        data: { quotationId, reason: rejection.reason, at: inTime },
      })
      .emits(
        {
          type: 'QuotationItemRejected',
          data: { quotationId, version: 1, lineId: '1', ...rejection },
        },
        {
          type: 'QuotationItemRejected',
          data: { quotationId, version: 1, lineId: '2', ...rejection },
        },
        {
          type: 'QuotationAccepted',
          data: { quotationId, version: 1, subtotals: [worth(400_00)], value: worth(400_00) },
        },
      );

  it('can be declined, and what was taken stays taken', () =>
    closed({ by: 'customer', reason: 'price' }));

  it('can be withdrawn, and what was taken stays taken', () => {
    const rejection = { by: 'us', reason: 'not-available' } as const;
    given(...partly)
      .when({
        type: 'WithdrawQuotation',
        data: { quotationId, reason: 'not-available', at: inTime },
      })
      .emits(
        {
          type: 'QuotationItemRejected',
          data: { quotationId, version: 1, lineId: '1', ...rejection },
        },
        {
          type: 'QuotationItemRejected',
          data: { quotationId, version: 1, lineId: '2', ...rejection },
        },
        {
          type: 'QuotationAccepted',
          data: { quotationId, version: 1, subtotals: [worth(400_00)], value: worth(400_00) },
        },
      );
  });

  describe('that lapsed with the validity', () => {
    const taken = (net: number, late?: string): QuotationEvent => ({
      type: 'QuotationAccepted',
      data: {
        quotationId,
        version: 1,
        subtotals: [worth(net)],
        value: worth(net),
        ...(late === undefined ? {} : { late }),
      },
    });
    const rejected: QuotationEvent = {
      type: 'QuotationItemRejected',
      data: { quotationId, version: 1, lineId: '2', by: 'us', reason: 'not-available' },
    };
    const over: readonly QuotationEvent[] = [
      {
        type: 'QuotationRemainderLapsed',
        data: {
          quotationId,
          version: 1,
          validUntil: '2026-03-31',
          subtotals: [worth(400_00)],
          value: worth(400_00),
        },
      },
    ];
    const late = taken(1_100_00, 'their fax was slow');

    it('is taken by the seller on purpose, once', () => {
      given(...partly, ...over)
        .when(acceptLate(tooLate))
        .emits(late);
      given(...partly, ...over, late)
        .when(acceptLate(tooLate))
        .changesNothing();
    });

    it('is taken without what was rejected before', () =>
      given(...partly, rejected, ...over)
        .when(acceptLate(tooLate))
        .emits(taken(1_000_00, 'their fax was slow')));

    it('is taken by an acceptance that came in time and is entered now, and by no later one', () => {
      given(...partly, ...over)
        .when(accept(inTime))
        .emits(taken(1_100_00));
      given(...partly, ...over)
        .when(accept(tooLate))
        .refuses({ code: 'quotation/expired', validUntil: '2026-03-31' });
      given(...partly, ...over, taken(1_100_00))
        .when(accept(inTime))
        .changesNothing();
      given(...partly, rejected, ...over, late)
        .when(accept(tooLate))
        .changesNothing();
    });

    it('is not late by a day within the validity, and of another version nothing is taken', () => {
      given(...partly, ...over)
        .when(acceptLate(inTime))
        .refuses({ code: 'quotation/still-valid', validUntil: '2026-03-31' });
      given(...partly, ...over)
        .when({
          type: 'AcceptQuotationLate',
          data: { quotationId, version: 2, reason: 'their fax was slow', at: tooLate },
        })
        .refuses({ code: 'quotation/closed', status: 'accepted' });
    });

    it('is on offer again once the acceptance is revoked', () =>
      given(...partly, ...over, {
        type: 'QuotationAcceptanceRevoked',
        data: { quotationId, version: 1, reason: 'signed by nobody' },
      })
        .when(accept(inTime))
        .emits(taken(1_100_00)));
  });

  it('needs a note where the reason says nothing', () => {
    for (const type of ['DeclineQuotation', 'WithdrawQuotation'] as const)
      given(...partly)
        .when({ type, data: { quotationId, reason: 'other', at: inTime } })
        .refuses({ code: 'quotation/note-needed' });
  });
});

describe('one pair of currencies in a document (B28)', () => {
  const costing = (
    lineId: string,
    rate: string,
    currency: CurrencyCode = 'USD',
  ): QuotationLine => ({
    ...line(lineId),
    unitCost: { amount: money(80_00, currency), source: 'accounting', rate },
  });
  const rates = (rate: string): FrozenRates => ({
    base: 'EUR',
    rateDate: '2026-03-01',
    source: 'bank',
    rates: [{ currency: 'USD', rate }],
  });
  const add = (one: QuotationLine): QuotationCommand => ({
    type: 'AddQuotationLine',
    data: { quotationId, line: one, at: inTime },
  });
  const frozen = (rate: string): QuotationEvent => ({
    type: 'ExchangeRatesFrozen',
    data: { quotationId, rates: rates(rate) },
  });
  const refusal = { code: 'quotation/rates-contradictory', currency: 'USD' } as const;

  it('has one rate, be it of two lines or of a line and the document', () => {
    given(drafted, added(costing('1', '0.90')))
      .when(add(costing('2', '1.10')))
      .refuses(refusal);
    given(drafted, frozen('1.10'))
      .when(add(costing('1', '0.90')))
      .refuses(refusal);
    given(drafted, added(costing('1', '0.90')))
      .when({
        type: 'FreezeExchangeRates',
        data: { quotationId, rates: rates('1.10'), at: inTime },
      })
      .refuses(refusal);
    given(drafted, added(costing('1', '0.90')))
      .when({
        type: 'SendQuotation',
        data: {
          quotationId,
          validUntil: '2026-03-31',
          freezeRates: true,
          rates: rates('1.10'),
          at: '2026-03-01T09:00:00.000Z',
        },
      })
      .refuses(refusal);
    given(drafted, added(costing('1', '0.90')), sent)
      .when({
        type: 'AcceptQuotation',
        data: { quotationId, version: 1, rates: rates('1.10'), at: inTime },
      })
      .refuses(refusal);
  });

  it('may have it written in two ways, and other pairs have others', () => {
    given(drafted, added(costing('1', '0.90')), frozen('0.9'))
      .when(add(costing('2', '0.900')))
      .emits(added(costing('2', '0.900')));
    given(drafted, added(costing('1', '0.90')), frozen('0.9'))
      .when(add(costing('2', '0.20', 'RON')))
      .emits(added(costing('2', '0.20', 'RON')));
  });

  describe('and the same pair the other way round', () => {
    /** A line at a price in dollars that cost euros, at dollars for a euro. */
    const inDollars = (rate: string): QuotationLine => ({
      ...line('2'),
      unitPrice: money(100_00, 'USD'),
      unitCost: { amount: money(80_00, 'EUR'), source: 'accounting', rate },
    });

    it.each([
      ['0.80', '3'],
      ['0.80', '1.26'],
      // Four digits each, and both a little off.
      ['0.8999', '1.1113'],
      ['0.9000', '1.1112'],
      ['1.25', '0.79'],
    ])('have contradicting rates: %s and %s are refused', (there, back) =>
      given(drafted, added(costing('1', there)))
        .when(add(inDollars(back)))
        .refuses({ code: 'quotation/rates-contradictory', currency: 'EUR' }),
    );

    it.each([
      ['0.80', '1.25'],
      ['0.8', '1.2500'],
      ['0.90', '1.1111'],
      ['0.9', '1.11'],
      // The one rounded to its digits is the other turned round: 1 / 7.77 is 0.1287.
      ['0.1287', '7.77'],
      ['7.77', '0.1287'],
      ['150', '0.0067'],
    ])('have the same rate, rounded: %s and %s stand side by side', (there, back) =>
      given(drafted, added(costing('1', there)))
        .when(add(inDollars(back)))
        .emits(added(inDollars(back))),
    );

    it('is held against the rates of the document too', () => {
      given(drafted, added(inDollars('3')))
        .when({
          type: 'FreezeExchangeRates',
          data: { quotationId, rates: rates('0.80'), at: inTime },
        })
        .refuses({ code: 'quotation/rates-contradictory', currency: 'EUR' });
      given(drafted, frozen('0.80'))
        .when(add(inDollars('1.25')))
        .emits(added(inDollars('1.25')));
    });

    it('says nothing of a third currency, whose published rates never match exactly', () =>
      given(drafted, added(costing('1', '0.80')), added(costing('3', '0.20', 'RON')))
        .when(
          add({
            ...line('2'),
            unitPrice: money(100_00, 'RON'),
            unitCost: { amount: money(80_00, 'USD'), source: 'accounting', rate: '4.12' },
          }),
        )
        .emits(
          added({
            ...line('2'),
            unitPrice: money(100_00, 'RON'),
            unitCost: { amount: money(80_00, 'USD'), source: 'accounting', rate: '4.12' },
          }),
        ));
  });

  it('that was stored with two is accepted as it stands', () =>
    given(drafted, added(costing('1', '0.90')), frozen('1.10'), sent)
      .when(accept(inTime))
      .emits({
        type: 'QuotationAccepted',
        data: {
          quotationId,
          version: 1,
          subtotals: [
            {
              net: money(100_00, 'EUR'),
              margin: money(28_00, 'EUR'),
              netOfUnknownCost: money(0, 'EUR'),
            },
          ],
          value: {
            net: money(100_00, 'EUR'),
            margin: money(28_00, 'EUR'),
            netOfUnknownCost: money(0, 'EUR'),
          },
        },
      }));
});
