import type { DealValue } from '../../shared/deal-value.ts';
import { sameMoney } from '../../shared/same-money.ts';

/** Whether two deal values are the same money, part by part. */
export const sameValue = (left: DealValue, right: DealValue): boolean =>
  sameMoney(left.net, right.net) &&
  sameMoney(left.margin, right.margin) &&
  sameMoney(left.netOfUnknownCost, right.netOfUnknownCost);
