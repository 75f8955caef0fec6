import {
  InvalidInput,
  localDate,
  type Money,
  type Position,
  PositiveDecimal,
  PresalesError,
  parse,
  parseMoney,
  type SqlReader,
} from '@presales/kernel';
import type { Kysely } from 'kysely';
import { conversionAt } from '../shared/conversion.ts';
import { daysOf, within } from '../shared/days.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, type Scope, scopeOf } from '../shared/scope.ts';
import { arrivals } from './arrivals.ts';
import type { CountedDeal, FunnelContext } from './context.ts';
import { readDeals } from './facts.ts';
import { figuresOf, wonDeals, wonSales } from './figures.ts';
import { groupsOf } from './grouped.ts';
import { competitorsOf, lossesOf } from './losses.ts';
import type { FunnelParameters } from './parameters.ts';
import { pipelinesOf } from './pipelines.ts';
import { refundsDue } from './refunds-due.ts';
import type { FunnelReport } from './report.ts';
import type { FunnelTables } from './tables.ts';
import { toReview } from './to-review.ts';
import { uncountedSales } from './uncounted.ts';
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
 * @throws InvalidInput for times that are no instants, a window that is no number of days, and a bound
 *   that is no decimal above zero
 */
export const funnel = async (
  reader: SqlReader,
  position: Position,
  parameters: FunnelParameters,
): Promise<FunnelReport> => {
  const database = queryBuilder<FunnelTables>(reader);
  const { calendar, currency, period, pipelineId, enteredStep, groupBy, asOf } = parameters;
  const {
    via,
    mode = 'reached',
    basis = 'cohort',
    daysOnHold = 'counted',
    withinDays,
  } = parameters;
  checkWindow(withinDays);
  const implausibleAbove = boundIn(parameters);
  const scope = scopeOf(parameters);
  const days = daysOf(calendar.zone);
  const inPeriod = within(period, calendar.zone);

  const ofAllPipelines = await readDeals(database, scope, days);
  const all =
    pipelineId === undefined
      ? ofAllPipelines
      : ofAllPipelines.filter((deal) => deal.pipelineId === pipelineId);
  const uncounted = await uncountedSales(database, scope, ofAllPipelines);
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
  const rates = database.selectFrom('funnel_rate').selectAll().where(scope.known);
  const conversion = conversionAt(
    await (via === undefined ? rates.where('to_currency', '=', currency) : rates).execute(),
    via,
  );
  const context: FunnelContext = {
    basis,
    inPeriod,
    currency,
    exchange: conversion.into(currency),
    days,
    pipelines,
    daysOnHold,
    withinDays,
    implausibleAbove,
    today: asOf === undefined ? undefined : localDate(asOf, calendar.zone),
  };

  const figures = figuresOf(deals, wonSales(deals, context), context);
  const wonDays = wonDeals(deals, context).reduce(
    (total, { openedAt, closing }) => total + (closing ? days.between(openedAt, closing.at) : 0),
    0,
  );
  return {
    ...answerOf(position, parameters),
    ...present({ currency, mode, basis, pipelineId, period, enteredStep, groupBy, daysOnHold }),
    ...present({ withinDays, implausibleAbove }),
    ...figures,
    ...present({ velocity: velocityOf(figures, wonDays) }),
    losses: lossesOf(deals, context),
    competitors: competitorsOf(deals, context),
    ...(uncounted.length === 0 ? {} : { uncounted }),
    toReview: toReview(deals, await refundsDue(database, scope), context),
    ...(groupBy === undefined
      ? {}
      : { groups: await groupsOf(database, scope, { ...parameters, groupBy }, deals, context) }),
    // Last: what was used is known when everything is valued.
    ...conversion.used(),
  };
};

const checkWindow = (withinDays: number | undefined): void => {
  if (withinDays !== undefined && !(Number.isSafeInteger(withinDays) && withinDays >= 0))
    throw new InvalidInput('funnel', [
      { path: 'withinDays', expected: 'expected a whole number of days, zero or more' },
    ]);
};

const boundIn = ({ implausibleAbove: bound, currency }: FunnelParameters): Money | undefined =>
  bound === undefined
    ? undefined
    : parseMoney(parse(PositiveDecimal, bound, 'implausibleAbove'), currency);

const definitions = (
  database: Kysely<FunnelTables>,
  { known }: Scope,
  pipelineId: string | undefined,
) => {
  const steps = database.selectFrom('funnel_pipeline_step').selectAll().where(known);
  return (pipelineId === undefined ? steps : steps.where('pipeline_id', '=', pipelineId)).execute();
};
