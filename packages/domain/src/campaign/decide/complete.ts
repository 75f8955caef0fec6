import type { Answer, Data } from '../refusals.ts';
import { take } from '../rules/course.ts';
import type { Campaign } from '../state.ts';

/** The campaign is over, whether it was running or paused. */
export const complete = ({ campaignId }: Data<'CompleteCampaign'>, state: Campaign): Answer =>
  take('complete', state, { type: 'CampaignCompleted', data: { campaignId } });
