import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Takes a win back: a refund, a cancellation, an error. */
export const reverseWin = (
  { at: _, ...reversal }: Data<'ReverseWin'>,
  state: Opportunity,
): Answer => {
  switch (state.status) {
    case 'absent':
    case 'merged':
      return notOpen(state);
    case 'won':
      return emit({ type: 'OpportunityWinReversed', data: reversal });
    case 'won-reversed':
      if (state.reason === reversal.reason && state.note === reversal.note) return emit();
  }
  return refuse({ code: 'opportunity/not-won', status: state.status });
};
