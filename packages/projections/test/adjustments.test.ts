import type { TargetParameters } from '@presales/projections';
import { funnelOf, roiOf, targetsOf } from './ask.ts';
import { deal, party, worth } from './deals.ts';
import { anna, april, countTarget, march, moneyTarget } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const a = deal('a');

/** Won at 100 in March; 30 were refunded in April, and 20 more after that. */
const history: readonly Happening[] = [
  party('acme'),
  a.opened({ at: day('2026-03-01'), partyId: 'acme' }),
  a.won(noon('2026-03-10'), worth('100', { margin: '40' })),
  a.adjusted(worth('70', { margin: '10' }), noon('2026-04-10')),
  a.adjusted(worth('50', { margin: '-10' }), noon('2026-04-11')),
];

describe('a part refund (B8)', () => {
  it('lowers value and margin of the deal, which stays won (S69)', async () => {
    const { outcomes, wonValue, wonMargin } = await funnelOf(history);
    expect(outcomes).toMatchObject({ won: 1, lost: 0 });
    expect([wonValue.amount, wonMargin.amount]).toEqual([50_00, -10_00]);
    expect((await roiOf(history)).sales).toMatchObject({
      revenue: { amount: 50_00 },
      margin: { amount: -10_00 },
    });
  });

  it('had lowered nothing before it came', async () => {
    expect((await funnelOf(history, { asOf: noon('2026-04-10') })).wonValue.amount).toBe(100_00);
    expect((await funnelOf(history, { asOf: noon('2026-04-11') })).wonValue.amount).toBe(70_00);
  });

  const goals = [
    moneyTarget('100', { period: march }),
    moneyTarget('100', { period: april }),
    countTarget(1, { of: 'buyers' }, { holder: anna, period: april }),
  ];
  const actuals = async (
    history: readonly Happening[],
    parameters: Partial<TargetParameters> = {},
  ) =>
    (await targetsOf([...goals, ...history], parameters)).targets.map(({ actual }) =>
      actual.in === 'money' ? actual.amount.amount : actual.count,
    );

  it('restates the month of the win, or counts in its own', async () => {
    // March, then April's buyers and value.
    expect(await actuals(history)).toEqual([50_00, 0, 0]);
    expect(await actuals(history, { reversals: 'reversal-period' })).toEqual([100_00, 0, -50_00]);
  });

  it('leaves of a win that is taken back after all nothing in either view', async () => {
    const reversed = [...history, a.reversed(noon('2026-04-20'))];
    expect(await actuals(reversed)).toEqual([0, 0, 0]);
    expect(await actuals(reversed, { reversals: 'reversal-period' })).toEqual([100_00, 0, -100_00]);
  });

  it('says nothing about a deal that is not won', async () => {
    const odd = [...history.slice(0, 2), a.adjusted(worth('70'), noon('2026-04-10'))];
    expect((await funnelOf(odd)).wonValue.amount).toBe(0);
    expect((await roiOf(odd)).sales.wonDeals).toBe('0');
  });
});
