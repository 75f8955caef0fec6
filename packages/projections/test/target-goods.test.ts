import type { CreditShare } from '@presales/domain';
import type { TargetGoods, TargetMetric } from '@presales/domain/target';
import { majorUnits, parseMoney } from '@presales/kernel';
import type { Quantity } from '@presales/projections';
import fc from 'fast-check';
import { targetsOf } from './ask.ts';
import { deal, joined, team, worth } from './deals.ts';
import { anna, april, ben, march, moneyTarget, north } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const product = (id: string): TargetGoods => ({ kind: 'product', id });
const group = (id: string): TargetGoods => ({ kind: 'group', id });
const value = (goods?: TargetGoods): TargetMetric =>
  goods === undefined ? { of: 'sales-value' } : { of: 'sales-value', goods };

const listed = (productId: string, inGroup?: string, at = day('2026-01-01')): Happening => ({
  type: 'ProductListed',
  data: {
    productId,
    kind: 'product',
    name: productId,
    ...(inGroup === undefined ? {} : { group: inGroup }),
  },
  at,
});

const moved = (productId: string, to: string, at: string): Happening => ({
  type: 'ProductGroupChanged',
  data: { productId, to },
  at,
});

type Line = readonly [productId: string | undefined, price: string, cost?: string];

/** A deal that was quoted by lines and won by the quotation. */
const quoted = (
  id: string,
  lines: readonly Line[],
  {
    on = '2026-03-10',
    net,
    margin,
    credit = [{ salespersonId: 'anna', share: 10_000 }],
  }: {
    readonly on?: string;
    readonly net: string;
    readonly margin?: string;
    readonly credit?: readonly CreditShare[];
  },
): readonly Happening[] => {
  const quotationId = `quotation-${id}`;
  const at = noon('2026-02-01');
  const total = worth(net, margin === undefined ? {} : { margin });
  return [
    deal(id).opened({ at: day('2026-01-02') }),
    { type: 'QuotationDrafted', data: { quotationId, partyId: 'acme', sellerZone: 'UTC' }, at },
    ...lines.map(
      ([productId, price, cost], place): Happening => ({
        type: 'QuotationLineAdded',
        data: {
          quotationId,
          line: {
            lineId: `line-${place}`,
            description: 'a line',
            ...(productId === undefined ? {} : { productId }),
            quantity: '1',
            unitPrice: parseMoney(price, 'EUR'),
            ...(cost === undefined
              ? {}
              : { unitCost: { amount: parseMoney(cost, 'EUR'), source: 'accounting' } }),
          },
        },
        at,
      }),
    ),
    {
      type: 'QuotationSent',
      data: { quotationId, version: 1, validUntil: '2026-12-31', subtotals: [total] },
      at,
    },
    {
      type: 'QuotationAccepted',
      data: { quotationId, version: 1, subtotals: [total], value: total },
      at: noon(on),
    },
    {
      type: 'OpportunityWon',
      data: { opportunityId: id, value: total, credit, step: 'offer', skipped: [], quotationId },
      at: noon(on),
    },
  ];
};

const text = (quantity: Quantity): string =>
  quantity.in === 'money' ? majorUnits(quantity.amount) : String(quantity.count);

/** What every target is for, and what is reached of it. */
const reached = async (history: readonly Happening[]) =>
  (await targetsOf(history)).targets.map(({ name, metric, period, actual }) => [
    name,
    metric.of === 'sales-value' || metric.of === 'margin' ? (metric.goods?.id ?? 'all') : '',
    period.start,
    text(actual),
  ]);

describe('a target for a product or a group of them (B43)', () => {
  const catalogue = [
    listed('pump', 'machines'),
    listed('drill', 'machines'),
    listed('care', 'services'),
  ];
  const sold = quoted(
    'd',
    [
      ['pump', '600'],
      ['drill', '300'],
      ['care', '100'],
    ],
    { net: '1000' },
  );

  it('is reached by the lines of what was sold, beside the target for all', async () => {
    expect(
      await reached([
        ...catalogue,
        moneyTarget('5000'),
        moneyTarget('500', { metric: value(product('pump')) }),
        moneyTarget('500', { metric: value(product('hose')) }),
        moneyTarget('900', { metric: value(group('machines')) }),
        moneyTarget('100', { metric: value(group('services')) }),
        ...sold,
      ]),
    ).toEqual([
      ['anna', 'all', march.start, '1000.00'],
      ['anna', 'machines', march.start, '900.00'],
      ['anna', 'services', march.start, '100.00'],
      ['anna', 'hose', march.start, '0.00'],
      ['anna', 'pump', march.start, '600.00'],
    ]);
  });

  it('has its attainment by its own goal', async () => {
    const { targets } = await targetsOf([
      ...catalogue,
      moneyTarget('1200', { metric: value(product('pump')) }),
      ...sold,
    ]);
    expect(targets).toMatchObject([
      { metric: { of: 'sales-value', goods: product('pump') }, attainment: '50.00' },
    ]);
  });

  it('keeps product and group of one name apart', async () => {
    expect(
      await reached([
        listed('pump', 'machines'),
        listed('machines', 'pump'),
        moneyTarget('1', { metric: value(product('pump')) }),
        moneyTarget('1', { metric: value(group('pump')) }),
        ...quoted('d', [['pump', '10']], { net: '10' }),
        ...quoted('e', [['machines', '7']], { net: '7' }),
      ]),
    ).toEqual([
      ['anna', 'pump', march.start, '7.00'],
      ['anna', 'pump', march.start, '10.00'],
    ]);
  });

  it('counts margin with the cost of the goods’ own lines', async () => {
    const { targets } = await targetsOf([
      ...catalogue,
      moneyTarget('100', { metric: { of: 'margin', goods: product('pump') } }),
      moneyTarget('100', { metric: { of: 'margin', goods: group('services') } }),
      ...quoted(
        'd',
        [
          ['pump', '600', '400'],
          ['drill', '300', '290'],
        ],
        { net: '900', margin: '210' },
      ),
    ]);
    expect(targets.map(({ actual }) => text(actual))).toEqual(['0.00', '200.00']);
  });

  it('goes by the group that a product was in when it was sold', async () => {
    expect(
      await reached([
        listed('pump', 'machines'),
        moved('pump', 'water', day('2026-04-01')),
        ...[march, april].flatMap((period) =>
          ['machines', 'water'].map((id) => moneyTarget('1', { metric: value(group(id)), period })),
        ),
        ...quoted('d', [['pump', '10']], { net: '10', on: '2026-03-31' }),
        ...quoted('e', [['pump', '7']], { net: '7', on: '2026-04-01' }),
      ]),
    ).toEqual([
      ['anna', 'machines', march.start, '10.00'],
      ['anna', 'water', march.start, '0.00'],
      ['anna', 'machines', april.start, '0.00'],
      ['anna', 'water', april.start, '7.00'],
    ]);
  });

  it('counts what was sold before the product was ever in a group with the first one', async () => {
    expect(
      await reached([
        listed('pump'),
        moved('pump', 'machines', day('2026-06-01')),
        moved('pump', 'water', day('2026-07-01')),
        moneyTarget('1', { metric: value(group('machines')) }),
        ...quoted('d', [['pump', '10']], { net: '10' }),
      ]),
    ).toEqual([['anna', 'machines', march.start, '10.00']]);
  });

  it('is reached by a deal without lines that was opened for the product', async () => {
    expect(
      await reached([
        ...catalogue,
        moneyTarget('1', { metric: value(product('pump')) }),
        moneyTarget('1', { metric: value(group('machines')) }),
        moneyTarget('1', { metric: value(group('services')) }),
        deal('d').opened({ at: day('2026-01-02'), productId: 'pump' }),
        deal('d').won(noon('2026-03-10'), worth('10')),
        deal('e').opened({ at: day('2026-01-02') }),
        deal('e').won(noon('2026-03-10'), worth('5')),
      ]),
    ).toEqual([
      ['anna', 'machines', march.start, '10.00'],
      ['anna', 'services', march.start, '0.00'],
      ['anna', 'pump', march.start, '10.00'],
    ]);
  });

  it('loses its part of what is paid back', async () => {
    expect(
      await reached([
        ...catalogue,
        moneyTarget('1', { metric: value(product('pump')) }),
        ...sold,
        {
          type: 'OpportunityWinAdjusted',
          data: { opportunityId: 'd', value: worth('500'), reason: 'refund' },
          at: noon('2026-03-20'),
        },
      ]),
    ).toEqual([['anna', 'pump', march.start, '300.00']]);
  });

  it('of a team is what its members sold of the goods, and beside it their targets for the same', async () => {
    const { targets } = await targetsOf([
      ...catalogue,
      team('north', 'North'),
      joined('anna', 'north', '2026-01-01'),
      joined('ben', 'north', '2026-01-01'),
      moneyTarget('100', { holder: north, metric: value(product('pump')) }),
      moneyTarget('40', { holder: anna, metric: value(product('pump')) }),
      moneyTarget('30', { holder: ben, metric: value(product('drill')) }),
      moneyTarget('20', { holder: ben }),
      ...quoted(
        'd',
        [
          ['pump', '600'],
          ['drill', '400'],
        ],
        {
          net: '1000',
          credit: [
            { salespersonId: 'anna', share: 2_500 },
            { salespersonId: 'ben', share: 7_500 },
          ],
        },
      ),
    ]);
    const [line] = targets.filter(({ holder }) => holder.kind === 'team');
    expect(line && text(line.actual)).toBe('600.00');
    expect(line?.sumOfMembers).toMatchObject({ members: 1 });
    expect(line?.sumOfMembers && text(line.sumOfMembers.actual)).toBe('150.00');
  });

  it('is revised and withdrawn without touching that for other goods', async () => {
    const of = (id: string) => ({ holder: anna, metric: value(product(id)), period: march });
    const { targets } = await targetsOf([
      moneyTarget('10', { metric: value(product('pump')) }),
      moneyTarget('20', { metric: value(product('drill')) }),
      moneyTarget('30'),
      {
        type: 'TargetWithdrawn',
        data: { ...of('pump'), reason: 'sold out' },
        at: day('2026-03-02'),
      },
    ]);
    expect(targets.map(({ goal }) => text(goal))).toEqual(['30.00', '20.00']);
  });

  it('leaves nothing over: a person’s products add up to what the person sold, to the cent', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            lines: fc.array(
              fc.tuple(
                fc.constantFrom('pump', 'drill', 'care', undefined),
                fc.integer({ min: 1, max: 9_999 }).map((cents) => (cents / 100).toFixed(2)),
              ),
              { minLength: 1, maxLength: 4 },
            ),
            net: fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
            share: fc.integer({ min: 1, max: 9_999 }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        async (sales) => {
          const history = [
            ...catalogue,
            ...[anna, ben].flatMap((holder) =>
              [
                undefined,
                group('machines'),
                group('services'),
                product('pump'),
                product('drill'),
              ].map((goods) => moneyTarget('1', { holder, metric: value(goods) })),
            ),
            ...sales.flatMap(({ lines, net, share }, index) =>
              quoted(
                `d${index}`,
                lines.map(([productId = 'care', price]) => [productId, price]),
                {
                  net,
                  credit: [
                    { salespersonId: 'anna', share },
                    { salespersonId: 'ben', share: 10_000 - share },
                  ],
                },
              ),
            ),
          ];
          for (const person of ['anna', 'ben']) {
            const cents = new Map(
              (await reached(history))
                .filter(([name]) => name === person)
                .map(([, goods, , actual]) => [goods, Math.round(Number(actual) * 100)]),
            );
            const of = (goods: string) => cents.get(goods) ?? Number.NaN;
            expect(of('machines') + of('services')).toBe(of('all'));
            expect(of('pump') + of('drill')).toBe(of('machines'));
          }
        },
      ),
      { numRuns: 15 },
    ));
});
