import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { partOfItself } from '../rules/part-of-itself.ts';
import type { Campaign } from '../state.ts';

/** Plans the campaign. Planning it again in the same words changes nothing. */
export const plan = (
  { at: _, ancestors, ...planned }: Data<'PlanCampaign'>,
  state: Campaign,
): Answer => {
  if (state.status !== 'absent')
    return same(state.record.plan, planned) ? emit() : refuse({ code: 'campaign/already-planned' });
  const { campaignId, startsOn, endsOn, parentId } = planned;
  if (endsOn !== undefined && endsOn <= startsOn)
    return refuse({ code: 'campaign/ends-before-start' });
  return (
    partOfItself(campaignId, parentId, ancestors) ??
    emit({ type: 'CampaignPlanned', data: planned })
  );
};
