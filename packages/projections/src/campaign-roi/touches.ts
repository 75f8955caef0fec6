import type { DaysOfZone } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { type MergeFact, survivorsOf } from '../shared/merges.ts';
import type { Win } from '../shared/wins.ts';
import type { AttributionModel, Touch } from './attribution/index.ts';
import type { LeadFact, TouchFact } from './tables.ts';

/** A touch and the party and lead that it touched, which are the survivors of their merges. */
export interface KnownTouch extends Pick<TouchFact, 'campaign_id' | 'occurred_at' | 'kind'> {
  readonly partyId: string | undefined;
  readonly leadId: string | undefined;
}

/** All touches in business time; a merged party or lead was touched as its survivor. */
export const knownTouches = ({
  touches,
  leads,
  leadMerges,
  partyMerges,
}: {
  readonly touches: readonly TouchFact[];
  readonly leads: readonly LeadFact[];
  readonly leadMerges: readonly MergeFact[];
  readonly partyMerges: readonly MergeFact[];
}): readonly KnownTouch[] => {
  const partyOfLead = new Map(leads.map(({ lead_id, party_id }) => [lead_id, party_id]));
  const party = survivorsOf(partyMerges);
  const lead = survivorsOf(leadMerges);
  return [...touches].sort(byTime).map(({ campaign_id, occurred_at, kind, party_id, lead_id }) => {
    const partyId = party_id ?? (lead_id === null ? undefined : partyOfLead.get(lead_id));
    return {
      campaign_id,
      occurred_at,
      kind,
      partyId: partyId === undefined ? undefined : party(partyId),
      leadId: lead_id === null ? undefined : lead(lead_id),
    };
  });
};

/** Each party's touches in business time. */
export const touchesByParty = (
  touches: readonly KnownTouch[],
): ((partyId: string | undefined) => readonly KnownTouch[]) => {
  const byParty = new Map<string, KnownTouch[]>();
  for (const touch of touches) {
    if (touch.partyId === undefined) continue;
    const known = byParty.get(touch.partyId);
    if (known === undefined) byParty.set(touch.partyId, [touch]);
    else known.push(touch);
  }
  return (partyId) => (partyId === undefined ? [] : (byParty.get(partyId) ?? []));
};

/**
 * The touches that a deal may be credited to: at most `lookBackDays` calendar days older than its
 * opening, and not later than the opening, or than the win for a model that looks so far.
 */
export const touchesInTime = (
  { openedAt, at }: Pick<Win, 'openedAt' | 'at'>,
  touches: readonly KnownTouch[],
  lookBackDays: number,
  through: AttributionModel['through'],
  days: DaysOfZone,
): readonly KnownTouch[] =>
  touches.filter(
    ({ occurred_at }) =>
      occurred_at <= (through === 'win' && at > openedAt ? at : openedAt) &&
      days.between(occurred_at, openedAt) <= lookBackDays,
  );

/** A touch as an attribution model sees it. */
export const seenByModel = (
  { openedAt }: Pick<Win, 'openedAt'>,
  { campaign_id, occurred_at, kind }: KnownTouch,
  days: DaysOfZone,
): Touch => ({
  campaignId: campaign_id,
  daysBefore: days.between(occurred_at, openedAt),
  becameLead: kind === 'capture',
  afterOpening: occurred_at > openedAt,
});
