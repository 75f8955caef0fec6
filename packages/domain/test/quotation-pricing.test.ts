import { amountOf, taxed } from '@presales/domain';
import {
  costOf,
  DocumentDiscount as DiscountSchema,
  type DocumentDiscount,
  documentDiscounts,
  expectedValuesOf,
  grandTotal,
  QuotationLine as LineSchema,
  listOf,
  marginOf,
  netOf,
  percentages,
  priced,
  probabilityOf,
  type QuotationCommand,
  type QuotationEvent,
  type QuotationLine,
  quotation,
  quotationNumber,
  RateMissing,
  TotalRounding as RoundingSchema,
  roundTotal,
  rulesOf,
  subtotalsOf,
  type TotalRounding,
  TotalRoundings,
  totalsOf,
} from '@presales/domain/quotation';
import {
  AmountOutOfRange,
  limits,
  type Money,
  majorUnits,
  money,
  parseMoney,
} from '@presales/kernel';
import {
  accept,
  add,
  added,
  after,
  at,
  chair,
  drafted,
  given,
  inPlay,
  line,
  quotationId,
  send,
} from './quotation-story.ts';

const cents = (amount: number) => money(amount, 'EUR');
const texts = (amounts: readonly Money[]): readonly string[] => amounts.map(majorUnits);
const tenPercentIncluded = { tax: { rate: 1_000, included: true } };
const tenPercentOnTop = { tax: { rate: 1_000, included: false } };

const discounted = (discount?: DocumentDiscount): QuotationEvent => ({
  type: 'QuotationDiscountSet',
  data: { quotationId, ...(discount ? { discount } : {}) },
});
const discount = (discount?: DocumentDiscount): QuotationCommand => ({
  type: 'DiscountQuotation',
  data: { quotationId, ...(discount ? { discount } : {}), at },
});
const offered = (forLineId: string, line: QuotationLine): QuotationEvent => ({
  type: 'AlternativeItemOffered',
  data: { quotationId, forLineId, line },
});
const chosen = (lineId: string): QuotationEvent => ({
  type: 'QuotationItemChosen',
  data: { quotationId, version: 1, lineId },
});

/** What sending a draft says of its totals: net, tax, gross, payable and adjustment. */
const sentTotals = (...history: readonly QuotationEvent[]) => {
  const answer = quotation.decider.decide(send(), after(...history));
  const events = answer.outcome === 'emitted' ? answer.events : [];
  return events.flatMap((event) =>
    event.type === 'QuotationSent'
      ? (event.data.totals ?? []).map(({ net, tax, gross, payable, adjustment }) =>
          texts([net, tax, gross, payable, adjustment]),
        )
      : [],
  );
};

describe('the totals of a quotation with alternatives', () => {
  /** 100 with the alternatives 120 and 110, and 200, at 10 % on top (ERPNext golden). */
  const history = [
    drafted,
    added(line('1', 100_00, 'EUR', tenPercentOnTop)),
    offered('1', line('1a', 120_00, 'EUR', tenPercentOnTop)),
    offered('1', line('1b', 110_00, 'EUR', tenPercentOnTop)),
    added(line('2', 200_00, 'EUR', tenPercentOnTop)),
  ];

  it('count main lines only: net 300, with 10 % tax 330 (ERPNext)', () =>
    expect(sentTotals(...history)).toEqual([['300.00', '30.00', '330.00', '330.00', '0.00']]));

  it('swap the main line for the alternative chosen: net 310 with the one of 110 (ERPNext)', () =>
    expect(sentTotals(...history, chosen('1b'))).toEqual([
      ['310.00', '31.00', '341.00', '341.00', '0.00'],
    ]));
});

describe('prices that include their tax', () => {
  it('100 and 190 at 10 % are 263.64 net and 26.36 tax, 290 in all, alternatives left out (ERPNext)', () =>
    expect(
      sentTotals(
        drafted,
        added(line('1', 100_00, 'EUR', tenPercentIncluded)),
        offered('1', line('1a', 150_00, 'EUR', tenPercentIncluded)),
        added(line('2', 190_00, 'EUR', tenPercentIncluded)),
        offered('2', line('2a', 180_00, 'EUR', tenPercentIncluded)),
      ),
    ).toEqual([['263.64', '26.36', '290.00', '290.00', '0.00']]));

  it.each([
    ['100.00 at 10 %', '100.00', 1_000, ['90.91', '9.09', '100.00']],
    ['a tax of nothing', '100.00', 0, ['100.00', '0.00', '100.00']],
    ['a tax of the whole', '0.01', 10_000, ['0.01', '0.00', '0.01']],
    ['an amount that takes off', '-100.00', 1_000, ['-90.91', '-9.09', '-100.00']],
    ['nothing', '0', 1_900, ['0.00', '0.00', '0.00']],
  ])('are split exactly: %s', (_, amount, rate, parts) => {
    const { net, tax, gross } = taxed(parseMoney(amount, 'EUR'), { rate, included: true });
    expect(texts([net, tax, gross])).toEqual(parts);
  });

  it('make margins net of tax: 110 with 10 % that cost 60 earns 40 (B11)', () => {
    const sold = line('1', 110_00, 'EUR', {
      ...tenPercentIncluded,
      unitCost: { amount: cents(60_00), source: 'accounting' },
    });
    expect(netOf(sold)).toEqual(cents(100_00));
    expect(marginOf(sold)).toEqual(cents(40_00));
  });
});

describe('tax on top of a price', () => {
  it.each([
    ['19 % of 100.00', '100.00', 1_900, ['100.00', '19.00', '119.00']],
    ['half a cent goes to the even cent', '0.25', 1_000, ['0.25', '0.02', '0.27']],
    ['none', '100.00', 0, ['100.00', '0.00', '100.00']],
  ])('is added: %s', (_, amount, rate, parts) => {
    const { net, tax, gross } = taxed(parseMoney(amount, 'EUR'), { rate, included: false });
    expect(texts([net, tax, gross])).toEqual(parts);
  });

  it('is nothing where a line says nothing of it', () =>
    expect(taxed(money(5, 'JPY'))).toEqual({
      net: money(5, 'JPY'),
      tax: money(0, 'JPY'),
      gross: money(5, 'JPY'),
    }));

  it('may make a line that is beyond what amounts may be, which is not taken', () => {
    const largest = line('1', limits.amount, 'EUR', { tax: { rate: 0, included: false } });
    given(drafted).when(add(largest)).emits(added(largest));
    given(drafted)
      .when(add(line('1', limits.amount, 'EUR', tenPercentOnTop)))
      .refuses({ code: 'quotation/amount-too-large' });
  });

  it('may make a total that is beyond what amounts may be, which is not sent', () =>
    given(drafted, added(line('1', limits.amount, 'EUR', tenPercentOnTop)))
      .when(send())
      .refuses({ code: 'quotation/amount-too-large' }));
});

describe('rounding a total', () => {
  const toWhole: TotalRounding = { currency: 'EUR', step: '1', mode: 'half-even' };

  it('makes 6 × 12.3 = 73.8 a payable 74 with an adjustment of 0.2 (ERPNext)', () => {
    const history = [drafted, added(line('1', 12_30, 'EUR', { quantity: '6' }))];
    const rounded: QuotationEvent = {
      type: 'QuotationRoundingSet',
      data: { quotationId, rounding: [toWhole] },
    };
    given(...history)
      .when({ type: 'RoundQuotationTotals', data: { quotationId, rounding: [toWhole], at } })
      .emits(rounded);
    expect(sentTotals(...history)).toEqual([['73.80', '0.00', '73.80', '73.80', '0.00']]);
    expect(sentTotals(...history, rounded)).toEqual([['73.80', '0.00', '73.80', '74.00', '0.20']]);
    given(...history, rounded)
      .when({ type: 'RoundQuotationTotals', data: { quotationId, rounding: [toWhole], at } })
      .changesNothing();
  });

  it.each([
    ['half-even', '73.80', '1', '74.00', '0.20'],
    ['half-even', '73.49', '1', '73.00', '-0.49'],
    ['half-even', '73.50', '1', '74.00', '0.50'],
    ['half-even', '72.50', '1', '72.00', '-0.50'],
    ['half-up', '72.50', '1', '73.00', '0.50'],
    ['half-up', '72.49', '1', '72.00', '-0.49'],
    ['half-up', '-72.50', '1', '-73.00', '-0.50'],
    ['half-even', '-72.50', '1', '-72.00', '0.50'],
    ['half-even', '-73.50', '1', '-74.00', '-0.50'],
    ['up', '72.01', '1', '73.00', '0.99'],
    ['up', '72.00', '1', '72.00', '0.00'],
    ['up', '-72.01', '1', '-73.00', '-0.99'],
    ['down', '72.99', '1', '72.00', '-0.99'],
    ['down', '-72.99', '1', '-72.00', '0.99'],
    ['half-up', '19.97', '0.05', '19.95', '-0.02'],
    ['half-up', '19.98', '0.05', '20.00', '0.02'],
    ['half-up', '0.00', '1', '0.00', '0.00'],
    ['half-even', '1250.00', '100', '1200.00', '-50.00'],
  ] as const)('%s makes %s a multiple of %s: %s', (mode, total, step, payable, adjustment) =>
    expect(roundTotal(parseMoney(total, 'EUR'), { currency: 'EUR', step, mode })).toEqual({
      payable: parseMoney(payable, 'EUR'),
      adjustment: parseMoney(adjustment, 'EUR'),
    }),
  );

  it('is in the minor unit of each currency: yen have none, dinars three places', () => {
    expect(
      roundTotal(money(125, 'JPY'), { currency: 'JPY', step: '10', mode: 'half-even' }),
    ).toEqual({ payable: money(120, 'JPY'), adjustment: money(-5, 'JPY') });
    expect(
      roundTotal(money(1_237, 'BHD'), { currency: 'BHD', step: '0.005', mode: 'half-up' }),
    ).toEqual({ payable: money(1_235, 'BHD'), adjustment: money(-2, 'BHD') });
  });

  it('leaves a total without a rule as it is', () =>
    expect(roundTotal(money(73_80, 'EUR'), undefined)).toEqual({
      payable: money(73_80, 'EUR'),
      adjustment: money(0, 'EUR'),
    }));

  it('goes by the rule for each currency', () =>
    expect(
      totalsOf(priced([line('1', 1_60, 'USD'), line('2', 1_60, 'EUR')]), [
        { currency: 'EUR', step: '1', mode: 'up' },
      ]).map(({ payable }) => payable),
    ).toEqual([money(1_60, 'USD'), money(2_00, 'EUR')]));

  it('does not leave the range of amounts unseen', () =>
    expect(() =>
      roundTotal(money(limits.amount, 'EUR'), { currency: 'EUR', step: '1', mode: 'up' }),
    ).toThrow(AmountOutOfRange));

  it('has a step no finer than the minor unit, and one rule for a currency', () => {
    expect(RoundingSchema.safeParse({ currency: 'JPY', step: '0.5', mode: 'up' }).success).toBe(
      false,
    );
    expect(RoundingSchema.safeParse({ currency: 'EUR', step: '0.01', mode: 'up' }).success).toBe(
      true,
    );
    expect(TotalRoundings.safeParse([toWhole, toWhole]).success).toBe(false);
  });
});

describe('a discount on the whole document', () => {
  const tenth: DocumentDiscount = { kind: 'percent', rate: 1_000 };
  const off = (amounts: readonly Money[], discount?: DocumentDiscount) =>
    texts(documentDiscounts(amounts, discount));

  it('is set, replaced and taken away', () => {
    given(drafted).when(discount(tenth)).emits(discounted(tenth));
    given(drafted, discounted(tenth)).when(discount(tenth)).changesNothing();
    given(drafted, discounted(tenth)).when(discount()).emits(discounted());
    given(drafted).when(discount()).changesNothing();
    given(drafted, discounted(tenth), discounted()).when(discount()).changesNothing();
  });

  it('changes nothing that was sent (S8)', () =>
    given(...inPlay)
      .when(discount(tenth))
      .refuses({ code: 'quotation/not-a-draft' }));

  it('is taken once, off the sum, and handed out by largest remainder to the minor unit', () => {
    // 10 % of 0.99 is 0.10: 0.033… each, and the cent left over goes to the first.
    expect(off([cents(33), cents(33), cents(33)], tenth)).toEqual(['0.04', '0.03', '0.03']);
    // 10 % of 10.05 is 1.00: 0.4975… to the first two and 0.0049… to the last.
    expect(off([cents(5_00), cents(5_00), cents(5)], tenth)).toEqual(['0.50', '0.50', '0.00']);
  });

  it('is taken in every currency on its own', () =>
    expect(off([cents(1_00), money(1_000, 'BHD'), money(33, 'JPY'), cents(2_00)], tenth)).toEqual([
      '0.10',
      '0.100',
      '3',
      '0.20',
    ]));

  it('may be an amount of some currencies, the others going without', () =>
    expect(
      off([cents(75_00), cents(25_00), money(10_00, 'USD')], {
        kind: 'amount',
        amounts: [cents(10_00)],
      }),
    ).toEqual(['7.50', '2.50', '0.00']));

  it('may be an amount in whole units', () =>
    expect(
      off([cents(75_00)], { kind: 'amount', amounts: [{ amount: 10, currency: 'EUR', scale: 0 }] }),
    ).toEqual(['10.00']));

  it('never takes more than there is', () => {
    const hundred: DocumentDiscount = { kind: 'amount', amounts: [cents(100_00)] };
    expect(off([cents(60_00), cents(39_99)], hundred)).toEqual(['60.00', '39.99']);
    expect(off([cents(60_00), cents(40_00)], hundred)).toEqual(['60.00', '40.00']);
    expect(off([cents(-1_00)], hundred)).toEqual(['0.00']);
    expect(off([cents(0)], hundred)).toEqual(['0.00']);
    expect(off([cents(1_00), cents(-1_00)], hundred)).toEqual(['0.00', '0.00']);
  });

  it('of everything leaves nothing to pay', () =>
    expect(subtotalsOf([chair, line('2', 33)], { kind: 'percent', rate: 10_000 })).toEqual([
      { net: cents(0), margin: cents(0), netOfUnknownCost: cents(0) },
    ]));

  it('is borne by every line in proportion, so that 10 % off leaves each at 90 %', () =>
    expect(off([cents(100_00), cents(-20_00), cents(20_00)], tenth)).toEqual([
      '10.00',
      '-2.00',
      '2.00',
    ]));

  it('was borne by the lines above zero, in documents that do not say how they are counted', () =>
    expect(
      texts(
        documentDiscounts([cents(100_00), cents(-20_00), cents(20_00)], tenth, rulesOf(undefined)),
      ),
    ).toEqual(['8.33', '0.00', '1.67']));

  it('is none when there is none', () =>
    expect(off([cents(100_00), money(5, 'JPY')])).toEqual(['0.00', '0']));

  it('comes off before the margin is counted (S58, S65)', () => {
    const sold = line('1', 100_00, 'EUR', {
      unitCost: { amount: cents(70_00), source: 'accounting' },
    });
    const [first] = priced([sold, line('2', 100_00)], { kind: 'percent', rate: 2_000 });
    expect(first).toEqual({
      line: sold,
      documentDiscount: cents(20_00),
      amount: cents(80_00),
      net: cents(80_00),
      tax: cents(0),
      gross: cents(80_00),
      taxes: [],
      cost: cents(70_00),
      margin: cents(10_00),
    });
    expect(first?.margin && percentages(first.net, first.margin)).toEqual({
      margin: '12.50',
      markup: '14.29',
    });
  });

  it('comes off prices that include their tax, as the customer sees them', () =>
    expect(
      totalsOf(priced([line('1', 290_00, 'EUR', tenPercentIncluded)], tenth)).map(
        ({ net, tax, gross }) => texts([net, tax, gross]),
      ),
    ).toEqual([['237.27', '23.73', '261.00']]));

  it('is in what is sent and in what is accepted', () => {
    const value = { net: cents(90_00), margin: cents(0), netOfUnknownCost: cents(90_00) };
    const history = [drafted, added(chair), discounted(tenth)];
    const total = {
      net: cents(90_00),
      tax: cents(0),
      gross: cents(90_00),
      payable: cents(90_00),
      adjustment: cents(0),
    };
    const wasSent: QuotationEvent = {
      type: 'QuotationSent',
      data: {
        quotationId,
        version: 1,
        validUntil: '2026-03-31',
        subtotals: [value],
        totals: [total],
      },
    };
    given(...history)
      .when(send())
      .emits(wasSent);
    given(...history, wasSent)
      .when(accept())
      .emits({
        type: 'QuotationAccepted',
        data: { quotationId, version: 1, subtotals: [value], value },
      });
  });

  it('names every currency once, in amounts no finer than its minor unit', () => {
    const parses = (...amounts: readonly Money[]) =>
      DiscountSchema.safeParse({ kind: 'amount', amounts }).success;
    expect(parses(cents(1), money(1, 'USD'))).toBe(true);
    expect(parses(cents(1), cents(2))).toBe(false);
    expect(parses({ amount: 1, currency: 'EUR', scale: 3 })).toBe(false);
  });
});

describe('a line', () => {
  it('at a discount of 100 % costs the customer nothing, and still costs us', () => {
    const gift = line('1', 100_00, 'EUR', {
      discount: 10_000,
      unitCost: { amount: cents(70_00), source: 'receipt' },
    });
    expect(texts([listOf(gift), amountOf(gift), netOf(gift)])).toEqual(['100.00', '0.00', '0.00']);
    expect(marginOf(gift)).toEqual(cents(-70_00));
  });

  it('whose cost is in another currency has it converted at its own rate, rounded once (S58, S63)', () => {
    const sold = line('1', 100_00, 'EUR', {
      quantity: '3',
      unitCost: { amount: parseMoney('33.335', 'USD'), source: 'receipt', rate: '0.92' },
    });
    // 3 × 33.335 × 0.92 is 92.0046; rounded in between it would be 92.01.
    expect(costOf(sold)).toEqual(cents(92_00));
    expect(marginOf(sold)).toEqual(cents(208_00));
    expect(
      costOf(
        line('1', 9_000, 'JPY', {
          unitCost: { amount: cents(50_05), source: 'receipt', rate: '161.07' },
        }),
      ),
    ).toEqual(money(8_062, 'JPY'));
  });

  it('has a rate for its cost exactly where the cost is in another currency', () => {
    const parses = (currency: string, rate?: string) =>
      LineSchema.safeParse(
        line('1', 1, 'EUR', {
          unitCost: { amount: money(1, currency), source: 'receipt', ...(rate ? { rate } : {}) },
        }),
      ).success;
    expect(parses('EUR')).toBe(true);
    expect(parses('EUR', '1')).toBe(false);
    expect(parses('USD')).toBe(false);
    expect(parses('USD', '0.92')).toBe(true);
  });
});

describe('the cost of a line', () => {
  it.each(['accounting', 'receipt', 'supplier-coefficient'] as const)(
    'from %s is frozen into it with its source, and makes its margin (S58, S60, S62, B3)',
    (source) => {
      const costed = line('1', 100_00, 'EUR', { unitCost: { amount: cents(70_00), source } });
      given(drafted).when(add(costed)).emits(added(costed));
      expect(subtotalsOf([costed])).toEqual([
        { net: cents(100_00), margin: cents(30_00), netOfUnknownCost: cents(0) },
      ]);
    },
  );

  it('where it is unknown is said of the part of the total that lacks it (B2)', () =>
    expect(
      subtotalsOf([
        line('1', 100_00, 'EUR', { unitCost: { amount: cents(70_00), source: 'receipt' } }),
        line('2', 40_00),
      ]),
    ).toEqual([{ net: cents(140_00), margin: cents(30_00), netOfUnknownCost: cents(40_00) }]));
});

describe('the expected value', () => {
  it('of 100 at 100 % and 200 at 25 % is 150, and the document is 50 % likely (SAP)', () =>
    expect(
      expectedValuesOf(
        priced([
          line('1', 100_00, 'EUR', { probability: 100 }),
          line('2', 200_00, 'EUR', { probability: 25 }),
        ]),
      ),
    ).toEqual([{ net: cents(300_00), expected: cents(150_00), probability: '50.00' }]));

  it('takes 80 % of the document and 50 % of the customer for 40 % of an item (SAP)', () => {
    const chances = { document: 80, customer: 50 };
    expect(probabilityOf({}, chances)).toBe(4_000);
    expect(expectedValuesOf(priced([chair]), chances)).toEqual([
      { net: cents(100_00), expected: cents(40_00), probability: '40.00' },
    ]);
  });

  it("takes an item's own probability before theirs, be it none", () => {
    const chances = { document: 80, customer: 50 };
    expect(probabilityOf({ probability: 25 }, chances)).toBe(2_500);
    expect(probabilityOf({ probability: 0 }, chances)).toBe(0);
  });

  it('is all of it where nothing is said', () => expect(probabilityOf({})).toBe(10_000));

  it('stands by currency, rounded line by line, without a percentage of nothing', () =>
    expect(
      expectedValuesOf(
        priced([
          line('1', 5, 'EUR', { probability: 50 }),
          line('2', 3, 'JPY', { probability: 50 }),
          line('3', 5, 'EUR', { probability: 50 }),
          line('4', 0, 'USD'),
        ]),
      ),
    ).toEqual([
      // 0.05 × 50 % is 0.025, so 0.02, twice.
      { net: cents(10), expected: cents(4), probability: '40.00' },
      { net: money(3, 'JPY'), expected: money(2, 'JPY'), probability: '66.67' },
      { net: money(0, 'USD'), expected: money(0, 'USD'), probability: undefined },
    ]));
});

describe('the grand total in a chosen currency', () => {
  const subtotals = subtotalsOf([chair, line('2', 50_00, 'USD')]);
  const rates = { base: 'EUR', rates: [{ currency: 'USD', rate: '0.92' }] };
  const worth = (currency: string, amount: number) => ({
    net: money(amount, currency),
    margin: money(0, currency),
    netOfUnknownCost: money(amount, currency),
  });

  it('goes through named rates (S64, B6)', () =>
    expect(grandTotal(subtotals, 'EUR', rates)).toEqual(worth('EUR', 146_00)));

  it('names the pair whose rate is missing (B6)', () => {
    expect(() => grandTotal(subtotals, 'EUR')).toThrow(new RateMissing('USD', 'EUR'));
    expect(() => grandTotal(subtotals, 'RON', rates)).toThrow(new RateMissing('EUR', 'RON'));
    expect(new RateMissing('USD', 'EUR')).toMatchObject({
      code: 'money/rate-missing',
      message: 'no rate from USD to EUR',
    });
  });

  it('is computed through the base of the rates where that is named, and rounded once (B33)', () => {
    const inEuro = {
      base: 'EUR',
      rates: [
        { currency: 'USD', rate: '0.92' },
        { currency: 'CHF', rate: '1.05' },
      ],
    };
    // 100.00 EUR / 1.05 = 95.238…, 50.00 USD × 0.92 / 1.05 = 43.809….
    expect(grandTotal(subtotals, 'CHF', inEuro, 'EUR')).toEqual(worth('CHF', 139_05));
    // 100.00 EUR / 0.92 = 108.695….
    expect(grandTotal(subtotals, 'USD', inEuro, 'EUR')).toEqual(worth('USD', 158_70));
    expect(grandTotal(subtotals, 'EUR', inEuro, 'EUR')).toEqual(worth('EUR', 146_00));
    for (const via of [undefined, 'USD', 'CHF'])
      expect(() => grandTotal(subtotals, 'CHF', inEuro, via)).toThrow(RateMissing);
    expect(() => grandTotal(subtotals, 'RON', inEuro, 'EUR')).toThrow(
      new RateMissing('EUR', 'RON'),
    );
    expect(() => grandTotal(subtotals, 'CHF', undefined, 'EUR')).toThrow(RateMissing);
  });

  it('needs no rates where everything is in it', () =>
    expect(grandTotal(subtotalsOf([chair]), 'EUR')).toEqual(worth('EUR', 100_00)));
});

it('a revision keeps the number of its quotation, with a suffix from the second on', () => {
  expect(quotationNumber('Q-17', 1)).toBe('Q-17');
  expect(quotationNumber('Q-17', 2)).toBe('Q-17/2');
});
