import { daysBetween } from '@presales/kernel';
import {
  customerAt,
  dayMeant,
  isExisting,
  latest,
  organisationsAt,
  withContacts,
} from './customers.ts';
import { type Deal, dealsOf, partyMerges, type Win, winsOf } from './deals.ts';
import { grouped, type History, once, only, remembered, survivor } from './events.ts';
import { Fraction, shareOut } from './fraction.ts';
import { dayIn, valuedIn } from './money.ts';

/** What a position on the way to a win is worth. */
interface Positions {
  readonly first?: number;
  readonly lead?: number;
  readonly opportunity?: number;
  readonly won?: number;
  readonly rest?: number;
}

/** What campaign profitability is asked with. */
export interface RoiQuestion {
  readonly zone: string;
  readonly currency: string;
  readonly attribution:
    | 'first'
    | 'last'
    | 'linear'
    | 'position'
    | 'w-shaped'
    | 'full-path'
    | 'time-decay'
    | 'custom';
  readonly by: 'campaign' | 'family' | 'channel';
  readonly shares: Positions;
  readonly halfLifeDays: number;
  readonly decayBy: 'day' | 'instant';
  readonly lookBackDays: number;
  readonly period: { readonly start: string; readonly end: string } | undefined;
}

const positionsOf = ({ attribution, shares }: RoiQuestion): Positions | undefined =>
  ({
    first: undefined,
    last: undefined,
    linear: undefined,
    'time-decay': undefined,
    position: { first: 40, opportunity: 40, rest: 20 },
    'w-shaped': { first: 30, lead: 30, opportunity: 30, rest: 10 },
    'full-path': { first: 22.5, lead: 22.5, opportunity: 22.5, won: 22.5, rest: 10 },
    custom: shares,
  })[attribution];

/** A touch of some campaign. */
interface Touch {
  readonly campaignId: string;
  readonly at: string;
  readonly kind: 'answer' | 'capture' | 'touch';
  readonly leadId: string | undefined;
  readonly parties: readonly string[];
}

/** A deal's part that goes to a campaign. */
interface Credit {
  readonly campaignId: string;
  readonly part: Fraction;
}

/** The figures of campaign profitability, as far as they are recomputed. */
export const roiOf = (history: History, question: RoiQuestion) => {
  const { zone, currency, period } = question;
  const day = dayIn(zone);
  const value = valuedIn(currency, history);
  const inPeriod = (date: string): boolean =>
    period === undefined || (period.start <= date && date < period.end);
  const touches = touchesOf(history);
  const deals = dealsOf(history);
  const standing = winsOf(deals).filter(({ undone }) => undone === undefined);
  const dealById = new Map(deals.map((deal) => [deal.id, deal]));
  const dealOf = ({ dealId }: Win) => dealById.get(dealId);
  const byCustomer = grouped(
    standing.filter(({ further }) => !further),
    (win) => customerOf(history, win, dealOf(win), zone),
  );
  const firsts = [...byCustomer].flatMap(([customerId, [first]]) =>
    customerId === undefined ||
    first === undefined ||
    isExisting(history, customerId, latest(first.at, [dealOf(first)?.zone, zone, 'UTC']))
      ? []
      : [first],
  );
  const sold = standing
    .filter(({ at }) => inPeriod(day(at)))
    .map((win) => {
      const deal = dealOf(win);
      const on = day(win.at);
      return {
        customerId: customerOf(history, win, deal, zone),
        isNew: firsts.includes(win),
        amounts: [
          win.further ? 0 : 10_000,
          value(win.worth.net, on),
          value(win.worth.margin, on),
          value(win.worth.netOfUnknownCost, on),
        ] as const,
        credits: deal === undefined ? [] : creditsOf(history, question, deal, win, touches),
      };
    });

  const line = remembered(lineOf(history, question.by));
  const plans = [...only(history.known, 'CampaignPlanned')].sort(
    (left, right) => left.position - right.position,
  );
  const keys = [
    ...new Set([
      ...plans
        .filter(({ at }) => history.asOf === undefined || at < history.asOf)
        .map(({ data }) => line(data.campaignId)),
      // In the order in which a cost, a touch or a sale brings them up.
      ...sold.flatMap(({ credits }) => credits.map(({ campaignId }) => line(campaignId))),
    ]),
  ];
  const partOf = (key: string, credits: readonly Credit[]): Fraction =>
    credits
      .filter(({ campaignId }) => line(campaignId) === key)
      .reduce((left, { part }) => left.plus(part), Fraction.zero);
  const exact = (kind: number): readonly Fraction[] =>
    keys.map((key) =>
      sold.reduce(
        (left, { amounts, credits }) =>
          left.plus(new Fraction(amounts[kind] ?? 0).times(partOf(key, credits))),
        Fraction.zero,
      ),
    );
  const nets = shareOut(exact(1));
  const amounts = [shareOut(exact(0)), nets, shareOut(exact(2)), shareOut(exact(3), nets)];
  const spentOn = (key: string | undefined): number =>
    costsOf(history)
      .filter(
        ({ campaignId, costDate }) =>
          (key === undefined || line(campaignId) === key) && inPeriod(costDate),
      )
      .filter(({ costDate }) => history.asOf === undefined || costDate < day(history.asOf))
      .reduce((left, { amount, costDate }) => left + value(amount, costDate), 0);
  const startOf = (campaignId: string): string =>
    plans.findLast(({ data }) => data.campaignId === campaignId)?.data.startsOn ?? '';
  const answered = touches.filter(({ at }) => inPeriod(day(at)));
  const all = (pick: (sale: (typeof sold)[number]) => boolean) => {
    const sales = sold.filter(pick);
    return {
      amounts: [0, 1, 2, 3].map((kind) =>
        sales.reduce((left, { amounts }) => left + (amounts[kind] ?? 0), 0),
      ),
      ...customersIn(sales),
    };
  };
  return {
    lines: Object.fromEntries(
      keys.map((key, place) => {
        const own = sold.filter(({ credits }) => partOf(key, credits).above > 0n);
        const reached = answered.filter(({ campaignId }) => line(campaignId) === key);
        return [
          key,
          {
            amounts: amounts.map((kind) => kind[place] ?? 0),
            ...customersIn(own),
            cost: spentOn(key),
            responses: reached.filter(({ kind }) => kind === 'answer').length,
            leads: new Set(
              reached
                .filter(
                  ({ kind, at, campaignId }) =>
                    kind === 'capture' && day(at) >= startOf(campaignId),
                )
                .map(({ leadId }) => leadId),
            ).size,
          },
        ];
      }),
    ),
    unattributed: all(({ credits }) => credits.length === 0),
    total: all(({ credits }) => credits.length > 0),
    sales: all(() => true),
    cost: spentOn(undefined),
  };
};

const customersIn = (
  sales: readonly { readonly customerId: string | undefined; readonly isNew: boolean }[],
) => ({
  customers: new Set(sales.flatMap(({ customerId }) => customerId ?? [])).size,
  newCustomers: new Set(sales.flatMap(({ customerId, isNew }) => (isNew ? customerId : []))).size,
});

/** Who bought: the party, or the organisation that it was a contact of when the deal was won. */
export const customerOf = (
  history: History,
  { partyId, at }: Pick<Win, 'partyId' | 'at'>,
  deal: Pick<Deal, 'zone'> | undefined,
  zone: string,
): string | undefined =>
  partyId === undefined
    ? undefined
    : customerAt(history, partyId, latest(at, [deal?.zone, zone, 'UTC']));

/** All touches, in business time, with whom they touched. */
const touchesOf = once((history): readonly Touch[] => {
  const { happened, known } = history;
  const parties = partyMerges(history);
  const leads = only(known, 'LeadMergedInto').map(({ data }) => ({
    from: data.leadId,
    into: data.survivorId,
  }));
  /** Whom every lead is said to be, under the id that it has in the end. */
  const said = grouped(
    [
      ...only(known, 'LeadCaptured').map(({ data }) => [data.leadId, data.partyId] as const),
      ...only(happened, 'LeadCaptured', 'LeadAbsorbed').map(
        ({ data }) => [data.leadId, data.existingCustomerId] as const,
      ),
      ...only(happened, 'LeadLinkedToCustomer').map(
        ({ data }) => [data.leadId, data.customerId] as const,
      ),
    ],
    ([leadId]) => survivor(leadId, leads),
  );
  const isLead = (leadId: string | undefined): readonly string[] =>
    leadId === undefined
      ? []
      : (said.get(survivor(leadId, leads)) ?? []).flatMap(([, partyId]) => partyId ?? []);
  return only(
    happened,
    'CampaignResponseRecorded',
    'CampaignTouchRecorded',
    'LeadTouched',
    'LeadInterestRecorded',
    'LeadCaptured',
  ).flatMap(({ type, data, at }) => {
    if (data.campaignId === undefined) return [];
    const leadId = 'leadId' in data ? data.leadId : undefined;
    const own = 'partyId' in data ? [data.partyId] : [];
    return [
      {
        campaignId: data.campaignId,
        at,
        kind:
          type === 'LeadCaptured'
            ? 'capture'
            : type === 'CampaignResponseRecorded'
              ? 'answer'
              : 'touch',
        leadId: leadId === undefined ? undefined : survivor(leadId, leads),
        parties: [...own, ...isLead(leadId)].map((id) => survivor(id, parties)),
      } as const,
    ];
  });
});

/** The campaigns that a won deal is credited to. */
const creditsOf = (
  history: History,
  question: RoiQuestion,
  deal: Deal,
  win: Win,
  touches: readonly Touch[],
): readonly Credit[] => {
  const { partyId } = win;
  if (partyId === undefined) return [];
  const zones = [deal.zone, question.zone, 'UTC'];
  const positions = positionsOf(question);
  const toWin = (positions?.won ?? 0) > 0;
  const opened = latest(deal.openedAt, zones);
  const won = win.at < deal.openedAt ? opened : latest(win.at, zones);
  const until = toWin || won < opened ? won : opened;
  const wonThrough = latest(win.at, zones);
  const organisations = organisationsAt(history, partyId, wonThrough);
  const isTheirs = (touch: Touch): boolean =>
    touch.parties.some((touched) => {
      if (touched === partyId || organisations.includes(touched)) return true;
      const then = organisationsAt(history, touched, latest(touch.at, zones.slice(1)));
      if (then.some((one) => one === partyId || organisations.includes(one))) return true;
      if (then.length > 0) return false;
      return organisationsAt(history, touched, wonThrough).some(
        (one) => one === partyId || organisations.includes(one),
      );
    });
  const age = (touch: Touch): number =>
    daysBetween(
      dayMeant(touch.at, zones.slice(1), question.zone),
      dayMeant(deal.openedAt, zones, question.zone),
    );
  const near = withContacts(history, [partyId, ...organisations]);
  const own = touches.filter(
    (touch) =>
      touch.at <= until &&
      touch.parties.some((party) => near.has(party)) &&
      age(touch) <= question.lookBackDays &&
      isTheirs(touch),
  );
  if (own.length === 0) return [];
  const ages = own.map((touch) =>
    question.decayBy === 'day'
      ? Math.max(0, age(touch))
      : Math.max(0, Date.parse(deal.openedAt) - Date.parse(touch.at)) / 86_400_000,
  );
  const weights =
    positions === undefined
      ? plainWeights(question, ages)
      : positionWeights(positions, own, (touch) => touch.at > opened);
  const all = weights.reduce((left, right) => left.plus(right), Fraction.zero);
  return own.flatMap(({ campaignId }, place) => {
    const part = (weights[place] ?? Fraction.zero).over(all);
    return part.above === 0n ? [] : [{ campaignId, part }];
  });
};

const plainWeights = (
  { attribution, halfLifeDays }: RoiQuestion,
  ages: readonly number[],
): readonly Fraction[] => {
  const whole = new Fraction(1);
  switch (attribution) {
    case 'first':
      return ages.map((_, place) => (place === 0 ? whole : Fraction.zero));
    case 'last':
      return ages.map((_, place) => (place === ages.length - 1 ? whole : Fraction.zero));
    case 'time-decay': {
      // The parts that B5 names, because a power is no fraction.
      const nearest = Math.min(...ages);
      const powers = ages.map(
        (age) => new Fraction(Math.round(1e15 * 2 ** ((nearest - age) / halfLifeDays))),
      );
      const all = powers.reduce((left, right) => left.plus(right), Fraction.zero);
      const parts = new Fraction(7_207_200_000_000);
      return shareOut(powers.map((power) => power.times(parts).over(all))).map(
        (part) => new Fraction(part),
      );
    }
    default:
      return ages.map(() => whole);
  }
};

const positionWeights = (
  { first = 0, lead = 0, opportunity = 0, won = 0, rest = 0 }: Positions,
  touches: readonly Touch[],
  isAfterOpening: (touch: Touch) => boolean,
): readonly Fraction[] => {
  const tenths = (share: number): Fraction => new Fraction(Math.round(share * 10));
  const held = touches.map((_, place) => {
    const shares = [
      place === 0 ? first : 0,
      place === touches.findIndex(({ kind }) => kind === 'capture') ? lead : 0,
      place === touches.findLastIndex((touch) => !isAfterOpening(touch)) ? opportunity : 0,
      place === touches.length - 1 ? won : 0,
    ];
    return Math.max(...shares);
  });
  const others = held.filter((share) => share === 0).length;
  const weights = held.map((share) =>
    share > 0 ? tenths(share) : tenths(rest).over(new Fraction(others)),
  );
  return weights.some(({ above }) => above > 0n) ? weights : touches.map(() => new Fraction(1));
};

const costsOf = ({ known }: History) =>
  only(known, 'CampaignCostRecorded', 'CampaignCostCorrected').map(({ data }) => ({
    campaignId: data.campaignId,
    costDate: data.costDate,
    amount: 'amount' in data ? data.amount : data.delta,
  }));

/** The line that a campaign is counted in: itself, its topmost parent, or its channel. */
const lineOf =
  ({ happened, known }: History, by: RoiQuestion['by']) =>
  (campaignId: string): string => {
    if (by === 'campaign') return campaignId;
    if (by === 'channel')
      return (
        only(known, 'CampaignPlanned').findLast(({ data }) => data.campaignId === campaignId)?.data
          .channel ?? 'other'
      );
    const parentOf = (id: string): string | undefined => {
      const last = only(happened, 'CampaignPlanned', 'CampaignParentChanged').findLast(
        ({ type, data }) =>
          data.campaignId === id && (type !== 'CampaignPlanned' || data.parentId !== undefined),
      );
      if (last === undefined) return undefined;
      return last.type === 'CampaignPlanned' ? last.data.parentId : last.data.to;
    };
    let top = campaignId;
    for (let next = parentOf(top); next !== undefined; next = parentOf(top)) top = next;
    return top;
  };
