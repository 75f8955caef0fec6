import { supplierPrices } from '@presales/domain/price-list';
import { QuotationLine } from '@presales/domain/quotation';
import { limits, money } from '@presales/kernel';
import type { PriceLineParameters, QuerySide } from '@presales/projections';
import { priceBookModel } from '../src/price-book/model.ts';
import { type Happening, noon, recorded } from './history.ts';
import { projected } from './project.ts';

const eur = (amount: number) => money(amount, 'EUR');
const at = noon('2026-01-05');

const listed = (productId: string, supplierId?: string): Happening => ({
  type: 'ProductListed',
  data: {
    productId,
    kind: 'product',
    name: `The ${productId}`,
    ...(supplierId === undefined ? {} : { supplierId }),
  },
  at,
});
const coefficient = (level: string, factor: string, validFrom = '2026-01-01'): Happening => ({
  type: 'PriceCoefficientSet',
  data: { supplierId: 'acme', level, factor, validFrom, atLoss: false },
  at,
});
const costs = (factor: string): Happening => ({
  type: 'CostCoefficientSet',
  data: { supplierId: 'acme', factor, validFrom: '2026-01-01', levelsAtLoss: [] },
  at,
});
const supplier: Happening = {
  type: 'SupplierRegistered',
  data: { supplierId: 'acme', name: 'Acme' },
  at,
};
interface Listing {
  readonly price: number;
  readonly validFrom?: string;
  readonly validUntil?: string;
}
const list = (
  priceListId: string,
  { price, validFrom = '2026-01-01', validUntil }: Listing,
  ending: 'PriceListPublished' | 'PriceListOpened' = 'PriceListPublished',
): readonly Happening[] => [
  {
    type: 'PriceListOpened',
    data: {
      priceListId,
      source: 'a file',
      lines: 1,
      parts: 1,
      ...(validUntil === undefined ? {} : { validUntil }),
    },
    at,
  },
  {
    type: 'PriceListPartAdded',
    data: {
      priceListId,
      part: 1,
      supplierId: 'acme',
      lines: [{ productId: 'chair', price: eur(price), validFrom }],
    },
    at,
  },
  ...(ending === 'PriceListPublished'
    ? [{ type: ending, data: { priceListId, lines: 1 }, at } as const]
    : []),
];
const level = (partyId: string, name: string, validFrom = '2026-01-01'): Happening => ({
  type: 'PartnerLevelSet',
  data: { partyId, level: name, validFrom },
  at,
});

/** A chair for which Acme asks 100.00: costs 80 % of it, sold at 150 % and, to partners, at 120 %. */
const catalogue = [
  supplier,
  costs('0.8'),
  coefficient('retail', '1.5'),
  coefficient('partner', '1.2'),
  listed('chair', 'acme'),
  ...list('L-1', { price: 100_00 }),
];

const asking = (...history: readonly Happening[]): Promise<QuerySide> =>
  projected(priceBookModel, recorded(history));

describe('the price book', () => {
  it('says what a product costs, how we know, and its price at each level', async () => {
    const book = await (await asking(...catalogue)).priceBook({ on: '2026-03-01' });
    expect(book).toMatchObject({
      on: '2026-03-01',
      levels: ['partner', 'retail'],
      products: [
        {
          productId: 'chair',
          name: 'The chair',
          kind: 'product',
          supplierId: 'acme',
          supplierPrice: eur(100_00),
          priceListId: 'L-1',
          cost: { amount: eur(80_00), source: 'supplier-coefficient' },
          prices: [
            { level: 'partner', price: eur(120_00), source: 'supplier-coefficient' },
            { level: 'retail', price: eur(150_00), source: 'supplier-coefficient' },
          ],
        },
      ],
    });
  });

  it('is of a day: by default the last one that counts', async () => {
    const side = await asking(
      ...catalogue,
      ...list('L-2', { price: 110_00, validFrom: '2026-04-01', validUntil: '2026-04-30' }),
    );
    const asked = async (parameters: Parameters<QuerySide['priceBook']>[0]) =>
      (await side.priceBook(parameters)).products.map(({ supplierPrice, priceListId }) => [
        supplierPrice?.amount,
        priceListId,
      ]);
    expect(await asked({ on: '2025-12-31' })).toEqual([[undefined, undefined]]);
    expect(await asked({ on: '2026-03-31' })).toEqual([[100_00, 'L-1']]);
    expect(await asked({ on: '2026-04-30' })).toEqual([[110_00, 'L-2']]);
    expect(await asked({ on: '2026-05-01' })).toEqual([[100_00, 'L-1']]);
    expect(await asked({ asOf: noon('2026-04-10') })).toEqual([[110_00, 'L-2']]);
    await expect(side.priceBook({ on: 'tomorrow' })).rejects.toThrow('on');
  });

  it('takes costs in their order: accounting, goods receipt, supplier (B3)', async () => {
    const receipt: Happening = {
      type: 'ReceiptCostRecorded',
      data: { productId: 'chair', receiptId: 'R-1', cost: eur(75_00), receivedOn: '2026-02-01' },
      at,
    };
    const books: Happening = {
      type: 'AccountingCostRecorded',
      data: { productId: 'chair', cost: eur(78_00), validFrom: '2026-02-10' },
      at,
    };
    const side = await asking(...catalogue, receipt, books);
    const cost = async (on: string) => (await side.priceBook({ on })).products[0]?.cost;
    expect(await cost('2026-01-31')).toEqual({
      amount: eur(80_00),
      source: 'supplier-coefficient',
    });
    expect(await cost('2026-02-01')).toEqual({ amount: eur(75_00), source: 'receipt' });
    expect(await cost('2026-02-10')).toEqual({ amount: eur(78_00), source: 'accounting' });
  });

  it('has what was set by hand before what follows, and says why a price is missing', async () => {
    const byHand: Happening = {
      type: 'PriceOverridden',
      data: { productId: 'service', level: 'retail', price: eur(60_00), validFrom: '2026-01-01' },
      at,
    };
    const side = await asking(...catalogue, listed('service'), byHand, listed('desk', 'acme'));
    const { products } = await side.priceBook({ on: '2026-03-01' });
    expect(products.map(({ productId, prices }) => [productId, prices.at(-1)])).toEqual([
      ['chair', { level: 'retail', price: eur(150_00), source: 'supplier-coefficient' }],
      ['desk', { level: 'retail', missing: 'supplier-price' }],
      ['service', { level: 'retail', price: eur(60_00), source: 'override' }],
    ]);
    expect(products.at(-1)?.prices[0]).toEqual({ level: 'partner', missing: 'supplier-price' });
  });

  it('shows one product, those of one supplier, or one level', async () => {
    const side = await asking(...catalogue, listed('service'), listed('desk', 'acme'));
    const names = async (parameters: object) =>
      (await side.priceBook({ on: '2026-03-01', ...parameters })).products.map(
        ({ productId }) => productId,
      );
    expect(await names({ productId: 'desk' })).toEqual(['desk']);
    expect(await names({ supplierId: 'acme' })).toEqual(['chair', 'desk']);
    expect((await side.priceBook({ level: 'partner' })).levels).toEqual(['partner']);
  });

  it('holds nothing of a list that is not published, or was withdrawn', async () => {
    const price = async (...history: readonly Happening[]) =>
      (await (await asking(...history)).priceBook({ on: '2026-03-01' })).products[0]?.supplierPrice;
    expect(await price(...catalogue, ...list('L-2', { price: 1 }, 'PriceListOpened'))).toEqual(
      eur(100_00),
    );
    expect(
      await price(...catalogue, {
        type: 'PriceListWithdrawn',
        data: { priceListId: 'L-1', reason: 'a mistake' },
        at,
      }),
    ).toBeUndefined();
  });

  it('takes of several lists what the domain takes: the last to begin, then the last published', async () => {
    const later = list('L-0', { price: 90_00, validFrom: '2026-02-01' });
    const together = list('L-3', { price: 95_00, validFrom: '2026-02-01' });
    const history = [...catalogue, ...later.slice(0, 2), ...together, ...later.slice(2)];
    const side = await asking(...history);
    const of = (id: string, price: number, validFrom: string) => ({
      status: 'published' as const,
      header: { priceListId: id, source: 'a file', lines: 1, parts: 1 },
      parts: [
        {
          priceListId: id,
          part: 1,
          supplierId: 'acme',
          lines: [{ productId: 'chair', price: eur(price), validFrom }],
        },
      ],
    });
    const oracle = supplierPrices([
      of('L-1', 100_00, '2026-01-01'),
      of('L-3', 95_00, '2026-02-01'),
      of('L-0', 90_00, '2026-02-01'),
    ]);
    for (const on of ['2026-01-31', '2026-02-01', '2026-03-01'])
      expect((await side.priceBook({ on })).products[0]?.supplierPrice).toEqual(
        oracle.priceOf('acme', 'chair', on),
      );
  });

  it('has all other products where one was listed at a mistyped price, and says which one is', async () => {
    const mistyped = list('L-9', { price: limits.amount, validFrom: '2026-02-01' });
    const side = await asking(...catalogue, ...mistyped, listed('service'));
    const { products } = await side.priceBook({ on: '2026-03-01' });
    expect(products).toMatchObject([
      {
        productId: 'chair',
        supplierPrice: eur(limits.amount),
        prices: [
          { level: 'partner', missing: 'too-large' },
          { level: 'retail', missing: 'too-large' },
        ],
      },
      { productId: 'service' },
    ]);
    const line = await side.priceLine({
      lineId: '1',
      productId: 'chair',
      quantity: '1',
      level: 'retail',
      on: '2026-03-01',
    });
    expect(line.refusal).toMatchObject({ code: 'price/unpublished', missing: 'too-large' });
  });

  it('knows what was recorded by a time only', async () => {
    const side = await asking(...catalogue);
    expect((await side.priceBook({ on: '2026-03-01', knownAt: 4n })).products).toMatchObject([
      { prices: [{ missing: 'supplier-price' }, { missing: 'supplier-price' }] },
    ]);
  });
});

describe('a line for a quotation', () => {
  const asked: PriceLineParameters = {
    calendar: { zone: 'UTC', fiscalYearStart: 1 },
    lineId: '1',
    productId: 'chair',
    quantity: '2',
    partyId: 'globex',
    on: '2026-03-01',
  };
  const history = [
    ...catalogue,
    level('globex', 'partner'),
    level('globex', 'retail', '2026-06-01'),
  ];
  const lineOf = async (more: Partial<PriceLineParameters>, ...rest: readonly Happening[]) =>
    (await asking(...history, ...rest)).priceLine({ ...asked, ...more });

  it('has list price, price, cost and source at the customer’s partner level', async () => {
    const answer = await lineOf({});
    expect(answer).toMatchObject({ on: '2026-03-01', level: 'partner' });
    expect(answer.line).toEqual({
      lineId: '1',
      description: 'The chair',
      productId: 'chair',
      supplierId: 'acme',
      quantity: '2',
      unitPrice: eur(120_00),
      listPrice: eur(120_00),
      unitCost: { amount: eur(80_00), source: 'supplier-coefficient' },
      priceListId: 'L-1',
    });
    expect(QuotationLine.parse(answer.line)).toEqual(answer.line);
  });

  it('is at the level that the customer has on the day', async () => {
    expect((await lineOf({ on: '2026-06-01' })).line?.unitPrice).toEqual(eur(150_00));
    expect((await lineOf({ on: '2025-12-31' })).refusal).toEqual({
      code: 'price/no-level',
      partyId: 'globex',
    });
  });

  it('is at the level for those without where the customer has none', async () => {
    expect((await lineOf({ partyId: 'nobody', level: 'retail' })).line?.unitPrice).toEqual(
      eur(150_00),
    );
    const { partyId: _, ...anonymous } = asked;
    const side = await asking(...history);
    expect((await side.priceLine(anonymous)).refusal).toEqual({ code: 'price/no-level' });
    expect((await lineOf({ level: 'retail' })).level).toBe('partner');
  });

  it('is at the level of the customer that another was merged into', async () => {
    const merged: Happening = {
      type: 'PartyMergedInto',
      data: { partyId: 'glob', survivorId: 'globex' },
      at,
    };
    expect((await lineOf({ partyId: 'glob' }, merged)).level).toBe('partner');
  });

  it.each([
    ['quantity', '0'],
    ['quantity', '-1'],
    ['quantity', 'two'],
    ['costRate', '0'],
    ['lineId', ''],
  ] as const)('is not made with the %s %j: the error names it', async (name, wrong) => {
    await expect(lineOf({ [name]: wrong })).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringMatching(new RegExp(`^${name}: expected `)),
    });
  });

  it('is refused of a product that nobody listed, or that is sold no more', async () => {
    expect((await lineOf({ productId: 'sofa' })).refusal).toEqual({
      code: 'price/unknown-product',
      productId: 'sofa',
    });
    const discontinued: Happening = {
      type: 'ProductDiscontinued',
      data: { productId: 'chair', from: '2026-03-01', replacedBy: 'stool' },
      at,
    };
    expect((await lineOf({}, discontinued)).refusal).toEqual({
      code: 'price/discontinued',
      productId: 'chair',
      from: '2026-03-01',
      replacedBy: 'stool',
    });
    expect((await lineOf({ on: '2026-02-28' }, discontinued)).line?.unitPrice).toEqual(eur(120_00));
  });

  it('is refused of a product that is in no published list, or has no price at the level', async () => {
    expect((await lineOf({ productId: 'desk' }, listed('desk', 'acme'))).refusal).toEqual({
      code: 'price/unpublished',
      productId: 'desk',
      level: 'partner',
      missing: 'supplier-price',
    });
    expect((await lineOf({}, level('globex', 'gold', '2026-02-01'))).refusal).toEqual({
      code: 'price/unpublished',
      productId: 'chair',
      level: 'gold',
      missing: 'price-coefficient',
    });
  });

  it('takes a cost in another currency at the rate that is named, and is refused without', async () => {
    const inDollars: Happening = {
      type: 'AccountingCostRecorded',
      data: { productId: 'chair', cost: money(90_00, 'USD'), validFrom: '2026-01-01' },
      at,
    };
    expect((await lineOf({}, inDollars)).refusal).toEqual({
      code: 'price/rate-missing',
      from: 'USD',
      to: 'EUR',
    });
    const { line } = await lineOf({ costRate: '0.9' }, inDollars);
    expect(line?.unitCost).toEqual({
      amount: money(90_00, 'USD'),
      source: 'accounting',
      rate: '0.9',
    });
    expect(QuotationLine.parse(line)).toEqual(line);
    expect((await lineOf({ costRate: '0.9' })).line?.unitCost).not.toHaveProperty('rate');
  });

  it('has no cost where nobody knows it', async () => {
    const byHand: Happening = {
      type: 'PriceOverridden',
      data: { productId: 'service', level: 'partner', price: eur(60_00), validFrom: '2026-01-01' },
      at,
    };
    const { line } = await lineOf({ productId: 'service' }, listed('service'), byHand);
    expect(line).not.toHaveProperty('unitCost');
    expect(line?.unitPrice).toEqual(eur(60_00));
  });
});

describe('a draft', () => {
  const drafted: Happening = {
    type: 'QuotationDrafted',
    data: { quotationId: 'Q-1', partyId: 'globex', sellerZone: 'UTC' },
    at: noon('2026-03-01'),
  };
  const drawn: QuotationLine = {
    lineId: '1',
    description: 'The chair',
    productId: 'chair',
    quantity: '2',
    unitPrice: eur(120_00),
    listPrice: eur(120_00),
    unitCost: { amount: eur(80_00), source: 'supplier-coefficient' },
  };
  const { listPrice: _, ...bare } = drawn;
  const added = (line: QuotationLine = drawn): Happening => ({
    type: 'QuotationLineAdded',
    data: { quotationId: 'Q-1', line },
    at: noon('2026-03-01'),
  });
  const withdrawn: Happening = {
    type: 'QuotationWithdrawn',
    data: { quotationId: 'Q-1', version: 1, reason: 'price-error' },
    at: noon('2026-03-02'),
  };
  const dearer = list('L-2', { price: 110_00, validFrom: '2026-03-10' });
  const stale = async (parameters: object, ...history: readonly Happening[]) => {
    const side = await asking(...catalogue, level('globex', 'partner'), ...history);
    return (await side.staleDrafts({ on: '2026-03-10', ...parameters })).drafts;
  };

  it('is out of date once its list prices or costs are others, and says from what to what', async () => {
    expect(await stale({ on: '2026-03-09' }, drafted, added(), ...dearer)).toEqual([]);
    expect(await stale({}, drafted, added(), ...dearer)).toEqual([
      {
        quotationId: 'Q-1',
        version: 1,
        partyId: 'globex',
        level: 'partner',
        lines: [
          {
            lineId: '1',
            productId: 'chair',
            reasons: [
              { what: 'price', from: eur(120_00), to: eur(132_00) },
              { what: 'cost', from: eur(80_00), to: eur(88_00) },
            ],
          },
        ],
      },
    ]);
  });

  it('is not out of date by a price that was negotiated', async () =>
    expect(await stale({}, drafted, added({ ...drawn, unitPrice: eur(99_00) }))).toEqual([]));

  it('is held by its cost alone where its line was drawn from no list', async () => {
    expect((await stale({}, drafted, added(bare), ...dearer))[0]?.lines[0]?.reasons).toEqual([
      { what: 'cost', from: eur(80_00), to: eur(88_00) },
    ]);
  });

  it('is out of date by a product that is sold no more, or at no price', async () => {
    const discontinued: Happening = {
      type: 'ProductDiscontinued',
      data: { productId: 'chair', from: '2026-03-10' },
      at,
    };
    const reasons = async (...history: readonly Happening[]) =>
      (await stale({}, drafted, added(), ...history))[0]?.lines[0]?.reasons;
    expect(await reasons(discontinued)).toEqual([{ what: 'discontinued' }]);
    expect(
      await reasons({
        type: 'PriceListWithdrawn',
        data: { priceListId: 'L-1', reason: 'a mistake' },
        at,
      }),
    ).toEqual([{ what: 'unpublished' }]);
  });

  it('is one no more once it is sent or withdrawn, and is one again when it is revised', async () => {
    const value = { net: eur(240_00), margin: eur(80_00), netOfUnknownCost: eur(0) };
    const sent: Happening = {
      type: 'QuotationSent',
      data: { quotationId: 'Q-1', version: 1, validUntil: '2026-03-31', subtotals: [value] },
      at: noon('2026-03-02'),
    };
    const revised: Happening = {
      type: 'QuotationRevised',
      data: { quotationId: 'Q-1', fromVersion: 1, toVersion: 2, reason: 'too dear' },
      at: noon('2026-03-03'),
    };
    expect(await stale({}, drafted, added(), sent, ...dearer)).toEqual([]);
    expect(await stale({}, drafted, added(), withdrawn, ...dearer)).toEqual([]);
    expect(await stale({}, drafted, added(), sent, revised, ...dearer)).toMatchObject([
      { quotationId: 'Q-1', version: 2 },
    ]);
  });

  it('is looked for by product or supplier', async () => {
    const history = [drafted, added(), ...dearer];
    expect(await stale({ productId: 'chair' }, ...history)).toHaveLength(1);
    expect(await stale({ productId: 'desk' }, ...history)).toEqual([]);
    expect(await stale({ supplierId: 'acme' }, ...history)).toHaveLength(1);
    expect(await stale({ supplierId: 'other' }, ...history)).toEqual([]);
  });

  it('of a product that nobody listed is held against nothing', async () =>
    expect(await stale({}, drafted, added({ ...drawn, productId: 'sofa' }))).toEqual([]));
});
