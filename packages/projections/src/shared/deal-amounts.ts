import { type DealValue, withinNet } from '@presales/domain';
import { toMinorUnit, type Whole } from '@presales/kernel';

/** What a won deal is worth in one currency, in minor units, as columns. */
export interface DealAmounts extends SoldAmounts {
  readonly net: number;
  readonly margin: number;
  readonly net_of_unknown_cost: number;
}

/** The same, as a report computes it: of any size. */
export interface SoldAmounts {
  readonly net: Whole;
  readonly margin: Whole;
  readonly net_of_unknown_cost: Whole;
  readonly currency: string;
}

/**
 * A deal value as columns. An amount of a finer scale than its currency's is rounded half-even, here
 * and nowhere else.
 */
export const dealAmounts = ({ net, margin, netOfUnknownCost }: DealValue): DealAmounts => ({
  net: toMinorUnit(net).amount,
  margin: toMinorUnit(margin).amount,
  net_of_unknown_cost: toMinorUnit(netOfUnknownCost).amount,
  currency: net.currency,
});

/**
 * The same of what was sold as a whole. Of wins from before that held, no more than the net is of
 * unknown cost (B34); what was added to a sale may be anything, as it is a difference.
 */
export const wholeAmounts = (value: DealValue): DealAmounts => dealAmounts(withinNet(value));

/** The same columns where nothing was brought. */
export const noAmounts = {
  net: null,
  margin: null,
  net_of_unknown_cost: null,
  currency: null,
} as const;

/** The columns of a row whose outcome has a value, as they were written. */
export const amountsIn = ({
  net,
  margin,
  net_of_unknown_cost,
  currency,
}: { readonly [Column in keyof DealAmounts]: DealAmounts[Column] | null }): DealAmounts => ({
  net: net ?? 0,
  margin: margin ?? 0,
  net_of_unknown_cost: net_of_unknown_cost ?? 0,
  currency: currency ?? '',
});
