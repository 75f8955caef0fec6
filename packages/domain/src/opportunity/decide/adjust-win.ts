import { sameValue } from '../figures/same-value.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** States a win's value anew after a refund of a part (B8), or an error. */
export const adjust = ({ at: _, ...adjusted }: Data<'AdjustWin'>, state: Opportunity): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (state.status !== 'won') return refuse({ code: 'opportunity/not-won', status: state.status });
  const { net } = adjusted.value;
  if (net.currency !== state.value.net.currency)
    return refuse({ code: 'opportunity/other-currency', currency: net.currency });
  if (net.amount < 0) return refuse({ code: 'opportunity/negative-value', net });
  if (sameValue(state.value, adjusted.value)) return emit();
  return emit({ type: 'OpportunityWinAdjusted', data: adjusted });
};
