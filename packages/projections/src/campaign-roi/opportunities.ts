import { END_OF_TIME, WHOLE, type Whole } from '@presales/kernel';
import type { Customers } from '../shared/contacts.ts';
import type { DaysOfZone } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { type MergeFact, mergedAway } from '../shared/merges.ts';
import type { MomentOf } from '../shared/moments.ts';
import type { Exchange } from '../shared/rates.ts';
import { add } from '../shared/whole.ts';
import type { OpportunityFact } from '../shared/win-facts.ts';
import { sourceOf, type Win } from '../shared/wins.ts';
import type { ExpectedFact } from './tables.ts';
import type { Credited } from './tally.ts';
import type { Deal } from './touches.ts';

/** An opportunity, whatever became of it, as it is credited to campaigns. */
export interface Opening extends Deal {
  /** All of it: what it brought if it was won, or else what was last expected of it. */
  readonly whole: () => Credited;
}

/** What opportunities are read from. */
export interface OpeningSources {
  readonly openings: readonly OpportunityFact[];
  readonly expected: readonly ExpectedFact[];
  readonly dealMerges: readonly MergeFact[];
  readonly customers: Customers;
  readonly wins: readonly Win[];
}

/** Every opportunity once: a duplicate that was merged into another one is left out. */
export const openingsOf = (
  { openings, expected, dealMerges, customers, wins }: OpeningSources,
  exchange: Exchange,
  days: DaysOfZone,
  momentOf: MomentOf,
): readonly Opening[] => {
  const merged = mergedAway(dealMerges);
  const latest = new Map<string, ExpectedFact[]>();
  for (const fact of [...expected].sort(byTime)) {
    const before = latest.get(fact.opportunity_id);
    // What one event says in several currencies is one value.
    if (before?.[0]?.position === fact.position) before.push(fact);
    else latest.set(fact.opportunity_id, [fact]);
  }
  const won = new Map<string, Win[]>();
  for (const win of wins)
    if (win.undone === undefined)
      won.set(win.opportunityId, [...(won.get(win.opportunityId) ?? []), win]);
  return openings
    .filter(({ opportunity_id }) => !merged.has(opportunity_id))
    .map(({ opportunity_id, party_id, zone, occurred_at }) => {
      const sales = won.get(opportunity_id) ?? [];
      const [win] = sales;
      const partyId = win?.partyId ?? (party_id === null ? undefined : customers.partyOf(party_id));
      const through = win?.through ?? END_OF_TIME;
      const customerId = partyId === undefined ? undefined : customers.customerOf(partyId, through);
      return {
        opened: momentOf(occurred_at, zone),
        at: win?.at ?? END_OF_TIME,
        through,
        partyId,
        whole: () => {
          const some = { credit: WHOLE, customerId, firstWin: false, netOfUnknownCost: 0 };
          if (sales.length > 0) {
            const sum = (of: 'net' | 'margin'): Whole =>
              sales.reduce<Whole>((total, sale) => {
                const { [of]: amount, currency } = sale.amounts;
                return add(total, exchange(amount, currency, days.dateOf(sale.at), sourceOf(sale)));
              }, 0);
            return { ...some, net: sum('net'), margin: sum('margin') };
          }
          const said = (of: 'amount' | 'margin'): Whole =>
            (latest.get(opportunity_id) ?? []).reduce<Whole>(
              (total, { [of]: amount, currency, occurred_at: on, position }) => {
                if (amount === null || currency === null) return total;
                const source = { of: 'opportunity', id: opportunity_id, position } as const;
                return add(total, exchange(amount, currency, days.dateOf(on), source));
              },
              0,
            );
          return { ...some, net: said('amount'), margin: said('margin') };
        },
      };
    });
};
