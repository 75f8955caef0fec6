import {
  localDate,
  type PeriodUnit,
  type Position,
  PresalesError,
  periodOf,
  type SqlReader,
} from '@presales/kernel';
import type { Kysely } from 'kysely';
import { type CreditFact, creditByWin, split } from '../shared/credit.ts';
import { daysOf, lastDayOf, within } from '../shared/days.ts';
import { membershipsOf, teamNames } from '../shared/memberships.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { exchangeTo } from '../shared/rates.ts';
import { remembered } from '../shared/remembered.ts';
import { answerOf, type Scope, scopeOf } from '../shared/scope.ts';
import { arrivals } from './arrivals.ts';
import type { KnownDeal } from './deal.ts';
import { readDeals } from './facts.ts';
import {
  type CountedDeal,
  type FunnelContext,
  figuresOf,
  type WonAmounts,
  wonAmounts,
  wonDeals,
} from './figures.ts';
import { type GroupingContext, type GroupOf, groupOf } from './groups.ts';
import { competitorsOf, lossesOf } from './losses.ts';
import type { FunnelGrouping, FunnelParameters } from './parameters.ts';
import { pipelinesOf } from './pipelines.ts';
import type { FunnelGroup, FunnelReport } from './report.ts';
import type { FunnelTables } from './tables.ts';
import { toReview } from './to-review.ts';
import { velocityOf } from './velocity.ts';

/** A question names a step that none of its pipelines has. */
export class UnknownStep extends PresalesError {
  constructor(step: string, known: readonly string[]) {
    super('funnel/unknown-step', `no step ${step}; there are ${known.join(', ') || 'none'}`);
  }
}

/** A question names a pipeline that nothing is known of. */
export class UnknownPipeline extends PresalesError {
  constructor(pipelineId: string) {
    super('funnel/unknown-pipeline', `no pipeline ${pipelineId} is known`);
  }
}

/**
 * The sales funnel: how many deals came how far, what became of them, what they are worth and how
 * long they took. Every figure is a fold of facts as of `asOf`, as known at `knownAt`.
 *
 * @throws UnknownPipeline
 * @throws UnknownStep
 * @throws MissingExchangeRate when an amount cannot be valued in the reporting currency
 * @throws InvalidInput for times that are no instants
 */
export const funnel = async (
  reader: SqlReader,
  position: Position,
  parameters: FunnelParameters,
): Promise<FunnelReport> => {
  const database = queryBuilder<FunnelTables>(reader);
  const { calendar, currency, period, pipelineId, enteredStep, groupBy, asOf } = parameters;
  const { mode = 'reached', basis = 'cohort', daysOnHold = 'counted' } = parameters;
  const scope = scopeOf(parameters);
  const days = daysOf(calendar.zone);
  const inPeriod = within(period, calendar.zone);

  const all = await readDeals(database, scope, pipelineId, days);
  const pipelines = pipelinesOf(await definitions(database, scope, pipelineId), all);
  const steps = pipelines.known;
  if (pipelineId !== undefined && steps.size === 0) throw new UnknownPipeline(pipelineId);
  if (enteredStep !== undefined && !steps.has(enteredStep))
    throw new UnknownStep(enteredStep, [...steps]);

  const deals = all
    .filter(
      (deal) =>
        (basis === 'period' || inPeriod(deal.openedAt)) &&
        (enteredStep === undefined || deal.entries.some(({ step }) => step === enteredStep)),
    )
    .map((deal): CountedDeal => ({ deal, arrivals: arrivals(deal, mode) }));
  const rates = await database
    .selectFrom('funnel_rate')
    .selectAll()
    .where(scope.known)
    .where('to_currency', '=', currency)
    .execute();
  const context: FunnelContext = {
    basis,
    inPeriod,
    currency,
    exchange: exchangeTo(currency, rates),
    days,
    pipelines,
    daysOnHold,
    today: asOf === undefined ? undefined : localDate(asOf, calendar.zone),
  };

  const won = wonDeals(deals, context).map(
    (deal): WonDeal => ({
      deal,
      amounts: wonAmounts(deal, context),
    }),
  );
  const amounts = won.map((win) => win.amounts);
  const figures = figuresOf(deals, amounts, context);
  const wonDays = won.reduce(
    (total, { deal }) => total + (deal.closing ? days.between(deal.openedAt, deal.closing.at) : 0),
    0,
  );
  return {
    ...answerOf(position, parameters),
    ...present({ currency, mode, basis, pipelineId, period, enteredStep, groupBy, daysOnHold }),
    ...figures,
    ...present({ velocity: velocityOf(figures, wonDays) }),
    losses: lossesOf(deals, context),
    competitors: competitorsOf(deals, context),
    toReview: toReview(deals, context),
    ...(groupBy === undefined
      ? {}
      : { groups: await groups(database, scope, parameters, groupBy, deals, won, context) }),
  };
};

/** A won deal and what it brought. */
interface WonDeal {
  readonly deal: KnownDeal;
  readonly amounts: WonAmounts;
}

const definitions = (
  database: Kysely<FunnelTables>,
  { known }: Scope,
  pipelineId: string | undefined,
) => {
  const steps = database.selectFrom('funnel_pipeline_step').selectAll().where(known);
  return (pipelineId === undefined ? steps : steps.where('pipeline_id', '=', pipelineId)).execute();
};

const groups = async (
  database: Kysely<FunnelTables>,
  scope: Scope,
  { asOf, calendar }: FunnelParameters,
  groupBy: FunnelGrouping,
  deals: readonly CountedDeal[],
  won: readonly WonDeal[],
  context: FunnelContext,
): Promise<readonly FunnelGroup[]> => {
  const grouping: GroupingContext = {
    periodOf: remembered((date, unit: PeriodUnit) => periodOf(date, unit, calendar)),
    days: context.days,
    lastDay: lastDayOf(asOf, calendar.zone),
    memberships: membershipsOf(
      await database.selectFrom('funnel_membership').selectAll().where(scope.known).execute(),
    ),
    teamName: teamNames(
      await database.selectFrom('funnel_team').selectAll().where(scope.known).execute(),
    ),
  };
  const found = new Map<string, { of: GroupOf; deals: CountedDeal[]; won: WonAmounts[] }>();
  const at = (of: GroupOf) => {
    const group = found.get(of.key) ?? { of, deals: [], won: [] };
    found.set(of.key, group);
    return group;
  };
  for (const counted of deals) at(groupOf(counted.deal, groupBy, grouping)).deals.push(counted);
  if (groupBy === 'person') {
    const credits = creditByWin(
      await database.selectFrom('funnel_credit').selectAll().where(scope.happened).execute(),
    );
    for (const win of won)
      for (const { person, amounts } of credited(win, credits))
        at({ key: person, name: person, order: '' }).won.push(amounts);
  } else
    for (const { deal, amounts } of won) at(groupOf(deal, groupBy, grouping)).won.push(amounts);

  return [...found.values()]
    .map((group) => ({
      order: group.of.order,
      key: group.of.key,
      name: group.of.name,
      figures: figuresOf(group.deals, group.won, context),
      credited: group.won.length > 0,
    }))
    .filter((group) => group.credited || counted(group.figures))
    .sort(
      (left, right) =>
        compare(left.order, right.order) ||
        right.figures.wonValue.amount - left.figures.wonValue.amount ||
        compare(left.key, right.key),
    )
    .map(({ key, name, figures }) => ({ key, name, figures }));
};

/** Whether any deal of a group was counted: on the `period` basis most deals are of other periods. */
const counted = ({ outcomes, steps }: FunnelGroup['figures']): boolean =>
  outcomes.created + outcomes.open + outcomes.won + outcomes.lost > 0 ||
  steps.some(({ reached }) => reached > 0);

/** The amounts of a win, split by the shares of its credit (B11). */
const credited = (
  { deal, amounts }: WonDeal,
  credits: ReadonlyMap<number, readonly CreditFact[]>,
): readonly { readonly person: string; readonly amounts: WonAmounts }[] => {
  const shares = deal.closing?.outcome === 'won' ? (credits.get(deal.closing.position) ?? []) : [];
  const weights = shares.map(({ share }) => share);
  const parts = (amount: number) => split(amount, weights);
  const [net, margin, unknown] = [
    parts(amounts.net),
    parts(amounts.margin),
    parts(amounts.netOfUnknownCost),
  ];
  return shares.map(({ salesperson_id }, index) => ({
    person: salesperson_id,
    amounts: {
      net: net[index] ?? 0,
      margin: margin[index] ?? 0,
      netOfUnknownCost: unknown[index] ?? 0,
    },
  }));
};

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
