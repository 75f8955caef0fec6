import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { sameShares } from '../rules/same-shares.ts';
import type { Opportunity } from '../state.ts';

/** Credits a win otherwise, because its split was wrong; what was credited before stays in history. */
export const correctCredit = (
  { opportunityId, credit, overlay: asked, reason }: Data<'CorrectCredit'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (state.status !== 'won') return refuse({ code: 'opportunity/not-won', status: state.status });
  const overlay = asked ?? state.overlay;
  if (sameShares(state.credit, credit) && sameShares(state.overlay, overlay)) return emit();
  return emit({
    type: 'SalesCreditCorrected',
    data: { opportunityId, credit, ...(overlay.length === 0 ? {} : { overlay }), reason },
  });
};
