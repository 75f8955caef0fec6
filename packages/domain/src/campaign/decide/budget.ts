import { sameMoney } from '../../shared/same-money.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Campaign } from '../state.ts';

/** Sets the first budget, or revises it for a reason, whatever has become of the campaign. */
export const budget = (
  { campaignId, budget, reason }: Data<'BudgetCampaign'>,
  state: Campaign,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const from = state.record.budget;
  if (from === undefined) return emit({ type: 'CampaignBudgeted', data: { campaignId, budget } });
  if (sameMoney(from, budget)) return emit();
  if (reason === undefined) return refuse({ code: 'campaign/reason-needed', budget: from });
  return emit({ type: 'CampaignBudgetRevised', data: { campaignId, from, to: budget, reason } });
};
