import type { CreditShare, OpportunityEvent } from '@presales/domain';
import {
  allocate,
  type FactTable,
  facts,
  type Of,
  type RecordedEvent,
  type Table,
} from '@presales/kernel';
import { type Fact, factColumns, factOf } from './fact.ts';

/** One share of a win's credit, in basis points, filed under the win's position in the log. */
export type CreditFact = Fact & {
  readonly opportunity_id: string;
  readonly salesperson_id: string;
  readonly share: number;
};

const creditTable = (name: string): Table<CreditFact> => ({
  name,
  key: 'fact',
  columns: { ...factColumns, opportunity_id: 'text', salesperson_id: 'text', share: 'integer' },
});

const sharesOf =
  (of: (won: OpportunityWin) => readonly CreditShare[]) =>
  (event: RecordedEvent<OpportunityWin>): readonly CreditFact[] =>
    of(event).map(({ salespersonId, share }, part) => ({
      ...factOf(event, part),
      opportunity_id: event.data.opportunityId,
      salesperson_id: salespersonId,
      share,
    }));

type OpportunityWin = Of<OpportunityEvent, 'OpportunityWon'>;

/** The table of credit shares of a read model. */
export const creditFacts = (name: string): FactTable =>
  facts<CreditFact, OpportunityEvent>(creditTable(name), {
    OpportunityWon: sharesOf(({ data }) => data.credit),
  });

/** The table of overlay shares: credit beside the split, never added to it (B11). */
export const overlayFacts = (name: string): FactTable =>
  facts<CreditFact, OpportunityEvent>(creditTable(name), {
    OpportunityWon: sharesOf(({ data }) => data.overlay ?? []),
  });

/** The shares of every win, by the win's position; in the order of the people's ids. */
export const creditByWin = (
  rows: readonly CreditFact[],
): ReadonlyMap<number, readonly CreditFact[]> => {
  const credits = new Map<number, CreditFact[]>();
  for (const row of rows) {
    const ofWin = credits.get(row.position);
    if (ofWin === undefined) credits.set(row.position, [row]);
    else ofWin.push(row);
  }
  for (const ofWin of credits.values())
    ofWin.sort((left, right) => (left.salesperson_id < right.salesperson_id ? -1 : 1));
  return credits;
};

/** A whole number split by weights, by largest remainder: the parts sum to the whole. */
export const split = (whole: number, weights: readonly number[]): readonly number[] => {
  // Nearly every deal has one holder and one touch: the whole is the whole.
  if (weights.length === 1) return [whole];
  // Shares of a count are split as money is; the currency plays no part in it.
  return allocate({ amount: whole, currency: 'EUR', scale: 0 }, weights).map(
    ({ amount }) => amount,
  );
};
