import { type Decimal, decimalText, type Position, type SqlReader } from '@presales/kernel';
import { within } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { divide, ratio } from '../shared/figures.ts';
import { survivorsOf } from '../shared/merges.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import type { EngagementLine, EngagementParameters, EngagementReport } from './report.ts';
import type { EngagementTables, TimeFact } from './tables.ts';

/** One piece of presales work. */
interface Work {
  readonly kind: string;
  readonly deal: string;
  readonly minutes: number;
  /** What came of it, the last time. */
  readonly came: string | undefined;
  readonly late: boolean;
}

/**
 * Presales work: how much of which kind, whether what was demonstrated, proposed and proved was
 * bought, and what a won deal takes. A deal counts once in each rate however often presales worked
 * for it; one that was merged into another is the other.
 *
 * @throws InvalidInput for times that are no instants
 */
export const engagements = async (
  reader: SqlReader,
  position: Position,
  parameters: EngagementParameters,
): Promise<EngagementReport> => {
  const database = queryBuilder<EngagementTables>(reader);
  const { calendar, period } = parameters;
  const { happened, known } = scopeOf(parameters);
  const inPeriod = within(period, calendar.zone);
  const survivorOf = survivorsOf(
    await database.selectFrom('engagement_deal_merge').selectAll().where(known).execute(),
  );
  const outcomes = await database
    .selectFrom('engagement_outcome')
    .selectAll()
    .where(happened)
    .execute();
  const came = new Map(outcomes.sort(byTime).map((fact) => [fact.engagement_id, fact]));
  const minutesOf = minutesByWork(
    await database.selectFrom('engagement_time').selectAll().where(happened).execute(),
  );
  const deals = await database.selectFrom('engagement_deal').selectAll().where(happened).execute();
  const stateOf = new Map(
    deals.sort(byTime).map(({ opportunity_id, outcome }) => [opportunity_id, outcome]),
  );
  const requests = await database
    .selectFrom('engagement_request')
    .selectAll()
    .where(happened)
    .execute();
  const work = requests
    .filter(({ occurred_at }) => inPeriod(occurred_at))
    .map(
      ({ engagement_id, opportunity_id, kind }): Work => ({
        kind,
        deal: survivorOf(opportunity_id),
        minutes: minutesOf.get(engagement_id) ?? 0,
        came: came.get(engagement_id)?.what,
        late: came.get(engagement_id)?.late === 1,
      }),
    );

  const that = (what: string): readonly Work[] => work.filter((one) => one.came === what);
  const won = (deal: string): boolean => stateOf.get(deal) === 'won';
  const winRate = (some: readonly Work[]) => {
    const closed = dealsOf(some).filter((deal) => won(deal) || stateOf.get(deal) === 'lost');
    return ratio(closed.filter(won).length, closed.length);
  };
  const submitted = that('rfp-submitted');
  const [met, notMet] = [that('poc-met').length, that('poc-not-met').length];
  const inconclusive = that('poc-inconclusive').length;
  const forWon = work.filter(({ deal }) => won(deal));
  const wonDeals = dealsOf(forWon).length;
  return {
    ...answerOf(position, parameters),
    ...present({ period }),
    kinds: linesOf(work),
    demos: {
      held: that('demo-held').length,
      failed: that('demo-failed').length,
      winRate: winRate(that('demo-held')),
    },
    rfps: {
      submitted: submitted.length,
      declined: that('rfp-declined').length,
      late: ratio(submitted.filter(({ late }) => late).length, submitted.length),
      winRate: winRate(submitted),
    },
    proofsOfConcept: {
      concluded: met + notMet + inconclusive,
      inconclusive,
      success: ratio(met, met + notMet),
    },
    wonDeals: present({
      deals: wonDeals,
      hours: hours(minutesIn(forWon)),
      hoursPerDeal: wonDeals === 0 ? undefined : hours(minutesIn(forWon), wonDeals),
    }),
  };
};

/** The minutes of every piece of work: of each entry what was said of it last. */
const minutesByWork = (times: readonly TimeFact[]): ReadonlyMap<string, number> => {
  const entries = new Map(
    [...times]
      .sort(byTime)
      .map((fact) => [JSON.stringify([fact.engagement_id, fact.entry_id]), fact]),
  );
  const totals = new Map<string, number>();
  for (const { engagement_id, minutes } of entries.values())
    totals.set(engagement_id, (totals.get(engagement_id) ?? 0) + minutes);
  return totals;
};

const dealsOf = (work: readonly Work[]): readonly string[] => [
  ...new Set(work.map(({ deal }) => deal)),
];

const minutesIn = (work: readonly Work[]): number =>
  work.reduce((total, { minutes }) => total + minutes, 0);

/** Minutes as hours with two decimals, half away from zero; of so many deals, per deal. */
const hours = (minutes: number, deals = 1): Decimal =>
  decimalText(divide(BigInt(minutes) * 100n, 60n * BigInt(deals)), 2);

const linesOf = (work: readonly Work[]): readonly EngagementLine[] =>
  [...new Set(work.map(({ kind }) => kind))]
    .map((kind) => {
      const some = work.filter((one) => one.kind === kind);
      return {
        kind,
        requested: some.length,
        deals: dealsOf(some).length,
        hours: hours(minutesIn(some)),
      };
    })
    .sort((left, right) => right.requested - left.requested || (left.kind < right.kind ? -1 : 1));
