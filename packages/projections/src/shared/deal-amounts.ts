import type { DealValue } from '@presales/domain';
import { toMinorUnit } from '@presales/kernel';

/** What a won deal is worth in one currency, in minor units. */
export interface DealAmounts {
  readonly net: number;
  readonly margin: number;
  readonly net_of_unknown_cost: number;
  readonly currency: string;
}

/** A deal value as columns; a finer scale than the currency's is rounded half-even here, once. */
export const dealAmounts = ({ net, margin, netOfUnknownCost }: DealValue): DealAmounts => ({
  net: toMinorUnit(net).amount,
  margin: toMinorUnit(margin).amount,
  net_of_unknown_cost: toMinorUnit(netOfUnknownCost).amount,
  currency: net.currency,
});
