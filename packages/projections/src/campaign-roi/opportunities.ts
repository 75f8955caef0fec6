import { WHOLE } from '@presales/kernel';
import type { DaysOfZone } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { type MergeFact, survivorsOf } from '../shared/merges.ts';
import type { Exchange } from '../shared/rates.ts';
import type { OpportunityFact } from '../shared/win-facts.ts';
import type { Win } from '../shared/wins.ts';
import type { ExpectedFact } from './tables.ts';
import type { Credited } from './tally.ts';

/** An opportunity, whatever became of it, as it is credited to campaigns. */
export interface Opening extends Pick<Win, 'openedAt' | 'partyId'> {
  /** All of it: what it brought if it was won, or else what was last expected of it. */
  readonly whole: () => Credited;
}

/** What opportunities are read from. */
export interface OpeningSources {
  readonly openings: readonly OpportunityFact[];
  readonly expected: readonly ExpectedFact[];
  readonly dealMerges: readonly MergeFact[];
  readonly partyMerges: readonly MergeFact[];
  readonly wins: readonly Win[];
}

/** Every opportunity once: a duplicate that was merged into another one is left out. */
export const openingsOf = (
  { openings, expected, dealMerges, partyMerges, wins }: OpeningSources,
  exchange: Exchange,
  days: DaysOfZone,
): readonly Opening[] => {
  const merged = new Set(dealMerges.map(({ merged_id }) => merged_id));
  const survivorOf = survivorsOf(partyMerges);
  const latest = new Map([...expected].sort(byTime).map((fact) => [fact.opportunity_id, fact]));
  const won = new Map(
    wins.filter(({ undone }) => undone === undefined).map((win) => [win.opportunityId, win]),
  );
  return openings
    .filter(({ opportunity_id }) => !merged.has(opportunity_id))
    .map(({ opportunity_id, party_id, occurred_at: openedAt }) => {
      const win = won.get(opportunity_id);
      const partyId = win?.partyId ?? (party_id === null ? undefined : survivorOf(party_id));
      return {
        openedAt,
        partyId,
        whole: () => {
          const some = { credit: WHOLE, partyId, firstWin: false, netOfUnknownCost: 0 };
          if (win !== undefined) {
            const { net, margin, currency } = win.amounts;
            const on = days.dateOf(win.at);
            return {
              ...some,
              net: exchange(net, currency, on),
              margin: exchange(margin, currency, on),
            };
          }
          const said = latest.get(opportunity_id);
          if (said === undefined) return { ...some, net: 0, margin: 0 };
          const on = days.dateOf(said.occurred_at);
          return {
            ...some,
            net: exchange(said.amount, said.currency, on),
            margin: exchange(said.margin ?? 0, said.currency, on),
          };
        },
      };
    });
};
