import { taxed } from '@presales/domain';
import {
  amountOf,
  type Calculation,
  type DocumentDiscount,
  QuotationLine as LineSchema,
  type LineTaxes,
  priced,
  type QuotationCommand,
  type QuotationEvent,
  type QuotationLine,
  quotation,
  rulesOf,
  standardCalculation,
  subtotalsOf,
  totalsOf,
} from '@presales/domain/quotation';
import { exponentOf, type Money, majorUnits, money, parseMoney } from '@presales/kernel';
import fc from 'fast-check';
import {
  accept,
  added,
  after,
  at,
  given,
  header,
  line,
  quotationId,
  send,
} from './quotation-story.ts';

const commercial: Calculation = { tax: 'per-rate', rounding: 'half-up' };

const discounted = (discount: DocumentDiscount): QuotationEvent => ({
  type: 'QuotationDiscountSet',
  data: { quotationId, discount },
});

/** A line of one piece. */
const sold = (lineId: string, price: string, tax?: LineTaxes, currency = 'EUR'): QuotationLine => ({
  lineId,
  description: 'Machine',
  quantity: '1',
  unitPrice: parseMoney(price, currency),
  ...(tax === undefined ? {} : { tax }),
});

const onTop = (rate: number | string, code?: string): LineTaxes => ({
  rate,
  included: false,
  ...(code === undefined ? {} : { code }),
});

/** Net, tax and payable of the first currency, and the tax per rate. */
const totals = (
  lines: readonly QuotationLine[],
  calculation: Calculation | undefined = standardCalculation,
  discount?: DocumentDiscount,
) => {
  const rules = rulesOf(calculation);
  const [total] = totalsOf(priced(lines, discount, rules));
  if (total === undefined) throw new Error('no lines, no totals');
  const { net, tax, payable, taxes = [] } = total;
  return {
    net: majorUnits(net),
    tax: majorUnits(tax),
    payable: majorUnits(payable),
    taxes: taxes.map(({ rate, code, taxable, tax }) =>
      [rate, code, majorUnits(taxable), majorUnits(tax)]
        .filter((part) => part !== undefined)
        .join(' '),
    ),
  };
};

describe('the tax of a quotation', () => {
  it('is rounded once per rate: four lines that come to 835.86 at 8.5 % bear 71.05 (EN 16931, BR-CO-17)', () => {
    const lines = ['598.89', '329.84', '-59.89', '-32.98'].map((price, index) =>
      sold(`${index}`, price, onTop(850)),
    );
    expect(totals(lines)).toEqual({
      net: '835.86',
      tax: '71.05',
      payable: '906.91',
      taxes: ['8.5 835.86 71.05'],
    });
    // Rounded line by line it is a cent more: as all quotations were counted once.
    expect(totals(lines, { tax: 'per-line', rounding: 'half-even' }).tax).toBe('71.06');
  });

  it('of 60 lines of 0.20 at 19 % is 2.28 per rate and 2.40 per line', () => {
    const lines = Array.from({ length: 60 }, (_, index) => sold(`${index}`, '0.20', onTop(1_900)));
    expect(totals(lines).tax).toBe('2.28');
    expect(totals(lines, { tax: 'per-line', rounding: 'half-even' }).tax).toBe('2.40');
    // Each line bears its part of the sum.
    const parts = priced(lines).map(({ tax }) => tax.amount);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(228);
    expect(parts.every((part) => part === 3 || part === 4)).toBe(true);
  });

  it.each([
    ['100.00', 'EUR', '8.875', '8.88'],
    ['100.00', 'EUR', 887.5, '8.88'],
    ['100.00', 'CAD', '9.975', '9.98'],
    ['100.00', 'CAD', 997.5, '9.98'],
    ['33.33', 'EUR', '8.50', '2.83'],
    ['1000', 'JPY', '8', '80'],
    ['3.704', 'BHD', 1_000, '0.370'],
    ['10.0000', 'CLF', '19', '1.9000'],
    ['0.0003', 'CLF', 5_000, '0.0002'],
    ['100.00', 'EUR', '150', '150.00'],
  ])('of %s %s at a decimal rate (%s) is %s', (price, currency, rate, tax) =>
    expect(totals([sold('1', price, onTop(rate), currency)]).tax).toBe(tax),
  );

  it.each([
    ['317.50', 'EUR', 1_900, '60.32', '60.33'],
    ['-317.50', 'EUR', 1_900, '-60.32', '-60.33'],
    ['100.10', 'EUR', 2_500, '25.02', '25.03'],
    ['8.50', 'EUR', 500, '0.42', '0.43'],
    ['25', 'JPY', 1_000, '2', '3'],
    ['1091.50', 'SAR', 1_500, '163.72', '163.73'],
    ['10.05', 'CHF', 1_000, '1.00', '1.01'],
    ['696.22', 'NOK', 2_500, '174.06', '174.06'],
  ])(
    'of %s %s at %i basis points is %s half-even and %s commercially',
    (price, currency, rate, even, up) => {
      const lines = [sold('1', price, onTop(rate), currency)];
      expect(totals(lines).tax).toBe(even);
      expect(totals(lines, commercial).tax).toBe(up);
      expect(majorUnits(taxed(parseMoney(price, currency), { rate, included: false }).tax)).toBe(
        even,
      );
      expect(
        majorUnits(taxed(parseMoney(price, currency), { rate, included: false }, 'half-up').tax),
      ).toBe(up);
    },
  );

  it('is summed alike for rates that are written differently', () =>
    expect(
      totals([
        sold('1', '10.00', onTop(850)),
        sold('2', '10.00', onTop('8.5')),
        sold('3', '10.00', onTop('8.50')),
      ]).taxes,
    ).toEqual(['8.5 30.00 2.55']));

  it('is named per rate and code, in an order that is not that of the lines', () => {
    const lines = [
      sold('1', '100.00', onTop(1_900, 'S')),
      sold('2', '50.00', onTop(700, 'AA')),
      sold('3', '30.00', onTop(0, 'Z')),
      sold('4', '10.00'),
      sold('5', '-20.00', onTop(1_900, 'S')),
    ];
    const expected = {
      net: '170.00',
      tax: '18.70',
      payable: '188.70',
      taxes: ['0 Z 30.00 0.00', '7 AA 50.00 3.50', '19 S 80.00 15.20'],
    };
    expect(totals(lines)).toEqual(expected);
    expect(totals([...lines].reverse())).toEqual(expected);
  });

  it('is sent with the totals, and says how it was counted with the draft', () => {
    const drafted: QuotationEvent = {
      type: 'QuotationDrafted',
      data: { ...header, calculation: commercial },
    };
    given()
      .when({ type: 'DraftQuotation', data: { ...header, calculation: commercial, at } })
      .emits(drafted);
    const quoted = line('1', 317_50, 'EUR', { tax: { rate: 1_900, included: false, code: 'S' } });
    given(drafted, added(quoted))
      .when(send())
      .emits({
        type: 'QuotationSent',
        data: {
          quotationId,
          version: 1,
          validUntil: '2026-03-31',
          subtotals: subtotalsOf([quoted]),
          totals: [
            {
              net: money(317_50, 'EUR'),
              tax: money(60_33, 'EUR'),
              gross: money(377_83, 'EUR'),
              payable: money(377_83, 'EUR'),
              adjustment: money(0, 'EUR'),
              taxes: [
                { rate: '19', code: 'S', taxable: money(317_50, 'EUR'), tax: money(60_33, 'EUR') },
              ],
            },
          ],
        },
      });
  });

  it('is drafted again without a word on it as it is, and not otherwise', () => {
    const again = (calculation?: Calculation): QuotationCommand => ({
      type: 'DraftQuotation',
      data: { ...header, ...(calculation ? { calculation } : {}), at },
    });
    const before: QuotationEvent = { type: 'QuotationDrafted', data: header };
    const after: QuotationEvent = {
      type: 'QuotationDrafted',
      data: { ...header, calculation: commercial },
    };
    given(before).when(again()).changesNothing();
    given(after).when(again()).changesNothing();
    given(after).when(again(commercial)).changesNothing();
    given(after).when(again(standardCalculation)).refuses({ code: 'quotation/already-drafted' });
  });
});

describe('commercial rounding', () => {
  it.each([
    ['2.345', 0, '2.34', '2.35'],
    ['-2.345', 0, '-2.34', '-2.35'],
    ['0.05', 5_000, '0.02', '0.03'],
  ])('of a line of %s less %i basis points is away from zero', (price, discount, even, up) => {
    const priceOf = sold('1', price);
    const less = discount === 0 ? priceOf : { ...priceOf, discount };
    expect(majorUnits(amountOf(less))).toBe(even);
    expect(majorUnits(amountOf(less, 'half-up'))).toBe(up);
    expect(totals([less]).net).toBe(even);
    expect(totals([less], commercial).net).toBe(up);
  });
});

describe('several taxes on a line', () => {
  it('are each on the net: 5 % and 9.975 % of 100.00 (Quebec)', () =>
    expect(
      totals([
        sold('1', '100.00', [
          { rate: 500, included: false, code: 'GST' },
          { rate: '9.975', included: false, code: 'QST' },
        ]),
      ]),
    ).toEqual({
      net: '100.00',
      tax: '14.98',
      payable: '114.98',
      taxes: ['5 GST 100.00 5.00', '9.975 QST 100.00 9.98'],
    }));

  it('are on top of each other where they say so: 10 % on the net and 5 % of the first', () =>
    expect(
      totals([
        sold('1', '100.00', [
          { rate: 500, included: false, code: 'GST' },
          { rate: 1_000, included: false, code: 'PST', compound: true },
        ]),
        // The same tax, on the net alone.
        sold('2', '50.00', { rate: 1_000, included: false, code: 'PST' }),
      ]),
    ).toEqual({
      net: '150.00',
      tax: '20.50',
      payable: '170.50',
      taxes: ['5 GST 100.00 5.00', '10 PST 50.00 5.00', '10 PST 105.00 10.50'],
    }));

  it('are all taken out of a price that includes them, one on top of the other', () =>
    // 115.50 is 100 and 5 and 10 % of 105.
    expect(
      totals([
        sold('1', '115.50', [
          { rate: 500, included: true, code: 'GST' },
          { rate: 1_000, included: true, code: 'PST', compound: true },
        ]),
      ]),
    ).toEqual({
      net: '100.00',
      tax: '15.50',
      payable: '115.50',
      taxes: ['5 GST 100.00 5.00', '10 PST 105.00 10.50'],
    }));

  it('may be included and on top in one line', () =>
    expect(
      totals([
        sold('1', '105.00', [
          { rate: 500, included: true, code: 'GST' },
          { rate: '9.975', included: false, code: 'QST' },
        ]),
      ]),
    ).toEqual({
      net: '100.00',
      tax: '14.98',
      payable: '114.98',
      taxes: ['5 GST 100.00 5.00', '9.975 QST 100.00 9.98'],
    }));

  it('are at least one, and at most five', () => {
    const parses = (tax: unknown) => LineSchema.safeParse({ ...sold('1', '1.00'), tax }).success;
    expect(parses([])).toBe(false);
    expect(parses(Array.from({ length: 5 }, () => onTop(100)))).toBe(true);
    expect(parses(Array.from({ length: 6 }, () => onTop(100)))).toBe(false);
    expect(parses({ rate: 850, included: false })).toBe(true);
    for (const rate of [-1, 100_001, 0.000001, Number.NaN, '-1', '1001', '8,5', 'S', null])
      expect(parses({ rate, included: false })).toBe(false);
  });
});

describe('prices that include their tax and prices that do not', () => {
  it('at one rate are one entry, whose tax is the rate of all that is taxed', () =>
    expect(
      totals([
        sold('1', '119.00', { rate: 1_900, included: true }),
        sold('2', '100.00', { rate: 1_900, included: false }),
      ]),
    ).toEqual({ net: '200.00', tax: '38.00', payable: '238.00', taxes: ['19 200.00 38.00'] }));

  it('never change what a price that includes its tax says', () =>
    expect(
      totals(
        Array.from({ length: 60 }, (_, index) =>
          sold(`${index}`, '0.20', { rate: 1_900, included: true }),
        ),
      ),
    ).toEqual({ net: '10.08', tax: '1.92', payable: '12.00', taxes: ['19 10.08 1.92'] }));
});

describe('a discount on the whole of a document with a line that takes off', () => {
  const lines = [sold('1', '100.00', onTop(1_900)), sold('2', '-30.00')];
  const off = (rate: number): DocumentDiscount => ({ kind: 'percent', rate });

  it('of 100 % leaves nothing to pay, and of 10 % every line at 90 %', () => {
    expect(totals(lines, standardCalculation, off(10_000))).toMatchObject({
      net: '0.00',
      tax: '0.00',
      payable: '0.00',
    });
    expect(totals(lines, standardCalculation, off(1_000))).toMatchObject({
      net: '63.00',
      tax: '17.10',
      payable: '80.10',
    });
  });

  it('of an amount is borne by each in proportion, and takes no more than there is', () => {
    const amount = (text: string): DocumentDiscount => ({
      kind: 'amount',
      amounts: [parseMoney(text, 'EUR')],
    });
    expect(totals(lines, standardCalculation, amount('7.00'))).toMatchObject({
      net: '63.00',
      tax: '17.10',
    });
    expect(totals(lines, standardCalculation, amount('700.00'))).toMatchObject({
      net: '0.00',
      tax: '0.00',
    });
  });

  it('of 10 % counts where the document is a return', () => {
    const back = [sold('1', '-100.00', onTop(1_900)), sold('2', '30.00')];
    expect(totals(back, standardCalculation, off(1_000))).toMatchObject({
      net: '-63.00',
      tax: '-17.10',
      payable: '-80.10',
    });
    expect(totals(back, standardCalculation, off(10_000))).toMatchObject({
      net: '0.00',
      payable: '0.00',
    });
  });

  it('may be finer than a basis point', () =>
    expect(totals([sold('1', '84000.00')], standardCalculation, off(8_333.33333)).net).toBe(
      '14000.00',
    ));

  it('leaves quotations from before as they were sent', () => {
    const before: QuotationEvent = { type: 'QuotationDrafted', data: header };
    const history = [before, ...lines.map(added), discounted(off(1_000))];
    const answer = quotation.decider.decide(send(), after(...history));
    const sent = answer.outcome === 'emitted' ? answer.events : [];
    expect(
      sent.flatMap(({ type, data }) =>
        type === 'QuotationSent'
          ? (data.totals ?? []).map(({ tax, payable }) => [tax, payable].map(majorUnits))
          : [],
      ),
    ).toEqual([['17.67', '80.67']]);
  });
});

describe('a discount of a line', () => {
  const eur = (text: string): Money => parseMoney(text, 'EUR');

  it('may be an amount: 84,000.00 less 70,000.00', () =>
    expect(
      majorUnits(amountOf({ ...sold('1', '84000.00'), discountAmount: eur('70000.00') })),
    ).toBe('14000.00'));

  it('may be finer than a basis point: 83.3333 %', () =>
    expect(majorUnits(amountOf({ ...sold('1', '84000.00'), discount: 8_333.33 }))).toBe(
      '14000.03',
    ));

  it('of an amount is off the line as a whole, and makes a return less', () => {
    expect(
      majorUnits(amountOf({ ...sold('1', '10.00'), quantity: '3', discountAmount: eur('5.00') })),
    ).toBe('25.00');
    expect(
      majorUnits(amountOf({ ...sold('1', '-10.00'), quantity: '3', discountAmount: eur('5.00') })),
    ).toBe('-25.00');
  });

  it('is one or the other, in the currency of the price, and no more than the line', () => {
    const parses = (more: Partial<QuotationLine>) =>
      LineSchema.safeParse({ ...sold('1', '10.00'), quantity: '3', ...more }).success;
    expect(parses({ discountAmount: eur('30.00') })).toBe(true);
    expect(parses({ discountAmount: eur('30.01') })).toBe(false);
    expect(parses({ discountAmount: parseMoney('1.00', 'USD') })).toBe(false);
    expect(parses({ discountAmount: eur('1.00'), discount: 100 })).toBe(false);
    expect(parses({ discountAmount: eur('-1.00') })).toBe(false);
    expect(parses({ unitPrice: eur('-10.00'), discountAmount: eur('30.00') })).toBe(true);
  });

  it('of an amount is taken in proportion with a part of the line', () => {
    const quoted: QuotationLine = {
      ...sold('1', '10.00'),
      quantity: '3',
      discountAmount: eur('6.00'),
    };
    const drafted: QuotationEvent = {
      type: 'QuotationDrafted',
      data: { ...header, calculation: standardCalculation },
    };
    const sent = quotation.decider.decide(send(), after(drafted, added(quoted)));
    const history = [drafted, added(quoted), ...(sent.outcome === 'emitted' ? sent.events : [])];
    const order: QuotationCommand = {
      type: 'AcceptQuotationItems',
      data: {
        quotationId,
        version: 1,
        acceptanceId: 'o1',
        items: [{ lineId: '1', quantity: '1' }],
        at,
      },
    };
    const nets = (command: QuotationCommand) => {
      const answer = quotation.decider.decide(command, after(...history));
      return (answer.outcome === 'emitted' ? answer.events : []).flatMap((event) =>
        event.type === 'QuotationAccepted' || event.type === 'QuotationPartiallyAccepted'
          ? [majorUnits(event.data.value.net)]
          : [],
      );
    };
    expect(nets(order)).toEqual(['8.00']);
    expect(nets(accept())).toEqual(['24.00']);
  });
});

describe('what is of unknown cost', () => {
  it('is never more than the net, whatever lines take off', () => {
    const [value] = subtotalsOf([
      sold('1', '100.00'),
      { ...sold('2', '-30.00'), unitCost: { amount: money(0, 'EUR'), source: 'receipt' } },
    ]);
    expect(value && [value.net, value.netOfUnknownCost].map(majorUnits)).toEqual([
      '70.00',
      '70.00',
    ]);
    const [back] = subtotalsOf([
      sold('1', '20.00'),
      { ...sold('2', '-30.00'), unitCost: { amount: money(0, 'EUR'), source: 'receipt' } },
    ]);
    expect(back && [back.net, back.netOfUnknownCost].map(majorUnits)).toEqual(['-10.00', '0.00']);
  });
});

/** What a line is taxed with in the laws below; none of these kinds has a tax in common with another. */
const kinds: readonly LineTaxes[] = [
  { rate: 1_900, included: false, code: 'A' },
  { rate: '8.875', included: false, code: 'B' },
  { rate: 700, included: true, code: 'C' },
  [
    { rate: 500, included: false, code: 'D' },
    { rate: 997.5, included: false, code: 'E' },
  ],
  [
    { rate: 500, included: true, code: 'F' },
    { rate: '7.5', included: false, code: 'G', compound: true },
  ],
  [
    { rate: 1_000, included: true, code: 'H' },
    { rate: '20', included: true, code: 'I', compound: true },
  ],
];

/** Some that have: one tax is included here, on top there, and others are on top of it. */
const mixed: readonly LineTaxes[] = [
  { rate: '5', included: true, code: 'D' },
  [
    { rate: 500, included: true, code: 'D' },
    { rate: 997.5, included: false, code: 'E' },
  ],
  [
    { rate: 500, included: true, code: 'D' },
    { rate: 997.5, included: false, code: 'E', compound: true },
  ],
];

const linesWith = (kinds: readonly LineTaxes[]) =>
  fc
    .array(
      fc
        .record({
          price: fc.integer({ min: -50_000, max: 100_000 }),
          scale: fc.constantFrom(0, 1, 2),
          currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'BHD', 'CLF'),
          quantity: fc.constantFrom('1', '3', '0.125', '2.5'),
          discount: fc.constantFrom(undefined, 750, 3_333.33, 10_000),
          kind: fc.integer({ min: -1, max: kinds.length - 1 }),
          costed: fc.boolean(),
        })
        .map(({ price, scale, currency, quantity, discount, kind, costed }): QuotationLine => {
          const tax = kinds[kind];
          return {
            lineId: '1',
            description: 'Machine',
            quantity,
            // Half a minor unit comes up often, so that every mode of rounding is seen.
            unitPrice: { amount: price * 5, currency, scale: exponentOf(currency) + scale },
            ...(discount === undefined ? {} : { discount }),
            ...(tax === undefined ? {} : { tax }),
            ...(costed
              ? { unitCost: { amount: money(1, currency), source: 'receipt' as const } }
              : {}),
          };
        }),
      { minLength: 1, maxLength: 12 },
    )
    .map((lines) => lines.map((line, index) => ({ ...line, lineId: `${index}` })));
const calculations = fc.record({
  tax: fc.constantFrom('per-rate' as const, 'per-line' as const),
  rounding: fc.constantFrom('half-even' as const, 'half-up' as const),
});
const discounts = fc.option(
  fc.oneof(
    fc
      .constantFrom(1_000, 333, 10_000, 1_234.5)
      .map((rate): DocumentDiscount => ({ kind: 'percent', rate })),
    fc.integer({ min: 0, max: 5_000 }).map(
      (cents): DocumentDiscount => ({
        kind: 'amount',
        amounts: [money(cents, 'EUR'), money(cents, 'JPY')],
      }),
    ),
  ),
  { nil: undefined },
);
const documents = fc.tuple(linesWith(kinds), calculations, discounts);
const anyDocuments = fc.tuple(linesWith([...kinds, ...mixed]), calculations, discounts);

describe('whatever the lines, the discount and the calculation,', () => {
  it('lines total the net, taxes per rate total the tax, and both make what is to be paid', () =>
    fc.assert(
      fc.property(anyDocuments, ([lines, calculation, discount]) => {
        const all = priced(lines, discount, rulesOf(calculation));
        for (const { net, tax, gross, payable, taxes = [] } of totalsOf(all)) {
          const own = all.filter((line) => line.net.currency === net.currency);
          const sum = (parts: readonly Money[]) =>
            parts.reduce((total, { amount }) => total + amount, 0);
          expect(sum(own.map((line) => line.net))).toBe(net.amount);
          expect(sum(own.map((line) => line.tax))).toBe(tax.amount);
          expect(sum(taxes.map((part) => part.tax))).toBe(tax.amount);
          expect(net.amount + tax.amount).toBe(gross.amount);
          expect(payable).toEqual(gross);
        }
        for (const { amount, gross, tax, line, taxes } of all) {
          const included = Array.isArray(line.tax)
            ? line.tax
            : line.tax === undefined
              ? []
              : [line.tax];
          // A price that includes all its taxes is what is paid for it.
          if (included.every((one) => one.included)) expect(gross).toEqual(amount);
          expect(taxes.reduce((total, part) => total + part.tax.amount, 0)).toBe(tax.amount);
        }
      }),
      { numRuns: 200 },
    ));

  it('totals do not depend on the order of the lines', () =>
    fc.assert(
      fc.property(anyDocuments, ([lines, calculation, discount]) => {
        const of = (ordered: readonly QuotationLine[]) =>
          [...totalsOf(priced(ordered, discount, rulesOf(calculation)))].sort((left, right) =>
            left.net.currency < right.net.currency ? -1 : 1,
          );
        expect(of([...lines].reverse())).toEqual(of(lines));
      }),
      { numRuns: 100 },
    ));

  it('a return of everything takes back everything', () =>
    fc.assert(
      fc.property(anyDocuments, ([lines, calculation, discount]) => {
        if (discount?.kind === 'amount') return;
        const returned = lines.map((one) => ({
          ...one,
          unitPrice: { ...one.unitPrice, amount: -one.unitPrice.amount + 0 },
        }));
        const of = (them: readonly QuotationLine[]) =>
          totalsOf(priced(them, discount, rulesOf(calculation)));
        const there = of(lines);
        expect(of(returned).map(({ net, tax }) => [net.amount, tax.amount])).toEqual(
          there.map(({ net, tax }) => [-net.amount + 0, -tax.amount + 0]),
        );
      }),
      { numRuns: 100 },
    ));

  it('what is of unknown cost is between nothing and the net', () =>
    fc.assert(
      fc.property(anyDocuments, ([lines, calculation, discount]) => {
        for (const { net, netOfUnknownCost } of subtotalsOf(
          lines,
          discount,
          rulesOf(calculation),
        )) {
          expect(netOfUnknownCost.amount).toBeGreaterThanOrEqual(Math.min(net.amount, 0));
          expect(netOfUnknownCost.amount).toBeLessThanOrEqual(Math.max(net.amount, 0));
        }
      }),
      { numRuns: 100 },
    ));

  it('the totals are those of naive arithmetic with whole fractions', () =>
    fc.assert(
      fc.property(documents, ([lines, calculation, discount]) => {
        const computed = totalsOf(priced(lines, discount, rulesOf(calculation)));
        expect(
          computed.map(({ net, tax }) => [net.currency, BigInt(net.amount), BigInt(tax.amount)]),
        ).toEqual(naiveTotals(lines, calculation, discount));
      }),
      { numRuns: 300 },
    ));
});

/** An oracle: numerators over one huge denominator, no fraction ever reduced. */
type Naive = readonly [above: bigint, below: bigint];

const naiveTimes = ([a, b]: Naive, [c, d]: Naive): Naive => [a * c, b * d];
const naivePlus = ([a, b]: Naive, [c, d]: Naive): Naive => [a * d + c * b, b * d];
const naiveDecimal = (text: string): Naive => {
  const [whole = '', places = ''] = text.split('.');
  return [BigInt(whole + places), 10n ** BigInt(places.length)];
};
const naiveRound = ([above, below]: Naive, mode: 'half-even' | 'half-up' | 'half-down'): bigint => {
  const [size, sign] = above < 0n ? [-above, -1n] : [above, 1n];
  const [whole, twice] = [size / below, (size % below) * 2n];
  if (twice !== below) return sign * (twice > below ? whole + 1n : whole);
  if (mode === 'half-even') return sign * (whole % 2n === 0n ? whole : whole + 1n);
  return sign * (mode === 'half-up' ? whole + 1n : whole);
};

/** Whole numbers that total the sum, rounded: the largest remainders of its sign first. */
const naiveShares = (parts: readonly Naive[], mode: 'half-even' | 'half-up'): bigint[] => {
  const whole = naiveRound(parts.reduce(naivePlus, [0n, 1n]), mode);
  const cut = parts.map(([above, below]) => above / below);
  let left = whole - cut.reduce((sum, part) => sum + part, 0n);
  const step = left < 0n ? -1n : 1n;
  const rest = parts.map(([above, below]): Naive => [(above % below) * step, below]);
  while (left !== 0n) {
    let best = 0;
    for (const [index, [above, below]] of rest.entries()) {
      const [most, over] = rest[best] ?? [0n, 1n];
      if (above * over > most * below) best = index;
    }
    cut[best] = (cut[best] ?? 0n) + step;
    rest[best] = [-(10n ** 30n), 1n];
    left -= step;
  }
  return cut;
};

const naiveTotals = (
  lines: readonly QuotationLine[],
  { tax: per, rounding }: Calculation,
  discount: DocumentDiscount | undefined,
): readonly (readonly [string, bigint, bigint])[] => {
  const currencies = [...new Set(lines.map(({ unitPrice }) => unitPrice.currency))];
  return currencies.map((currency) => {
    const own = lines
      .filter(({ unitPrice }) => unitPrice.currency === currency)
      .sort((left, right) => (left.lineId < right.lineId ? -1 : 1));
    const amounts = own.map(({ unitPrice, quantity, discount = 0 }) => {
      const minor: Naive = [
        BigInt(unitPrice.amount) * 10n ** BigInt(exponentOf(currency)),
        10n ** BigInt(unitPrice.scale),
      ];
      const left = naivePlus([1n, 1n], naiveTimes(naiveDecimal(`${discount}`), [-1n, 10_000n]));
      return naiveRound(naiveTimes(naiveTimes(minor, naiveDecimal(quantity)), left), rounding);
    });
    const off = naiveDiscount(amounts, currency, rounding, discount);
    const after = amounts.map((amount, index) => amount - (off[index] ?? 0n));
    let [net, tax] = [0n, 0n];
    const count = (amount: bigint, taxes: LineTaxes | undefined) => {
      const [one, other] = naiveTaxed(amount, taxes, rounding);
      net += one;
      tax += other;
    };
    if (per === 'per-line')
      for (const [index, one] of own.entries()) count(after[index] ?? 0n, one.tax);
    else
      for (const kind of [undefined, ...kinds])
        count(
          own.reduce(
            (sum, { tax }, index) => (tax === kind ? sum + (after[index] ?? 0n) : sum),
            0n,
          ),
          kind,
        );
    return [currency, net, tax] as const;
  });
};

const naiveDiscount = (
  amounts: readonly bigint[],
  currency: string,
  rounding: Calculation['rounding'],
  discount: DocumentDiscount | undefined,
): bigint[] => {
  if (discount === undefined) return amounts.map(() => 0n);
  if (discount.kind === 'percent') {
    const rate = naiveTimes(naiveDecimal(`${discount.rate}`), [1n, 10_000n]);
    return naiveShares(
      amounts.map((amount) => naiveTimes([amount, 1n], rate)),
      rounding,
    );
  }
  const whole = amounts.reduce((sum, amount) => sum + amount, 0n);
  const given = discount.amounts.find((amount) => amount.currency === currency)?.amount ?? 0;
  const off = BigInt(given) > whole ? whole : BigInt(given);
  return whole <= 0n
    ? amounts.map(() => 0n)
    : naiveShares(
        amounts.map((amount): Naive => [amount * off, whole]),
        rounding,
      );
};

/** Net and tax of what is taxed alike. */
const naiveTaxed = (
  amount: bigint,
  taxes: LineTaxes | undefined,
  rounding: Calculation['rounding'],
): readonly [bigint, bigint] => {
  const list = taxes === undefined ? [] : 'rate' in taxes ? [taxes] : taxes;
  const rateOf = (rate: number | string): Naive =>
    typeof rate === 'number'
      ? naiveTimes(naiveDecimal(`${rate}`), [1n, 10_000n])
      : naiveTimes(naiveDecimal(rate), [1n, 100n]);
  let [below, included]: [Naive, Naive] = [
    [1n, 1n],
    [1n, 1n],
  ];
  const ofNet = list.map(({ rate, compound, included: isIncluded }) => {
    const part = naiveTimes(rateOf(rate), compound ? below : [1n, 1n]);
    below = naivePlus(below, part);
    if (isIncluded) included = naivePlus(included, part);
    return part;
  });
  const [over, under] = included;
  const exact: Naive = [amount * under, over];
  const taken = list.map(({ included: isIncluded }, index) =>
    isIncluded ? naiveRound(naiveTimes(exact, ofNet[index] ?? [0n, 1n]), 'half-down') : undefined,
  );
  const net = amount - taken.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n);
  let [tax, base] = [0n, net];
  for (const [index, { rate, compound }] of list.entries()) {
    const part =
      taken[index] ?? naiveRound(naiveTimes([compound ? base : net, 1n], rateOf(rate)), rounding);
    tax += part;
    base += part;
  }
  return [net, tax];
};
