import type { DaysOfZone } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import type { Win } from '../shared/wins.ts';
import type { AttributionModel, Touch } from './attribution/index.ts';
import type { TouchFact } from './tables.ts';

/** Each party's touches in business time. */
export const touchesByParty = (
  touches: readonly TouchFact[],
): ((partyId: string | undefined) => readonly TouchFact[]) => {
  const byParty = new Map<string, TouchFact[]>();
  for (const touch of [...touches].sort(byTime)) {
    const known = byParty.get(touch.party_id);
    if (known === undefined) byParty.set(touch.party_id, [touch]);
    else known.push(touch);
  }
  return (partyId) => (partyId === undefined ? [] : (byParty.get(partyId) ?? []));
};

/**
 * A deal's touches at most so many calendar days older than its opening: those at or before it, or
 * for a model that looks so far, those before the win too.
 */
export const touchesInTime = (
  { openedAt, at }: Win,
  touches: readonly TouchFact[],
  lookBackDays: number,
  through: AttributionModel['through'],
  days: DaysOfZone,
): readonly TouchFact[] =>
  touches.filter(
    ({ occurred_at }) =>
      occurred_at <= (through === 'win' && at > openedAt ? at : openedAt) &&
      days.between(occurred_at, openedAt) <= lookBackDays,
  );

/** A touch as an attribution model sees it. */
export const seenByModel = (
  { openedAt }: Win,
  { campaign_id, occurred_at, lead_id }: TouchFact,
  days: DaysOfZone,
): Touch => ({
  campaignId: campaign_id,
  daysBefore: days.between(occurred_at, openedAt),
  becameLead: lead_id !== null,
  afterOpening: occurred_at > openedAt,
});
