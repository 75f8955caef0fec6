import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Campaign } from '../state.ts';

/** Records money spent, in any currency, before, during or after the campaign, even a cancelled one. */
export const recordCost = (
  { at: _, ...cost }: Data<'RecordCampaignCost'>,
  state: Campaign,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const recorded = state.record.costs.get(cost.costId);
  if (recorded === undefined) return emit({ type: 'CampaignCostRecorded', data: cost });
  return same(recorded, cost)
    ? emit()
    : refuse({ code: 'campaign/cost-exists', costId: cost.costId });
};
