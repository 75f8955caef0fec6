import type { FrozenRates } from '@presales/domain';
import { type Instant, type Money, money, type RecordedEvent } from '@presales/kernel';
import {
  acceptedQuotationRepricesShopOrder,
  acceptedQuotationWinsOpportunity,
  actorOf,
  cancelledShopOrderLosesOpportunity,
  opportunityIdOfOrder,
  paidShopOrderWinsOpportunity,
  type Request,
  receivedShopOrderOpensOpportunity,
  refundedShopOrderReversesWin,
  revokedAcceptanceReversesWin,
  transferredOrderTakesOpportunityAlong,
} from '../src/index.ts';
import { desk } from './desk.ts';
import {
  eur,
  line,
  merged,
  monday,
  opened,
  pipeline,
  settings,
  thursday,
  tuesday,
  wednesday,
  worth,
} from './fixtures.ts';

const shopOrderId = 'order-1';
const received = (
  details: {
    readonly opportunityId?: string;
    readonly ownerId?: string;
    readonly tax?: Money;
  } = {},
  at: Instant = monday,
  amount = 100_00,
): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'ReceiveShopOrder',
    data: { shopOrderId, partyId: 'ada', lines: [line(amount)], ...details, at },
  },
});
const paid = (amount: number, paymentId = 'payment-1', at: Instant = tuesday): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'RecordShopOrderPayment',
    data: { shopOrderId, paymentId, amount: eur(amount), at },
  },
});
const refunded = (amount: number, refundId = 'refund-1', at: Instant = wednesday): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'RecordShopOrderRefund',
    data: { shopOrderId, refundId, amount: eur(amount), at },
  },
});
const cancelled = (at: Instant = tuesday): Request => ({
  aggregate: 'shopOrder',
  command: { type: 'CancelShopOrder', data: { shopOrderId, reason: 'customer-request', at } },
});
const linked = (opportunityId: string, at: Instant = tuesday): Request => ({
  aggregate: 'shopOrder',
  command: { type: 'LinkShopOrder', data: { shopOrderId, opportunityId, at } },
});
const transferred = (at: Instant = tuesday): Request => ({
  aggregate: 'shopOrder',
  command: { type: 'TransferShopOrder', data: { shopOrderId, quotationId: 'offer-1', at } },
});
/** A quotation over the order, taken by the customer at another price. */
const quoted = (amount: number, opportunityId?: string): readonly Request[] => {
  const quotationId = 'offer-1';
  const at = tuesday;
  return [
    {
      aggregate: 'quotation',
      command: {
        type: 'DraftQuotation',
        data: {
          quotationId,
          partyId: 'ada',
          sellerZone: 'UTC',
          shopOrderId,
          ...(opportunityId === undefined ? {} : { opportunityId }),
          at,
        },
      },
    },
    {
      aggregate: 'quotation',
      command: { type: 'AddQuotationLine', data: { quotationId, line: line(amount), at } },
    },
    {
      aggregate: 'quotation',
      command: { type: 'SendQuotation', data: { quotationId, validUntil: '2026-03-31', at } },
    },
    {
      aggregate: 'quotation',
      command: { type: 'AcceptQuotation', data: { quotationId, version: 1, at } },
    },
  ];
};

describe('a shop order that is received', () => {
  const processes = [receivedShopOrderOpensOpportunity(settings)];

  it('opens an opportunity and is followed as it (S68, S75)', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(pipeline, received({ ownerId: 'ben' }));
    const opportunityId = opportunityIdOfOrder(shopOrderId);
    expect(asked()).toMatchObject([
      [
        'OpenOpportunity',
        {
          opportunityId,
          partyId: 'ada',
          ownerId: 'ben',
          origin: { kind: 'shop-order', id: shopOrderId },
          expectedValue: eur(100_00),
          at: monday,
        },
      ],
      ['LinkShopOrder', { shopOrderId, opportunityId, at: monday }],
    ]);
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ opportunityId });
  });

  it('is the house’s when nobody sells it, and has no value when it takes off', async () => {
    const { tell, asked } = desk(processes);
    await tell(pipeline, received({}, monday, -5_00));
    expect(asked()[0]).toMatchObject(['OpenOpportunity', { ownerId: 'house' }]);
    expect(asked()[0]?.[1]).not.toHaveProperty('expectedValue');
  });

  it('opens the opportunity that it names', async () => {
    const { tell, asked } = desk(processes);
    await tell(pipeline, received({ opportunityId: 'deal-1' }));
    expect(asked()).toMatchObject([['OpenOpportunity', { opportunityId: 'deal-1' }]]);
  });

  it('belongs to the opportunity that is open already, and counts once', async () => {
    const { tell, asked } = desk(processes);
    await tell(pipeline, opened('deal-1'), received({ opportunityId: 'deal-1' }));
    expect(asked()).toEqual([]);
  });

  it('that somebody has linked meanwhile opens none of its own', async () => {
    const { tell, quietly, deliver, asked } = desk(processes);
    await tell(pipeline, opened('deal-1'));
    const events = await quietly(received());
    await quietly(linked('deal-1'));
    for (const event of events) await deliver(event);
    expect(asked()).toEqual([]);
  });
});

describe('a shop order that is transferred into a quotation', () => {
  const processes = [transferredOrderTakesOpportunityAlong()];

  it('takes its opportunity along, so that both count as one deal (S70, S73)', async () => {
    const { tell, state, asked } = desk(processes);
    await tell(received({ opportunityId: 'deal-1' }), ...quoted(90_00).slice(0, 1), transferred());
    expect(asked()).toEqual([
      ['FollowQuotation', { quotationId: 'offer-1', opportunityId: 'deal-1', at: tuesday }],
    ]);
    expect(await state('quotation', 'offer-1')).toMatchObject({
      record: { opportunityId: 'deal-1' },
    });
  });

  it('takes one along that it gets later', async () => {
    const { tell, asked } = desk(processes);
    await tell(received(), ...quoted(90_00).slice(0, 1), transferred());
    expect(asked()).toEqual([]);
    await tell(linked('deal-1', wednesday));
    expect(asked()).toEqual([
      ['FollowQuotation', { quotationId: 'offer-1', opportunityId: 'deal-1', at: wednesday }],
    ]);
  });

  it('has nothing to take along while it is linked and in no quotation', async () => {
    const { tell, asked } = desk(processes);
    await tell(received(), linked('deal-1'));
    expect(asked()).toEqual([]);
  });
});

describe('a paid shop order', () => {
  const processes = [paidShopOrderWinsOpportunity()];
  const wins = (at: Instant, value = worth(100_00)) => [
    'WinOpportunity',
    { opportunityId: 'deal-1', value, shopOrderId, partyId: 'ada', at },
  ];

  it('wins its opportunity from whatever step it is at (S69, B8)', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(100_00));
    expect(asked()).toEqual([wins(tuesday)]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won', shopOrderId });
  });

  it('wins it once, however often the shop reports the payment', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }));
    await tell(paid(100_00), paid(100_00), paid(1_00, 'tip'));
    expect(asked()).toHaveLength(1);
  });

  it('wins nothing by a part payment, and everything by the rest', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(99_99));
    expect(asked()).toEqual([]);
    await tell(paid(1, 'payment-2', wednesday));
    expect(asked()).toEqual([wins(wednesday)]);
  });

  it('wins from the threshold on that the settings name, and not a cent below it', async () => {
    const { tell, asked } = desk([paidShopOrderWinsOpportunity({ threshold: 3_000 })]);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(29_99));
    expect(asked()).toEqual([]);
    await tell(paid(1, 'payment-2', wednesday));
    expect(asked()).toEqual([wins(wednesday)]);
  });

  it('has to pay the tax too, which is no part of the win', async () => {
    const { tell, asked } = desk(processes);
    const tax = eur(19_00);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1', tax }), paid(100_00));
    expect(asked()).toEqual([]);
    await tell(paid(19_00, 'payment-2', wednesday));
    expect(asked()).toEqual([wins(wednesday)]);
  });

  it('may be paid before it is received', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), paid(100_00), received({ opportunityId: 'deal-1' }, wednesday));
    expect(asked()).toEqual([wins(wednesday)]);
  });

  it('may be linked, or its opportunity opened, after it was paid', async () => {
    const { tell, asked } = desk(processes);
    await tell(received(), paid(100_00), linked('deal-1'));
    expect(asked()).toEqual([]);
    await tell(opened('deal-1', thursday));
    expect(asked()).toEqual([wins(thursday)]);
    const later = desk(processes);
    await later.tell(opened('deal-1'), received(), paid(100_00), linked('deal-1', wednesday));
    expect(later.asked()).toEqual([wins(tuesday)]);
  });

  it('is settled by a lower price', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(80_00), {
      aggregate: 'shopOrder',
      command: {
        type: 'ChangeShopOrder',
        data: { shopOrderId, changeId: 'change-1', lines: [line(80_00)], at: wednesday },
      },
    });
    expect(asked()).toEqual([wins(wednesday, worth(80_00))]);
  });

  it('states its win anew when it is changed afterwards, so that the figures follow (S72)', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(100_00), {
      aggregate: 'shopOrder',
      command: {
        type: 'SubstituteShopOrderItem',
        data: {
          shopOrderId,
          lineId: 'line-1',
          substitute: { ...line(80_00), lineId: 'line-2' },
          at: wednesday,
        },
      },
    });
    expect(asked().slice(1)).toMatchObject([
      ['AdjustWin', { opportunityId: 'deal-1', value: worth(80_00), at: wednesday }],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(80_00) });
  });

  it('counts a dearer item once it is paid too', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(100_00), {
      aggregate: 'shopOrder',
      command: {
        type: 'ChangeShopOrder',
        data: { shopOrderId, changeId: 'change-1', lines: [line(150_00)], at: wednesday },
      },
    });
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(100_00) });
    await tell(paid(50_00, 'payment-2', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(150_00) });
  });

  it('of a deal that somebody has won by hand is refused, and that is seen', async () => {
    const { tell, refusals } = desk(processes);
    await tell(opened('deal-1'), {
      aggregate: 'opportunity',
      command: {
        type: 'WinOpportunity',
        data: { opportunityId: 'deal-1', value: worth(7_00), at: monday },
      },
    });
    await tell(received({ opportunityId: 'deal-1' }), paid(100_00));
    expect(refusals()).toEqual(['opportunity/already-won']);
  });

  it('that is changed to cost nothing was not bought by paying nothing', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), {
      aggregate: 'shopOrder',
      command: {
        type: 'ChangeShopOrder',
        data: { shopOrderId, changeId: 'change-1', lines: [line(0)], at: wednesday },
      },
    });
    expect(asked()).toEqual([]);
  });

  it('is settled by a cheaper item in the place of one (S72)', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(80_00), {
      aggregate: 'shopOrder',
      command: {
        type: 'SubstituteShopOrderItem',
        data: {
          shopOrderId,
          lineId: 'line-1',
          substitute: { ...line(80_00), lineId: 'line-2' },
          at: wednesday,
        },
      },
    });
    expect(asked()).toEqual([wins(wednesday, worth(80_00))]);
  });

  it('names the customer of a deal that had none', async () => {
    const { tell, asked } = desk(processes);
    const deal = opened('deal-1');
    if (deal.command.type !== 'OpenOpportunity') throw new Error('not opened');
    const { partyId: _, ...data } = deal.command.data;
    await tell({ aggregate: 'opportunity', command: { ...deal.command, data } });
    await tell(received({ opportunityId: 'deal-1' }), paid(100_00));
    expect(asked()).toMatchObject([['WinOpportunity', { partyId: 'ada' }]]);
  });

  it('does not win the deal of another customer, nor add to its win, and that is seen', async () => {
    const { tell, refusals, state } = desk(processes);
    const deal = opened('deal-1');
    if (deal.command.type !== 'OpenOpportunity') throw new Error('not opened');
    const data = { ...deal.command.data, partyId: 'globex' };
    await tell({ aggregate: 'opportunity', command: { ...deal.command, data } });
    await tell(received({ opportunityId: 'deal-1' }), paid(100_00));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
    await tell({
      aggregate: 'opportunity',
      command: {
        type: 'WinOpportunity',
        data: {
          opportunityId: 'deal-1',
          value: worth(70_00),
          shopOrderId: 'order-of-globex',
          at: wednesday,
        },
      },
    });
    await tell(paid(1, 'tip', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(70_00) });
    expect(new Set(refusals())).toEqual(new Set(['opportunity/other-party']));
  });

  it('is refused by a deal that is lost, and that is seen', async () => {
    const { tell, refusals } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), {
      aggregate: 'opportunity',
      command: {
        type: 'LoseOpportunity',
        data: { opportunityId: 'deal-1', reason: 'price', at: monday },
      },
    });
    await tell(paid(100_00));
    expect(refusals()).toEqual(['opportunity/closed']);
  });

  it('wins at the version that was accepted, where it went into a quotation (S70)', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received());
    await tell(...quoted(90_00, 'deal-1'), transferred(), paid(100_00, 'payment-1', wednesday));
    expect(asked()).toEqual([
      [
        'WinOpportunity',
        {
          opportunityId: 'deal-1',
          value: worth(90_00),
          shopOrderId,
          quotationId: 'offer-1',
          partyId: 'ada',
          at: wednesday,
        },
      ],
    ]);
  });

  it('leaves a win at the accepted version alone, though it costs something else itself', async () => {
    const { tell, state } = desk([...processes, acceptedQuotationWinsOpportunity()]);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(100_00));
    await tell(...quoted(90_00, 'deal-1'), transferred(wednesday), paid(1, 'tip', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(90_00) });
  });

  it('wins the deal of the quotation that it goes into only afterwards', async () => {
    const { tell, asked } = desk(processes);
    await tell(received(), paid(100_00), ...quoted(90_00, 'deal-1').slice(0, 3));
    await tell(transferred(wednesday), opened('deal-1', thursday));
    expect(asked()).toEqual([wins(thursday)]);
  });

  it('wins the deal as which its quotation is followed only afterwards', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received(), paid(100_00), ...quoted(90_00).slice(0, 3));
    await tell(transferred(wednesday), {
      aggregate: 'quotation',
      command: {
        type: 'FollowQuotation',
        data: { quotationId: 'offer-1', opportunityId: 'deal-1', at: thursday },
      },
    });
    expect(asked()).toEqual([wins(tuesday)]);
  });
});

describe('a refunded shop order', () => {
  const processes = [paidShopOrderWinsOpportunity(), refundedShopOrderReversesWin()];
  const won = [opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(100_00)];

  it('takes the win back when all of it is paid back (S69, B8)', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(...won, refunded(100_00));
    expect(asked().slice(1)).toEqual([
      ['ReverseWin', { opportunityId: 'deal-1', reason: 'refund', at: wednesday }],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
  });

  it('states value and margin anew when a part is paid back, and again for the next', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(...won, refunded(30_00), refunded(20_00, 'refund-2', thursday));
    expect(asked().slice(1)).toEqual([
      [
        'AdjustWin',
        {
          opportunityId: 'deal-1',
          shopOrderId: 'order-1',
          value: worth(70_00),
          reason: 'refund',
          at: wednesday,
        },
      ],
      [
        'AdjustWin',
        {
          opportunityId: 'deal-1',
          shopOrderId: 'order-1',
          value: worth(50_00),
          reason: 'refund',
          at: thursday,
        },
      ],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(50_00) });
  });

  it('takes off what the accepted version came to, where it went into a quotation', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), received());
    await tell(...quoted(90_00, 'deal-1'), transferred(), paid(100_00, 'payment-1', wednesday));
    await tell(refunded(30_00, 'refund-1', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(60_00) });
    await tell(refunded(20_00, 'refund-2', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(40_00) });
  });

  it('takes the tax off a refund before it lowers the value', async () => {
    const { tell, state } = desk(processes);
    const tax = eur(20_00);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1', tax }), paid(120_00));
    await tell(refunded(60_00));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(50_00) });
  });

  it('takes back a win that comes only afterwards', async () => {
    const { quietly, deliver, state, asked } = desk(processes);
    const events: RecordedEvent[] = [];
    for (const request of [...won, refunded(100_00)]) events.push(...(await quietly(request)));
    for (const event of events) await deliver(event);
    expect(asked().map(([type]) => type)).toEqual(['WinOpportunity', 'ReverseWin']);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
  });

  it('leaves deals alone that it did not win', async () => {
    const { tell, asked } = desk([refundedShopOrderReversesWin()]);
    await tell(...won, refunded(30_00));
    await tell({
      aggregate: 'opportunity',
      command: {
        type: 'WinOpportunity',
        data: { opportunityId: 'deal-1', value: worth(100_00), at: wednesday },
      },
    });
    await tell(refunded(10_00, 'refund-2'));
    expect(asked()).toEqual([]);
  });

  /** A win of 90.00 USD by an order of 100.00 EUR, of which 30.00 EUR is paid back. */
  const inAnotherCurrency = async ({
    first = [],
    rates,
  }: {
    readonly first?: readonly Request[];
    readonly rates?: FrozenRates;
  } = {}) => {
    const { tell, state, refusals } = desk(processes);
    const inDollars = quoted(90_00, 'deal-1').map(
      (request): Request =>
        request.aggregate === 'quotation' && request.command.type === 'AddQuotationLine'
          ? {
              aggregate: 'quotation',
              command: {
                type: 'AddQuotationLine',
                data: {
                  ...request.command.data,
                  line: { ...line(0), unitPrice: money(90_00, 'USD') },
                },
              },
            }
          : request,
    );
    const frozen = inDollars.map(
      (request): Request =>
        request.aggregate === 'quotation' && request.command.type === 'AcceptQuotation' && rates
          ? {
              aggregate: 'quotation',
              command: { type: 'AcceptQuotation', data: { ...request.command.data, rates } },
            }
          : request,
    );
    await tell(opened('deal-1'), received(), ...first, ...frozen, transferred());
    await tell(paid(100_00, 'payment-1', wednesday), refunded(30_00, 'refund-1', thursday));
    return { won: await state('opportunity', 'deal-1'), refusals: refusals() };
  };
  const published = (rateDate: string): Request => ({
    aggregate: 'exchangeRate',
    command: {
      type: 'PublishExchangeRate',
      data: { from: 'EUR', to: 'USD', rate: '1.10', rateDate, source: 'ecb', at: monday },
    },
  });

  it('takes off a value in another currency at the rate published for its day', async () => {
    const { won, refusals } = await inAnotherCurrency({ first: [published('2026-03-01')] });
    expect(won).toMatchObject({ value: { net: money(57_00, 'USD') } });
    expect(refusals).toEqual([]);
  });

  it('takes it off at the rates that the quotation has frozen, where it has', async () => {
    const { won } = await inAnotherCurrency({
      first: [published('2026-03-01')],
      rates: {
        base: 'USD',
        rateDate: '2026-03-01',
        source: 'contract',
        rates: [{ currency: 'EUR', rate: '1.20' }],
      },
    });
    expect(won).toMatchObject({ value: { net: money(54_00, 'USD') } });
  });

  it('is refused, and that is seen, where there is no rate for it', async () => {
    const { won, refusals } = await inAnotherCurrency();
    expect(won).toMatchObject({ value: { net: money(90_00, 'USD') } });
    expect(refusals).toEqual(['opportunity/other-currency']);
  });

  it('adjusts the win to one value, whether the order is changed before it or after it', async () => {
    const three = (quantity: string) => [
      {
        ...line(100_00),
        quantity,
        unitCost: { amount: eur(60_00), source: 'receipt' } as const,
      },
    ];
    const order: Request = {
      aggregate: 'shopOrder',
      command: {
        type: 'ReceiveShopOrder',
        data: {
          shopOrderId,
          partyId: 'ada',
          lines: three('3'),
          opportunityId: 'deal-1',
          at: monday,
        },
      },
    };
    const changed: Request = {
      aggregate: 'shopOrder',
      command: {
        type: 'ChangeShopOrder',
        data: { shopOrderId, changeId: 'c1', lines: three('2'), at: thursday },
      },
    };
    const later = refunded(100_00, 'refund-1', thursday);
    for (const facts of [
      [later, changed],
      [changed, later],
    ]) {
      const { tell, state } = desk(processes);
      await tell(opened('deal-1'), order, paid(300_00), ...facts);
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        status: 'won',
        value: { net: eur(200_00), margin: eur(80_00) },
      });
    }
  });
});

/** Orders of one deal, by their ids and prices. */
const many = (
  ordered: Readonly<Record<string, number>>,
  opportunityId = 'deal-1',
): readonly Request[] =>
  Object.entries(ordered).map(([id, amount]) => ({
    aggregate: 'shopOrder',
    command: {
      type: 'ReceiveShopOrder',
      data: { shopOrderId: id, partyId: 'ada', lines: [line(amount)], opportunityId, at: monday },
    },
  }));
const paidFor = (id: string, amount: number, at: Instant): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'RecordShopOrderPayment',
    data: { shopOrderId: id, paymentId: `${id}-${at}`, amount: eur(amount), at },
  },
});
const paidBack = (id: string, amount: number, at: Instant): Request => ({
  aggregate: 'shopOrder',
  command: {
    type: 'RecordShopOrderRefund',
    data: { shopOrderId: id, refundId: `${id}-${at}`, amount: eur(amount), at },
  },
});
const lost: Request = {
  aggregate: 'opportunity',
  command: {
    type: 'LoseOpportunity',
    data: { opportunityId: 'deal-1', reason: 'price', at: monday },
  },
};
const reopened = (at: Instant): Request => ({
  aggregate: 'opportunity',
  command: {
    type: 'ReopenOpportunity',
    data: { opportunityId: 'deal-1', reason: 'they came back', at },
  },
});

const takenBackByHand = (at: Instant): Request => ({
  aggregate: 'opportunity',
  command: { type: 'ReverseWin', data: { opportunityId: 'deal-1', reason: 'error', at } },
});

describe('a deal whose win was taken back', () => {
  const processes = [
    paidShopOrderWinsOpportunity(),
    refundedShopOrderReversesWin(),
    acceptedQuotationWinsOpportunity(),
    revokedAcceptanceReversesWin(),
  ];
  const two = { 'order-1': 100_00, 'order-2': 50_00 };
  const won = [opened('deal-1'), ...many(two), paidFor('order-1', 100_00, monday)];
  const friday = '2026-03-06T09:00:00.000Z';

  it('by a refund of everything is won again when the order is paid again (B26, B29)', async () => {
    const { tell, asked, state, refusals } = desk(processes);
    await tell(...won, paidBack('order-1', 100_00, tuesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
    await tell(paidFor('order-1', 60_00, wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
    const before = asked().length;
    await tell(paidFor('order-1', 40_00, thursday));
    expect(asked().slice(before, before + 2)).toMatchObject([
      ['ReopenOpportunity', { reason: 'shop order order-1 was paid', at: thursday }],
      ['WinOpportunity', { value: worth(100_00), shopOrderId: 'order-1', at: thursday }],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(100_00),
      sales: [{ shopOrderId: 'order-1' }],
    });
    expect(refusals()).toEqual([]);
  });

  it('is won again, whatever was recorded before anybody answered', async () => {
    const { quietly, deliver, state } = desk(processes);
    const events: RecordedEvent[] = [];
    for (const request of [
      ...won,
      paidBack('order-1', 100_00, tuesday),
      paidFor('order-1', 100_00, wednesday),
    ])
      events.push(...(await quietly(request)));
    for (const event of events) await deliver(event);
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(100_00),
    });
  });

  it.each([
    ['its only sale', []],
    ['one of its sales', [paidFor('order-2', 50_00, monday)]],
  ] as const)(
    'is won again where the refund of %s is answered after the next payment',
    async (_, others) => {
      // Each process goes its own way through the log: one may be behind the other.
      const payments = desk([paidShopOrderWinsOpportunity()]);
      await payments.tell(...won, ...others, paidBack('order-1', 100_00, tuesday));
      await payments.tell(paidFor('order-1', 100_00, wednesday));
      const total = others.length === 0 ? 100_00 : 150_00;
      expect(await payments.state('opportunity', 'deal-1')).toMatchObject({ value: worth(total) });
      const behind: Request =
        others.length === 0
          ? {
              aggregate: 'opportunity',
              command: {
                type: 'ReverseWin',
                data: { opportunityId: 'deal-1', reason: 'refund', at: tuesday },
              },
            }
          : {
              aggregate: 'opportunity',
              command: {
                type: 'AdjustWin',
                data: {
                  opportunityId: 'deal-1',
                  shopOrderId: 'order-1',
                  value: { net: eur(0), margin: eur(0), netOfUnknownCost: eur(0) },
                  reason: 'refund',
                  at: tuesday,
                },
              },
            };
      for (const event of await payments.quietly(
        behind,
        actorOf('refunded-shop-order-reverses-win'),
      ))
        await payments.deliver(event);
      expect(await payments.state('opportunity', 'deal-1')).toMatchObject({
        status: 'won',
        value: worth(total),
      });
    },
  );

  it('is won by another order that is paid', async () => {
    const { tell, state, refusals } = desk(processes);
    await tell(...won, paidBack('order-1', 100_00, tuesday), paidFor('order-2', 50_00, wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(50_00),
      sales: [{ shopOrderId: 'order-2' }],
    });
    expect(refusals()).toEqual([]);
  });

  describe('by hand, as a mistake', () => {
    const changed = (amount: number, at: Instant): Request => ({
      aggregate: 'shopOrder',
      command: {
        type: 'ChangeShopOrder',
        data: { shopOrderId: 'order-1', changeId: `c-${at}`, lines: [line(amount)], at },
      },
    });

    it.each([
      ['is reported once more', [paidFor('order-1', 100_00, monday)]],
      ['is more than is due', [paidFor('order-1', 5_00, wednesday)]],
      ['settles a changed price', [changed(90_00, wednesday)]],
      ['settles the price again', [changed(120_00, wednesday), changed(100_00, thursday)]],
    ] as const)('is not won again by the payment that had won it: it %s', async (_, facts) => {
      const { tell, state } = desk(processes);
      await tell(...won, takenBackByHand(tuesday), ...facts);
      expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
      await tell(reopened(friday));
      expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
    });

    it.each([
      ['taken back', [takenBackByHand(tuesday)]],
      ['taken back and opened again', [takenBackByHand(tuesday), reopened(tuesday)]],
      ['opened again', [reopened(tuesday)]],
    ] as const)('and %s is won by another order, without the first', async (_, facts) => {
      const { tell, state } = desk(processes);
      await tell(...won, ...facts, paidFor('order-2', 50_00, wednesday));
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        status: 'won',
        value: worth(50_00),
        sales: [{ shopOrderId: 'order-2' }],
      });
    });

    it('is won again by the first once that is paid back and paid anew', async () => {
      const { tell, state } = desk(processes);
      await tell(...won, takenBackByHand(tuesday), paidBack('order-1', 100_00, tuesday));
      await tell(paidFor('order-1', 100_00, wednesday));
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        status: 'won',
        value: worth(100_00),
      });
    });

    it('is won again by the first, at a price that was lowered to what was paid anew', async () => {
      const { tell, state } = desk(processes);
      await tell(...won, takenBackByHand(tuesday), paidBack('order-1', 100_00, tuesday));
      await tell(paidFor('order-1', 80_00, wednesday), changed(80_00, thursday));
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        status: 'won',
        value: worth(80_00),
      });
    });

    it('sells the first beside another once somebody says so by hand', async () => {
      const { tell, state } = desk(processes);
      await tell(...won, takenBackByHand(tuesday), reopened(tuesday), {
        aggregate: 'opportunity',
        command: {
          type: 'WinOpportunity',
          data: {
            opportunityId: 'deal-1',
            value: worth(100_00),
            shopOrderId: 'order-1',
            at: wednesday,
          },
        },
      });
      await tell(paidFor('order-2', 50_00, thursday), changed(90_00, friday));
      expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(140_00) });
    });

    it('is not won again by its quotation, whether another order wins it or it is opened again', async () => {
      for (const next of [paidFor('order-2', 50_00, thursday), reopened(thursday)]) {
        const { tell, state } = desk(processes);
        const [draft, ...rest] = quoted(90_00, 'deal-1');
        if (draft?.command.type !== 'DraftQuotation') throw new Error('not drafted');
        const { shopOrderId: _, ...data } = draft.command.data;
        await tell(opened('deal-1'), ...many({ 'order-2': 50_00 }));
        await tell({ aggregate: 'quotation', command: { ...draft.command, data } }, ...rest);
        await tell(takenBackByHand(wednesday), next);
        expect(await state('opportunity', 'deal-1')).toMatchObject(
          next.aggregate === 'opportunity'
            ? { status: 'open' }
            : { status: 'won', value: worth(50_00), sales: [{ shopOrderId: 'order-2' }] },
        );
      }
    });
  });

  it('stays as it is when another customer pays', async () => {
    const { tell, state, refusals } = desk(processes);
    const [strange] = many({ 'order-3': 10_00 });
    if (strange?.command.type !== 'ReceiveShopOrder') throw new Error('not received');
    await tell(...won, paidBack('order-1', 100_00, tuesday), {
      aggregate: 'shopOrder',
      command: { ...strange.command, data: { ...strange.command.data, partyId: 'bob' } },
    });
    await tell(paidFor('order-3', 10_00, wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'won-reversed' });
    expect(refusals()).toEqual(['opportunity/other-party']);
  });

  it('takes an order in a quotation at what that says when it is paid again', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), received(), ...many({ 'order-2': 50_00 }));
    await tell(...quoted(90_00, 'deal-1'), transferred(), paidFor('order-2', 50_00, tuesday));
    await tell(paid(100_00, 'payment-1', tuesday), refunded(100_00));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(50_00) });
    await tell(paid(100_00, 'payment-2', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(140_00) });
  });
});

describe('several shop orders of one deal', () => {
  const processes = [
    paidShopOrderWinsOpportunity(),
    refundedShopOrderReversesWin(),
    acceptedQuotationWinsOpportunity(),
  ];
  const two = { 'order-1': 100_00, 'order-2': 50_00 };

  it('each add what they sold on the day on which they were paid (B26)', async () => {
    const { tell, asked, state, refusals } = desk(processes);
    await tell(opened('deal-1'), ...many(two));
    await tell(paidFor('order-1', 100_00, tuesday), paidFor('order-2', 50_00, thursday));
    expect(asked().slice(1)).toEqual([
      [
        'ExtendWin',
        {
          opportunityId: 'deal-1',
          value: worth(50_00),
          shopOrderId: 'order-2',
          partyId: 'ada',
          at: thursday,
        },
      ],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(150_00),
      sales: [
        { value: worth(100_00), shopOrderId: 'order-1' },
        { value: worth(50_00), shopOrderId: 'order-2' },
      ],
    });
    expect(refusals()).toEqual([]);
  });

  it.each([
    ['a part of the first', [['order-1', 30_00]], 'won', 120_00],
    ['a part of the second', [['order-2', 30_00]], 'won', 120_00],
    ['all of the first', [['order-1', 100_00]], 'won', 50_00],
    ['all of the second', [['order-2', 50_00]], 'won', 100_00],
    [
      'a part of both',
      [
        ['order-1', 30_00],
        ['order-2', 20_00],
      ],
      'won',
      100_00,
    ],
    [
      'all of both',
      [
        ['order-2', 50_00],
        ['order-1', 100_00],
      ],
      'won-reversed',
      undefined,
    ],
  ] as const)('lose what is paid back of their own: %s', async (_, refunds, status, left) => {
    const { tell, state, refusals } = desk(processes);
    await tell(opened('deal-1'), ...many(two));
    await tell(paidFor('order-1', 100_00, tuesday), paidFor('order-2', 50_00, wednesday));
    for (const [id, amount] of refunds) await tell(paidBack(id, amount, thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status,
      ...(left === undefined ? {} : { value: worth(left) }),
    });
    expect(refusals()).toEqual([]);
  });

  it('count at their price again when they are paid again after a full refund', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), ...many(two));
    await tell(paidFor('order-1', 100_00, tuesday), paidFor('order-2', 50_00, tuesday));
    await tell(paidBack('order-2', 50_00, wednesday), paidFor('order-2', 50_00, thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(150_00) });
  });

  it('follow the change of any of them', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), ...many(two));
    await tell(paidFor('order-1', 100_00, tuesday), paidFor('order-2', 50_00, tuesday), {
      aggregate: 'shopOrder',
      command: {
        type: 'ChangeShopOrder',
        data: { shopOrderId: 'order-2', changeId: 'c', lines: [line(40_00)], at: wednesday },
      },
    });
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(140_00) });
  });

  it('all count where they were paid before the deal was opened', async () => {
    const { tell, state, refusals } = desk(processes);
    await tell(...many({ ...two, 'order-3': 20_00 }));
    await tell(paidFor('order-2', 50_00, tuesday), paidFor('order-1', 100_00, wednesday));
    await tell(paidFor('order-3', 20_00, tuesday), opened('deal-1', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(170_00) });
    expect(refusals()).toEqual([]);
  });

  it('all count where nothing was answered until everything had happened', async () => {
    const { quietly, deliver, state } = desk(processes);
    const events: RecordedEvent[] = [];
    for (const request of [
      opened('deal-1'),
      ...many(two),
      paidFor('order-2', 50_00, wednesday),
      paidFor('order-1', 100_00, tuesday),
      paidBack('order-2', 10_00, thursday),
    ])
      events.push(...(await quietly(request)));
    for (const event of events) await deliver(event);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(140_00) });
  });

  it('are a sale beside the quotation that won the deal', async () => {
    const { tell, state, refusals } = desk(processes);
    const [draft, ...rest] = quoted(90_00, 'deal-1');
    if (draft?.command.type !== 'DraftQuotation') throw new Error('not drafted');
    const { shopOrderId: _, ...data } = draft.command.data;
    await tell(opened('deal-1'), ...many({ 'order-2': 50_00 }));
    await tell({ aggregate: 'quotation', command: { ...draft.command, data } }, ...rest);
    await tell(paidFor('order-2', 50_00, thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      value: worth(140_00),
      sales: [{ quotationId: 'offer-1' }, { shopOrderId: 'order-2' }],
    });
    expect(refusals()).toEqual([]);
  });

  it('are sold once, by the quotation that all of them went into', async () => {
    const { tell, state } = desk(processes);
    const [draft, ...rest] = quoted(140_00, 'deal-1');
    if (draft === undefined) throw new Error('not drafted');
    await tell(opened('deal-1'), ...many(two));
    await tell(paidFor('order-1', 100_00, tuesday), paidFor('order-2', 50_00, tuesday), draft);
    for (const id of Object.keys(two))
      await tell({
        aggregate: 'shopOrder',
        command: {
          type: 'TransferShopOrder',
          data: { shopOrderId: id, quotationId: 'offer-1', at: tuesday },
        },
      });
    await tell(...rest);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(140_00) });
  });

  it('do not count a second time what a quotation drawn from them has sold', async () => {
    const { tell, state, refusals } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }));
    await tell(...quoted(90_00, 'deal-1'), paid(100_00, 'payment-1', wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(90_00) });
    expect(refusals()).toEqual(['opportunity/already-won']);
  });

  it('do not count what is paid for one that was cancelled before', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), ...many({ 'order-2': 50_00 }));
    await tell(received({ opportunityId: 'deal-1' }), cancelled());
    await tell(paidFor('order-2', 50_00, tuesday), paid(100_00, 'payment-1', wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(50_00) });
  });

  it.each([
    ['nobody published', [], 100_00, ['opportunity/other-currency']],
    ['published as it is', [['EUR', 'USD', '1.10']], 155_00, []],
    [
      'published the other way round',
      [['USD', 'EUR', '0.90']],
      100_00,
      ['opportunity/other-currency'],
    ],
    [
      'published by way of a third',
      [
        ['EUR', 'RON', '5.00'],
        ['RON', 'USD', '0.22'],
      ],
      100_00,
      ['opportunity/other-currency'],
    ],
  ] as const)(
    'add in another currency at the rate of their day, %s',
    async (_, rates, net, codes) => {
      const { tell, state, refusals } = desk(processes);
      for (const [from, to, rate] of rates)
        await tell({
          aggregate: 'exchangeRate',
          command: {
            type: 'PublishExchangeRate',
            data: { from, to, rate, rateDate: '2026-03-04', source: 'ecb', at: monday },
          },
        });
      await tell(opened('deal-1'), ...many({ 'order-2': 50_00 }), {
        aggregate: 'opportunity',
        command: {
          type: 'WinOpportunity',
          data: {
            opportunityId: 'deal-1',
            value: {
              net: money(100_00, 'USD'),
              margin: money(0, 'USD'),
              netOfUnknownCost: money(100_00, 'USD'),
            },
            shopOrderId: 'order-1',
            at: monday,
          },
        },
      });
      await tell(paidFor('order-2', 50_00, wednesday));
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        value: { net: money(net, 'USD') },
      });
      expect(refusals()).toEqual(codes);
      if (codes.length > 0) return;
      await tell(paidBack('order-2', 10_00, thursday));
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        value: { net: money(144_00, 'USD') },
      });
    },
  );
});

describe('a lost deal that is opened again', () => {
  const processes = [
    acceptedQuotationWinsOpportunity(),
    paidShopOrderWinsOpportunity(),
    refundedShopOrderReversesWin(),
  ];
  const two = { 'order-1': 100_00, 'order-2': 50_00 };

  it('is won by the orders that were paid meanwhile, on the day of the reopening', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(opened('deal-1'), ...many(two), lost);
    await tell(paidFor('order-1', 100_00, tuesday), paidFor('order-2', 50_00, tuesday));
    const before = asked().length;
    await tell(reopened(thursday));
    expect(asked().slice(before)).toMatchObject([
      ['WinOpportunity', { value: worth(100_00), shopOrderId: 'order-1', at: thursday }],
      ['ExtendWin', { value: worth(50_00), shopOrderId: 'order-2', at: thursday }],
    ]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(150_00),
    });
  });

  it('is won by a quotation that was accepted and an order that was paid, both', async () => {
    const { tell, state } = desk(processes);
    const [draft, ...rest] = quoted(90_00, 'deal-1');
    if (draft?.command.type !== 'DraftQuotation') throw new Error('not drafted');
    const { shopOrderId: _, ...data } = draft.command.data;
    await tell(opened('deal-1'), ...many({ 'order-2': 50_00 }), lost);
    await tell({ aggregate: 'quotation', command: { ...draft.command, data } }, ...rest);
    await tell(paidFor('order-2', 50_00, tuesday), reopened(thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(140_00) });
  });

  it.each([
    ['is not paid', [paidFor('order-1', 99_99, tuesday)]],
    ['was paid back', [paidFor('order-1', 100_00, tuesday), paidBack('order-1', 100_00, tuesday)]],
    [
      'was cancelled since',
      [
        paidFor('order-1', 100_00, tuesday),
        {
          aggregate: 'shopOrder',
          command: {
            type: 'CancelShopOrder',
            data: { shopOrderId: 'order-1', reason: 'customer-request', at: wednesday },
          },
        },
      ],
    ],
  ] as const)('stays open while its order %s', async (_, meanwhile) => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), ...many({ 'order-1': 100_00 }), lost);
    await tell(...meanwhile, reopened(thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
  });

  it('is not won again by its order where the win was the mistake', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), ...many({ 'order-1': 100_00 }));
    await tell(paidFor('order-1', 100_00, tuesday), reopened(thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
  });
});

describe('a shop order whose quotation is accepted', () => {
  const processes = [
    transferredOrderTakesOpportunityAlong(),
    acceptedQuotationRepricesShopOrder(),
    paidShopOrderWinsOpportunity(),
    refundedShopOrderReversesWin(),
  ];

  it('owes what the quotation says, not its own old price', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }));
    await tell(...quoted(90_00).slice(0, 3), transferred(), ...quoted(90_00).slice(3));
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ total: eur(90_00) });
    await tell(paid(90_00, 'payment-1', wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(90_00),
    });
    await tell(refunded(30_00, 'refund-1', thursday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ value: worth(60_00) });
  });

  it('owes it too where it was accepted before the order went into it', async () => {
    const { tell, state } = desk(processes);
    await tell(received(), ...quoted(90_00), transferred());
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ total: eur(90_00) });
  });

  it('wins its deal once it is accepted at no more than was paid', async () => {
    const { tell, state } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(90_00));
    await tell(...quoted(90_00).slice(0, 3), transferred());
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
    await tell(...quoted(90_00).slice(3));
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(90_00),
    });
  });

  it('owes the part of it that the customer took', async () => {
    const { tell, state } = desk(processes);
    const [draft, add, send] = quoted(90_00);
    if (draft === undefined || add === undefined || send === undefined) throw new Error('no quote');
    await tell(received(), draft, add);
    await tell(
      {
        aggregate: 'quotation',
        command: {
          type: 'AddQuotationLine',
          data: {
            quotationId: 'offer-1',
            line: { ...line(7_00), lineId: 'line-2' },
            at: tuesday,
          },
        },
      },
      send,
      transferred(),
      {
        aggregate: 'quotation',
        command: {
          type: 'AcceptQuotationItems',
          data: {
            quotationId: 'offer-1',
            version: 1,
            acceptanceId: 'a1',
            items: [{ lineId: 'line-1', quantity: '1' }],
            at: tuesday,
          },
        },
      },
      {
        aggregate: 'quotation',
        command: {
          type: 'RejectQuotationItem',
          data: {
            quotationId: 'offer-1',
            version: 1,
            lineId: 'line-2',
            rejection: { by: 'customer', reason: 'price' },
            at: tuesday,
          },
        },
      },
    );
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ total: eur(90_00) });
  });

  /** A quotation over euros and dollars, both taxed, taken at frozen rates into a base. */
  const overTwoCurrencies = (base: 'EUR' | 'RON', currencies = ['EUR', 'USD']) => {
    const [draft, , send] = quoted(0);
    if (draft === undefined || send === undefined) throw new Error('no quote');
    const at = tuesday;
    const prices: Record<string, Money> = { EUR: eur(90_00), USD: money(100_10, 'USD') };
    const rates = Object.entries({ EUR: '5.00', USD: base === 'EUR' ? '0.85' : '4.30' })
      .filter(([currency]) => currency !== base)
      .map(([currency, rate]) => ({ currency, rate }));
    return [
      draft,
      ...currencies.map(
        (currency): Request => ({
          aggregate: 'quotation',
          command: {
            type: 'AddQuotationLine',
            data: {
              quotationId: 'offer-1',
              line: {
                ...line(0),
                lineId: currency,
                unitPrice: prices[currency] ?? eur(0),
                tax: { rate: '19', included: false },
              },
              at,
            },
          },
        }),
      ),
      send,
      transferred(),
      {
        aggregate: 'quotation',
        command: {
          type: 'AcceptQuotation',
          data: {
            quotationId: 'offer-1',
            version: 1,
            rates: { base, rateDate: '2026-03-01', source: 'bank', rates } as FrozenRates,
            at,
          },
        },
      },
    ] as readonly Request[];
  };

  it.each([
    // 107.10 EUR, and 119.12 USD at 0.85; net 90.00 EUR, and 85.085 rounded half-even.
    ['in two currencies', ['EUR', 'USD'], 208_35, 175_08],
    ['in one that is not its own', ['USD'], 101_25, 85_08],
  ] as const)('owes what was accepted %s at the frozen rates', async (_, currencies, due, net) => {
    const { tell, state, refusals } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }, monday, 300_00));
    await tell(...overTwoCurrencies('EUR', [...currencies]));
    expect(await state('shopOrder', shopOrderId)).toMatchObject({
      total: eur(due),
      net: eur(net),
    });
    await tell(paid(due - 1, 'payment-1', wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
    await tell(paid(1, 'payment-2', wednesday));
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      status: 'won',
      value: worth(net),
    });
    expect(refusals()).toEqual([]);
  });

  it('owes it at the frozen rates too where it goes into the quotation afterwards', async () => {
    const { tell, state } = desk(processes);
    await tell(received({}, monday, 300_00));
    const quotation = overTwoCurrencies('EUR');
    await tell(...quotation.filter(({ aggregate }) => aggregate === 'quotation'), transferred());
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ total: eur(208_35) });
  });

  it('keeps its price where the rates are into a currency that is not its own, and that is seen', async () => {
    const { tell, state, refusals } = desk(processes);
    await tell(received({}, monday, 300_00), ...overTwoCurrencies('RON'));
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ total: eur(300_00) });
    expect(refusals()).toEqual(['shop-order/foreign-currency']);
  });

  it('owes what a quotation in its own currency says, whatever rates that has frozen', async () => {
    const { tell, state } = desk(processes);
    await tell(received({}, monday, 300_00), ...overTwoCurrencies('RON', ['EUR']));
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ total: eur(107_10) });
  });

  it('owes its own price again when the acceptance is taken back', async () => {
    const { tell, state } = desk(processes);
    await tell(received(), ...quoted(90_00), transferred(), {
      aggregate: 'quotation',
      command: {
        type: 'RevokeAcceptance',
        data: { quotationId: 'offer-1', version: 1, reason: 'a mistake', at: wednesday },
      },
    });
    expect(await state('shopOrder', shopOrderId)).toMatchObject({ total: eur(100_00) });
  });
});

describe('a cancelled shop order', () => {
  const processes = [cancelledShopOrderLosesOpportunity()];
  const loses = (at: Instant) => [
    'LoseOpportunity',
    {
      opportunityId: 'deal-1',
      reason: 'cancelled',
      note: 'shop order order-1: customer-request',
      standingQuotations: [],
      at,
    },
  ];

  it('loses its opportunity when nothing was paid (B8)', async () => {
    const { tell, asked, state } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), cancelled());
    expect(asked()).toEqual([loses(tuesday)]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'lost' });
  });

  it('loses one that is opened, or linked, only afterwards', async () => {
    const { tell, asked } = desk(processes);
    await tell(received({ opportunityId: 'deal-1' }), cancelled(), opened('deal-1', thursday));
    expect(asked()).toEqual([loses(thursday)]);
    const later = desk(processes);
    await later.tell(opened('deal-1'), received(), cancelled(), linked('deal-1', wednesday));
    expect(later.asked()).toEqual([loses(tuesday)]);
  });

  it('loses nothing while money of the customer’s is with us', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), paid(1_00));
    await tell(cancelled(wednesday));
    expect(asked()).toEqual([]);
    await tell(refunded(40, 'refund-1', wednesday));
    expect(asked()).toEqual([]);
    await tell(refunded(60, 'refund-2', thursday));
    expect(asked()).toEqual([loses(thursday)]);
  });

  it('leaves the deal to another order of it, until that is cancelled too', async () => {
    const { tell, asked } = desk(processes);
    const another: Request = {
      aggregate: 'shopOrder',
      command: {
        type: 'ReceiveShopOrder',
        data: {
          shopOrderId: 'order-2',
          partyId: 'ada',
          lines: [line(1_00)],
          opportunityId: 'deal-3',
          at: monday,
        },
      },
    };
    await tell(opened('deal-1'), opened('deal-2'), opened('deal-3'));
    await tell(received({ opportunityId: 'deal-1' }), another);
    await tell(...merged('deal-3', 'deal-2'), ...merged('deal-2', 'deal-1'));
    await tell(cancelled());
    expect(asked()).toEqual([]);
    await tell({
      aggregate: 'shopOrder',
      command: {
        type: 'CancelShopOrder',
        data: { shopOrderId: 'order-2', reason: 'customer-request', at: wednesday },
      },
    });
    expect(asked()).toMatchObject([
      ['LoseOpportunity', { opportunityId: 'deal-1', at: wednesday }],
    ]);
  });

  it('leaves the deal to the quotation that it went into', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }));
    await tell(...quoted(90_00, 'deal-1').slice(0, 3), transferred(), cancelled(wednesday));
    expect(asked()).toEqual([]);
  });

  it.each([
    ['live', 3],
    ['ordered', 4],
  ] as const)('does not lose a deal with a quotation that is %s', async (status, steps) => {
    const { tell, asked, refusals, state } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }));
    await tell(...quoted(90_00, 'deal-1').slice(0, steps), {
      aggregate: 'opportunity',
      command: {
        type: 'LinkQuotation',
        data: { opportunityId: 'deal-1', quotationId: 'offer-1', at: tuesday },
      },
    });
    await tell(cancelled(wednesday));
    expect(asked()).toMatchObject([
      ['LoseOpportunity', { standingQuotations: [{ quotationId: 'offer-1', status }] }],
    ]);
    expect(refusals()).toHaveLength(1);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open' });
  });

  it('does not lose a deal with a live quotation of its duplicate', async () => {
    const { tell, refusals } = desk(processes);
    await tell(opened('deal-1'), opened('deal-2'), received({ opportunityId: 'deal-1' }));
    await tell(...quoted(90_00, 'deal-2').slice(0, 3), {
      aggregate: 'opportunity',
      command: {
        type: 'LinkQuotation',
        data: { opportunityId: 'deal-2', quotationId: 'offer-1', at: tuesday },
      },
    });
    await tell(...merged('deal-2', 'deal-1'), cancelled(wednesday));
    expect(refusals()).toEqual(['opportunity/quotation-stands']);
  });

  it.each([
    [
      'being revised',
      { type: 'ReviseQuotation', data: { quotationId: 'offer-1', reason: 'x', at: tuesday } },
      1,
    ],
    [
      'expired',
      { type: 'ExpireQuotation', data: { quotationId: 'offer-1', at: '2026-04-02T00:00:00.000Z' } },
      0,
    ],
  ] as const)(
    'keeps or loses a deal by whether its quotation still stands: %s',
    async (_, command, refused) => {
      const { tell, refusals } = desk(processes);
      await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }));
      await tell(...quoted(90_00, 'deal-1').slice(0, 3), {
        aggregate: 'opportunity',
        command: {
          type: 'LinkQuotation',
          data: { opportunityId: 'deal-1', quotationId: 'offer-1', at: tuesday },
        },
      });
      await tell({ aggregate: 'quotation', command }, cancelled(wednesday));
      expect(refusals()).toHaveLength(refused);
    },
  );

  it('leaves a deal alone that is closed', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), received({ opportunityId: 'deal-1' }), {
      aggregate: 'opportunity',
      command: {
        type: 'LoseOpportunity',
        data: { opportunityId: 'deal-1', reason: 'price', at: monday },
      },
    });
    await tell(cancelled());
    expect(asked()).toEqual([]);
  });
});

describe('an order of the shop with all its processes', () => {
  it('is one deal from the order over the quotation to the win (S68 to S73)', async () => {
    const { tell, state, refusals } = desk([
      receivedShopOrderOpensOpportunity(settings),
      transferredOrderTakesOpportunityAlong(),
      acceptedQuotationWinsOpportunity(),
      paidShopOrderWinsOpportunity(),
      refundedShopOrderReversesWin(),
      cancelledShopOrderLosesOpportunity(),
    ]);
    const [draft, add, send, accept] = quoted(90_00);
    if (draft === undefined || add === undefined || send === undefined || accept === undefined)
      throw new Error('not quoted');
    await tell(pipeline, received(), draft, transferred(), add, send, accept);
    const opportunityId = opportunityIdOfOrder(shopOrderId);
    expect(await state('opportunity', opportunityId)).toMatchObject({
      status: 'won',
      value: worth(90_00),
      quotationId: 'offer-1',
    });
    await tell(paid(90_00, 'payment-1', wednesday));
    expect(await state('opportunity', opportunityId)).toMatchObject({ value: worth(90_00) });
    await tell(refunded(90_00, 'refund-1', thursday));
    expect(await state('opportunity', opportunityId)).toMatchObject({ status: 'won-reversed' });
    expect(refusals()).toEqual([]);
  });
});
