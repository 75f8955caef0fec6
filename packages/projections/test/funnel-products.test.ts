import type { DealValue } from '@presales/domain';
import type { QuotationLine } from '@presales/domain/quotation';
import {
  decimalText,
  type Instant,
  majorUnits,
  money,
  parseMoney,
  parsePeriod,
} from '@presales/kernel';
import type { FunnelParameters } from '@presales/projections';
import fc from 'fast-check';
import { funnelOf } from './ask.ts';
import { deal, pipelineDefined, rate, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const opening = day('2026-01-05');
const sentAt = noon('2026-01-10');
const wonAt = noon('2026-02-10');

interface Line {
  readonly of?: string;
  readonly price: string;
  readonly quantity?: string;
  readonly cost?: string;
  readonly currency?: string;
}

const lineOf = (
  { of, price, quantity = '1', cost, currency = 'EUR' }: Line,
  place: number,
): QuotationLine => ({
  lineId: `line-${place}`,
  description: of ?? 'delivery',
  ...(of === undefined ? {} : { productId: of }),
  quantity,
  unitPrice: parseMoney(price, currency),
  ...(cost === undefined
    ? {}
    : { unitCost: { amount: parseMoney(cost, currency), source: 'accounting' } }),
});

/** A quotation that was drafted with these lines, and sent. */
const quotation = (
  quotationId: string,
  lines: readonly Line[],
  more: readonly Happening[] = [],
): readonly Happening[] => [
  {
    type: 'QuotationDrafted',
    data: { quotationId, partyId: 'acme', sellerZone: 'UTC' },
    at: sentAt,
  },
  ...lines.map(
    (line, place): Happening => ({
      type: 'QuotationLineAdded',
      data: { quotationId, line: lineOf(line, place) },
      at: sentAt,
    }),
  ),
  ...more,
  {
    type: 'QuotationSent',
    data: { quotationId, version: 1, validUntil: '2026-12-31', subtotals: [worth('1')] },
    at: sentAt,
  },
];

const accepted = (quotationId: string, value: DealValue, at: Instant = wonAt): Happening => ({
  type: 'QuotationAccepted',
  data: { quotationId, version: 1, subtotals: [value], value },
  at,
});

const primary = (opportunityId: string, quotationId: string, at: Instant = sentAt): Happening => ({
  type: 'PrimaryQuotationSelected',
  data: { opportunityId, quotationId },
  at,
});

/** A deal won by a quotation or an order. */
const won = (
  opportunityId: string,
  value: DealValue,
  by: { readonly quotationId?: string; readonly shopOrderId?: string },
): Happening => ({
  type: 'OpportunityWon',
  data: {
    opportunityId,
    value,
    credit: [{ salespersonId: 'anna', share: 10_000 }],
    step: 'offer',
    skipped: [],
    ...by,
  },
  at: wonAt,
});

/** The value of lines of known cost: net and margin. */
const valued = (net: string, margin: string): DealValue => worth(net, { margin });

/** Products with their open and won deals, what is expected of them, and what was won with what margin. */
const products = async (
  history: readonly Happening[],
  parameters: Partial<FunnelParameters> = {},
) =>
  (
    (await funnelOf([pipelineDefined(), ...history], { groupBy: 'product', ...parameters }))
      .groups ?? []
  ).map(({ name, figures }) => [
    name,
    figures.outcomes.open,
    majorUnits(figures.openPipeline.expected),
    figures.outcomes.won,
    majorUnits(figures.wonValue),
    majorUnits(figures.wonMargin),
  ]);

describe('a funnel by product (B25)', () => {
  const pumpsAndPipes = [
    { of: 'pump', price: '100', quantity: '3', cost: '90' },
    { of: 'pipe', price: '20', quantity: '10', cost: '5' },
  ];

  it('counts a won deal with each product of its quotation, at what that is worth', async () => {
    expect(
      await products([
        deal('a').opened({ at: opening }),
        ...quotation('Q', pumpsAndPipes),
        accepted('Q', valued('500', '180')),
        won('a', valued('500', '180'), { quotationId: 'Q' }),
      ]),
    ).toEqual([
      ['pump', 0, '0.00', 1, '300.00', '30.00'],
      ['pipe', 0, '0.00', 1, '200.00', '150.00'],
    ]);
  });

  it('splits what is expected of an open deal by its primary quotation', async () => {
    const history = [
      deal('a').opened({ at: opening, expected: '999' }),
      ...quotation('Q', pumpsAndPipes),
      primary('a', 'Q'),
      deal('a').revalued('500', sentAt),
    ];
    expect(await products(history)).toEqual([
      ['pipe', 1, '200.00', 0, '0.00', '0.00'],
      ['pump', 1, '300.00', 0, '0.00', '0.00'],
    ]);
    // Before it was chosen nobody knew what the deal was about.
    expect(await products(history, { asOf: day('2026-01-10') })).toEqual([
      ['none', 1, '999.00', 0, '0.00', '0.00'],
    ]);
    const unlinked: Happening = {
      type: 'QuotationUnlinked',
      data: { opportunityId: 'a', quotationId: 'Q' },
      at: noon('2026-01-20'),
    };
    expect(await products([...history, unlinked])).toEqual([
      ['none', 1, '500.00', 0, '0.00', '0.00'],
    ]);
  });

  it('takes a discount on the document off every product alike', async () => {
    const discount: Happening = {
      type: 'QuotationDiscountSet',
      data: { quotationId: 'Q', discount: { kind: 'percent', rate: 1_000 } },
      at: sentAt,
    };
    expect(
      await products([
        deal('a').opened({ at: opening }),
        ...quotation('Q', pumpsAndPipes, [discount]),
        accepted('Q', valued('450', '130')),
        won('a', valued('450', '130'), { quotationId: 'Q' }),
      ]),
    ).toEqual([
      ['pump', 0, '0.00', 1, '270.00', '0.00'],
      ['pipe', 0, '0.00', 1, '180.00', '130.00'],
    ]);
  });

  it('splits what is left after a refund in the same way, to the cent', async () => {
    expect(
      await products([
        deal('a').opened({ at: opening }),
        ...quotation('Q', [
          { of: 'pump', price: '100' },
          { of: 'pipe', price: '100' },
          { of: 'tap', price: '100' },
        ]),
        accepted('Q', worth('300')),
        won('a', worth('300'), { quotationId: 'Q' }),
        deal('a').adjusted(worth('100'), noon('2026-03-01')),
      ]),
    ).toEqual([
      // The spare cent goes to the product whose id comes first.
      ['pipe', 0, '0.00', 1, '33.34', '0.00'],
      ['pump', 0, '0.00', 1, '33.33', '0.00'],
      ['tap', 0, '0.00', 1, '33.33', '0.00'],
    ]);
  });

  it('counts only what the customer took', async () => {
    const taken = (lineId: string, quantity: string): Happening => ({
      type: 'QuotationItemAccepted',
      data: { quotationId: 'Q', version: 1, acceptanceId: 'order', lineId, quantity },
      at: wonAt,
    });
    const lapsed: Happening = {
      type: 'QuotationRemainderLapsed',
      data: { quotationId: 'Q', version: 1, validUntil: '2026-02-10' },
      at: wonAt,
    };
    const history = [
      deal('a').opened({ at: opening }),
      ...quotation('Q', pumpsAndPipes),
      taken('line-0', '1'),
      lapsed,
      accepted('Q', valued('100', '10')),
      won('a', valued('100', '10'), { quotationId: 'Q' }),
    ];
    expect(await products(history)).toEqual([['pump', 0, '0.00', 1, '100.00', '10.00']]);

    // The seller takes the lapsed rest late after all: it is sold in its own month.
    const march = noon('2026-03-10');
    const all = valued('500', '180');
    const late: readonly Happening[] = [
      {
        type: 'QuotationAccepted',
        data: { quotationId: 'Q', version: 1, subtotals: [all], value: all, late: 'a slow fax' },
        at: march,
      },
      {
        type: 'OpportunityWinExtended',
        data: {
          opportunityId: 'a',
          added: valued('400', '170'),
          value: all,
          quotationId: 'Q',
          credit: [{ salespersonId: 'anna', share: 10_000 }],
        },
        at: march,
      },
    ];
    expect(await products([...history, ...late])).toEqual([
      ['pump', 0, '0.00', 1, '300.00', '30.00'],
      ['pipe', 0, '0.00', 1, '200.00', '150.00'],
    ]);
  });

  it('has what the customer took by and by, and by further quotations, each in its own month', async () => {
    const taken = (lineId: string, quantity: string, at: Instant): Happening => ({
      type: 'QuotationItemAccepted',
      data: { quotationId: 'Q', version: 1, acceptanceId: at, lineId, quantity },
      at,
    });
    const part = valued('100', '10');
    const rest = valued('300', '160');
    const further = worth('70');
    const extended = (added: DealValue, value: DealValue, quotationId: string, at: Instant) =>
      ({
        type: 'OpportunityWinExtended',
        data: {
          opportunityId: 'a',
          added,
          value,
          quotationId,
          credit: [{ salespersonId: 'anna', share: 10_000 }],
        },
        at,
      }) satisfies Happening;
    const march = noon('2026-03-10');
    const history: readonly Happening[] = [
      deal('a').opened({ at: opening }),
      ...quotation('Q', pumpsAndPipes),
      taken('line-0', '1', wonAt),
      {
        type: 'QuotationPartiallyAccepted',
        data: { quotationId: 'Q', version: 1, subtotals: [part], value: part },
        at: wonAt,
      },
      won('a', part, { quotationId: 'Q' }),
      taken('line-0', '1', march),
      taken('line-1', '10', march),
      {
        type: 'QuotationPartiallyAccepted',
        data: { quotationId: 'Q', version: 1, subtotals: [rest], value: rest },
        at: march,
      },
      extended(rest, valued('400', '170'), 'Q', march),
      ...quotation('R', [{ of: 'tap', price: '70' }]),
      accepted('R', further, march),
      extended(further, valued('470', '170'), 'R', march),
    ];
    expect(await products(history)).toEqual([
      ['pipe', 0, '0.00', 1, '200.00', '150.00'],
      ['pump', 0, '0.00', 1, '200.00', '20.00'],
      ['tap', 0, '0.00', 1, '70.00', '0.00'],
    ]);
    const of = async (label: string) =>
      (
        await products(history, {
          basis: 'period',
          period: parsePeriod(label, { zone: 'UTC', fiscalYearStart: 1 }),
        })
      ).map(([name, , , , value]) => [name, value]);
    expect(await of('2026-02')).toEqual(expect.arrayContaining([['pump', '100.00']]));
    expect(await of('2026-03')).toEqual([
      ['pipe', '200.00'],
      ['pump', '100.00'],
      ['tap', '70.00'],
    ]);
  });

  it('has a product that was given away after the win, in the month of the gift', async () => {
    const march = noon('2026-03-10');
    const gift = worth('0', { margin: '-40' });
    const history: readonly Happening[] = [
      deal('a').opened({ at: opening }),
      ...quotation('Q', pumpsAndPipes),
      accepted('Q', valued('500', '180')),
      won('a', valued('500', '180'), { quotationId: 'Q' }),
      ...quotation('R', [{ of: 'tap', price: '0', cost: '40' }]),
      accepted('R', gift, march),
      {
        type: 'OpportunityWinExtended',
        data: {
          opportunityId: 'a',
          added: gift,
          value: valued('500', '140'),
          quotationId: 'R',
          credit: [{ salespersonId: 'anna', share: 10_000 }],
        },
        at: march,
      },
    ];
    const calendar = { zone: 'UTC', fiscalYearStart: 1 };
    expect(
      await products(history, { basis: 'period', period: parsePeriod('2026-03', calendar) }),
    ).toEqual([['tap', 0, '0.00', 0, '0.00', '-40.00']]);
  });

  it('has the lines of no product, and deals without lines, under none or the product they were opened for', async () => {
    expect(
      await products([
        deal('a').opened({ at: opening }),
        ...quotation('Q', [{ of: 'pump', price: '90' }, { price: '10' }]),
        accepted('Q', worth('100')),
        won('a', worth('100'), { quotationId: 'Q' }),
        deal('b').opened({ at: opening, productId: 'pump' }),
        won('b', worth('5'), {}),
        deal('c').opened({ at: opening }),
        won('c', worth('1'), {}),
      ]),
    ).toEqual([
      ['pump', 0, '0.00', 2, '95.00', '0.00'],
      ['none', 0, '0.00', 2, '11.00', '0.00'],
    ]);
  });

  it('counts a deal once for a product that stands on several lines', async () => {
    expect(
      await products([
        deal('a').opened({ at: opening }),
        ...quotation('Q', [
          { of: 'pump', price: '60' },
          { of: 'pipe', price: '30' },
          { of: 'pump', price: '10' },
        ]),
        accepted('Q', worth('100')),
        won('a', worth('100'), { quotationId: 'Q' }),
      ]),
    ).toEqual([
      ['pump', 0, '0.00', 1, '70.00', '0.00'],
      ['pipe', 0, '0.00', 1, '30.00', '0.00'],
    ]);
  });

  it('has an average and a median of the product, not of the deals', async () => {
    const { groups = [] } = await funnelOf(
      [
        pipelineDefined(),
        ...['a', 'b'].flatMap((id, index) => [
          deal(id).opened({ at: opening }),
          ...quotation(`Q-${id}`, [
            { of: 'pump', price: index === 0 ? '60' : '20' },
            { of: 'pipe', price: '100' },
          ]),
          accepted(`Q-${id}`, worth(index === 0 ? '160' : '120')),
          won(id, worth(index === 0 ? '160' : '120'), { quotationId: `Q-${id}` }),
        ]),
      ],
      { groupBy: 'product' },
    );
    expect(
      groups.map(({ name, figures: { averageWon, medianWon } }) => [
        name,
        averageWon && majorUnits(averageWon),
        medianWon && majorUnits(medianWon),
      ]),
    ).toEqual([
      ['pipe', '100.00', '100.00'],
      ['pump', '40.00', '40.00'],
    ]);
  });

  it('takes a line that takes off into account with its sign', async () => {
    expect(
      await products([
        deal('a').opened({ at: opening }),
        ...quotation('Q', [
          { of: 'pump', price: '100' },
          { of: 'trade-in', price: '-30' },
        ]),
        accepted('Q', worth('70')),
        won('a', worth('70'), { quotationId: 'Q' }),
      ]),
    ).toEqual([
      ['pump', 0, '0.00', 1, '100.00', '0.00'],
      ['trade-in', 0, '0.00', 1, '-30.00', '0.00'],
    ]);
  });

  it('follows an order of the web shop, as it was changed, in the currency of the report', async () => {
    const order = (lines: readonly Line[]) => ({
      lines: lines.map((line, place) => lineOf({ currency: 'USD', ...line }, place)),
      net: parseMoney('300', 'USD'),
      total: parseMoney('300', 'USD'),
      value: worth('300', { currency: 'USD' }),
    });
    const received: Happening = {
      type: 'ShopOrderReceived',
      data: {
        shopOrderId: 'S',
        partyId: 'acme',
        opportunityId: 'a',
        ...order([{ of: 'pump', price: '300' }]),
      },
      at: opening,
    };
    const changed: Happening = {
      type: 'ShopOrderChanged',
      data: {
        shopOrderId: 'S',
        changeId: 'more',
        extent: 'none',
        paidTotal: parseMoney('0', 'USD'),
        refundedTotal: parseMoney('0', 'USD'),
        conceded: parseMoney('0', 'USD'),
        outstanding: parseMoney('300', 'USD'),
        overpaid: parseMoney('0', 'USD'),
        ...order([
          { of: 'pump', price: '100' },
          { of: 'pipe', price: '200' },
        ]),
      },
      at: noon('2026-02-01'),
    };
    const history = [
      rate('USD', 'EUR', '0.5', '2026-01-01'),
      deal('a').opened({ at: opening, expected: '300', currency: 'USD' }),
      received,
      changed,
      won('a', worth('300', { currency: 'USD' }), { shopOrderId: 'S' }),
    ];
    expect(await products(history)).toEqual([
      ['pipe', 0, '0.00', 1, '100.00', '0.00'],
      ['pump', 0, '0.00', 1, '50.00', '0.00'],
    ]);
    // While it was open, it was expected to be what its order said.
    expect(await products(history, { asOf: day('2026-02-01') })).toEqual([
      ['pump', 1, '150.00', 0, '0.00', '0.00'],
    ]);
  });

  it('says of which products a deal was that was lost because its order was cancelled', async () => {
    const received = (shopOrderId: string, product: string): Happening => ({
      type: 'ShopOrderReceived',
      data: {
        shopOrderId,
        partyId: 'acme',
        opportunityId: 'a',
        lines: [lineOf({ of: product, price: '300' }, 0)],
        net: parseMoney('300', 'EUR'),
        total: parseMoney('300', 'EUR'),
        value: worth('300'),
      },
      at: opening,
    });
    const cancelled = (shopOrderId: string): Happening => ({
      type: 'ShopOrderCancelled',
      data: { shopOrderId, reason: 'customer-request', paid: false, opportunityId: 'a' },
      at: sentAt,
    });
    const names = async (...history: readonly Happening[]) =>
      (
        (
          await funnelOf([pipelineDefined(), deal('a').opened({ at: opening }), ...history], {
            groupBy: 'product',
          })
        ).groups ?? []
      ).map(({ name, figures }) => [name, figures.outcomes.open, figures.outcomes.lost]);
    const [pump, pipe] = [received('S', 'pump'), received('T', 'pipe')];
    expect(await names(pump, cancelled('S'), deal('a').lost(wonAt))).toEqual([['pump', 0, 1]]);
    // As long as another order stands, the deal is about that one alone.
    expect(await names(pump, pipe, cancelled('S'))).toEqual([['pipe', 1, 0]]);
  });

  it('weighs lines in several currencies by the rates of the quotation, or those of the day', async () => {
    const lines = [
      { of: 'pump', price: '100' },
      { of: 'pipe', price: '100', currency: 'USD' },
    ];
    const frozen: Happening = {
      type: 'ExchangeRatesFrozen',
      data: {
        quotationId: 'Q',
        rates: {
          base: 'EUR',
          rateDate: '2026-01-10',
          source: 'bank',
          rates: [{ currency: 'USD', rate: '0.5' }],
        },
      },
      at: sentAt,
    };
    const sold = (more: readonly Happening[]) => [
      rate('USD', 'EUR', '0.25', '2026-01-01'),
      deal('a').opened({ at: opening }),
      ...quotation('Q', lines, more),
      accepted('Q', worth('150')),
      won('a', worth('150'), { quotationId: 'Q' }),
    ];
    expect(await products(sold([frozen]))).toEqual([
      ['pump', 0, '0.00', 1, '100.00', '0.00'],
      ['pipe', 0, '0.00', 1, '50.00', '0.00'],
    ]);
    expect(await products(sold([]))).toEqual([
      ['pump', 0, '0.00', 1, '120.00', '0.00'],
      ['pipe', 0, '0.00', 1, '30.00', '0.00'],
    ]);
  });

  it('adds up to the whole to the cent, whatever the lines, discounts and refunds', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(
            fc.record({
              of: fc.constantFrom('pump', 'pipe', 'tap', undefined),
              cents: fc.integer({ min: -500, max: 5_000 }),
              quantity: fc.constantFrom('1', '3', '0.333'),
              cost: fc.option(fc.integer({ min: 0, max: 4_000 }), { nil: undefined }),
            }),
            { minLength: 1, maxLength: 5 },
          ),
          { minLength: 1, maxLength: 4 },
        ),
        fc.array(fc.record({ net: fc.nat({ max: 9_999 }), margin: fc.nat({ max: 999 }) }), {
          minLength: 4,
          maxLength: 4,
        }),
        async (deals, values) => {
          const history = deals.flatMap((lines, index) => {
            const id = `deal-${index}`;
            const { net = 0, margin = 0 } = values[index] ?? {};
            const value: DealValue = {
              net: money(net, 'EUR'),
              margin: money(margin, 'EUR'),
              netOfUnknownCost: money(Math.floor(net / 3), 'EUR'),
            };
            return [
              deal(id).opened({ at: opening }),
              ...quotation(
                `Q-${id}`,
                lines.map(({ of, cents, quantity, cost }) => ({
                  ...(of === undefined ? {} : { of }),
                  price: decimalText(cents, 2),
                  quantity,
                  ...(cost === undefined ? {} : { cost: decimalText(cost, 2) }),
                })),
              ),
              primary(id, `Q-${id}`),
              ...(index % 2 === 0
                ? [accepted(`Q-${id}`, value), won(id, value, { quotationId: `Q-${id}` })]
                : [deal(id).revalued(decimalText(net, 2), sentAt)]),
            ];
          });
          const report = await funnelOf([pipelineDefined(), ...history], { groupBy: 'product' });
          const total = (pick: (figures: typeof report) => number) =>
            (report.groups ?? [])
              .map(({ figures }) => pick(figures as typeof report))
              .reduce((left, right) => left + right, 0);
          for (const pick of [
            ({ wonValue }: typeof report) => Number(wonValue.amount),
            ({ wonMargin }: typeof report) => Number(wonMargin.amount),
            ({ wonOfUnknownCost }: typeof report) => Number(wonOfUnknownCost.amount),
            ({ openPipeline }: typeof report) => Number(openPipeline.expected.amount),
          ])
            expect(total(pick)).toBe(pick(report));
        },
      ),
      { numRuns: 60 },
    ));
});

describe('a draft that comes to more than an amount may be', () => {
  it('takes the products from no other deal, and leaves its own to the product it was opened for', async () => {
    const draft = quotation(
      'Q',
      [
        { of: 'desk', price: '8000000000000' },
        { of: 'chair', price: '8000000000000' },
      ],
      [
        {
          type: 'QuotationDiscountSet',
          data: {
            quotationId: 'Q',
            discount: { kind: 'amount', amounts: [parseMoney('1', 'EUR')] },
          },
          at: sentAt,
        },
      ],
    ).slice(0, -1);
    const { groups = [] } = await funnelOf(
      [
        pipelineDefined(),
        deal('a').opened({ at: opening, productId: 'lamp', expected: '5' }),
        ...draft,
        primary('a', 'Q'),
        deal('b').opened({ at: opening, productId: 'sofa', expected: '7' }),
      ],
      { groupBy: 'product' },
    );
    expect(
      groups.map(({ key, figures }) => [key, majorUnits(figures.openPipeline.expected)]),
    ).toEqual([
      ['lamp', '5.00'],
      ['sofa', '7.00'],
    ]);
  });
});
