import { isExpected } from '../figures/expectation.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { faultOfValue } from '../rules/stated-value.ts';
import type { Opportunity } from '../state.ts';

/** Says anew what a deal may be worth: by hand, or following its primary quotation. */
export const reviseValue = (
  { at: _, ...revised }: Data<'ReviseOpportunityValue'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { expectedValue, margin, netOfUnknownCost, quotationId } = revised;
  const { primary, expected } = state.record;
  if (primary !== undefined && primary !== quotationId)
    return refuse({ code: 'opportunity/value-follows-quotation', quotationId: primary });
  const { currency } = expectedValue;
  const other = [margin, netOfUnknownCost].find((part) => part && part.currency !== currency);
  if (other !== undefined)
    return refuse({ code: 'opportunity/other-currency', currency: other.currency });
  if (netOfUnknownCost !== undefined) {
    const fault = faultOfValue({ net: expectedValue, netOfUnknownCost });
    if (fault !== undefined) return refuse(fault);
  }
  if (isExpected(expected, revised)) return emit();
  return emit({ type: 'OpportunityValueRevised', data: revised });
};
