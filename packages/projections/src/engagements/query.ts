import {
  type Decimal,
  decimalText,
  type Instant,
  type Position,
  type SqlReader,
} from '@presales/kernel';
import type { Kysely } from 'kysely';
import { within } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { divide, ratio } from '../shared/figures.ts';
import { survivorsOf } from '../shared/merges.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, type Scope, scopeOf } from '../shared/scope.ts';
import { dealsOfWork } from './deals-of-work.ts';
import type { EngagementLine, EngagementParameters, EngagementReport } from './report.ts';
import type { EngagementOutcome, EngagementTables, TimeFact } from './tables.ts';

/** One piece of presales work. */
interface Work {
  readonly kind: string;
  /** Undefined while no deal has come of its lead or inquiry. */
  readonly deal: string | undefined;
  readonly minutes: number;
  /** What was last said to have come of it. */
  readonly came: string | undefined;
  readonly late: boolean;
}

/**
 * Presales work: how much of which kind, whether what was demonstrated, proposed and proved was
 * bought, and what a won deal takes. A deal counts once in each rate however often presales worked
 * for it; a deal that was merged into another one counts as the other. What was done for a lead or an
 * inquiry is its deal's once there is one.
 *
 * @throws InvalidInput for times that are no instants
 */
export const engagements = async (
  reader: SqlReader,
  position: Position,
  parameters: EngagementParameters,
): Promise<EngagementReport> => {
  const { calendar, period } = parameters;
  const database = queryBuilder<EngagementTables>(reader);
  const scope = scopeOf(parameters);
  const work = await readWork(database, scope, within(period, calendar.zone));
  const outcomeOf = await readDealOutcomes(database, scope);
  return {
    ...answerOf(position, parameters),
    ...present({ period }),
    kinds: linesOf(work),
    ...outcomesOf(work, outcomeOf),
    wonDeals: wonDealsOf(
      work.filter(({ deal }) => deal !== undefined && outcomeOf(deal) === 'won'),
    ),
  };
};

/** The work that was asked for in the period, with what came of it. */
const readWork = async (
  database: Kysely<EngagementTables>,
  { happened, known }: Scope,
  inPeriod: (at: Instant) => boolean,
): Promise<readonly Work[]> => {
  const dealOf = dealsOfWork(
    await database.selectFrom('engagement_link').selectAll().where(happened).execute(),
    survivorsOf(
      await database.selectFrom('engagement_deal_merge').selectAll().where(known).execute(),
    ),
    survivorsOf(
      await database.selectFrom('engagement_lead_merge').selectAll().where(known).execute(),
    ),
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
  const requests = await database
    .selectFrom('engagement_request')
    .selectAll()
    .where(happened)
    .execute();
  return requests
    .filter(({ occurred_at }) => inPeriod(occurred_at))
    .map(({ engagement_id, subject, kind }) => ({
      kind,
      deal: dealOf(subject),
      minutes: minutesOf.get(engagement_id) ?? 0,
      came: came.get(engagement_id)?.what,
      late: came.get(engagement_id)?.late === 1,
    }));
};

/** How a deal ended: `won`, `lost`, or `open` again; undefined for one that never ended. */
type DealOutcomeOf = (opportunityId: string) => string | undefined;

const readDealOutcomes = async (
  database: Kysely<EngagementTables>,
  { happened }: Scope,
): Promise<DealOutcomeOf> => {
  const deals = await database.selectFrom('engagement_deal').selectAll().where(happened).execute();
  const outcomes = new Map(
    deals.sort(byTime).map(({ opportunity_id, outcome }) => [opportunity_id, outcome]),
  );
  return (opportunityId) => outcomes.get(opportunityId);
};

/** What came of demonstrations, of requests for proposal and of proofs of concept. */
const outcomesOf = (
  work: readonly Work[],
  outcomeOf: DealOutcomeOf,
): Pick<EngagementReport, 'demos' | 'rfps' | 'proofsOfConcept'> => {
  const that = (what: EngagementOutcome): readonly Work[] =>
    work.filter(({ came }) => came === what);
  const winRate = (some: readonly Work[]) => {
    const outcomes = dealsOf(some).map(outcomeOf);
    const won = outcomes.filter((outcome) => outcome === 'won').length;
    return ratio(won, won + outcomes.filter((outcome) => outcome === 'lost').length);
  };
  const held = that('demo-held');
  const submitted = that('rfp-submitted');
  const [met, notMet] = [that('poc-met').length, that('poc-not-met').length];
  const inconclusive = that('poc-inconclusive').length;
  return {
    demos: { held: held.length, failed: that('demo-failed').length, winRate: winRate(held) },
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
  };
};

/** What presales spent on the deals that were won. */
const wonDealsOf = (forWon: readonly Work[]): EngagementReport['wonDeals'] => {
  const deals = dealsOf(forWon).length;
  const minutes = minutesIn(forWon);
  return present({
    deals,
    hours: hours(minutes),
    hoursPerDeal: deals === 0 ? undefined : hours(minutes, deals),
  });
};

/** The minutes of every piece of work; an entry counts as it was corrected last. */
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
  ...new Set(work.flatMap(({ deal }) => deal ?? [])),
];

const minutesIn = (work: readonly Work[]): number =>
  work.reduce((total, { minutes }) => total + minutes, 0);

/** Minutes as hours per deal with two decimals, rounded half away from zero. */
const hours = (minutes: number, deals = 1): Decimal =>
  decimalText(divide(BigInt(minutes) * 100n, 60n * BigInt(deals)), 2);

const linesOf = (work: readonly Work[]): readonly EngagementLine[] =>
  [...new Set(work.map(({ kind }) => kind))]
    .map((kind) => {
      const some = work.filter((one) => one.kind === kind);
      const withoutDeal = some.filter(({ deal }) => deal === undefined).length;
      return present({
        kind,
        requested: some.length,
        deals: dealsOf(some).length,
        withoutDeal: withoutDeal === 0 ? undefined : withoutDeal,
        hours: hours(minutesIn(some)),
      });
    })
    .sort((left, right) => right.requested - left.requested || (left.kind < right.kind ? -1 : 1));
