import { sameMoney } from '../../shared/same-money.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Campaign } from '../state.ts';

/** The first budget, or a revision with its reason, whatever became of the campaign. */
export const budget = (
  { campaignId, budget, reason }: Data<'BudgetCampaign'>,
  state: Campaign,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const from = state.budget;
  if (from === undefined) return emit({ type: 'CampaignBudgeted', data: { campaignId, budget } });
  if (sameMoney(from, budget)) return emit();
  if (reason === undefined) return refuse({ code: 'campaign/reason-needed', budget: from });
  return emit({ type: 'CampaignBudgetRevised', data: { campaignId, from, to: budget, reason } });
};
