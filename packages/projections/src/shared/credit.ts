import type { CreditShare } from '@presales/domain';
import { allocateWhole, type FactProjection, type RowOf, type Whole } from '@presales/kernel';
import { facts, factTableOf } from './fact.ts';
import { grouped } from './grouped.ts';

/**
 * A table of credit shares. Those of one win have its position in the log, and those of a correction of
 * it the position of the correction.
 */
export const creditTable = factTableOf({
  opportunity_id: 'text',
  salesperson_id: 'text',
  /** In basis points. */
  share: 'integer',
});

type CreditTable = ReturnType<typeof creditTable>;

/** One share of a win's credit. */
export type CreditFact = RowOf<CreditTable>;

const told = (opportunityId: string, shares: readonly CreditShare[]) =>
  shares.map(({ salespersonId, share }) => ({
    opportunity_id: opportunityId,
    salesperson_id: salespersonId,
    share,
  }));

/** Who is credited with which share of a win. */
export const creditShares = (table: CreditTable): FactProjection =>
  facts(table, {
    OpportunityWon: ({ data }) => told(data.opportunityId, data.credit),
    OpportunityWinExtended: ({ data }) => told(data.opportunityId, data.credit),
    SalesCreditCorrected: ({ data }) => told(data.opportunityId, data.credit),
    OpportunityWinDateCorrected: ({ data }) => told(data.opportunityId, data.credit),
  });

/** Who has credit beside the split, which is never added to it (B11). */
export const overlayShares = (table: CreditTable): FactProjection =>
  facts(table, {
    OpportunityWon: ({ data }) => told(data.opportunityId, data.overlay ?? []),
    OpportunityWinExtended: ({ data }) => told(data.opportunityId, data.overlay ?? []),
    SalesCreditCorrected: ({ data }) => told(data.opportunityId, data.overlay ?? []),
    OpportunityWinDateCorrected: ({ data }) => told(data.opportunityId, data.overlay ?? []),
  });

/** The shares of each win, by the position they are filed under and sorted by the ids of the people. */
export const creditByWin = (
  rows: readonly CreditFact[],
): ReadonlyMap<number, readonly CreditFact[]> => {
  const byPerson = [...rows].sort((left, right) =>
    left.salesperson_id < right.salesperson_id ? -1 : 1,
  );
  return grouped(byPerson, ({ position }) => position);
};

/** Splits a whole number by weights and largest remainder, so that the parts add up to the whole. */
const split = (amount: Whole, weights: readonly number[]): readonly Whole[] =>
  // Nearly every deal has one holder, and nothing is to be split.
  weights.length === 1 ? [amount] : allocateWhole(amount, weights);

/** What is won, or a part of it, in minor units of one currency. */
export interface WonAmounts {
  readonly net: Whole;
  readonly margin: Whole;
  readonly netOfUnknownCost: Whole;
}

/** Splits what is won by weights, each amount by largest remainder. */
export const splitWon = (
  { net, margin, netOfUnknownCost }: WonAmounts,
  weights: readonly number[],
): readonly WonAmounts[] => {
  const [nets, margins, unknowns] = [
    split(net, weights),
    split(margin, weights),
    split(netOfUnknownCost, weights),
  ];
  return weights.map((_, place) => ({
    net: nets[place] ?? 0,
    margin: margins[place] ?? 0,
    netOfUnknownCost: unknowns[place] ?? 0,
  }));
};
