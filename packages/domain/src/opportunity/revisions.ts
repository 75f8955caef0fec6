import { sameMoney } from '../shared/same-money.ts';
import type { Opportunity } from './opportunity.ts';
import { type Answer, type Data, emit, notOpen } from './refusals.ts';

/** Says anew what a deal may be worth, by hand or following a quotation. */
export const reviseValue = (
  { at: _, ...revised }: Data<'ReviseOpportunityValue'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { expected } = state.deal;
  if (
    expected !== undefined &&
    sameMoney(expected.value, revised.expectedValue) &&
    expected.quotationId === revised.quotationId
  )
    return emit();
  return emit({ type: 'OpportunityValueRevised', data: revised });
};

/** Hands an open deal to somebody else; what was won before stays with whom it was credited to. */
export const changeOwner = (
  { opportunityId, ownerId: to, reason }: Data<'ChangeOpportunityOwner'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const from = state.deal.ownerId;
  if (from === to) return emit();
  return emit({ type: 'OpportunityOwnerChanged', data: { opportunityId, from, to, reason } });
};
