import { type DealValue, withinNet } from '../../shared/deal-value.ts';
import type { OpportunityRefusal } from '../refusals.ts';

/** Why a deal is not worth what somebody states. */
export const faultOfValue = (
  value: Pick<DealValue, 'net' | 'netOfUnknownCost'>,
): OpportunityRefusal | undefined => {
  const { net, netOfUnknownCost } = value;
  if (net.amount < 0) return { code: 'opportunity/negative-value', net };
  return withinNet(value) === value
    ? undefined
    : { code: 'opportunity/unknown-cost-beyond-net', net, netOfUnknownCost };
};
