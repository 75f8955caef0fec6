import { ownerAt } from '../figures/credit.ts';
import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/**
 * Hands an open deal to somebody else; what was won before stays with whom it was credited to. A
 * hand-over may be entered late: it holds until the next one.
 */
export const changeOwner = (
  { opportunityId, ownerId: to, reason, at }: Data<'ChangeOpportunityOwner'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const from = ownerAt(state.record, at);
  if (from === to) return emit();
  return emit({ type: 'OpportunityOwnerChanged', data: { opportunityId, from, to, reason } });
};
