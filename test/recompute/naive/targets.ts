import type { Money } from '@presales/kernel';
import { isExisting, latest } from './customers.ts';
import { dealsOf, type Share, type Win, type Worth, winsOf } from './deals.ts';
import { type History, only, survivor } from './events.ts';
import { Fraction, percent, shareOut } from './fraction.ts';
import { dayIn, minorUnits, type Value, valuedIn } from './money.ts';
import { type Amounts, openedFor, partsByLines, productsOf, salesWith } from './products.ts';
import { customerOf } from './roi.ts';

/** What targets are asked with. */
export interface TargetQuestion {
  readonly zone: string;
  readonly currency: string;
  readonly reversals: 'win-period' | 'reversal-period';
  readonly period: { readonly start: string; readonly end: string } | undefined;
}

/** Something that counts on a day: a win, its undoing, a change of its value or of its credit. */
interface Entry {
  readonly at: string;
  readonly position: number;
  readonly sign: 1 | -1;
  readonly win: Win;
  readonly worth: Worth;
  readonly credit: readonly Share[];
  readonly overlay: readonly Share[];
  /** It is a win or its undoing, and no change of it. */
  readonly whole: boolean;
}

/** What everybody sold, and how far the targets are reached. */
export const targetsOf = (history: History, question: TargetQuestion) => {
  const { zone, currency, reversals, period } = question;
  const day = dayIn(zone);
  const deals = dealsOf(history);
  const entries = winsOf(deals)
    .flatMap((win) => entriesOf(win, reversals))
    .sort((left, right) =>
      left.at === right.at ? left.position - right.position : left.at < right.at ? -1 : 1,
    );
  const customer = (win: Win): string | undefined =>
    customerOf(
      history,
      win,
      deals.find(({ id }) => id === win.dealId),
      zone,
    );
  const gains = gainsOf(entries, customer, (win, customerId) =>
    isExisting(
      history,
      customerId,
      latest(win.at, [deals.find(({ id }) => id === win.dealId)?.zone, zone, 'UTC']),
    ),
  );
  const inside = (date: string, days: TargetQuestion['period']): boolean =>
    days === undefined || (days.start <= date && date < days.end);

  /** What people sold in some days: of each entry the shares of those whom it counts for. */
  const soldBy = (
    counts: (person: string, on: string) => boolean,
    days: TargetQuestion['period'],
    inCurrency: string,
    goods?: Goods,
  ) => {
    const value = valuedIn(inCurrency, history);
    let [net, margin, unknown, won] = [0, 0, 0, 0];
    const wins = new Map<string, number>();
    for (const entry of entries) {
      if (!inside(day(entry.at), days)) continue;
      const on = day(entry.win.at);
      const shares = [entry.worth.net, entry.worth.margin, entry.worth.netOfUnknownCost].map(
        (amount) => partsOf(value(amount, on), entry.credit),
      );
      const whose = entry.credit.map(({ salespersonId }) => counts(salespersonId, on));
      whose.forEach((isTheirs, place) => {
        if (!isTheirs) return;
        const [all = 0, ofMargin = 0, ofUnknown = 0] = shares.map((parts) => parts[place] ?? 0);
        const share = { net: all, margin: ofMargin, unknown: ofUnknown };
        const part =
          goods === undefined ? share : ofGoods(history, entry.win, share, goods, value, day);
        net += entry.sign * part.net;
        margin += entry.sign * part.margin;
        unknown += entry.sign * part.unknown;
      });
      if (!whose.some(Boolean)) continue;
      if (entry.win.further) continue;
      won += entry.sign;
      const customerId = customer(entry.win);
      if (customerId !== undefined) wins.set(customerId, (wins.get(customerId) ?? 0) + entry.sign);
    }
    const newCustomers = gains
      .filter(
        ({ entry, at }) =>
          inside(day(at), days) &&
          entry.credit.some(({ salespersonId }) => counts(salespersonId, day(entry.win.at))),
      )
      .reduce((left, { sign }) => left + sign, 0);
    return {
      won,
      net,
      margin,
      unknown,
      newCustomers,
      buyers: [...wins.values()].filter((count) => count > 0).length,
    };
  };

  const people = [
    ...new Set(entries.flatMap(({ credit }) => credit.map((one) => one.salespersonId))),
  ];
  const home = homeTeams(history);
  const teams = [
    ...new Set(['', ...only(history.known, 'TeamCreated').map(({ data }) => data.teamId)]),
  ];
  return {
    persons: Object.fromEntries(
      people.map((person) => [person, soldBy((one) => one === person, period, currency)]),
    ),
    teams: Object.fromEntries(
      teams.map((team) => [team, soldBy((one, on) => home(one, on) === team, period, currency)]),
    ),
    total: soldBy(() => true, period, currency),
    overlay: overlayOf(
      entries.filter(({ at }) => inside(day(at), period)),
      valuedIn(currency, history),
      day,
    ),
    targets: goalsOf(history, zone)
      .filter(
        (goal) => period === undefined || (period.start <= goal.start && goal.end <= period.end),
      )
      .map((goal) => {
        const counts =
          goal.holder.kind === 'person'
            ? (person: string) => person === goal.holder.id
            : (person: string, on: string) => isMember(history, goal.holder.id, person, on);
        const sold = soldBy(counts, goal, goal.currency ?? currency, goal.goods);
        const actual = actualOf(history, goal, sold, counts, day);
        const attainment = percent(actual, goal.amount);
        return [goal.key, goal.amount, actual, attainment, goal.amount - actual] as const;
      }),
  };
};

/** A product, or a group of products. */
interface Goods {
  readonly kind: 'product' | 'group';
  readonly id: string;
}

/** What of a share of a sale is of some goods (B43). */
const ofGoods = (
  history: History,
  win: Win,
  share: Amounts,
  { kind, id }: Goods,
  value: Value,
  day: (at: string) => string,
): Amounts => {
  const on = day(win.at);
  const lines = productsOf(history).ofSale(win, salesWith(history, win));
  const parts =
    lines.length === 0
      ? [{ productId: openedFor(history, win.dealId), ...share }]
      : partsByLines(share, lines, value, on);
  const own = parts.filter(
    ({ productId }) =>
      id === (kind === 'product' ? productId : groupOn(history, productId, on, day)),
  );
  const total = (pick: (part: Amounts) => number): number =>
    own.reduce((left, part) => left + pick(part), 0);
  return {
    net: total(({ net }) => net),
    margin: total(({ margin }) => margin),
    unknown: total(({ unknown }) => unknown),
  };
};

/** The group that a product was in on a day, or the first one where it was in none by then. */
const groupOn = (
  { known }: History,
  productId: string,
  on: string,
  day: (at: string) => string,
): string | undefined => {
  const groups = only(known, 'ProductListed', 'ProductGroupChanged').flatMap(
    ({ type, data, at }) => {
      const group = type === 'ProductListed' ? data.group : data.to;
      return data.productId === productId && group !== undefined ? [{ group, since: day(at) }] : [];
    },
  );
  return (groups.findLast(({ since }) => since <= on) ?? groups[0])?.group;
};

type Sold = { net: number; margin: number; newCustomers: number; buyers: number };

const actualOf = (
  history: History,
  { metric, start, end }: Goal,
  sold: Sold,
  counts: (person: string, on: string) => boolean,
  day: (at: string) => string,
): number => {
  switch (metric) {
    case 'sales-value':
      return sold.net;
    case 'margin':
      return sold.margin;
    case 'new-customers':
      return sold.newCustomers;
    case 'buyers':
      return sold.buyers;
    case 'leads':
      return firstAssignments(history).filter(
        ({ person, at }) => start <= day(at) && day(at) < end && counts(person, day(at)),
      ).length;
    default: {
      const voided = only(history.happened, 'ActivityVoided').map(({ data }) => data.activityId);
      return only(history.happened, 'ActivityCompleted')
        .filter(
          ({ at, data }) =>
            start <= day(at) &&
            day(at) < end &&
            data.outcome === 'reached' &&
            !voided.includes(data.activityId) &&
            (metric === 'activities' || metric === `activities ${data.kind}`),
        )
        .reduce(
          (left, { at, data }) =>
            left +
            [data.performerId, ...(data.participants ?? [])].filter((one) => counts(one, day(at)))
              .length,
          0,
        );
    }
  }
};

const entriesOf = (win: Win, reversals: TargetQuestion['reversals']): readonly Entry[] => {
  const { at, position, worth, credit, overlay, undone, changes } = win;
  if (reversals === 'win-period')
    return undone === undefined
      ? [{ at, position, sign: 1, win, worth, credit, overlay, whole: !win.further }]
      : [];
  const entries: Entry[] = [];
  changes.forEach((change, place) => {
    const before = changes[place - 1];
    if (before !== undefined)
      entries.push({
        ...change,
        sign: -1,
        win,
        worth: before.worth,
        credit: before.credit,
        overlay: before.overlay,
        whole: false,
      });
    entries.push({ ...change, sign: 1, win, whole: before === undefined && !win.further });
  });
  if (undone !== undefined)
    entries.push({ ...undone, sign: -1, win, worth, credit, overlay, whole: !win.further });
  return entries;
};

/** What everybody is credited with beside the splits: each share rounded by itself (B11). */
const overlayOf = (
  entries: readonly Entry[],
  value: Value,
  day: (at: string) => string,
): Readonly<Record<string, readonly number[]>> => {
  const lines: Record<string, readonly number[]> = {};
  for (const { win, worth, overlay, sign } of entries)
    for (const { salespersonId, share } of overlay) {
      const part = (amount: Money): number =>
        Number(
          new Fraction(value(amount, day(win.at)))
            .times(new Fraction(share, 10_000))
            .roundedToEven(),
        );
      const [won = 0, net = 0, margin = 0] = lines[salespersonId] ?? [];
      lines[salespersonId] = [
        // A later sale by the same deal is no further won deal (B26).
        won + (win.further ? 0 : sign),
        net + sign * part(worth.net),
        margin + sign * part(worth.margin),
      ];
    }
  return lines;
};

/** An amount in parts as a win credits it. */
export const partsOf = (amount: number, credit: readonly Share[]): readonly number[] => {
  const inOrder = [...credit].sort((left, right) =>
    left.salespersonId < right.salespersonId ? -1 : 1,
  );
  // A negative amount is split as its opposite is.
  const sign = amount < 0 ? -1 : 1;
  const parts = shareOut(
    inOrder.map(({ share }) => new Fraction(Math.abs(amount)).times(new Fraction(share, 10_000))),
  );
  return credit.map((one) => sign * (parts[inOrder.indexOf(one)] ?? 0));
};

/** When customers were won for the first time, when that was taken back, and who was credited anew. */
const gainsOf = (
  entries: readonly Entry[],
  customer: (win: Win) => string | undefined,
  existed: (win: Win, customerId: string) => boolean,
) => {
  const gains: { readonly at: string; readonly sign: 1 | -1; readonly entry: Entry }[] = [];
  for (const customerId of new Set(entries.map(({ win }) => customer(win)))) {
    if (customerId === undefined) continue;
    const own = entries.filter(({ win }) => customer(win) === customerId);
    const [first] = own;
    if (first === undefined || existed(first.win, customerId)) continue;
    let [standing, gained] = [0, first];
    for (const entry of own) {
      if (!entry.whole) {
        // The customer is theirs who are credited with the win that made it one.
        if (standing === 0 || entry.win !== gained.win) continue;
        gains.push({ at: entry.at, sign: entry.sign, entry });
        if (entry.sign === 1) gained = entry;
        continue;
      }
      if (standing === 0) {
        gained = entry;
        gains.push({ at: entry.at, sign: 1, entry });
      }
      standing += entry.sign;
      if (standing === 0) gains.push({ at: entry.at, sign: -1, entry: gained });
    }
  }
  return gains;
};

/** The team that somebody is listed under on a day: of those they are in, the one joined last. */
export const homeTeams =
  (history: History) =>
  (person: string, on: string): string => {
    const joined = only(history.known, 'SalespersonJoinedTeam')
      .filter(
        ({ data }) =>
          data.salespersonId === person &&
          data.from <= on &&
          isMember(history, data.teamId, person, on),
      )
      .sort((left, right) =>
        left.data.from === right.data.from
          ? left.position - right.position
          : left.data.from < right.data.from
            ? -1
            : 1,
      );
    return joined.at(-1)?.data.teamId ?? '';
  };

const isMember = ({ known }: History, teamId: string, person: string, on: string): boolean =>
  only(known, 'SalespersonJoinedTeam', 'SalespersonLeftTeam')
    .filter(
      ({ data }) => data.teamId === teamId && data.salespersonId === person && data.from <= on,
    )
    .sort((left, right) =>
      left.data.from === right.data.from
        ? left.position - right.position
        : left.data.from < right.data.from
          ? -1
          : 1,
    )
    .at(-1)?.type === 'SalespersonJoinedTeam';

/** The first assignment of every lead; leads that were merged are one. */
const firstAssignments = ({ happened, known }: History) => {
  const merges = only(known, 'LeadMergedInto').map(({ data }) => ({
    from: data.leadId,
    into: data.survivorId,
  }));
  const first = new Map<string, { readonly person: string; readonly at: string }>();
  for (const { data, at } of only(happened, 'LeadAssigned')) {
    const leadId = survivor(data.leadId, merges);
    if (!first.has(leadId)) first.set(leadId, { person: data.salespersonId, at });
  }
  return [...first.values()];
};

/** A target that holds. */
interface Goal {
  readonly key: string;
  readonly holder: { readonly kind: 'person' | 'team'; readonly id: string };
  readonly metric: string;
  readonly goods: Goods | undefined;
  readonly start: string;
  readonly end: string;
  readonly amount: number;
  readonly currency: string | undefined;
}

/** The targets that hold: each as it was set or revised last, unless it was withdrawn. */
const goalsOf = ({ happened, asOf }: History, zone: string): readonly Goal[] => {
  const goals = new Map<string, Goal>();
  const lastDay = asOf === undefined ? '9999-12-31' : lastDayBefore(asOf, zone);
  for (const { type, data } of only(happened, 'TargetSet', 'TargetRevised', 'TargetWithdrawn')) {
    const { holder, metric, period } = data;
    const of =
      metric.of === 'activities' && metric.kind !== undefined
        ? `activities ${metric.kind}`
        : metric.of;
    const goods = 'goods' in metric ? metric.goods : undefined;
    const name = goods === undefined ? of : `${of} of ${goods.kind} ${goods.id}`;
    const key = [holder.kind, holder.id, name, period.start, period.end].join(' ');
    if (type === 'TargetWithdrawn') {
      goals.delete(key);
      continue;
    }
    if (type === 'TargetRevised' && (data.effectiveFrom ?? '') > lastDay) continue;
    const goal = type === 'TargetSet' ? data.goal : data.to;
    goals.set(key, {
      key,
      holder,
      metric: of,
      goods,
      ...period,
      amount: goal.in === 'money' ? minorUnits(goal.amount) : goal.count,
      currency: goal.in === 'money' ? goal.amount.currency : undefined,
    });
  }
  return [...goals.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
};

/** The last day that is over at an instant. */
export const lastDayBefore = (asOf: string, zone: string): string =>
  dayIn(zone)(new Date(Date.parse(asOf) - 1).toISOString());
