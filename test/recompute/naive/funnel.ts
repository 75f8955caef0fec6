import { daysBetween, type Money } from '@presales/kernel';
import { type Coming, type Deal, dealsOf, type Worth } from './deals.ts';
import { type History, only } from './events.ts';
import { Fraction, hundredths, percent, sum } from './fraction.ts';
import { dayIn, type Value, valuedIn } from './money.ts';
import { openedFor, partsByLines, productsOf } from './products.ts';
import { homeTeams, lastDayBefore, partsOf } from './targets.ts';

/** What a funnel is asked with. */
export interface FunnelQuestion {
  readonly zone: string;
  readonly currency: string;
  readonly mode: 'reached' | 'strict' | 'imputed';
  readonly basis: 'cohort' | 'period';
  readonly period: { readonly start: string; readonly end: string } | undefined;
  readonly daysOnHold: 'counted' | 'left-out';
  /** Conversions count within so many days. */
  readonly withinDays: number | undefined;
}

/** The figures of a funnel, as far as they are recomputed. */
export const funnelOf = (history: History, question: FunnelQuestion) => {
  const { zone, currency, mode, basis, period, withinDays, daysOnHold } = question;
  const day = dayIn(zone);
  const value = valuedIn(currency, history);
  const inPeriod = (at: string): boolean =>
    period === undefined || (period.start <= day(at) && day(at) < period.end);
  const counts = (at: string): boolean => basis === 'cohort' || inPeriod(at);
  const deals = dealsOf(history).filter(({ openedAt }) => basis === 'period' || inPeriod(openedAt));
  const created = deals.filter(({ openedAt }) => inPeriod(openedAt));
  const open = deals.filter(({ end }) => end === undefined);
  const won = deals.filter(({ end }) => end?.as === 'won' && counts(end.at));
  const lost = deals.filter(({ end }) => end !== undefined && end.as !== 'won' && counts(end.at));
  const sold = brought(deals, counts, value, day);
  const wonValue = sold.net;
  const lostValue = total(lost.map((deal) => expected(deal, value, day)));
  const cycles = won.map(({ openedAt, end }) => days(day(openedAt), day(end?.at ?? openedAt)));
  const weights = open.map(
    (deal) => new Fraction(expected(deal, value, day) * (probability(deal, history) ?? 0), 100n),
  );
  return {
    outcomes: {
      created: created.length,
      open: open.length,
      onHold: open.filter(({ held }) => held).length,
      won: won.length,
      lost: lost.length,
      reversed: lost.filter(({ end }) => end?.as === 'reversed').length,
    },
    wonValue,
    wonMargin: sold.margin,
    wonOfUnknownCost: sold.unknown,
    closed: [won.length, won.length + lost.length, percent(won.length, won.length + lost.length)],
    createdWon: [
      created.filter(
        ({ openedAt, end }) =>
          end?.as === 'won' &&
          (withinDays === undefined || days(day(openedAt), day(end.at)) <= withinDays),
      ).length,
      created.length,
    ],
    conversions:
      basis === 'cohort' ? conversionsOf(deals, stepsOf(history), question, day) : undefined,
    closedByValue: [wonValue, wonValue + lostValue, percent(wonValue, wonValue + lostValue)],
    cycle: {
      count: cycles.length,
      meanDays: mean(cycles),
      medianDays: median(cycles),
    },
    expected: total(open.map((deal) => expected(deal, value, day))),
    weighted: Number(sum(weights).rounded()),
    withoutValue: open.filter((deal) => deal.expected.amounts.length === 0).length,
    reached: Object.fromEntries(
      stepsOf(history).map(({ pipelineId, step }) => [
        `${pipelineId} ${step}`,
        deals.filter((deal) => {
          const coming = countedAt(deal, mode).get(step);
          const own = deal.pipeline.pipelineId === pipelineId;
          return own && coming !== undefined && counts(coming.at);
        }).length,
      ]),
    ),
    openNow: Object.fromEntries(
      stepsOf(history).map(({ pipelineId, step }) => [
        `${pipelineId} ${step}`,
        open.filter((deal) => deal.pipeline.pipelineId === pipelineId && deal.step === step).length,
      ]),
    ),
    slips: [open.filter(({ slips }) => slips > 0).length, total(open.map(({ slips }) => slips))],
    days: Object.fromEntries(
      stepsOf(history).map(({ pipelineId, step }) => {
        const own = deals.filter((deal) => deal.pipeline.pipelineId === pipelineId);
        const spent = own.flatMap((deal) => daysAt(deal, step, daysOnHold, counts, day) ?? []);
        return [
          `${pipelineId} ${step}`,
          [
            spent.length,
            mean(spent),
            median(spent),
            own.filter((deal) => deal.end === undefined && deal.step === step).length,
          ],
        ];
      }),
    ),
    losses: tallied(lost.map(({ end }) => `${end?.reason} ${end?.as}`)),
    velocity: velocityOf(open.length, won.length, lost.length, wonValue, total(cycles), deals),
  };
};

/**
 * The deals of people or of teams: what those own who closed them, or have them now, and what those are
 * credited with who are in the split (B23).
 */
export const groupsOf = (
  history: History,
  question: Omit<FunnelQuestion, 'mode' | 'withinDays' | 'daysOnHold'>,
  by: 'person' | 'team',
) => {
  const { zone, currency, basis, period } = question;
  const day = dayIn(zone);
  const value = valuedIn(currency, history);
  const home = homeTeams(history);
  const inPeriod = (at: string): boolean =>
    period === undefined || (period.start <= day(at) && day(at) < period.end);
  const lastDay = history.asOf === undefined ? '9999-12-31' : lastDayBefore(history.asOf, zone);
  const groupOf = (person: string, on: string): string =>
    by === 'person' ? person : home(person, on);
  const deals = dealsOf(history).filter(({ openedAt }) => basis === 'period' || inPeriod(openedAt));
  const groups = new Map<string, { owned: number[]; credited: number[] }>();
  const at = (key: string) => {
    const group = groups.get(key) ?? { owned: [0, 0, 0], credited: [0, 0, 0, 0] };
    groups.set(key, group);
    return group;
  };
  const into = (sums: number[], amounts: readonly number[]): void =>
    amounts.forEach((amount, place) => {
      sums[place] = (sums[place] ?? 0) + amount;
    });
  for (const deal of deals) {
    const { end } = deal;
    const person = end?.owner ?? deal.owner;
    const owner = groupOf(person, end === undefined ? lastDay : day(end.at));
    const counts = (when: string): boolean => basis === 'cohort' || inPeriod(when);
    const won = end?.as === 'won' && counts(end.at);
    into(at(owner).owned, [inPeriod(deal.openedAt) ? 1 : 0, won ? 1 : 0, 0]);
    if (end?.as !== 'won') continue;
    for (const { undone, further, worth, credit, at: soldAt } of deal.wins) {
      if (undone !== undefined || !counts(soldAt)) continue;
      const [nets, margins, unknowns] = [worth.net, worth.margin, worth.netOfUnknownCost].map(
        (amount) => partsOf(value(amount, day(soldAt)), credit),
      );
      // A later sale stands under its own day, as its value does.
      into(at(groupOf(person, day(soldAt))).owned, [0, 0, value(worth.net, day(soldAt))]);
      const told = new Set<string>();
      credit.forEach(({ salespersonId }, place) => {
        const key = groupOf(salespersonId, day(soldAt));
        const part = [nets?.[place] ?? 0, margins?.[place] ?? 0, unknowns?.[place] ?? 0];
        into(at(key).credited, [further || told.has(key) ? 0 : 1, ...part]);
        told.add(key);
      });
    }
  }
  return Object.fromEntries(
    [...groups]
      .filter(([, { owned, credited }]) => [...owned, ...credited].some((count) => count !== 0))
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
};

/**
 * The deals of every product: each once with each of its products, and the part of its value that is
 * theirs (B25).
 */
export const byProduct = (
  history: History,
  { zone, currency, basis, period }: Omit<FunnelQuestion, 'mode' | 'withinDays' | 'daysOnHold'>,
) => {
  const day = dayIn(zone);
  const value = valuedIn(currency, history);
  const { ofDeal, ofSale } = productsOf(history);
  const inPeriod = (at: string): boolean =>
    period === undefined || (period.start <= day(at) && day(at) < period.end);
  const counts = (at: string): boolean => basis === 'cohort' || inPeriod(at);
  const groups = new Map<string, ReturnType<typeof nothing>>();
  const add = (productId: string, more: Readonly<Record<string, number>>): void => {
    const group = groups.get(productId) ?? nothing();
    for (const [name, count] of Object.entries(more)) group[name] = (group[name] ?? 0) + count;
    groups.set(productId, group);
  };
  for (const deal of dealsOf(history)) {
    const { end, openedAt } = deal;
    if (basis === 'cohort' && !inPeriod(openedAt)) continue;
    const created = inPeriod(openedAt) ? 1 : 0;
    if (end?.as === 'won') {
      const standing = deal.wins.filter(({ undone }) => undone === undefined);
      const products = new Set<string>();
      for (const sale of standing) {
        const on = day(sale.at);
        const { net, margin, netOfUnknownCost } = sale.worth;
        const whole = {
          net: value(net, on),
          margin: value(margin, on),
          unknown: value(netOfUnknownCost, on),
        };
        const lines = ofSale(sale, standing);
        const parts =
          lines.length === 0
            ? [{ productId: openedFor(history, deal.id), ...whole }]
            : partsByLines(whole, lines, value, on);
        for (const { productId, ...part } of parts) {
          products.add(productId);
          if (counts(sale.at)) add(productId, part);
        }
      }
      for (const productId of products) add(productId, { created, won: counts(end.at) ? 1 : 0 });
      continue;
    }
    const lines = ofDeal(deal);
    const { amounts, at } = end === undefined ? deal.expected : (deal.offered ?? deal.expected);
    const whole = { net: expected(deal, value, day), margin: 0, unknown: 0 };
    const parts =
      lines.length === 0
        ? [{ productId: openedFor(history, deal.id), ...whole }]
        : partsByLines(whole, lines, value, day(at));
    for (const { productId, net } of parts)
      add(
        productId,
        end === undefined
          ? { created, open: 1, expected: amounts.length === 0 ? 0 : net }
          : { created, lost: counts(end.at) ? 1 : 0, lostValue: counts(end.at) ? net : 0 },
      );
  }
  return Object.fromEntries(groups);
};

const nothing = (): Record<string, number> => ({
  created: 0,
  open: 0,
  won: 0,
  lost: 0,
  net: 0,
  margin: 0,
  unknown: 0,
  expected: 0,
  lostValue: 0,
});

/**
 * The conversions to every step (B25): of the deals counted at the step before it in their own version,
 * or at the first of that, those that came to it afterwards, and within the window if there is one.
 */
const conversionsOf = (
  deals: readonly Deal[],
  shown: ReturnType<typeof stepsOf>,
  { mode, withinDays }: FunnelQuestion,
  day: (at: string) => string,
) =>
  shown.map(({ pipelineId, step }) => {
    const counts = { last: [0, 0], first: [0, 0] };
    for (const deal of deals) {
      if (deal.pipeline.pipelineId !== pipelineId) continue;
      const own = deal.pipeline.steps.filter((one) =>
        shown.some((other) => other.pipelineId === pipelineId && other.step === one),
      );
      const place = own.indexOf(step);
      if (place < 1) continue;
      const counted = countedAt(deal, mode);
      const to = counted.get(step);
      for (const [from, count] of [
        [own[place - 1], counts.last],
        [own[0], counts.first],
      ] as const) {
        const source = counted.get(from ?? '');
        if (source === undefined) continue;
        count[1] = (count[1] ?? 0) + 1;
        if (to === undefined || to.order < source.order) continue;
        if (withinDays !== undefined && days(day(source.at), day(to.at)) > withinDays) continue;
        count[0] = (count[0] ?? 0) + 1;
      }
    }
    return [`${pipelineId} ${step}`, ...counts.last, ...counts.first];
  });

/** The steps at which a deal is counted, and when it came there (B17). */
const countedAt = (deal: Deal, mode: FunnelQuestion['mode']): ReadonlyMap<string, Coming> => {
  const { comings, pipeline, end } = deal;
  const counted = new Map<string, Coming>();
  if (mode === 'strict') {
    for (const coming of comings) {
      const place = pipeline.steps.indexOf(coming.step);
      if (place > counted.size) break;
      if (place === counted.size) counted.set(coming.step, coming);
    }
    return counted;
  }
  for (const coming of comings) if (!counted.has(coming.step)) counted.set(coming.step, coming);
  if (mode === 'reached' || (end !== undefined && end.as !== 'won')) return counted;
  // Imputed: a skipped step was passed on the way to the earliest coming to any later one, or to the win.
  pipeline.steps.forEach((step, place) => {
    if (counted.has(step)) return;
    const later = pipeline.steps
      .slice(place + 1)
      .flatMap((next) => comings.find((coming) => coming.step === next) ?? []);
    if (end !== undefined) later.push({ step: 'won', at: end.at, order: end.order });
    const [first] = later.sort((left, right) => left.order - right.order);
    if (first !== undefined) counted.set(step, first);
  });
  return counted;
};

/** The days that a deal spent at a step, all its stays together; absent if it never did, or is there. */
const daysAt = (
  { stays, step: present, end }: Deal,
  step: string,
  daysOnHold: FunnelQuestion['daysOnHold'],
  counts: (at: string) => boolean,
  day: (at: string) => string,
): number | undefined => {
  const spent = ({
    from,
    until = from,
  }: {
    readonly from: string;
    readonly until?: string | undefined;
  }) => days(day(from), day(until));
  const own = stays.filter((stay) => stay.step === step);
  const left = own.at(-1)?.until;
  if (left === undefined || !counts(left) || (end === undefined && present === step))
    return undefined;
  return total(
    own.map((stay) => spent(stay) - (daysOnHold === 'left-out' ? total(stay.rests.map(spent)) : 0)),
  );
};

/** Every step of any version of a pipeline but retired ones, unless any open deal stands there. */
const stepsOf = (history: History) => {
  const steps = new Map<string, { pipelineId: string; step: string; retired: boolean }>();
  const seen = (pipelineId: string, step: string, retired: boolean): void => {
    steps.set(`${pipelineId} ${step}`, { pipelineId, step, retired });
  };
  for (const { pipeline } of dealsOf(history))
    for (const step of pipeline.steps) seen(pipeline.pipelineId, step, false);
  const versions = [...only(history.known, 'PipelineDefined')].sort(
    (left, right) => left.data.version - right.data.version,
  );
  for (const { data } of versions)
    for (const { step, retired } of data.steps) seen(data.pipelineId, step, retired === true);
  return [...steps.values()]
    .filter(
      ({ pipelineId, step, retired }) =>
        !retired ||
        dealsOf(history).some(
          (deal) =>
            deal.end === undefined && deal.pipeline.pipelineId === pipelineId && deal.step === step,
        ),
    )
    .sort((left, right) =>
      `${left.pipelineId} ${left.step}` < `${right.pipelineId} ${right.step}` ? -1 : 1,
    );
};

/** How likely a deal is won: as set by hand, or as the version of its pipeline says of the step. */
const probability = (deal: Deal, { known }: History): number | undefined =>
  deal.probability ??
  only(known, 'PipelineDefined')
    .find(
      ({ data }) =>
        data.pipelineId === deal.pipeline.pipelineId && data.version === deal.pipeline.version,
    )
    ?.data.steps.find(({ step }) => step === deal.step)?.probability;

/** What won deals brought by the sales that count, each on its own day and at its rate (B26). */
const brought = (
  deals: readonly Deal[],
  counts: (at: string) => boolean,
  value: Value,
  day: (at: string) => string,
) => {
  const sales = deals
    .filter(({ end }) => end?.as === 'won')
    .flatMap(({ wins }) => wins)
    .filter(({ undone, at }) => undone === undefined && counts(at));
  const all = (pick: (worth: Worth) => Money): number =>
    total(sales.map(({ worth, at }) => value(pick(worth), day(at))));
  return {
    net: all(({ net }) => net),
    margin: all(({ margin }) => margin),
    unknown: all(({ netOfUnknownCost }) => netOfUnknownCost),
  };
};

/**
 * What a deal is expected to be worth, at the rate of the day it was said. What was turned down is lost
 * with the deal (B27).
 */
const expected = (
  { end, expected: said, offered }: Deal,
  value: Value,
  day: (at: string) => string,
): number => {
  const { amounts, at } = end === undefined || end.as === 'won' ? said : (offered ?? said);
  return total(amounts.map((amount) => value(amount, day(at))));
};

const total = (amounts: readonly number[]): number =>
  amounts.reduce((left, right) => left + right, 0);

const days = (from: string, to: string): number => Math.max(0, daysBetween(from, to));

const mean = (values: readonly number[]): string | undefined =>
  values.length === 0 ? undefined : hundredths(new Fraction(total(values), values.length));

const median = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((left, right) => left - right);
  const half = sorted.length / 2;
  return sorted.length === 0
    ? undefined
    : ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

const tallied = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort());
};

/** Open deals × average won deal × win rate / days of a won deal's cycle, rounded once. */
const velocityOf = (
  open: number,
  won: number,
  lost: number,
  value: number,
  cycleDays: number,
  deals: readonly Deal[],
): number | undefined => {
  if (won === 0 || cycleDays === 0) return undefined;
  if (new Set(deals.map(({ pipeline }) => pipeline.pipelineId)).size > 1) return undefined;
  const average = new Fraction(value, won);
  const rate = new Fraction(won, won + lost);
  const cycle = new Fraction(cycleDays, won);
  return Number(average.times(new Fraction(open)).times(rate).over(cycle).rounded());
};
