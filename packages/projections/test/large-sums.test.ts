import { limits, type MoneyFigure, majorUnits, type Whole } from '@presales/kernel';
import fc from 'fast-check';
import { funnelFrom, leadsOf, roiOf, targetsOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, pipelineDefined, rate } from './deals.ts';
import { moneyTarget } from './goals.ts';
import { type Happening, noon } from './history.ts';

/** Every amount that may be stored, most of them as large as it may be. */
const amounts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(limits.amount, -limits.amount) },
  { weight: 1, arbitrary: fc.integer({ min: -limits.amount, max: limits.amount }) },
);

const currencies = fc.constantFrom('EUR', 'JPY');
const plans = fc.array(
  fc.record({
    net: amounts,
    margin: amounts,
    currency: currencies,
    outcome: fc.constantFrom('won', 'won', 'lost', 'open'),
    share: fc.integer({ min: 1, max: 9_999 }),
  }),
  { minLength: 12, maxLength: 20 },
);
type Plan = typeof plans extends fc.Arbitrary<readonly (infer Each)[]> ? Each : never;

const period = { start: '2026-01-01', end: '2026-02-01' };

/** A yen is 7 euros in these tests, so that the sums of what is converted are larger still. */
const rates = rate('JPY', 'EUR', '7', '2025-01-01');
const cents = (amount: number, currency: string): bigint =>
  BigInt(amount) * (currency === 'JPY' ? 700n : 1n);

const stored = (amount: number, currency: string) => ({
  amount,
  currency,
  scale: currency === 'JPY' ? 0 : 2,
});

/** A deal of the highest of amounts, as it was opened and closed. */
const told = ({ net, margin, currency, outcome, share }: Plan, place: number): Happening[] => {
  const { opened, won, lost } = deal(`O-${place}`);
  const opening = opened({ at: noon('2026-01-01') });
  const value = stored(net, currency);
  const worth = {
    net: value,
    margin: stored(margin, currency),
    netOfUnknownCost: stored(0, currency),
  };
  const credit = [
    { salespersonId: 'anna', share },
    { salespersonId: 'bob', share: 10_000 - share },
  ];
  const expecting = { ...opening, data: { ...opening.data, expectedValue: value } } as Happening;
  if (outcome === 'open') return [expecting];
  return [
    expecting,
    outcome === 'won' ? won(noon('2026-01-11'), worth, credit) : lost(noon('2026-01-11')),
  ];
};

const exactly = (figure: MoneyFigure | undefined): bigint => BigInt(figure?.amount ?? 0);
const sum = (values: readonly (Whole | undefined)[]): bigint =>
  values.reduce<bigint>((total, value) => total + BigInt(value ?? 0), 0n);
const halfAway = (dividend: bigint, divisor: bigint): bigint => {
  const size = dividend < 0n ? -dividend : dividend;
  return ((size * 2n + divisor) / (divisor * 2n)) * (dividend < 0n ? -1n : 1n);
};

describe('figures of amounts that are each as large as one may be', () => {
  it('are the sums of the deals to the cent, whoever is credited with which part', () =>
    fc.assert(
      fc.asyncProperty(plans, async (all) => {
        const history = [pipelineDefined(), rates, ...all.flatMap(told)];
        const total = (of: Plan['outcome'], amount: 'net' | 'margin' = 'net'): bigint =>
          sum(
            all.flatMap((plan) =>
              plan.outcome === of ? [cents(plan[amount], plan.currency)] : [],
            ),
          );
        const ask = await funnelFrom(history);
        const funnel = await ask();
        const [won, margin] = [total('won'), total('won', 'margin')];
        expect(exactly(funnel.wonValue)).toBe(won);
        expect(exactly(funnel.wonMargin)).toBe(margin);
        expect(exactly(funnel.openPipeline.expected)).toBe(total('open'));
        expect(exactly(funnel.openPipeline.weighted)).toBe(halfAway(total('open') * 10n, 100n));
        expect(sum(funnel.losses.map(({ value }) => value.amount))).toBe(total('lost'));
        const winners = BigInt(funnel.outcomes.won);
        if (winners > 0n) expect(exactly(funnel.averageWon)).toBe(halfAway(won, winners));
        const { groups = [] } = await ask({ groupBy: 'person' });
        expect(sum(groups.map(({ credited }) => credited?.value.amount))).toBe(won);
        expect(sum(groups.map(({ credited }) => credited?.margin.amount))).toBe(margin);
        const products = (await ask({ groupBy: 'product' })).groups ?? [];
        expect(sum(products.map(({ figures }) => figures.wonValue.amount))).toBe(won);

        const { sales: revenue } = await roiOf(history);
        expect([exactly(revenue.revenue), exactly(revenue.margin)]).toEqual([won, margin]);

        const { sales, targets } = await targetsOf([...history, moneyTarget('1', { period })], {
          currency: 'EUR',
        });
        expect(exactly(sales?.total.value)).toBe(won);
        expect(sum((sales?.persons ?? []).map(({ value }) => value.amount))).toBe(won);
        const annas = sales?.persons.find(({ name }) => name === 'anna')?.value;
        expect(targets).toHaveLength(1);
        for (const { actual, gap } of targets) {
          expect(actual.in === 'money' && exactly(actual.amount)).toBe(exactly(annas));
          expect(gap.in === 'money' && exactly(gap.amount)).toBe(100n - exactly(annas));
        }
      }),
      { numRuns: 40 },
    ));

  it('are of what campaigns cost as well, by campaign and by the sources of their leads', async () => {
    const spring = campaign('spring');
    const costs = Array.from({ length: 12 }, () => spring.spent('9999999999999.99', '2026-01-15'));
    const { total, campaigns } = await roiOf([spring.planned(), ...costs]);
    expect(majorUnits(total.actualCost)).toBe('119999999999999.88');
    expect(campaigns.map(({ profit }) => majorUnits(profit))).toEqual(['-119999999999999.88']);
    const { costWithoutLeads } = await leadsOf([spring.planned(), ...costs], { currency: 'EUR' });
    expect(costWithoutLeads?.amount).toBe(11_999_999_999_999_988n);
  });

  it('have a number for an amount as long as numbers are exact, and a big integer beyond', async () => {
    const won = (count: number) =>
      Array.from({ length: count }, (_, place) =>
        told(
          { net: limits.amount, margin: 0, currency: 'EUR', outcome: 'won', share: 5_000 },
          place,
        ),
      ).flat();
    expect((await (await funnelFrom(won(9)))()).wonValue.amount).toBe(8_999_999_999_999_991);
    expect((await (await funnelFrom(won(10)))()).wonValue.amount).toBe(9_999_999_999_999_990n);
  });
});
