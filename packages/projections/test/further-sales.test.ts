import type { CreditShare } from '@presales/domain';
import { parsePeriod } from '@presales/kernel';
import type { TargetParameters } from '@presales/projections';
import { funnelOf, roiOf, targetsOf } from './ask.ts';
import { deal, party, rate, worth } from './deals.ts';
import { anna, april, countTarget, march, moneyTarget } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const a = deal('a');
const calendar = { zone: 'UTC', fiscalYearStart: 1 };
const months = { march: parsePeriod('2026-03', calendar), april: parsePeriod('2026-04', calendar) };
const ben = [{ salespersonId: 'ben', share: 10_000 }];

/** 100 sold in March by Anna, 50 more in April, by her or by somebody else. */
const soldBy = (credit?: readonly CreditShare[]): readonly Happening[] => [
  party('acme'),
  a.opened({ at: day('2026-03-01'), partyId: 'acme' }),
  a.won(noon('2026-03-10'), worth('100', { margin: '40' })),
  a.extended(
    noon('2026-04-10'),
    { added: worth('50', { margin: '10' }), value: worth('150', { margin: '50' }) },
    'q2',
    credit,
  ),
];
const history = soldBy();

describe('a further sale of a won deal (B26)', () => {
  it('makes the deal worth both, and it is one deal', async () => {
    const report = await funnelOf(history);
    expect(report.outcomes).toMatchObject({ won: 1 });
    expect([report.wonValue.amount, report.wonMargin.amount]).toEqual([150_00, 50_00]);
    expect([report.averageWon?.amount, report.medianWon?.amount]).toEqual([150_00, 150_00]);
    expect((await roiOf(history)).sales).toMatchObject({
      wonDeals: '1',
      newCustomers: 1,
      revenue: { amount: 150_00 },
      margin: { amount: 50_00 },
    });
  });

  it('had not been made before its day', async () =>
    expect((await funnelOf(history, { asOf: noon('2026-04-10') })).wonValue.amount).toBe(100_00));

  it.each([
    ['march', 1, 100_00],
    ['april', 0, 50_00],
  ] as const)('counts in its own month: %s', async (month, won, value) => {
    const report = await funnelOf(history, { basis: 'period', period: months[month] });
    expect([report.outcomes.won, report.wonValue.amount]).toEqual([won, value]);
  });

  it('stands under its own month, and under whoever is credited with it', async () => {
    const amounts = async (groupBy: 'closed-month' | 'person') =>
      (await funnelOf(soldBy(ben), { groupBy })).groups?.map(({ key, figures, credited }) => [
        key,
        (credited?.value ?? figures.wonValue).amount,
      ]);
    expect(await amounts('closed-month')).toEqual([
      ['2026-03', 100_00],
      ['2026-04', 50_00],
    ]);
    expect(await amounts('person')).toEqual([
      ['anna', 100_00],
      ['ben', 50_00],
    ]);
  });

  it('is converted at the rate of its own day', async () => {
    const rates = [rate('EUR', 'USD', '2', '2026-03-10'), rate('EUR', 'USD', '3', '2026-04-10')];
    const { wonValue } = await funnelOf([...rates, ...history], { currency: 'USD' });
    expect(wonValue.amount).toBe(2 * 100_00 + 3 * 50_00);
  });

  const goals = [
    moneyTarget('100', { period: march }),
    moneyTarget('100', { period: april }),
    countTarget(1, { of: 'buyers' }, { holder: anna, period: april }),
  ];
  /** What was reached in March, how many bought in April, and what was reached then. */
  const actuals = async (
    history: readonly Happening[],
    parameters: Partial<TargetParameters> = {},
  ) =>
    (await targetsOf([...goals, ...history], parameters)).targets.map(({ actual }) =>
      actual.in === 'money' ? actual.amount.amount : actual.count,
    );

  it('goes towards the target of its own month', async () => {
    expect(await actuals(history)).toEqual([100_00, 0, 50_00]);
    expect(await actuals(history, { reversals: 'reversal-period' })).toEqual([100_00, 0, 50_00]);
  });

  it('is no further win in the sales', async () => {
    const { sales } = await targetsOf([...goals, ...history], { currency: 'EUR' });
    expect(sales?.total).toMatchObject({ won: 1, value: { amount: 150_00 } });
  });

  it('is adjusted alone, in the month of it or in that of the refund', async () => {
    const refunded = [
      ...history,
      a.adjusted(worth('130', { margin: '40' }), noon('2026-04-20'), {
        value: worth('30', { margin: '0' }),
        quotationId: 'q2',
      }),
    ];
    expect((await funnelOf(refunded)).wonValue.amount).toBe(130_00);
    expect(await actuals(refunded)).toEqual([100_00, 0, 30_00]);
    const ofFirst = [
      ...history,
      a.adjusted(worth('140'), noon('2026-04-20'), { value: worth('90'), shopOrderId: 'order-1' }),
    ];
    expect(await actuals(ofFirst)).toEqual([90_00, 0, 50_00]);
    expect(await actuals(ofFirst, { reversals: 'reversal-period' })).toEqual([100_00, 0, 40_00]);
  });

  /** 100 and then 50 more of one quotation. */
  const inParts = [
    ...history.slice(0, 2),
    a.won(noon('2026-03-10'), worth('100')),
    a.adjusted(worth('100'), noon('2026-03-11'), { value: worth('100'), quotationId: 'q1' }),
    a.extended(noon('2026-04-10'), { added: worth('50'), value: worth('150') }, 'q1'),
  ];

  it.each([
    [120, [100_00, 0, 20_00]],
    [100, [100_00, 0, 0]],
    [70, [70_00, 0, 0]],
    [0, [0, 0, 0]],
    [160, [100_00, 0, 60_00]],
  ])('of one quotation, %i in all, takes back what was sold last first', async (whole, expected) =>
    expect(
      await actuals([
        ...inParts,
        a.adjusted(worth(`${whole}`), noon('2026-04-20'), {
          value: worth(`${whole}`),
          quotationId: 'q1',
        }),
      ]),
    ).toEqual(expected),
  );

  it('goes with the win that is taken back', async () => {
    const reversed = [...history, a.reversed(noon('2026-04-20'))];
    expect((await funnelOf(reversed)).wonValue.amount).toBe(0);
    expect(await actuals(reversed)).toEqual([0, 0, 0]);
    expect(await actuals(reversed, { reversals: 'reversal-period' })).toEqual([100_00, 0, -100_00]);
  });
});
