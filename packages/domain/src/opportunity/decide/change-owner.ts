import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

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

/** Notes who else is after an open deal (S37). */
export const recordCompetitor = (
  { opportunityId, competitor }: Data<'RecordCompetitor'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.deal.competitors.includes(competitor)) return emit();
  return emit({ type: 'CompetitorRecorded', data: { opportunityId, competitor } });
};
