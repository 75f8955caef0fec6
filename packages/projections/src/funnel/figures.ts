import { type CurrencyCode, type Money, money, percentText } from '@presales/kernel';
import type { WonAmounts } from '../shared/credit.ts';
import { add, divide, meanText, median, medianMoney, perPiece, ratio } from '../shared/figures.ts';
import { present } from '../shared/present.ts';
import type { Sale } from '../shared/sales.ts';
import type { Valuation } from '../shared/valuation.ts';
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
        ? [{ deal, sale, further: place > 0, amounts: soldAmounts(sale, context) }]
        : [],
    ),
  );

const salesOf = ({ closing }: Pick<KnownDeal, 'closing'>): readonly Sale[] =>
  closing?.outcome === 'won' ? closing.sales : [];

/** What a sale brought, at the rate of its day (B7). */
export const soldAmounts = (
  { occurred_at, amounts }: Sale,
  { exchange, days }: Pick<Valuation, 'exchange' | 'days'>,
): WonAmounts => {
  const { net, margin, net_of_unknown_cost, currency } = amounts;
  const on = days.dateOf(occurred_at);
  return {
    net: exchange(net, currency, on),
    margin: exchange(margin, currency, on),
    netOfUnknownCost: exchange(net_of_unknown_cost, currency, on),
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
  const brought = new Map<string, number>();
  for (const { deal, amounts } of sales)
    brought.set(deal.id, add(brought.get(deal.id) ?? 0, amounts.net, currency));
  const total = (pick: (amounts: WonAmounts) => number): number =>
    sales.reduce((left, { amounts }) => add(left, pick(amounts), currency), 0);
  const wonValue = total(({ net }) => net);
  const unknown = total(({ netOfUnknownCost }) => netOfUnknownCost);
  const lostValue = losses.reduce(
    (left, { deal }) => add(left, expectedOf(deal, context) ?? 0, currency),
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
    wonValue: money(wonValue, currency),
    wonMargin: money(
      total(({ margin }) => margin),
      currency,
    ),
    wonOfUnknownCost: money(unknown, currency),
    unknownCostShare: percentText(unknown, wonValue),
    averageWon: perPiece(wonValue, brought.size, currency),
    medianWon: medianMoney([...brought.values()], currency),
    winRate: {
      closed: ratio(wins.length, wins.length + losses.length),
      created: ratio(
        created.filter(({ deal }) => isWonInTime(deal, context)).length,
        created.length,
      ),
      closedByValue: byValue(wonValue, add(wonValue, lostValue, currency), currency),
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
  let [brought, all] = [0, 0];
  for (const { deal } of created) {
    const won = deal.closing?.outcome === 'won';
    const value = won ? broughtBy(deal, context) : (expectedOf(deal, context) ?? 0);
    all = add(all, value, currency);
    if (isWonInTime(deal, context)) brought = add(brought, value, currency);
  }
  return byValue(brought, all, currency);
};

/** What a won deal brought in all. */
const broughtBy = (deal: KnownDeal, context: FunnelContext): number =>
  salesOf(deal).reduce(
    (total, sale) => add(total, soldAmounts(sale, context).net, context.currency),
    0,
  );

const byValue = (part: number, of: number, currency: CurrencyCode): WinRates['closedByValue'] =>
  present({
    value: money(part, currency),
    of: money(of, currency),
    percent: percentText(part, of),
  });

/**
 * What a deal is expected to be worth, every currency at the rate of the day that was said; undefined
 * where nobody knows. A deal that is lost because its quotation was turned down has lost what that offered.
 */
export const expectedOf = (
  { expected, closing }: Pick<KnownDeal, 'expected' | 'closing'>,
  { currency: to, exchange, days }: Pick<Valuation, 'currency' | 'exchange' | 'days'>,
): number | undefined => {
  const { amounts, since } =
    closing?.outcome === 'lost' ? (expected.turnedDown ?? expected) : expected;
  return amounts.length === 0
    ? undefined
    : amounts.reduce(
        (total, { amount, currency }) =>
          add(total, exchange(amount, currency, days.dateOf(since)), to),
        0,
      );
};

const daysFigures = (spent: readonly number[]): Days =>
  present({ count: spent.length, meanDays: meanText(spent), medianDays: median(spent) });

/** Open deals together. Value times probability is summed exactly and rounded once. */
const openFigures = (open: readonly CountedDeal[], context: FunnelContext): OpenPipeline => {
  const { currency, pipelines } = context;
  let [expected, withoutValue, withoutProbability] = [0, 0, 0];
  let [slipped, slips, late] = [0, 0, 0];
  let hundredfold = 0n;
  for (const { deal } of open) {
    const value = expectedOf(deal, context);
    const probability = pipelines.probabilityOf(deal);
    if (value === undefined) withoutValue += 1;
    if (probability === undefined) withoutProbability += 1;
    expected = add(expected, value ?? 0, currency);
    hundredfold += BigInt(value ?? 0) * BigInt(probability ?? 0);
    if (deal.slips > 0) slipped += 1;
    slips += deal.slips;
    if (isPastDue(deal, context)) late += 1;
  }
  return present({
    count: open.length,
    expected: money(expected, currency),
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
  wonValue: number,
  context: FunnelContext,
): Forecast => {
  const { currency, pipelines } = context;
  const openValueOf = (category: string): number =>
    open.reduce(
      (total, { deal }) =>
        pipelines.categoryOf(deal) === category
          ? add(total, expectedOf(deal, context) ?? 0, currency)
          : total,
      0,
    );
  const commit = openValueOf('commit');
  const bestCase = openValueOf('best-case');
  const pipeline = openValueOf('pipeline');
  const withCommit = add(wonValue, commit, currency);
  const withBestCase = add(withCommit, bestCase, currency);
  return {
    closed: money(wonValue, currency),
    commit: { own: money(commit, currency), cumulative: money(withCommit, currency) },
    bestCase: { own: money(bestCase, currency), cumulative: money(withBestCase, currency) },
    pipeline: {
      own: money(pipeline, currency),
      cumulative: money(add(withBestCase, pipeline, currency), currency),
    },
    omitted: money(openValueOf('omitted'), currency),
  };
};

const weightedMoney = (hundredfold: bigint, currency: CurrencyCode): Money =>
  money(Number(divide(hundredfold, 100n)), currency);

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
