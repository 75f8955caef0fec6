import {
  type CurrencyCode,
  type MoneyFigure,
  moneyFigure,
  percentText,
  type Whole,
} from '@presales/kernel';
import type { WonAmounts } from '../shared/credit.ts';
import { divide, meanText, median, medianMoney, perPiece, ratio } from '../shared/figures.ts';
import { present } from '../shared/present.ts';
import type { AmountSource } from '../shared/rates.ts';
import type { Sale } from '../shared/sales.ts';
import type { Valuation } from '../shared/valuation.ts';
import { add } from '../shared/whole.ts';
import { type CountedDeal, counts, type FunnelContext } from './context.ts';
import { conversionsTo } from './conversions.ts';
import type { KnownDeal } from './deal.ts';
import type { ShownStep } from './pipelines.ts';
import type {
  Days,
  Forecast,
  FunnelFigures,
  FunnelStep,
  OpenPipeline,
  WinRates,
} from './report.ts';

/** The won deals that a report counts. */
export const wonDeals = (
  deals: readonly CountedDeal[],
  context: FunnelContext,
): readonly KnownDeal[] =>
  deals.flatMap(({ deal }) =>
    deal.closing?.outcome === 'won' && counts(context, deal.closing.at) ? [deal] : [],
  );

/** A sale of a won deal, with what it brought. */
export interface WonSale {
  readonly deal: KnownDeal;
  readonly sale: Sale;
  /** It is a further sale by a deal that was won before (B26). */
  readonly further: boolean;
  readonly amounts: WonAmounts;
}

/** The sales that a report counts: those of won deals, each on its own day (B26). */
export const wonSales = (
  deals: readonly CountedDeal[],
  context: FunnelContext,
): readonly WonSale[] =>
  deals.flatMap(({ deal }) =>
    salesOf(deal).flatMap((sale, place) =>
      counts(context, sale.occurred_at)
        ? [{ deal, sale, further: place > 0, amounts: soldAmounts(deal, sale, context) }]
        : [],
    ),
  );

const salesOf = ({ closing }: Pick<KnownDeal, 'closing'>): readonly Sale[] =>
  closing?.outcome === 'won' ? closing.sales : [];

/** What an amount of a deal comes from: the deal, and the event that says it. */
export const sourceIn = (
  { id }: Pick<KnownDeal, 'id'>,
  { position }: Pick<AmountSource, 'position'>,
): AmountSource => ({ of: 'opportunity', id, position });

/** What a sale brought, at the rate of its day (B7). */
export const soldAmounts = (
  deal: Pick<KnownDeal, 'id'>,
  sale: Sale,
  { exchange, days }: Pick<Valuation, 'exchange' | 'days'>,
): WonAmounts => {
  const { net, margin, net_of_unknown_cost, currency } = sale.amounts;
  const on = days.dateOf(sale.occurred_at);
  const valued = (amount: Whole): Whole => exchange(amount, currency, on, sourceIn(deal, sale));
  return {
    net: valued(net),
    margin: valued(margin),
    netOfUnknownCost: valued(net_of_unknown_cost),
  };
};

/** The figures of some deals, and of these sales of theirs. */
export const figuresOf = (
  deals: readonly CountedDeal[],
  sales: readonly WonSale[],
  context: FunnelContext,
): FunnelFigures => {
  const { currency, inPeriod, days } = context;
  const created = deals.filter(({ deal }) => inPeriod(deal.openedAt));
  const open = deals.filter(({ deal }) => deal.closing === undefined);
  const closedAs = (outcome: 'won' | 'lost') =>
    deals.flatMap(({ deal }) =>
      deal.closing?.outcome === outcome && counts(context, deal.closing.at)
        ? [{ deal, closing: deal.closing }]
        : [],
    );
  const [wins, losses] = [closedAs('won'), closedAs('lost')];
  const brought = new Map<string, Whole>();
  for (const { deal, amounts } of sales)
    brought.set(deal.id, add(brought.get(deal.id) ?? 0, amounts.net));
  const total = (pick: (amounts: WonAmounts) => Whole): Whole =>
    sales.reduce<Whole>((left, { amounts }) => add(left, pick(amounts)), 0);
  const wonValue = total(({ net }) => net);
  const unknown = total(({ netOfUnknownCost }) => netOfUnknownCost);
  const lostValue = losses.reduce<Whole>(
    (left, { deal }) => add(left, expectedOf(deal, context) ?? 0),
    0,
  );
  const cycle = (closings: ReturnType<typeof closedAs>): Days =>
    daysFigures(closings.map(({ deal, closing }) => days.between(deal.openedAt, closing.at)));
  return present({
    steps: stepsFigures(deals, open, context),
    outcomes: {
      created: created.length,
      open: open.length,
      onHold: open.filter(({ deal }) => deal.held).length,
      won: wins.length,
      lost: losses.length,
      reversed: losses.filter(({ closing }) => closing.outcome === 'lost' && closing.reversed)
        .length,
    },
    wonValue: moneyFigure(wonValue, currency),
    wonMargin: moneyFigure(
      total(({ margin }) => margin),
      currency,
    ),
    wonOfUnknownCost: moneyFigure(unknown, currency),
    unknownCostShare: percentText(unknown, wonValue),
    averageWon: perPiece(wonValue, brought.size, currency),
    medianWon: medianMoney([...brought.values()], currency),
    winRate: {
      closed: ratio(wins.length, wins.length + losses.length),
      created: ratio(
        created.filter(({ deal }) => isWonInTime(deal, context)).length,
        created.length,
      ),
      closedByValue: byValue(wonValue, add(wonValue, lostValue), currency),
      createdByValue: createdByValue(created, context),
    },
    cycle: { won: cycle(wins), lost: cycle(losses) },
    openPipeline: openFigures(open, context),
    forecast: forecastOf(open, wonValue, context),
  });
};

/** Whether a deal was won, within the window of the report where it has one. */
const isWonInTime = (
  { openedAt, closing }: KnownDeal,
  { days, withinDays = Number.POSITIVE_INFINITY }: FunnelContext,
): boolean => closing?.outcome === 'won' && days.between(openedAt, closing.at) <= withinDays;

/** What the created deals brought, of what all of them brought or are expected to. */
const createdByValue = (
  created: readonly CountedDeal[],
  context: FunnelContext,
): WinRates['createdByValue'] => {
  const { currency } = context;
  let [brought, all]: [Whole, Whole] = [0, 0];
  for (const { deal } of created) {
    const won = deal.closing?.outcome === 'won';
    const value = won ? broughtBy(deal, context).net : (expectedOf(deal, context) ?? 0);
    all = add(all, value);
    if (isWonInTime(deal, context)) brought = add(brought, value);
  }
  return byValue(brought, all, currency);
};

/** What a won deal brought in all, net and margin; nothing, where it is not won. */
export const broughtBy = (
  deal: KnownDeal,
  context: FunnelContext,
): Pick<WonAmounts, 'net' | 'margin'> => {
  let [net, margin]: [Whole, Whole] = [0, 0];
  for (const sale of salesOf(deal)) {
    const sold = soldAmounts(deal, sale, context);
    net = add(net, sold.net);
    margin = add(margin, sold.margin);
  }
  return { net, margin };
};

const byValue = (part: Whole, of: Whole, currency: CurrencyCode): WinRates['closedByValue'] =>
  present({
    value: moneyFigure(part, currency),
    of: moneyFigure(of, currency),
    percent: percentText(part, of),
  });

/**
 * What a deal is expected to be worth, every currency at the rate of the day that was said; undefined
 * where nobody knows. A deal that is lost because its quotation was turned down has lost what that offered.
 */
export const expectedOf = (
  deal: Pick<KnownDeal, 'id' | 'expected' | 'closing'>,
  { exchange, days }: Pick<Valuation, 'exchange' | 'days'>,
): Whole | undefined => {
  const { expected, closing } = deal;
  const said = closing?.outcome === 'lost' ? (expected.turnedDown ?? expected) : expected;
  const { amounts, since } = said;
  return amounts.length === 0
    ? undefined
    : amounts.reduce<Whole>(
        (total, { amount, currency }) =>
          add(total, exchange(amount, currency, days.dateOf(since), sourceIn(deal, said))),
        0,
      );
};

const daysFigures = (spent: readonly number[]): Days =>
  present({ count: spent.length, meanDays: meanText(spent), medianDays: median(spent) });

/** Open deals together. Value times probability is summed exactly and rounded once. */
const openFigures = (open: readonly CountedDeal[], context: FunnelContext): OpenPipeline => {
  const { currency, pipelines } = context;
  let expected: Whole = 0;
  let [withoutValue, withoutProbability] = [0, 0];
  let [slipped, slips, late] = [0, 0, 0];
  let hundredfold = 0n;
  for (const { deal } of open) {
    const value = expectedOf(deal, context);
    const probability = pipelines.probabilityOf(deal);
    if (value === undefined) withoutValue += 1;
    if (probability === undefined) withoutProbability += 1;
    expected = add(expected, value ?? 0);
    hundredfold += BigInt(value ?? 0) * BigInt(probability ?? 0);
    if (deal.slips > 0) slipped += 1;
    slips += deal.slips;
    if (isPastDue(deal, context)) late += 1;
  }
  return present({
    count: open.length,
    expected: moneyFigure(expected, currency),
    weighted: weightedMoney(hundredfold, currency),
    withoutValue,
    withoutProbability,
    slipped,
    slips,
    pastDue: context.today === undefined ? undefined : late,
  });
};

/** Whether a deal was expected to close on a day that is over. */
export const isPastDue = (
  { closeOn }: KnownDeal,
  { today }: Pick<FunnelContext, 'today'>,
): boolean => closeOn !== undefined && today !== undefined && closeOn < today;

/**
 * The forecast: what is won, and the open deals by category, on its own and together with the
 * categories that are surer. Deals that are omitted are in none of them.
 */
const forecastOf = (
  open: readonly CountedDeal[],
  wonValue: Whole,
  context: FunnelContext,
): Forecast => {
  const { currency, pipelines } = context;
  const openValueOf = (category: string): Whole =>
    open.reduce<Whole>(
      (total, { deal }) =>
        pipelines.categoryOf(deal) === category
          ? add(total, expectedOf(deal, context) ?? 0)
          : total,
      0,
    );
  const commit = openValueOf('commit');
  const bestCase = openValueOf('best-case');
  const pipeline = openValueOf('pipeline');
  const withCommit = add(wonValue, commit);
  const withBestCase = add(withCommit, bestCase);
  return {
    closed: moneyFigure(wonValue, currency),
    commit: { own: moneyFigure(commit, currency), cumulative: moneyFigure(withCommit, currency) },
    bestCase: {
      own: moneyFigure(bestCase, currency),
      cumulative: moneyFigure(withBestCase, currency),
    },
    pipeline: {
      own: moneyFigure(pipeline, currency),
      cumulative: moneyFigure(add(withBestCase, pipeline), currency),
    },
    omitted: moneyFigure(openValueOf('omitted'), currency),
  };
};

const weightedMoney = (hundredfold: bigint, currency: CurrencyCode): MoneyFigure =>
  moneyFigure(divide(hundredfold, 100n), currency);

/** The figures of every step, pipeline by pipeline, each with the deals of its own. */
const stepsFigures = (
  deals: readonly CountedDeal[],
  open: readonly CountedDeal[],
  context: FunnelContext,
): readonly FunnelStep[] => {
  const pipelines = new Map<string, ShownStep[]>();
  for (const shown of context.pipelines.steps)
    pipelines.set(shown.pipelineId, [...(pipelines.get(shown.pipelineId) ?? []), shown]);
  return [...pipelines].flatMap(([pipelineId, steps]) => {
    const own = ({ deal }: CountedDeal): boolean => deal.pipelineId === pipelineId;
    const [ownDeals, ownOpen] =
      pipelines.size === 1 ? [deals, open] : [deals.filter(own), open.filter(own)];
    const counted = steps.map(({ step }) =>
      ownDeals.filter(({ arrivals }) => {
        const arrival = arrivals.get(step);
        return arrival !== undefined && counts(context, arrival.at);
      }),
    );
    const conversions = conversionsTo(
      steps.map(({ step }) => step),
      ownDeals,
      context,
    );
    return steps.map((shown, place) =>
      present({
        ...stepFigures(shown, ownDeals, ownOpen, context),
        reached: counted[place]?.length ?? 0,
        ...conversions(shown.step),
      }),
    );
  });
};

/** What a step is apart from its counts: who stands there, and how long others did. */
const stepFigures = (
  { pipelineId, step, name }: ShownStep,
  deals: readonly CountedDeal[],
  open: readonly CountedDeal[],
  context: FunnelContext,
) => {
  const standing = open.filter(({ deal }) => deal.step === step);
  const { expected, weighted } = openFigures(standing, context);
  const finished: number[] = [];
  for (const { deal } of deals) {
    const visits = deal.visits.get(step);
    const stands = deal.closing === undefined && deal.step === step;
    if (visits !== undefined && !stands && counts(context, visits.until))
      finished.push(visits.days - (context.daysOnHold === 'left-out' ? visits.heldDays : 0));
  }
  return {
    pipelineId,
    step,
    name,
    openNow: standing.length,
    openValue: expected,
    weightedValue: weighted,
    days: { ...daysFigures(finished), unfinished: standing.length },
  };
};
