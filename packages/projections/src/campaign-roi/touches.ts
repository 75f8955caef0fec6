import type { DaysOfZone } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import type { Win } from '../shared/wins.ts';
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

/** The touches at or before the deal's opening that are at most so many calendar days older. */
export const touchesInTime = (
  { openedAt }: Win,
  touches: readonly TouchFact[],
  lookBackDays: number,
  days: DaysOfZone,
): readonly TouchFact[] =>
  touches.filter(
    ({ occurred_at }) =>
      occurred_at <= openedAt && days.between(occurred_at, openedAt) <= lookBackDays,
  );
