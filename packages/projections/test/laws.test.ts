import { parsePeriod } from '@presales/kernel';
import {
  type AttributionName,
  attributionModels,
  type FunnelGrouping,
} from '@presales/projections';
import fc from 'fast-check';
import { funnelFrom, leadsFrom, roiFrom, targetsFrom } from './ask.ts';
import { moneyTarget, north } from './goals.ts';
import { happenings, setting, someDay } from './histories.ts';
import { day, type Happening } from './history.ts';

// Whole histories are projected again and again; a busy machine may take its time.
jest.setTimeout(60_000);

const runs = { numRuns: 30 };
const add = (left: number, right: number): number => left + right;
const goals = [
  moneyTarget('100', { holder: north, period: { start: '2026-01-01', end: '2026-07-01' } }),
];

const groupings: readonly FunnelGrouping[] = [
  'team',
  'person',
  'product',
  'opened-week',
  'opened-month',
  'opened-quarter',
  'opened-half',
  'opened-year',
  'closed-week',
  'closed-month',
  'closed-quarter',
  'closed-half',
  'closed-year',
];

/** An answer without what depends on the day that it stands on. */
const dayless = (answer: object): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value: unknown) =>
      name === 'pastDue' || name === 'toReview' || name === 'temperature' ? undefined : value,
    ),
  );

/** Everything that can be asked of a history, the times of asking left out of the answers. */
const askAll = async (history: readonly Happening[], pageSize?: number) => {
  const all = [...setting, ...goals, ...history];
  const funnel = await funnelFrom(all, pageSize);
  const roi = await roiFrom(all, pageSize);
  const targets = await targetsFrom(all, pageSize);
  const leads = await leadsFrom(all, pageSize);
  return async (times: { readonly asOf?: string; readonly knownAt?: bigint } = {}) => {
    const answers = [
      await funnel({ ...times, mode: 'reached', groupBy: 'person' }),
      await funnel({ ...times, mode: 'strict', daysOnHold: 'left-out' }),
      await funnel({ ...times, mode: 'imputed' }),
      await roi({ ...times, attribution: 'linear' }),
      await leads({ ...times, currency: 'EUR' }),
      await targets({ ...times, currency: 'EUR', reversals: 'reversal-period' }),
    ];
    return answers.map(({ position: _, asOf: __, knownAt: ___, ...figures }) => figures);
  };
};

describe('for every history', () => {
  it('a report as of a day is the report of what had happened by then', () =>
    fc.assert(
      fc.asyncProperty(happenings, someDay, async (history, on) => {
        const asOf = day(on);
        const byThen = history.filter((happening) =>
          happening.type === 'CampaignCostRecorded'
            ? happening.data.costDate < on
            : happening.at < asOf,
        );
        const now = await (await askAll(history))({ asOf });
        const then = await askAll(byThen);
        expect(now).toEqual(await then({ asOf }));
        // Pace, temperature and what is past due look at the day itself; nothing else does.
        expect(now.slice(0, 5).map(dayless)).toEqual((await then()).slice(0, 5).map(dayless));
      }),
      runs,
    ));

  it('what was known at a position is what the log up to there tells', () =>
    fc.assert(
      fc.asyncProperty(happenings, fc.nat(), async (history, cut) => {
        const kept = history.length === 0 ? 0 : cut % (history.length + 1);
        const knownAt = BigInt(setting.length + goals.length + kept - 1);
        const known = await (await askAll(history))({ knownAt });
        expect(known).toEqual(await (await askAll(history.slice(0, kept)))());
      }),
      runs,
    ));

  it('the size of the projected pages changes nothing', () =>
    fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 7 }), async (history, pageSize) => {
        expect(await (await askAll(history, pageSize))()).toEqual(await (await askAll(history))());
      }),
      { numRuns: 20 },
    ));

  it('strict counts no deal that reached does not, and imputed every one that it does', () =>
    fc.assert(
      fc.asyncProperty(happenings, async (history) => {
        const funnel = await funnelFrom([...setting, ...history]);
        const counts = async (mode: 'reached' | 'strict' | 'imputed') =>
          (await funnel({ mode })).steps.map(({ reached }) => reached);
        const [strict, reached, imputed] = [
          await counts('strict'),
          await counts('reached'),
          await counts('imputed'),
        ];
        reached.forEach((count, place) => {
          expect(strict[place]).toBeLessThanOrEqual(count);
          expect(imputed[place]).toBeGreaterThanOrEqual(count);
        });
        // In order, nobody comes to a step without the one before.
        strict.forEach((count, place) => {
          expect(count).toBeLessThanOrEqual(strict[place - 1] ?? count);
        });
      }),
      runs,
    ));

  it('the groups of a funnel add up to the whole, whatever it is grouped by', () =>
    fc.assert(
      fc.asyncProperty(happenings, async (history) => {
        const funnel = await funnelFrom([...setting, ...history]);
        for (const groupBy of groupings) {
          const report = await funnel({ groupBy });
          const figures = (report.groups ?? []).map((group) => group.figures);
          const total = (pick: (figure: (typeof figures)[number]) => number) =>
            figures.map(pick).reduce(add, 0);
          expect(total(({ wonValue }) => Number(wonValue.amount))).toBe(report.wonValue.amount);
          expect(total(({ wonMargin }) => Number(wonMargin.amount))).toBe(report.wonMargin.amount);
          expect(total(({ openPipeline }) => Number(openPipeline.expected.amount))).toBe(
            report.openPipeline.expected.amount,
          );
          for (const name of ['created', 'open', 'onHold', 'won', 'lost', 'reversed'] as const)
            expect(total(({ outcomes }) => outcomes[name])).toBe(report.outcomes[name]);
          report.steps.forEach(({ reached }, place) => {
            expect(total(({ steps }) => steps[place]?.reached ?? 0)).toBe(reached);
          });
        }
      }),
      runs,
    ));

  it('credits add up to all that was sold, by every model, deal by deal and cent by cent', () =>
    fc.assert(
      fc.asyncProperty(
        happenings,
        fc.integer({ min: 0, max: 120 }),
        async (history, lookBackDays) => {
          const roi = await roiFrom([...setting, ...history]);
          for (const attribution of Object.keys(attributionModels) as AttributionName[]) {
            const { campaigns, total, unattributed, sales } = await roi({
              attribution,
              shares: { first: 1, won: 2, rest: 3 },
              lookBackDays,
            });
            const tenThousandths = (deals: string) => Math.round(Number(deals) * 10_000);
            for (const pick of [
              ({ wonDeals }: typeof sales) => tenThousandths(wonDeals),
              ({ revenue }: typeof sales) => Number(revenue.amount),
              ({ margin }: typeof sales) => Number(margin.amount),
              ({ revenueOfUnknownCost }: typeof sales) => Number(revenueOfUnknownCost.amount),
            ]) {
              expect(campaigns.map(pick).reduce(add, 0)).toBe(pick(total));
              expect(pick(total) + pick(unattributed)).toBe(pick(sales));
            }
            expect(Number(sales.wonDeals) % 1).toBe(0);
            expect(
              campaigns.map(({ actualCost }) => Number(actualCost.amount)).reduce(add, 0),
            ).toBe(total.actualCost.amount);
          }
        },
      ),
      runs,
    ));

  it('the three read models agree on what was won', () =>
    fc.assert(
      fc.asyncProperty(happenings, async (history) => {
        const all = [...setting, ...history];
        const funnel = await (await funnelFrom(all))();
        const { sales } = await (await roiFrom(all))();
        const listing = (await (await targetsFrom(all))({ currency: 'EUR' })).sales;
        expect(sales.wonDeals).toBe(String(funnel.outcomes.won));
        expect(listing?.total.won).toBe(funnel.outcomes.won);
        expect([sales.revenue, listing?.total.value]).toEqual([funnel.wonValue, funnel.wonValue]);
        expect([sales.margin, listing?.total.margin]).toEqual([funnel.wonMargin, funnel.wonMargin]);
        for (const lines of [listing?.persons ?? [], listing?.teams ?? []])
          expect(lines.map(({ value }) => Number(value.amount)).reduce(add, 0)).toBe(
            funnel.wonValue.amount,
          );
        expect(
          (listing?.persons ?? []).every(({ newCustomers, buyers }) => newCustomers <= buyers),
        ).toBe(true);
      }),
      runs,
    ));

  it('funnel and targets credit people and teams with the same sales, asked alike (B23)', () =>
    fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 6 }), async (history, month) => {
        const all = [...setting, ...history];
        const period = parsePeriod(`2026-0${month}`, { zone: 'UTC', fiscalYearStart: 1 });
        const { sales } = await (await targetsFrom(all))({ currency: 'EUR', period });
        const funnel = await funnelFrom(all);
        for (const groupBy of ['person', 'team'] as const) {
          const { groups = [], wonValue } = await funnel({ basis: 'period', period, groupBy });
          const listed = (groupBy === 'person' ? sales?.persons : sales?.teams) ?? [];
          const byName = (lines: readonly (readonly [string, unknown])[]) =>
            Object.fromEntries(lines);
          expect(
            byName(groups.flatMap(({ name, credited }) => (credited ? [[name, credited]] : []))),
          ).toEqual(
            byName(
              listed
                .filter(({ won }) => won > 0)
                .map(({ name, won, value, margin, valueOfUnknownCost }) => [
                  name,
                  { won, value, margin, valueOfUnknownCost },
                ]),
            ),
          );
          expect(
            groups.map(({ credited }) => Number(credited?.value.amount ?? 0)).reduce(add, 0),
          ).toBe(wonValue.amount);
        }
      }),
      runs,
    ));

  it('a group has an average of its own deals: what they brought by how many they are', () =>
    fc.assert(
      fc.asyncProperty(happenings, async (history) => {
        const funnel = await funnelFrom([...setting, ...history]);
        for (const groupBy of groupings) {
          const { groups = [] } = await funnel({ groupBy });
          for (const { figures } of groups) {
            const { averageWon, wonValue, outcomes } = figures;
            if (averageWon === undefined) expect(outcomes.won).toBe(0);
            else
              expect(
                Math.abs(Number(averageWon.amount) * outcomes.won - Number(wonValue.amount)),
              ).toBeLessThanOrEqual(outcomes.won / 2);
          }
        }
      }),
      runs,
    ));

  it('the sources of leads, and what came to no lead, add up to all that campaigns cost (S24)', () =>
    fc.assert(
      fc.asyncProperty(happenings, async (history) => {
        const all = [...setting, ...history];
        const { sources, total, standing, costWithoutLeads } = await (await leadsFrom(all))({
          currency: 'EUR',
        });
        const { total: spent } = await (await roiFrom(all))();
        expect(
          sources
            .map(({ cost }) => Number(cost?.amount ?? 0))
            .reduce(add, Number(costWithoutLeads?.amount ?? 0)),
        ).toBe(spent.actualCost.amount);
        expect(sources.map(({ leads }) => leads).reduce(add, 0)).toBe(total.leads);
        const { nurturing: _, ...places } = standing;
        expect(Object.values(places).reduce(add, 0)).toBe(total.leads);
      }),
      runs,
    ));

  it('a reversal moves a win between periods, and both treatments end at the same sum', () =>
    fc.assert(
      fc.asyncProperty(happenings, async (history) => {
        const targets = await targetsFrom([...setting, ...history]);
        const values = async (reversals: 'win-period' | 'reversal-period') =>
          Object.fromEntries(
            ((await targets({ currency: 'EUR', reversals })).sales?.persons ?? [])
              .filter(({ value }) => value.amount !== 0)
              .map(({ name, value }) => [name, value.amount]),
          );
        expect(await values('reversal-period')).toEqual(await values('win-period'));
      }),
      runs,
    ));
});
