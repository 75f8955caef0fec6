import { dealsOf } from './deals.ts';
import { type History, type Of, only, survivor } from './events.ts';
import { Fraction, hundredths, percent } from './fraction.ts';
import { dayIn } from './money.ts';

/** A piece of presales work, and what came of it. */
interface Work {
  readonly kind: string;
  readonly dealId: string | undefined;
  readonly minutes: number;
  /** What was last said to have come of it. */
  readonly came: string | undefined;
}

/** Presales work and what came of it (B41, S41 to S49). */
export const engagementsOf = (
  history: History,
  zone: string,
  period: { readonly start: string; readonly end: string } | undefined,
) => {
  const day = dayIn(zone);
  const work = workOf(history, (at) =>
    period === undefined ? true : period.start <= day(at) && day(at) < period.end,
  );
  const ends = new Map(dealsOf(history).map(({ id, end }) => [id, end?.as]));
  const came = (what: string): readonly Work[] => work.filter((one) => one.came === what);
  const winRate = (some: readonly Work[]) => {
    const closed = dealIds(some).filter((id) => ends.get(id) !== undefined);
    return ratio(closed.filter((id) => ends.get(id) === 'won').length, closed.length);
  };
  const late = came('submitted late');
  const submitted = [...came('submitted'), ...late];
  const [met, notMet, inconclusive] = ['met', 'not-met', 'inconclusive'].map(
    (result) => came(`concluded ${result}`).length,
  ) as [number, number, number];
  const forWon = work.filter(({ dealId }) => dealId !== undefined && ends.get(dealId) === 'won');
  const wonDeals = dealIds(forWon).length;
  return {
    kinds: Object.fromEntries(
      [...new Set(work.map(({ kind }) => kind))].sort().map((kind) => {
        const own = work.filter((one) => one.kind === kind);
        const without = own.filter(({ dealId }) => dealId === undefined).length;
        return [kind, [own.length, dealIds(own).length, without, hours(own, 1)]];
      }),
    ),
    demos: [came('held').length, came('failed').length, winRate(came('held'))],
    rfps: [
      submitted.length,
      came('declined').length,
      ratio(late.length, submitted.length),
      winRate(submitted),
    ],
    proofs: [met + notMet + inconclusive, inconclusive, ratio(met, met + notMet)],
    wonDeals: [wonDeals, hours(forWon, 1), wonDeals === 0 ? undefined : hours(forWon, wonDeals)],
  };
};

const dealIds = (work: readonly Work[]): readonly string[] => [
  ...new Set(work.flatMap(({ dealId }) => dealId ?? [])),
];

const ratio = (count: number, of: number) => [count, of, percent(count, of)];

const hours = (work: readonly Work[], deals: number): string =>
  hundredths(
    new Fraction(
      work.reduce((left, { minutes }) => left + minutes, 0),
      60 * deals,
    ),
  );

const workOf = (history: History, counts: (at: string) => boolean): readonly Work[] => {
  const { happened } = history;
  const outcomes = only(
    happened,
    'DemoHeld',
    'DemoFailed',
    'RfpSubmitted',
    'RfpDeclined',
    'PocConcluded',
  );
  const times = only(happened, 'EngagementTimeRecorded', 'EngagementTimeCorrected');
  return only(happened, 'EngagementRequested')
    .filter(({ at }) => counts(at))
    .map(({ data }) => {
      const { engagementId, kind } = data;
      const last = outcomes.findLast((one) => one.data.engagementId === engagementId);
      // Every entry as it was corrected last.
      const entries = new Map<string, number>();
      for (const one of times)
        if (one.data.engagementId === engagementId)
          entries.set(
            one.data.entryId,
            one.type === 'EngagementTimeRecorded' ? one.data.minutes : one.data.to,
          );
      return {
        kind,
        dealId: dealOf(history, data),
        minutes: [...entries.values()].reduce((left, right) => left + right, 0),
        came: last && nameOf(last),
      };
    });
};

const nameOf = (
  outcome: Of<'DemoHeld' | 'DemoFailed' | 'RfpSubmitted' | 'RfpDeclined' | 'PocConcluded'>,
): string => {
  switch (outcome.type) {
    case 'DemoHeld':
      return 'held';
    case 'DemoFailed':
      return 'failed';
    case 'RfpSubmitted':
      return outcome.data.late ? 'submitted late' : 'submitted';
    case 'RfpDeclined':
      return 'declined';
    default:
      return `concluded ${outcome.data.result}`;
  }
};

/** The deal that work was for: its own, or the first that came of its lead or of its inquiry. */
const dealOf = (
  { happened, known }: History,
  asked: {
    readonly opportunityId?: string | undefined;
    readonly leadId?: string | undefined;
    readonly inquiryId?: string | undefined;
  },
): string | undefined => {
  const leads = only(known, 'LeadMergedInto').map(({ data }) => ({
    from: data.leadId,
    into: data.survivorId,
  }));
  const same = (kind: string, id: string): string => (kind === 'lead' ? survivor(id, leads) : id);
  /** The deals that something led to, the first in front. */
  const cameOf = (kind: 'lead' | 'inquiry' | 'quotation', id: string): readonly string[] =>
    only(
      happened,
      'OpportunityOpened',
      'LeadConverted',
      'QuotationDrafted',
      'QuotationFollowed',
      'QuotationLinked',
    ).flatMap(({ type, data }) => {
      const from =
        type === 'OpportunityOpened'
          ? [data.origin.kind, data.origin.id]
          : type === 'LeadConverted'
            ? ['lead', data.leadId]
            : ['quotation', data.quotationId];
      const [fromKind, fromId] = from;
      return fromKind === kind && fromId !== undefined && same(kind, fromId) === same(kind, id)
        ? (data.opportunityId ?? [])
        : [];
    });
  const quotations = only(happened, 'InquiryItemQuoted', 'QuotationDrafted').flatMap(({ data }) =>
    data.inquiryId !== undefined && data.inquiryId === asked.inquiryId ? data.quotationId : [],
  );
  const [first] = [
    ...(asked.opportunityId === undefined ? [] : [asked.opportunityId]),
    ...(asked.leadId === undefined ? [] : cameOf('lead', asked.leadId)),
    ...(asked.inquiryId === undefined ? [] : cameOf('inquiry', asked.inquiryId)),
    ...quotations.flatMap((id) => cameOf('quotation', id)),
  ];
  const merges = only(known, 'OpportunityMergedInto').map(({ data }) => ({
    from: data.opportunityId,
    into: data.survivorId,
  }));
  return first === undefined ? undefined : survivor(first, merges);
};
