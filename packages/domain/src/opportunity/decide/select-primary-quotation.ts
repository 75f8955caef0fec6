import type { Money, Of } from '@presales/kernel';
import { sameMoney } from '../../shared/same-money.ts';
import type { OpportunityEvent } from '../events.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Expectation, Opportunity } from '../state.ts';

/** Files a quotation under an open deal. */
export const link = (
  { opportunityId, quotationId }: Data<'LinkQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.deal.quotations.includes(quotationId)) return emit();
  return emit({ type: 'QuotationLinked', data: { opportunityId, quotationId } });
};

/** Takes a quotation out of an open deal. What the deal was said to be worth stays as it is. */
export const unlink = (
  { opportunityId, quotationId }: Data<'UnlinkQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (!state.deal.quotations.includes(quotationId)) return emit();
  return emit({ type: 'QuotationUnlinked', data: { opportunityId, quotationId } });
};

/**
 * Makes a quotation the one that the deal's value and margin follow (B14). Its value, where
 * the command brings one, becomes the deal's.
 */
export const selectPrimary = (
  { at: _, ...selected }: Data<'SelectPrimaryQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { opportunityId, quotationId, value } = selected;
  const { quotations, primary, expected } = state.deal;
  if (value !== undefined && value.net.amount < 0)
    return refuse({ code: 'opportunity/negative-value', net: value.net });
  const events: OpportunityEvent[] = [];
  if (!quotations.includes(quotationId))
    events.push({ type: 'QuotationLinked', data: { opportunityId, quotationId } });
  if (primary !== quotationId) events.push({ type: 'PrimaryQuotationSelected', data: selected });
  if (value !== undefined) {
    const { net: expectedValue, margin, netOfUnknownCost } = value;
    const revised = { opportunityId, expectedValue, margin, netOfUnknownCost, quotationId };
    if (!isExpected(expected, revised))
      events.push({ type: 'OpportunityValueRevised', data: revised });
  }
  return emit(...events);
};

/** Says anew what a deal may be worth: by hand, or following its primary quotation. */
export const reviseValue = (
  { at: _, ...revised }: Data<'ReviseOpportunityValue'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { expectedValue, margin, netOfUnknownCost, quotationId } = revised;
  const { primary, expected } = state.deal;
  if (primary !== undefined && primary !== quotationId)
    return refuse({ code: 'opportunity/value-follows-quotation', quotationId: primary });
  const { currency } = expectedValue;
  const other = [margin, netOfUnknownCost].find((part) => part && part.currency !== currency);
  if (other !== undefined)
    return refuse({ code: 'opportunity/other-currency', currency: other.currency });
  if (isExpected(expected, revised)) return emit();
  return emit({ type: 'OpportunityValueRevised', data: revised });
};

const isExpected = (
  known: Expectation | undefined,
  revised: Of<OpportunityEvent, 'OpportunityValueRevised'>['data'],
): boolean =>
  known !== undefined &&
  sameMoney(known.value, revised.expectedValue) &&
  sameIfAny(known.margin, revised.margin) &&
  sameIfAny(known.netOfUnknownCost, revised.netOfUnknownCost) &&
  known.quotationId === revised.quotationId;

const sameIfAny = (known: Money | undefined, said: Money | undefined): boolean =>
  known === undefined || said === undefined ? known === said : sameMoney(known, said);
