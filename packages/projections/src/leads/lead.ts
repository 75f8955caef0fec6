import type { PurchaseTimeframe } from '@presales/domain/lead';
import type { Instant, LocalDate } from '@presales/kernel';
import { byTime } from '../shared/fact.ts';
import { grouped } from '../shared/grouped.ts';
import type { SurvivorOf } from '../shared/merges.ts';
import type { CaptureFact, ChangeFact, ContactFact, ScoreFact, TimeframeFact } from './tables.ts';

/** A lead as it was, as it was known; duplicates that were merged are one. */
export interface KnownLead {
  readonly id: string;
  readonly source: string;
  /** What more was said of the source. */
  readonly sourceDetail: string | undefined;
  readonly campaignId: string | undefined;
  readonly capturedAt: Instant;
  readonly status: 'open' | 'parked' | 'disqualified' | 'converted';
  readonly qualification: 'suspect' | 'marketing' | 'sales';
  readonly nurturing: boolean;
  /** Whether it was ever qualified, for marketing or for sales. */
  readonly everQualified: boolean;
  readonly everSalesQualified: boolean;
  /** Whoever was offered it and has not answered. */
  readonly pendingWith: string | undefined;
  readonly firstAssignedAt: Instant | undefined;
  readonly firstContactAt: Instant | undefined;
  readonly purchase: StatedTimeframe | undefined;
  readonly score: ScoreFact | undefined;
  /** What happened between marketing and sales. */
  readonly handoffs: readonly Handoff[];
}

/** A timeframe and the day it was stated on. */
export interface StatedTimeframe {
  readonly timeframe: PurchaseTimeframe;
  readonly statedOn: LocalDate;
}

/** Something that happened to a lead on its way to a salesperson. */
export interface Handoff {
  readonly what: 'offered' | 'accepted' | 'rejected';
  readonly salespersonId: string;
}

/** What leads are made of. */
export interface LeadFacts {
  readonly captures: readonly CaptureFact[];
  readonly changes: readonly ChangeFact[];
  readonly contacts: readonly ContactFact[];
  readonly timeframes: readonly TimeframeFact[];
  readonly scores: readonly ScoreFact[];
}

/**
 * The leads that the facts tell of. A lead that others were merged into counts as captured when the
 * first of them was, from the source of that one, and has the assignments and contacts of all of them;
 * where it stands and when it will buy, its own stream alone says (B15).
 */
export const leadsOf = (
  { captures, changes, contacts, timeframes, scores }: LeadFacts,
  survivorOf: SurvivorOf,
): readonly KnownLead[] => {
  const changesOf = byLead(changes, (id) => id);
  const allChangesOf = byLead(changes, survivorOf);
  const contactsOf = byLead(contacts, survivorOf);
  const timeframesOf = byLead(timeframes, (id) => id);
  const scoresOf = byLead(scores, survivorOf);
  return [...byLead(captures, survivorOf)].flatMap(([id, ofLead]) => {
    const [first] = ofLead;
    if (first === undefined) return [];
    const own = ofLead.some(({ lead_id }) => lead_id === id) ? id : first.lead_id;
    const all = allChangesOf.get(id) ?? [];
    return [
      {
        id,
        source: first.source,
        sourceDetail: first.source_detail ?? undefined,
        campaignId: first.campaign_id ?? undefined,
        capturedAt: first.occurred_at,
        ...courseOf(changesOf.get(own) ?? []),
        firstAssignedAt: all.find(({ what }) => what === 'assigned')?.occurred_at,
        firstContactAt: contactsOf.get(id)?.[0]?.occurred_at,
        purchase: statedIn(lastTimeframe(timeframesOf.get(own) ?? [])),
        score: scoresOf.get(id)?.at(-1),
        handoffs: handoffsOf(all),
      },
    ];
  });
};

/** Facts by the lead they are of, in the order of time. */
const byLead = <F extends CaptureFact | ChangeFact | ContactFact | TimeframeFact | ScoreFact>(
  facts: readonly F[],
  leadOf: SurvivorOf,
): ReadonlyMap<string, readonly F[]> =>
  grouped([...facts].sort(byTime), ({ lead_id }) => leadOf(lead_id));

type Course = Pick<
  KnownLead,
  'status' | 'qualification' | 'nurturing' | 'everQualified' | 'everSalesQualified' | 'pendingWith'
>;

const captured: Course = {
  status: 'open',
  qualification: 'suspect',
  nurturing: false,
  everQualified: false,
  everSalesQualified: false,
  pendingWith: undefined,
};

/** Where a lead stands by the changes of its own stream. */
const courseOf = (changes: readonly ChangeFact[]): Course => changes.reduce(after, captured);

const after = (course: Course, { what, salesperson_id }: ChangeFact): Course => {
  switch (what) {
    case 'assigned':
      return { ...course, pendingWith: salesperson_id ?? undefined };
    case 'unassigned':
    case 'accepted':
      return { ...course, pendingWith: undefined };
    case 'rejected': {
      const { qualification } = course;
      return {
        ...course,
        pendingWith: undefined,
        qualification: qualification === 'sales' ? 'marketing' : qualification,
      };
    }
    case 'nurturing':
      return { ...course, nurturing: true };
    case 'marketing-qualified':
      return { ...course, qualification: 'marketing', everQualified: true };
    case 'sales-qualified':
      return {
        ...course,
        qualification: 'sales',
        nurturing: false,
        everQualified: true,
        everSalesQualified: true,
      };
    case 'disqualified':
    case 'parked':
    case 'converted':
      return { ...course, status: what };
    case 'recycled':
      return {
        ...course,
        status: 'open',
        qualification: 'suspect',
        nurturing: false,
        pendingWith: undefined,
      };
    default:
      // Resumed or reopened.
      return { ...course, status: 'open' };
  }
};

const handoffsOf = (changes: readonly ChangeFact[]): readonly Handoff[] =>
  changes.flatMap(({ what, salesperson_id: salespersonId }): readonly Handoff[] => {
    if (salespersonId === null) return [];
    if (what === 'assigned') return [{ what: 'offered', salespersonId }];
    return what === 'accepted' || what === 'rejected' ? [{ what, salespersonId }] : [];
  });

/**
 * What a lead said last, or a duplicate that it took in. What a duplicate said goes with it again, unless
 * more was said, or another one taken in, since (B15).
 */
const lastTimeframe = (facts: readonly TimeframeFact[]): TimeframeFact | undefined => {
  let last: TimeframeFact | undefined;
  const absorptions = new Map<string | null, Record<'before' | 'after', typeof last>>();
  for (const fact of facts) {
    const { what, other_id: otherId } = fact;
    const known = absorptions.get(otherId);
    if (what === 'released') {
      const isLast = [...absorptions.keys()].at(-1) === otherId;
      absorptions.delete(otherId);
      if (known !== undefined && isLast && known.after === last) last = known.before;
    } else {
      const after = fact.kind === null ? last : fact;
      if (what === 'absorbed') absorptions.set(otherId, { before: last, after });
      last = after;
    }
  }
  return last;
};

const statedIn = (fact: TimeframeFact | undefined): StatedTimeframe | undefined =>
  fact && { timeframe: timeframeIn(fact), statedOn: fact.stated_on ?? '' };

const timeframeIn = ({ kind, days, due_date }: TimeframeFact): PurchaseTimeframe => {
  if (kind === 'immediate') return { kind };
  if (days !== null) return { kind: 'days', days };
  return due_date === null ? { kind: 'none' } : { kind: 'date', date: due_date };
};
